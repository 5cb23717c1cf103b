"""Files of strangers: their copies say nothing of who made them, and whatever bursts bursts alone."""

import asyncio
import io
import json
import resource
import signal
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import psutil
import pytest
import xlsxwriter
from fpdf import FPDF
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

from bot.foreign_files import FileUnfit, ForeignFiles
from models.cases.evidence import media_type_of
from models.foreign_files.cleaned import clean_copy
from models.foreign_files.sound import _crc
from models.foreign_files.unfit import Unreadable
from models.values.own_process import OwnProcess, begin_process
from tests.world.filing import a_picture

MAKER, WHERE = b"Li Si", b"+39.9042+116.4074"
FROM_AN_IPHONE = Path(__file__).parents[2] / "data" / "camera.heic"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def a_photo(form: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[0x010F] = MAKER.decode()
    exif[0x0112] = 6  # on its side
    return a_picture(form, exif=exif)


def a_pdf() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica")
    pdf.cell(text="1,200 yuan")
    pdf.image(io.BytesIO(a_photo()))
    pdf.text_annotation(10, 10, text="a note", title=MAKER.decode())
    pdf.set_author(MAKER.decode())
    pdf.set_xmp_metadata(f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{MAKER.decode()}</x:xmpmeta>")
    pdf.embed_file(bytes=MAKER, basename="who.txt")
    return bytes(pdf.output())


def a_workbook() -> bytes:
    book = Workbook()
    book.properties.creator = book.properties.lastModifiedBy = MAKER.decode()
    sheet = book.active
    sheet["A1"] = "1,200 yuan"
    sheet["A1"].comment = Comment("not mine", MAKER.decode())
    sheet.add_image(SheetImage(io.BytesIO(a_photo())))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_document(**more: bytes) -> bytes:
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": b"<Relationships/>",
        "docProps/core.xml": b'<?xml version="1.0"?>\n<p xmlns:dc="b"><dc:creator>Li Si</dc:creator></p>',
        "docProps/app.xml": b"<Properties><Company>Li Si</Company></Properties>",
        "word/_rels/settings.xml.rels": b'<Relationships><R Target="file:///C:/Users/Li Si/a.dotm"/></Relationships>',
        "word/comments.xml": b'<w:c xmlns:w="w" w:author="Li Si" w:initials="Li Si" w:date="2026-11-03">1</w:c>',
        "word/document.xml": b"<w:d xmlns:w='w'><w:ins w:author='Li Si'><w:t>1,200 yuan</w:t></w:ins></w:d>",
        "word/people.xml": b'<w15:people xmlns:w15="x"><w15:person w15:author="Li Si"/></w15:people>',
        "word/media/image1.jpeg": a_photo(),
        "customXml/item1.xml": b"<a>Li Si</a>",
        **{name.replace("__", "/"): content for name, content in more.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.comment = MAKER
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def box(kind: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def track(handler: bytes, offset: int, size: int) -> bytes:
    table = box(
        b"stbl",
        box(b"stco", struct.pack(">III", 0, 1, offset)),
        box(b"stsz", struct.pack(">III", 0, size, 1)),
        box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1)),
    )
    hdlr = box(b"hdlr", bytes(8) + handler + bytes(13))
    return box(b"trak", box(b"tkhd", b"\0\0\0\7" + b"\xaa" * 8 + bytes(72)), box(b"mdia", hdlr, box(b"minf", table)))


def a_film(brand: bytes = b"isom") -> bytes:
    head = box(b"ftyp", brand + bytes(4) + brand)
    seen, route = b"every frame", b"GPS " + WHERE
    first = len(head) + 8
    data = box(b"mdat", seen, route)
    tracks = [track(b"vide", first, len(seen)), track(b"meta", first + len(seen), len(route))]
    about = [box(b"udta", box(b"\xa9ART", MAKER), box(b"\xa9xyz", WHERE)), box(b"meta", bytes(4), MAKER)]
    return (
        head
        + data
        + box(b"moov", box(b"mvhd", bytes(4) + b"\xaa" * 8 + bytes(88)), *tracks, *about)
        + box(b"uuid", MAKER)
    )


def an_mp3() -> bytes:
    tag = b"TPE1" + struct.pack(">I", 6) + b"\0\0\0" + MAKER
    sound = b"\xff\xfb\x90\x64" + b"sound" * 200
    ape = b"APETAGEX" + struct.pack("<III", 2000, 0, 0) + bytes(12) + MAKER
    return b"ID3\x03\0\0\0\0\0" + bytes([len(tag)]) + tag + sound + ape + b"TAG" + MAKER.ljust(125, b"\0")


def a_wav() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("<I", len(body)) + body

    inside = chunk(b"fmt ", bytes(16)) + chunk(b"LIST", b"INFOIART" + struct.pack("<I", 6) + MAKER + b"\0")
    inside += chunk(b"data", b"sound" * 10)
    return b"RIFF" + struct.pack("<I", 4 + len(inside)) + b"WAVE" + inside


def an_ogg() -> bytes:
    def page(body: bytes, number: int) -> bytes:
        head = b"OggS\0\0" + bytes(8) + b"\1\0\0\0" + struct.pack("<I", number)
        whole = bytearray(head + bytes(4) + bytes([1, len(body)]) + body)
        whole[22:26] = struct.pack("<I", _crc(whole))
        return bytes(whole)

    said = b"ARTIST=" + MAKER
    tags = b"OpusTags" + struct.pack("<I", 4) + b"opus" + struct.pack("<II", 1, len(said)) + said
    return page(b"OpusHead" + bytes(11), 0) + page(tags, 1) + page(b"sound", 2)


def a_flac() -> bytes:
    comments = b"ARTIST=" + MAKER
    block = bytes([0x84]) + len(comments).to_bytes(3) + comments
    return b"fLaC" + bytes([0]) + (34).to_bytes(3) + bytes(34) + block + b"\xff\xf8sound"


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        (a_pdf, None),
        (a_workbook, None),
        (a_document, None),
        (a_film, b"every frame"),
        (lambda: a_film(b"qt  "), b"every frame"),
        (lambda: a_film(b"M4A "), b"every frame"),
        (an_mp3, b"sound" * 200),
        (a_wav, b"sound" * 10),
        (an_ogg, b"sound"),
        (a_flac, b"sound"),
        (lambda: a_photo("JPEG"), None),
        (lambda: a_photo("PNG"), None),
        (lambda: a_photo("WEBP"), None),
    ],
    ids=["pdf", "xlsx", "docx", "mp4", "mov", "m4a", "mp3", "wav", "ogg", "flac", "jpeg", "png", "webp"],
)
def test_the_copy_has_the_content_and_nothing_of_its_maker(made: Callable[[], bytes], kept: bytes | None) -> None:
    original = made()
    copy, media_type = clean_copy(original, media_type_of(original))
    told = {MAKER, WHERE, b"\xaa" * 8}
    assert any(each in _unpacked(original) for each in told)
    assert [each for each in told if each in _unpacked(copy)] == []
    assert kept is None or kept in copy
    assert media_type_of(copy) == media_type


