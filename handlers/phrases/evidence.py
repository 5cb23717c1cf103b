"""A piece of evidence in a list: what it is, when it came, and whether it is there."""

from handlers.phrases.cases import time_said
from handlers.talk.texts import Words
from models.cases.evidence import Evidence
from models.city.pack import City


def piece_said(words: Words, city: City, piece: Evidence) -> str:
    """One piece of a list: `1. 图片　1.2 MB　11 月 23 日 12:20　聊天压缩过`."""
    return words(
        "own-case-piece",
        number=str(piece.number),
        kind=_kind(piece),
        time=time_said(words, city, piece.came_at),
        form="compressed" if piece.compressed else "original",
        state=_state(piece),
    )


def _kind(piece: Evidence) -> str:
    """The kind for the text: image, audio, video, or file."""
    kind = (piece.media_type or "").partition("/")[0]
    return kind if kind in ("image", "audio", "video") else "file"


def _state(piece: Evidence) -> str:
    if piece.removed_at is not None:
        return "removed"
    if piece.refused is not None:
        return "lost" if piece.refused == "lost" else "refused"
    return "kept" if piece.sha256 is not None else "waiting"
