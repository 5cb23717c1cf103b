"""Remove titles, artists, places and covers from recordings: MP3, AAC, AMR, WAV, AVI, OGG, FLAC."""

import re
import struct
from collections.abc import Callable, Iterator

from models.foreign_files.unfit import Uncleanable, Unreadable

_KEPT_OF_RIFF = frozenset({b"fmt ", b"fact", b"data", b"idx1", b"avih", b"strh", b"strf", b"indx", b"vprp"})
_OPENED_OF_RIFF = frozenset({b"hdrl", b"strl", b"movi", b"rec ", b"odml"})
_PART_OF_FILM = re.compile(rb"\d\d(db|dc|wb|pc|tx)|ix\d\d|dmlh")
_DEEPEST = 10
_COMMENT_HEADS = (b"OpusTags", b"\x03vorbis")
_PADDING, _STREAMINFO, _SEEKTABLE = 1, 0, 3
_ID3 = re.compile(rb"ID3[\x02-\x04][\x00-\x0f][%s][\x00-\x7f]{4}" % bytes(range(0, 256, 16)))
_TAIL = 1024 * 1024
_FRAMES = {
    b"#!AMR\n": (12, 13, 15, 17, 19, 20, 26, 31, 5, None, None, None, None, None, None, 0),
    b"#!AMR-WB\n": (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, None, None, None, None, 0, 0),
}
"""Bytes of a frame after its first byte, by its type (RFC 4867, 5.3; 3GPP TS 26.101, 26.201)."""


def clean_mpeg(content: bytes) -> bytes:
    """MP3 or AAC without ID3, APE and Lyrics3 tags, wherever they are (https://id3.org). Raises Uncleanable."""
    plain = _between_tags(content).lstrip(b"\0")
    if plain.startswith(b"fLaC"):
        return clean_flac(plain)
    if plain[:1] != b"\xff" or plain[1:2] < b"\xe0":
        raise Uncleanable
    sound, at = bytearray(plain), 0
    while tag := _ID3.search(sound, at):
        at = tag.start()
        del sound[at : at + _id3_size(sound, at)]
    return _between_tags(bytes(sound))


def _between_tags(sound: bytes) -> bytes:
    """The sound without the tags before and after it. Raises Uncleanable."""
    while sound.startswith(b"ID3"):
        if _ID3.match(sound) is None:
            raise Uncleanable
        sound = sound[_id3_size(sound, 0) :]
    while (end := min(_tags_behind(sound))) < len(sound):
        sound = sound[:end]
    return sound


def _id3_size(sound: bytes | bytearray, at: int) -> int:
    size = 0
    for byte in sound[at + 6 : at + 10]:
        size = size << 7 | byte
    return 10 + size + (10 if sound[at + 5] & 0x10 else 0)


def _tags_behind(sound: bytes) -> Iterator[int]:
    """The offset of the end of the sound, and of the last tag of each kind."""
    end = len(sound)
    yield end
    if sound[-128:-125] == b"TAG":
        yield end - 128
    if sound[-227:-223] == b"TAG+":
        yield end - 227
    words = sound.find(b"LYRICSBEGIN", max(0, end - _TAIL))
    if words >= 0:
        yield words
    ape = sound.find(b"APETAGEX", max(0, end - _TAIL))
    if ape >= 0:
        yield _start_of_ape(sound, ape)


def _start_of_ape(sound: bytes, at: int) -> int:
    """The beginning of an APE tag whose mark is at this offset: the mark may be only at the tag's end."""
    size, flags = struct.unpack_from("<I4xI", sound.ljust(at + 32, b"\0"), at + 12)
    is_end = not flags & 1 << 29 and 32 < size <= at + 32
    return at + 32 - int(size) if is_end else at


def clean_amr(content: bytes) -> bytes:
    """The frames of an AMR file, and nothing after them: the format itself has no metadata. Raises Uncleanable."""
    head = next((each for each in _FRAMES if content.startswith(each)), None)
    if head is None:
        raise Uncleanable
    at = len(head)
    while at < len(content):
        size = _FRAMES[head][content[at] >> 3 & 15] if not content[at] & 0x83 else None
        if size is None:
            break
        at += 1 + size
    if at == len(head):
        raise Uncleanable
    return content[:at]


def clean_riff(content: bytes) -> bytes:
    """WAV or AVI with only sound and pictures: other chunks become padding of the same size."""
    film = bytearray(content)
    _blank_chunks(film, 12, len(film), 0)
    return bytes(film)


def _blank_chunks(film: bytearray, at: int, end: int, depth: int) -> None:
    while at + 8 <= end and depth < _DEEPEST:
        kind, size = struct.unpack_from("<4sI", film, at)
        size, body = min(size, end - at - 8), at + 8
        inner = bytes(film[body : body + 4]) if kind in (b"LIST", b"RIFF") else b""
        if inner in _OPENED_OF_RIFF or (kind == b"RIFF" and inner == b"AVIX"):
            _blank_chunks(film, body + 4, body + size, depth + 1)
        elif kind not in _KEPT_OF_RIFF and not _PART_OF_FILM.fullmatch(kind):
            film[at : at + 8] = b"JUNK" + struct.pack("<I", size)
            film[body : body + size] = bytes(size)
        at = body + size + size % 2
    film[at:end] = bytes(max(0, end - at))


def clean_flac(content: bytes) -> bytes:
    """FLAC with its comments, pictures and applications turned into padding (https://xiph.org/flac/format.html)."""
    sound = bytearray(_between_tags(content))
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
    """Ogg with its comments blanked, page by page, with new checksums (RFC 3533, RFC 7845, Vorbis I section 5).

    Raises Unreadable, and Uncleanable if the comments are longer than a page, or a stream is neither Opus nor Vorbis.
    """
    sound, streams = bytearray(content), set()
    for start, body, end in _pages(sound):
        stream = bytes(sound[start + 14 : start + 18])
        if stream not in streams and not sound.startswith((b"OpusHead", b"\x01vorbis"), body):
            raise Uncleanable
        streams.add(stream)
        head = next((each for each in _COMMENT_HEADS if sound.find(each, body, end) >= 0), None)
        if head is None:
            continue
        is_cut = head == b"OpusTags" and sound[body - 1] == 255
        if is_cut or not sound.startswith(head, body):
            raise Uncleanable
        behind = _blank_comments(sound, body + len(head), end)
        if head == b"OpusTags":
            sound[behind:end] = bytes(end - behind)
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


def _blank_comments(sound: bytearray, at: int, end: int) -> int:
    """Blank each comment and keep its length, so that nothing after it moves. Returns the end of the last one."""
    vendor = _length(sound, at, end)
    sound[at + 4 : at + 4 + vendor] = bytes(vendor)
    at += 4 + vendor
    count = int.from_bytes(sound[at : at + 4], "little")
    at += 4
    for _ in range(count):
        size = _length(sound, at, end)
        sound[at + 4 : at + 4 + size] = b"X=".ljust(size)[:size]
        at += 4 + size
    return at


def _length(sound: bytearray, at: int, end: int) -> int:
    size = int.from_bytes(sound[at : at + 4], "little")
    if at + 4 + size > end:
        raise Uncleanable
    return size


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


CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "audio/mpeg": clean_mpeg,
    "audio/aac": clean_mpeg,
    "audio/amr": clean_amr,
    "audio/x-wav": clean_riff,
    "video/x-msvideo": clean_riff,
    "audio/ogg": clean_ogg,
    "audio/x-flac": clean_flac,
}
