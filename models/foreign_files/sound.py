"""Recordings without titles, artists, places and covers: MP3, AAC, AMR, WAV, AVI, OGG, FLAC."""

import struct
from collections.abc import Callable, Iterator

from models.foreign_files.unfit import Uncleanable, Unreadable

_KEPT_OF_RIFF = frozenset({b"fmt ", b"fact", b"data", b"hdrl", b"movi", b"idx1", b"JUNK", b"PEAK"})
_PADDING, _STREAMINFO, _SEEKTABLE = 1, 0, 3
_COMMENT_HEADS = (b"OpusTags", b"\x03vorbis", b"\x81theora", b"\x7fFLAC")


def clean_mpeg(content: bytes) -> bytes:
    """MP3 or AAC without ID3 before and behind, APE and Lyrics3 tags (https://id3.org)."""
    start, end = 0, len(content)
    while content[start : start + 3] == b"ID3" and start + 10 <= end:
        size = 0
        for byte in content[start + 6 : start + 10]:
            size = size << 7 | byte & 0x7F
        start += 10 + size + (10 if content[start + 5] & 0x10 else 0)
    tag = content.rfind(b"APETAGEX", max(start, end - 1024 * 1024))
    words = content.rfind(b"LYRICSBEGIN", max(start, end - 64 * 1024))
    ends = [at for at in (tag, words, end - 128 if content[-128:-125] == b"TAG" else -1) if at >= start]
    return content[start : min(ends, default=end)]


def clean_riff(content: bytes) -> bytes:
    """WAV or AVI with nothing but sound and pictures: other chunks become padding of the same size."""
    film = bytearray(content)
    at = 12
    while at + 8 <= len(film):
        kind, size = struct.unpack_from("<4sI", film, at)
        if kind == b"LIST":
            kind = bytes(film[at + 8 : at + 12])
        if kind not in _KEPT_OF_RIFF:
            film[at : at + 4] = b"JUNK"
            film[at + 8 : at + 8 + size] = bytes(max(0, min(size, len(film) - at - 8)))
        at += 8 + size + size % 2
    return bytes(film)


def clean_flac(content: bytes) -> bytes:
    """FLAC with its comments, pictures and applications turned into padding (https://xiph.org/flac/format.html)."""
    sound = bytearray(clean_mpeg(content))
    if sound[:4] != b"fLaC":
        raise Unreadable
    at, last = 4, False
    while not last and at + 4 <= len(sound):
        last, kind = bool(sound[at] & 0x80), sound[at] & 0x7F
        size = int.from_bytes(sound[at + 1 : at + 4])
        if kind not in (_STREAMINFO, _SEEKTABLE):
            sound[at] = _PADDING | (0x80 if last else 0)
            sound[at + 4 : at + 4 + size] = bytes(max(0, min(size, len(sound) - at - 4)))
        at += 4 + size
    return bytes(sound)


def clean_ogg(content: bytes) -> bytes:
    """Ogg with blanks for its comments, page by page, under new checksums (RFC 3533, RFC 7845, Vorbis I section 5).

    Raises Uncleanable where comments are longer than a page."""
    sound = bytearray(content)
    for start, body, end in _pages(sound):
        head = next((each for each in _COMMENT_HEADS if sound.startswith(each, body)), None)
        if head is None:
            continue
        if head not in (b"OpusTags", b"\x03vorbis"):
            raise Uncleanable
        _blank_comments(sound, body + len(head), end)
        sound[start + 22 : start + 26] = bytes(4)
        sound[start + 22 : start + 26] = struct.pack("<I", _crc(sound[start:end]))
    return bytes(sound)


def _pages(sound: bytearray) -> Iterator[tuple[int, int, int]]:
    """(start, body, end) of every page."""
    at = 0
    while at + 27 <= len(sound):
        if sound[at : at + 4] != b"OggS":
            raise Unreadable
        segments = sound[at + 26]
        body = at + 27 + segments
        end = body + sum(sound[at + 27 : body])
        yield at, body, min(end, len(sound))
        at = end


def _blank_comments(sound: bytearray, at: int, end: int) -> None:
    """Each comment stays as long as it was: nothing behind it moves."""
    vendor = int.from_bytes(sound[at : at + 4], "little")
    at += 4 + vendor
    if at + 4 > end:
        raise Uncleanable
    count = int.from_bytes(sound[at : at + 4], "little")
    at += 4
    for _ in range(count):
        size = int.from_bytes(sound[at : at + 4], "little")
        if at + 4 + size > end:
            raise Uncleanable
        sound[at + 4 : at + 4 + size] = b"X=".ljust(size)[:size]
        at += 4 + size


def _crc_table() -> list[int]:
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1 ^ 0x04C11DB7) & 0xFFFFFFFF if value & 0x80000000 else value << 1
        table.append(value)
    return table


_CRC = _crc_table()


def _crc(page: bytearray) -> int:
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ _CRC[value >> 24 ^ byte]
    return value


def as_it_is(content: bytes) -> bytes:
    """AMR, whose form has no place for words (RFC 4867), and plain text."""
    return content


CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "audio/mpeg": clean_mpeg,
    "audio/aac": clean_mpeg,
    "audio/amr": as_it_is,
    "audio/x-wav": clean_riff,
    "video/x-msvideo": clean_riff,
    "audio/ogg": clean_ogg,
    "audio/x-flac": clean_flac,
}
