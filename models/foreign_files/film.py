"""Remove metadata, places and times from MP4, MOV, M4A and 3GP.

Boxes that hold them become free space of the same size, so that nothing else moves (ISO/IEC 14496-12; QuickTime File
Format).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from models.foreign_files.unfit import Uncleanable, Unreadable

_OPENED = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"mvex", b"edts", b"dinf", b"mfra"})
_KEPT = _OPENED | {
    *(b"ftyp", b"styp", b"mdat", b"pdin", b"sidx", b"mvhd", b"iods", b"tkhd", b"tref", b"tapt", b"elst", b"mdhd"),
    *(b"elng", b"hdlr", b"vmhd", b"smhd", b"nmhd", b"gmhd", b"dref", b"stsd", b"stts", b"ctts", b"cslg", b"stsc"),
    *(b"stsz", b"stz2", b"stss", b"stps", b"stsh", b"sdtp", b"sbgp", b"sgpd", b"saiz", b"saio", b"subs", b"stco"),
    *(b"co64", b"mehd", b"trex", b"mfhd", b"tfhd", b"tfdt", b"trun", b"tfra", b"mfro"),
}
"""The boxes needed to show the pictures and play the sound; all others may reveal something."""
_TIMED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_SEEN_OR_HEARD = frozenset({b"vide", b"soun"})
_MOST_BOXES = 20_000
_DEEPEST = 10
_MOST_SAMPLES = 2_000_000


@dataclass(slots=True)
class Box:
    """A box of the file. kind: four letters. start, body, end: offsets in the file; the payload is from body to end."""

    kind: bytes
    start: int
    body: int
    end: int


def clean_film(content: bytes) -> bytes:
    """The file with the same pictures and sound, without the rest. Raises Unreadable, Uncleanable."""
    film = bytearray(content)
    boxes = list(_boxes(film, 0, len(film), 0))
    if len(boxes) > _MOST_BOXES or not any(box.kind == b"moov" for box in boxes):
        raise Unreadable
    if any(box.kind == b"cmov" for box in boxes):
        raise Uncleanable  # a compressed `moov`
    del film[max(box.end for box in boxes) :]
    tracks = [box for box in boxes if box.kind == b"trak"]
    silent = [track for track in tracks if _handler(film, boxes, track) not in _SEEN_OR_HEARD]
    if silent and any(box.kind == b"moof" for box in boxes):
        raise Uncleanable
    for track in silent:  # tracks of positions by the second, and the like
        for start, size in _chunks(film, [box for box in boxes if track.body <= box.start < track.end]):
            film[start : start + size] = bytes(max(0, min(size, len(film) - start)))
        _free(film, track)
    for box in boxes:
        if box.kind not in _KEPT:
            _free(film, box)
        elif box.kind in _TIMED:
            wide = film[box.body] == 1
            _blank(film, box.body + 4, box.body + (20 if wide else 12), box)
        elif box.kind == b"hdlr":  # after the kind of track follow its maker and name
            _blank(film, box.body + 12, box.end, box)
        elif box.kind in (b"dref", b"stsd"):
            _blank_entries(film, box, is_picture=_handler(film, boxes, _track_of(tracks, box)) == b"vide")
    return bytes(film)


def _track_of(tracks: list[Box], box: Box) -> Box:
    return next((track for track in tracks if track.body <= box.start < track.end), box)


def _blank_entries(film: bytearray, box: Box, *, is_picture: bool) -> None:
    """Blank the entries of a box: in references, paths on the editor's machine; in descriptions, the encoder's
    maker."""
    for entry in _boxes(film, box.body + 8, box.end, _DEEPEST):
        if box.kind == b"dref":
            _blank(film, entry.body + 4, entry.end, box)
            continue
        _blank(film, entry.body + 12, min(entry.body + 16, entry.end), box)
        if is_picture:
            _blank(film, entry.body + 42, min(entry.body + 74, entry.end), box)


def _blank(film: bytearray, start: int, end: int, box: Box) -> None:
    end = min(end, box.end)
    film[start:end] = bytes(max(0, end - start))


def _boxes(film: bytearray, at: int, end: int, depth: int) -> Iterator[Box]:
    if depth > _DEEPEST:
        raise Unreadable
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", film, at)
        body = at + 8
        if size == 1 and at + 16 <= end:
            size, body = struct.unpack_from(">Q", film, at + 8)[0], at + 16
        size = end - at if size == 0 else size
        if size < body - at or at + size > end:
            if depth == 0 and at > 0:
                return  # the file was truncated: complete boxes stay
            raise Unreadable
        yield Box(kind, at, body, at + size)
        if kind in _OPENED:
            yield from _boxes(film, body, at + size, depth + 1)
        at += size
    if depth > 0:
        film[at:end] = bytes(max(0, end - at))


def _free(film: bytearray, box: Box) -> None:
    film[box.start + 4 : box.start + 8] = b"free"
    film[box.body : box.end] = bytes(box.end - box.body)


def _handler(film: bytearray, boxes: list[Box], track: Box) -> bytes:
    for box in boxes:
        if box.kind == b"hdlr" and track.body <= box.start < track.end:
            return bytes(film[box.body + 8 : box.body + 12])
    return b""


def _chunks(film: bytearray, boxes: list[Box]) -> Iterator[tuple[int, int]]:
    """(offset, size) of every run of a track's samples (ISO/IEC 14496-12, 8.7). Raises Uncleanable."""
    tables = {box.kind: box for box in boxes}
    offsets_at = tables.get(b"stco") or tables.get(b"co64")
    if offsets_at is None or b"stsz" not in tables or b"stsc" not in tables:
        raise Uncleanable
    offsets = _numbers(film, offsets_at, ">Q" if offsets_at.kind == b"co64" else ">I", after=4)
    sizes = _sizes(film, tables[b"stsz"])
    runs = _numbers(film, tables[b"stsc"], ">I", after=4, each=3)
    first_of = [(runs[at], runs[at + 1]) for at in range(0, len(runs), 3)]
    sample = run = 0
    for number, offset in enumerate(offsets, 1):
        while run + 1 < len(first_of) and first_of[run + 1][0] <= number:
            run += 1
        count = first_of[run][1] if first_of else 0
        yield offset, sum(sizes[sample : sample + count])
        sample += count


def _numbers(film: bytearray, box: Box, form: str, *, after: int, each: int = 1) -> list[int]:
    count = struct.unpack_from(">I", film, box.body + after)[0] * each
    width = struct.calcsize(form)
    start = box.body + after + 4
    if count > _MOST_SAMPLES or start + count * width > box.end:
        raise Uncleanable
    return [struct.unpack_from(form, film, start + at * width)[0] for at in range(count)]


def _sizes(film: bytearray, box: Box) -> list[int]:
    same, count = struct.unpack_from(">II", film, box.body + 4)
    if count > _MOST_SAMPLES:
        raise Uncleanable
    return [same] * count if same else _numbers(film, box, ">I", after=8)