def _unpacked(content: bytes) -> bytes:
    """Everything in it, also what is packed inside."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return packed.comment + b"".join(name.encode() + packed.read(name) for name in packed.namelist())
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            streams = [each.read_raw_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)]
            plain = io.BytesIO()
            pdf.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False)
        return content + plain.getvalue() + b"".join(streams)
    return content


def test_a_cleaned_document_still_says_what_it_said() -> None:
    pdf, _ = clean_copy(a_pdf(), "application/pdf")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert b"1,200 yuan" in opened.pages[0].Contents.read_bytes()
    book, _ = clean_copy(a_workbook(), XLSX)
    sheet = load_workbook(io.BytesIO(book)).active
    assert (sheet["A1"].value, sheet["A1"].comment.text) == ("1,200 yuan", "not mine")
    document, _ = clean_copy(a_document(), DOCX)
    assert b"<w:t>1,200 yuan</w:t>" in _unpacked(document)
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        assert packed.read("docProps/core.xml") == b'<?xml version="1.0"?>\n<p xmlns:dc="b"/>'
        assert Image.open(io.BytesIO(packed.read("word/media/image1.jpeg"))).size == (64, 48)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_picture_is_drawn_upright(form: str) -> None:
    original = FROM_AN_IPHONE.read_bytes() if form == "HEIF" else a_photo(form)
    assert b"Li Si" in original
    copy, media_type = clean_copy(original, media_type_of(original))
    picture = Image.open(io.BytesIO(copy))
    assert dict(picture.getexif()) == {}
    assert picture.size == (48, 64)
    assert media_type == ("image/png" if form == "PNG" else "image/jpeg")


@pytest.mark.parametrize(("form", "sides"), [("WEBP", (5_000, 4_800)), ("PNG", (6_000, 5_100))])
def test_a_picture_that_would_take_too_much_memory_is_not_decoded(form: str, sides: tuple[int, int]) -> None:
    packed = io.BytesIO()
    Image.new("L", sides).save(packed, form)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    with pytest.raises(Unreadable):
        clean_copy(packed.getvalue(), f"image/{form.lower()}")
    decoded = (resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before) * resource.getpagesize()
    assert decoded < sides[0] * sides[1]


def test_a_photo_that_lost_its_end_shows_what_arrived() -> None:
    whole = io.BytesIO()
    Image.effect_noise((400, 400), 80).convert("RGB").save(whole, "JPEG")
    copy, _ = clean_copy(whole.getvalue()[: len(whole.getvalue()) * 2 // 3], "image/jpeg")
    picture = Image.open(io.BytesIO(copy))
    assert picture.size == (400, 400)
    assert len(set(picture.crop((0, 0, 100, 100)).get_flattened_data())) > 100


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[OwnProcess]:
    """The processes that were started to open files. What has a return code is over, and was waited for."""
    processes: list[OwnProcess] = []

    async def noted(command: Sequence[str], **how: Any) -> OwnProcess:
        processes.append(await begin_process(command, **how))
        return processes[-1]

    monkeypatch.setattr("bot.foreign_files.begin_process", noted)
    return processes


async def _unfit(files: ForeignFiles, content: bytes, media_type: str) -> str | None:
    try:
        await files.clean_copy(content, media_type)
    except FileUnfit as error:
        return error.reason
    return None


async def test_what_cannot_be_emptied_says_so() -> None:
    files = ForeignFiles()
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert await _unfit(files, locked.getvalue(), "application/pdf") == "uncleanable"
    assert await _unfit(files, b"\xd0\xcf\x11\xe0", "application/msword") == "uncleanable"
    assert await _unfit(files, a_document(word__embeddings__a_bin=b"Li Si"), DOCX) == "uncleanable"
    assert await _unfit(files, b"%PDF-1.7", "application/pdf") == "unreadable"
    assert await _unfit(files, b"\xff\xd8\xff broken", "image/jpeg") == "unreadable"


def _png_bomb() -> bytes:
    """A picture of 100 million pixels in 12 kB."""
    out = io.BytesIO()
    Image.new("1", (9984, 9984)).save(out, "PNG")
    return out.getvalue()


def _png_of(width: int, height: int) -> bytes:
    """Says that it is so large, and has nothing inside."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 16, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def a_table(dimension: str, rows: int, *, cell: str = "x") -> bytes:
    """A workbook whose sheet says that it is of this size, and has so many rows of one shared text."""
    out, packed = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write_column(0, 0, ["x"] * rows)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            data = data.replace(b'<dimension ref="A1:A%d"/>' % rows, f'<dimension ref="{dimension}"/>'.encode())
            new.writestr(name, data.replace(b"<t>x</t>", f"<t>{cell}</t>".encode()))
    return packed.getvalue()


