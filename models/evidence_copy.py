"""The copy of a piece of evidence that staff see: a picture drawn anew, so that nothing of its EXIF is left."""

import io
import warnings
from dataclasses import dataclass

import filetype
import sqlalchemy as sa
from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy.ext.asyncio import AsyncSession

from models.case import Case
from models.errors import EvidenceGone, EvidenceRefused
from models.evidence import Evidence, read_evidence

MOST_PIXELS = 100_000_000
JPEG_QUALITY = 92


@dataclass(frozen=True, slots=True)
class EvidenceCopy:
    """name: of our own making, safe as a file name, and saying nothing of who sent it."""

    name: str
    media_type: str
    content: bytes


async def original_for_staff(session: AsyncSession, case: Case, number: int) -> tuple[bytes, str]:
    """The bytes and the media type of a piece, to be handed to `copy_without_exif`. Raises EvidenceGone."""
    piece = await session.scalar(sa.select(Evidence).where(Evidence.case_id == case.id, Evidence.number == number))
    if piece is None or piece.media_type is None or piece.removed_at is not None:
        raise EvidenceGone
    return await read_evidence(session, piece.id), piece.media_type


def copy_without_exif(content: bytes, media_type: str, *, case_number: str, number: int) -> EvidenceCopy:
    """The copy for staff. Takes up to a second for a large picture: call it in a thread. Raises EvidenceRefused."""
    if media_type.startswith("image/"):
        content, media_type = _drawn_anew(content, media_type)
    return EvidenceCopy(f"{case_number}-{number}.{_extension(media_type)}", media_type, content)


def _drawn_anew(content: bytes, media_type: str) -> tuple[bytes, str]:
    form, media_type = ("JPEG", "image/jpeg") if media_type not in ("image/png", "image/gif") else ("PNG", "image/png")
    out = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = _opened(content)
            if picture.width * picture.height > MOST_PIXELS:
                raise EvidenceRefused("unreadable")
            upright = ImageOps.exif_transpose(picture).convert("RGB" if form == "JPEG" else "RGBA")
        plain = Image.new(upright.mode, upright.size)
        plain.paste(upright)
        plain.save(out, form, quality=JPEG_QUALITY)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise EvidenceRefused("unreadable") from error
    return out.getvalue(), media_type


def _opened(content: bytes) -> Image.Image:
    import pillow_heif  # what iPhones send; loads a library of 5 MB

    pillow_heif.register_heif_opener()
    return Image.open(io.BytesIO(content))


def _extension(media_type: str) -> str:
    if media_type == "text/plain":
        return "txt"
    kind = filetype.get_type(mime=media_type)
    return str(kind.extension) if kind else "bin"
