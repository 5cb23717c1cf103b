"""The clean copy of a piece of evidence, for others than its sender: the same content, and nothing about its maker."""

from collections.abc import Callable

from models.foreign_files.film import clean_film
from models.foreign_files.office import clean_office
from models.foreign_files.pdf import clean_pdf
from models.foreign_files.picture import draw_anew
from models.foreign_files.sound import CLEANERS as OF_SOUND
from models.foreign_files.unfit import Uncleanable

_OFFICE = "application/vnd.openxmlformats-officedocument."
_FILM = ("video/mp4", "video/quicktime", "video/x-m4v", "video/3gpp", "audio/mp4", "audio/x-m4a", "audio/m4a")

CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    **OF_SOUND,
    **dict.fromkeys(_FILM, clean_film),
    "application/pdf": clean_pdf,
    f"{_OFFICE}wordprocessingml.document": clean_office,
    f"{_OFFICE}spreadsheetml.sheet": clean_office,
}


def clean_copy(content: bytes, media_type: str) -> tuple[bytes, str]:
    """The clean copy and its media type. media_type: recognised from the content (models/cases/evidence_kind.py).

    Raises Uncleanable for a kind that cannot be cleaned, Unreadable, and the errors of the libraries.
    """
    if media_type.startswith("image/"):
        return draw_anew(content)
    clean = CLEANERS.get(media_type)
    if clean is None:
        raise Uncleanable
    return clean(content), media_type
