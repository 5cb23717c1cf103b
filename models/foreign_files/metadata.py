"""What a JPEG or PNG says of itself is taken out without drawing it anew: for pictures inside of documents."""

import struct
from collections.abc import Iterator

from models.foreign_files.unfit import Uncleanable

_KEPT_SEGMENTS = frozenset({0xE0, 0xE2, 0xEE})
"""Of the application segments of a JPEG: size, colours, Adobe's colour transform. The others hold EXIF, XMP, IPTC."""
_COMMENT, _SCAN, _END = 0xFE, 0xDA, 0xD9
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_TELLING_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})


def jpeg_without_metadata(content: bytes) -> bytes:
    """The same pixels, bit for bit (ITU T.81, annex B). Raises Uncleanable where its segments cannot be told apart."""
    out = bytearray(content[:2])
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise Uncleanable
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker == _SCAN:
            end = content.rfind(b"\xff\xd9")  # behind the end, phones put videos and second pictures
            return bytes(out + content[at : end + 2 if end > at else len(content)])
        if not (0xE0 <= marker <= 0xEF or marker == _COMMENT) or marker in _KEPT_SEGMENTS:
            out += content[at : at + 2 + length]
        at += 2 + length
    raise Uncleanable


def png_without_metadata(content: bytes) -> bytes:
    """The same pixels without the chunks that hold words, EXIF or a time. Raises Uncleanable."""
    return _PNG_HEAD + b"".join(chunk for kind, chunk in _chunks(content) if kind not in _TELLING_CHUNKS)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG_HEAD)
    while at + 12 <= len(content):
        length = struct.unpack(">I", content[at : at + 4])[0]
        kind, end = content[at + 4 : at + 8], at + 12 + length
        yield kind, content[at:end]
        if kind == b"IEND":
            return
        at = end
    raise Uncleanable


def picture_without_metadata(content: bytes) -> bytes:
    """A JPEG or PNG inside of a document. Raises Uncleanable for another kind."""
    if content.startswith(b"\xff\xd8"):
        return jpeg_without_metadata(content)
    if content.startswith(_PNG_HEAD):
        return png_without_metadata(content)
    raise Uncleanable