async def test_a_list_is_read_as_far_as_it_goes_whatever_it_says_of_its_size() -> None:
    files = ForeignFiles()
    assert (await files.text_of_table(a_table("A1", 10, cell="M-7K3M-9QRT"))).count("M-7K3M-9QRT") == 10
    began = time.perf_counter()
    assert (await files.text_of_table(a_table("A1:XFD1048576", 10))).split() == ["x"] * 10
    assert time.perf_counter() - began < 15


@pytest.mark.timeout(180)
async def test_a_bomb_bursts_alone_and_leaves_nothing_behind(started: list[OwnProcess]) -> None:
    files, me = ForeignFiles(), psutil.Process()
    before = me.memory_info().rss
    for bomb in (_png_bomb(), _png_of(2**31 - 1, 2**31 - 1), _png_of(5000, 5000)):
        assert await _unfit(files, bomb, "image/png") in ("unreadable", None)
    with pytest.raises(FileUnfit):
        await files.text_of_table(a_table("A1", 40, cell="x" * 45_000_000))
    with pytest.raises(FileUnfit):
        await files.text_of_table(b"PK\x03\x04no")
    assert len(started) == 5
    assert [each for each in started if each.returncode is None] == []
    assert me.memory_info().rss - before < 150 * 1024 * 1024
    assert await files.text_of_table(b"a,b") == "a,b"


async def test_a_file_whose_process_takes_too_long_is_unreadable(
    monkeypatch: pytest.MonkeyPatch, started: list[OwnProcess]
) -> None:
    monkeypatch.setattr("bot.foreign_files.WITHIN_S", 0.01)
    assert await _unfit(ForeignFiles(), a_picture(), "image/jpeg") == "unreadable"
    assert [each.returncode for each in started] == [-signal.SIGKILL]


async def test_whoever_stops_waiting_leaves_no_process(started: list[OwnProcess]) -> None:
    opening = asyncio.create_task(ForeignFiles().clean_copy(_png_of(5000, 5000), "image/png"))
    while not started:
        await asyncio.sleep(0)
    opening.cancel()
    await asyncio.wait([opening])
    assert [each.returncode for each in started] == [-signal.SIGKILL]


def test_the_process_that_opens_files_has_limits_and_loads_no_database() -> None:
    import subprocess
    import sys

    asked = "import sys, json, bot.opened_file; print(json.dumps([m for m in sys.modules if m.split('.')[0] in "
    asked += "('sqlalchemy', 'aiogram', 'pydantic')]))"
    assert json.loads(subprocess.check_output([sys.executable, "-c", asked])) == []
