"""The copy of a piece of evidence that staff see: a picture drawn anew, so that nothing of its EXIF is left."""

import asyncio
import io
import warnings
from dataclasses import dataclass

import filetype
import sqlalchemy as sa
from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy.ext.asyncio import AsyncSession

from models.case import Case
from models.errors import EvidenceGone, EvidenceRefused
from models.evidence import Evidence, EvidenceCopyFile, read_evidence

MOST_PIXELS = 100_000_000
JPEG_QUALITY = 92


@dataclass(frozen=True, slots=True)
class EvidenceCopy:
    """name: of our own making, safe as a file name, and saying nothing of who sent it."""

    name: str
    media_type: str
    content: bytes


async def copy_for_staff(session: AsyncSession, case: Case, number: int) -> EvidenceCopy:
    """A piece as staff see it. Raises EvidenceGone, EvidenceRefused.

    The job that fetched a picture has drawn its copy; where it has not yet, it is drawn now, which takes a moment.
    """
    piece = await session.scalar(sa.select(Evidence).where(Evidence.case_id == case.id, Evidence.number == number))
    if piece is None or piece.media_type is None or piece.removed_at is not None:
        raise EvidenceGone
    if not is_picture(piece.media_type):
        content = await read_evidence(session, piece.id)
        return EvidenceCopy(_name(case.number, number, piece.media_type), piece.media_type, content)
    kept = await session.get(EvidenceCopyFile, piece.id)
    if kept is not None:
        return EvidenceCopy(_name(case.number, number, kept.media_type), kept.media_type, kept.content)
    content = await read_evidence(session, piece.id)
    return await asyncio.to_thread(copy_without_exif, content, piece.media_type, case_number=case.number, number=number)


def is_picture(media_type: str) -> bool:
    """Whether staff see a copy drawn anew, and not the original."""
    return media_type.startswith("image/")


async def keep_copy(session: AsyncSession, evidence_id: int, content: bytes, media_type: str) -> None:
    """Keeps the copy of a piece that is still there; a second one changes nothing."""
    piece = await session.get(Evidence, evidence_id, with_for_update=True, populate_existing=True)
    if piece is None or piece.removed_at is not None or await session.get(EvidenceCopyFile, evidence_id) is not None:
        return
    session.add(EvidenceCopyFile(evidence_id=evidence_id, media_type=media_type, content=content))
    await session.flush()


def copy_without_exif(content: bytes, media_type: str, *, case_number: str, number: int) -> EvidenceCopy:
    """The copy for staff. Takes up to a second for a large picture: call it in a thread. Raises EvidenceRefused."""
    if is_picture(media_type):
        content, media_type = drawn_anew(content, media_type)
    return EvidenceCopy(_name(case_number, number, media_type), media_type, content)


def _name(case_number: str, number: int, media_type: str) -> str:
    return f"{case_number}-{number}.{_extension(media_type)}"


def drawn_anew(content: bytes, media_type: str, *, longest_side: int | None = None) -> tuple[bytes, str]:
    """The picture's pixels and nothing else, and its media type; not more of them than `longest_side`, where given.
    Call it in a thread. Raises EvidenceRefused."""
    form, media_type = ("JPEG", "image/jpeg") if media_type not in ("image/png", "image/gif") else ("PNG", "image/png")
    out = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = _opened(content)
            if picture.width * picture.height > MOST_PIXELS:
                raise EvidenceRefused("unreadable")
            upright = ImageOps.exif_transpose(picture).convert("RGB" if form == "JPEG" else "RGBA")
        if longest_side is not None:
            upright.thumbnail((longest_side, longest_side))
        plain = Image.new(upright.mode, upright.size)
        plain.paste(upright)
        plain.save(out, form, quality=JPEG_QUALITY)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise EvidenceRefused("unreadable") from error
    return out.getvalue(), media_type


def _opened(content: bytes) -> Image.Image:
    import pi_heif  # what iPhones send; loads a library of 5 MB

    pi_heif.register_heif_opener()
    return Image.open(io.BytesIO(content))


def _extension(media_type: str) -> str:
    if media_type == "text/plain":
        return "txt"
    kind = filetype.get_type(mime=media_type)
    return str(kind.extension) if kind else "bin"
