"""Remove metadata from a JPEG or PNG without re-encoding it, for pictures inside documents."""

import re
import struct
from collections.abc import Iterator

from models.foreign_files.unfit import Uncleanable

_SCAN, _END = 0xDA, 0xD9
_DRAWING = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD, _SCAN})
"""Segments of a JPEG that encode its pixels; all others hold EXIF, XMP, IPTC, profiles, previews and comments."""
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_DRAWING_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
)


def jpeg_without_metadata(content: bytes) -> bytes:
    """The same pixels, bit for bit (ITU T.81, annex B). Raises Uncleanable if its segments cannot be parsed."""
    out, at, drawn = bytearray(content[:2]), 2, False
    while at + 4 <= len(content) and content[at + 1] != _END:
        marker, length = content[at + 1], struct.unpack_from(">H", content, at + 2)[0]
        if content[at] != 0xFF or length < 2:
            raise Uncleanable
        if marker == 0xFF:  # padding
            at += 1
            continue
        end = at + 2 + length
        if marker == _SCAN:
            drawn, following = True, _NEXT_MARKER.search(content, end)
            end = following.end() - 2 if following is not None else len(content)
        out += _kept_segment(marker, content[at:end])
        at = end
    if not drawn:
        raise Uncleanable
    return bytes(out + b"\xff\xd9")  # after the end, phones append videos and second pictures


def _kept_segment(marker: int, segment: bytes) -> bytes:
    if segment.startswith(b"JFIF\0", 4):
        return b"\xff\xe0\0\x10" + segment[4:16] + bytes(2)  # without a preview
    if marker == 0xEE and segment.startswith(b"Adobe", 4):
        return b"\xff\xee\0\x0e" + segment[4:16]  # the colour transform
    return segment if marker in _DRAWING else b""


def png_without_metadata(content: bytes) -> bytes:
    """The same pixels and nothing else. Raises Uncleanable."""
    return _PNG_HEAD + b"".join(chunk for kind, chunk in _chunks(content) if kind in _DRAWING_CHUNKS)


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
    """A JPEG or PNG without metadata. Raises Uncleanable for another kind."""
    if content.startswith(b"\xff\xd8"):
        return jpeg_without_metadata(content)
    if content.startswith(_PNG_HEAD):
        return png_without_metadata(content)
    raise Uncleanable
