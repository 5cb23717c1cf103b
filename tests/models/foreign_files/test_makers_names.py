"""Whoever made a file stands in more places of it than one: none of them goes on, or its sender is asked before."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from models.cases.evidence import media_type_of
from models.foreign_files.cleaned import clean_copy
from models.foreign_files.metadata import jpeg_without_metadata, png_without_metadata
from models.foreign_files.unfit import Uncleanable
from tests.models.foreign_files.test_foreign_files import DOCX, MAKER, _unpacked, a_document, a_film, a_flac, a_pdf, box
from tests.world.filing import a_picture

SOUND = b"\xff\xfb\x90\x64" + b"sound" * 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def id3(body: bytes) -> bytes:
    return b"ID3\x04\0\0\0\0" + bytes([len(body) >> 7, len(body) & 0x7F]) + body


def ape(*, head: bool, version: int = 2000) -> bytes:
    item = struct.pack("<II", len(MAKER), 0) + b"Artist\0" + MAKER

    def mark(flags: int) -> bytes:
        return b"APETAGEX" + struct.pack("<IIII", version, len(item) + 32, 1, flags) + bytes(8)

    flags = 1 << 31 if head else 0
    return (mark(flags | 1 << 29) if head else b"") + item + mark(flags)


def a_wave(*more: bytes) -> bytes:
    inside = b"WAVE" + chunk(b"fmt ", bytes(16)) + b"".join(more) + chunk(b"data", b"sound" * 10)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def an_avi() -> bytes:
    head = b"hdrl" + chunk(b"avih", bytes(56)) + chunk(b"IDIT", b"MON NOV 02 " + MAKER)
    head += chunk(b"LIST", b"strl" + chunk(b"strh", bytes(56)) + chunk(b"strn", MAKER))
    frames = b"movi" + chunk(b"00dc", b"every frame") + chunk(b"JUNK", MAKER)
    inside = b"AVI " + chunk(b"LIST", head) + chunk(b"JUNK", MAKER) + chunk(b"LIST", frames) + chunk(b"idx1", bytes(16))
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def ogg(*bodies: bytes) -> bytes:
    out = b""
    for number, body in enumerate(bodies):
        lacing = bytes([255] * (len(body) // 255) + [len(body) % 255])
        first = b"\2" if number == 0 else b"\0"
        head = b"OggS\0" + first + bytes(8) + b"\1\0\0\0" + struct.pack("<I", number) + bytes(4)
        out += head + bytes([len(lacing)]) + lacing + body
    return out


def comments(vendor: bytes, *said: bytes) -> bytes:
    items = b"".join(struct.pack("<I", len(each)) + each for each in said)
    return struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", len(said)) + items


OPUS, VORBIS = b"OpusHead" + bytes(11), b"\x01vorbis" + bytes(23)
AMR = b"#!AMR\n" + (b"\x3c" + b"s" * 31) * 5


def coded(handler: bytes = b"vide") -> bytes:
    """A track whose description, handler and reference name somebody."""
    entry = b"avc1" + bytes(8) + bytes(4) + MAKER[:4] + bytes(26) + MAKER.ljust(32, b"\0") + bytes(4)
    described = box(b"stsd", struct.pack(">II", 0, 1), struct.pack(">I", 4 + len(entry)) + entry)
    refers = box(b"dinf", box(b"dref", struct.pack(">II", 0, 1), box(b"alis", bytes(4), b"/Users/" + MAKER)))
    told = box(b"hdlr", bytes(8) + handler + bytes(12) + MAKER + b"\0")
    return box(b"trak", box(b"mdia", told, box(b"minf", refers, box(b"stbl", described))), box(b"Xtra", MAKER))


def film(*more: bytes, behind: bytes = b"") -> bytes:
    data = box(b"mdat", b"every frame")
    return box(b"ftyp", b"isom" + bytes(4)) + data + box(b"moov", box(b"mvhd", bytes(100)), coded(), *more) + behind


SOUNDS = {
    "mp3: APE with a head": (SOUND + ape(head=True), b"sound" * 200),
    "mp3: APE without": (SOUND + ape(head=False, version=1000), b"sound" * 200),
    "mp3: APE before ID3v1": (SOUND + ape(head=True) + b"TAG" + MAKER.ljust(125), b"sound" * 200),
    "mp3: ID3v1 extended": (SOUND + b"TAG+" + MAKER.ljust(223) + b"TAG" + bytes(125), b"sound" * 200),
    "mp3: ID3v2 behind": (SOUND + id3(b"TPE1" + MAKER), b"sound" * 200),
    "mp3: ID3v2 within": (SOUND + id3(b"TPE1" + MAKER) + SOUND, b"sound" * 200),
    "mp3: two before": (id3(MAKER) + id3(MAKER) + SOUND, b"sound" * 200),
    "mp3: Lyrics3": (SOUND + b"LYRICSBEGINAUT00005" + MAKER + b"000024LYRICS200TAG" + bytes(125), b"sound" * 200),
    "aac": (id3(MAKER) + b"\xff\xf1\x50\x80" + b"sound" * 9, b"sound" * 9),
    "wav: id3": (a_wave(chunk(b"id3 ", id3(MAKER))), b"sound" * 10),
    "wav: bext": (a_wave(chunk(b"bext", MAKER.ljust(602))), b"sound" * 10),
    "wav: iXML": (a_wave(chunk(b"iXML", b"<USER>" + MAKER)), b"sound" * 10),
    "wav: padding": (a_wave(chunk(b"JUNK", MAKER)), b"sound" * 10),
    "wav: behind": (a_wave() + b"TAG" + MAKER, b"sound" * 10),
    "avi": (an_avi(), b"every frame"),
    "ogg: vendor": (ogg(OPUS, b"OpusTags" + comments(MAKER), b"sound"), b"sound"),
    "ogg: padding": (ogg(OPUS, b"OpusTags" + comments(b"v") + b"\1" + MAKER, b"sound"), b"sound"),
    "ogg: vorbis": (ogg(VORBIS, b"\x03vorbis" + comments(b"v", b"A=" + MAKER) + b"\1", b"sound"), b"sound"),
    "flac: before": (id3(MAKER) + a_flac(), b"sound"),
    "flac: behind": (a_flac() + b"TAG" + MAKER.ljust(125), b"sound"),
    "amr: behind": (AMR + MAKER, b"s" * 31),
    "mp4: track": (film(), b"every frame"),
    "mp4: behind": (film(behind=box(b"sefd", MAKER)), b"every frame"),
    "mp4: cut short": (film(behind=b"\0\0\xff\xffbeam" + MAKER), b"every frame"),
    "mp4: some bytes": (film(behind=MAKER), b"every frame"),
    "mp4: unknown boxes": (film(box(b"Xtra", MAKER), box(b"SDLN", MAKER)), b"every frame"),
    "m4a: items": (film(box(b"udta", box(b"meta", bytes(4), box(b"ilst", MAKER)))), b"every frame"),
}
ASKED = {
    "ogg: speex": ogg(b"Speex   " + bytes(72), comments(b"v", b"A=" + MAKER), b"sound"),
    "ogg: two in a page": ogg(OPUS + b"OpusTags" + comments(MAKER), b"sound"),
    "ogg: longer than a page": ogg(OPUS, b"OpusTags" + struct.pack("<I", 70_000) + MAKER * 100),
    "amr: no frames": b"#!AMR\n" + b"\xff" + MAKER,
    "mp3: a tag of no size": b"ID3\x04\0\0\xff\xff\xff\xff" + MAKER + SOUND,
    "mp4: packed": box(b"ftyp", b"isom" + bytes(4)) + box(b"moov", box(b"cmov", MAKER)),
    "webm": b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + MAKER,
    "midi": b"MThd\0\0\0\6\0\1\0\1\0\x60MTrk" + MAKER,
}


@pytest.mark.parametrize("name", SOUNDS)
def test_a_recording_or_film_goes_on_without_its_maker(name: str) -> None:
    made, kept = SOUNDS[name]
    copy, media_type = clean_copy(made, media_type_of(made))
    assert MAKER[:4] in made
    assert MAKER[:4] not in copy
    assert kept in copy
    assert name.startswith(("aac", "flac")) or media_type_of(copy) == media_type


@pytest.mark.parametrize("name", ASKED)
def test_what_may_name_somebody_out_of_reach_waits_for_its_senders_word(name: str) -> None:
    with pytest.raises(Uncleanable):
        clean_copy(ASKED[name], media_type_of(ASKED[name]))


def test_a_film_of_tests_still_has_its_tracks() -> None:
    copy, _ = clean_copy(a_film(), "video/mp4")
    assert (copy.count(b"trak"), copy.count(b"hdlr"), b"vide" in copy) == (1, 1, True)


def word(name: str, xml: str) -> bytes:
    return a_document(**{name.replace("/", "__"): xml.encode()})


NS = "xmlns:w='w' xmlns:w16du='x'"
WORDS = {
    "blanks at the sign": word("word/document.xml", f"<w:d {NS}><w:ins w:author = 'Li Si'><w:t>1</w:t></w:ins></w:d>"),
    "a comment": word("word/document.xml", f"<w:d {NS}><!-- Li Si --><w:t>1</w:t></w:d>"),
    "an instruction": word("word/document.xml", f"<w:d {NS}><?who Li Si?><w:t>1</w:t></w:d>"),
    "marked text": word("xl/comments1.xml", "<c><authors><author><![CDATA[Li Si]]></author></authors></c>"),
    "a pivot table": word("xl/pivotCache/pivotCacheDefinition1.xml", "<p refreshedBy='Li Si' refreshedDate='1'/>"),
    "a shared workbook": word("xl/revisions/userNames.xml", "<users><userInfo guid='1' name='Li Si'/></users>"),
    "a path": word("xl/workbook.xml", "<w xmlns:x='x'><x:absPath url='C:\\Users\\Li Si\\'/></w>"),
    "a link to a disk": word(
        "xl/externalLinks/_rels/externalLink1.xml.rels",
        "<R><Relationship Id='1' Target='\\\\server\\Li Si\\b.xlsx' TargetMode='External'/></R>",
    ),
    "a template": word(
        "word/_rels/settings.xml.rels",
        "<R><Relationship Type='http://x/attachedTemplate' Target='https://x.example/Li Si/t.dotx'/></R>",
    ),
    "a data source": word("xl/connections.xml", "<c><dbPr connection='User ID=Li Si'/></c>"),
    "variables": word("word/settings.xml", f"<w:s {NS}><w:docVars><w:docVar w:val='Li Si'/></w:docVars></w:s>"),
    "a mailing": word("word/settings.xml", f"<w:s {NS}><w:mailMerge><w:q w:val='Li Si'/></w:mailMerge></w:s>"),
    "a picture's file": word(
        "word/header1.xml", "<h xmlns:wp='w'><wp:docPr id='1' name='Li Si.jpg' descr='Li Si'/></h>"
    ),
    "two bytes a letter": a_document(**{"word__document.xml": "<d><ins author='Li Si'>1</ins></d>".encode("utf-16")}),
    "a label": word("docMetadata/LabelInfo.xml", "<l><label siteId='Li Si'/></l>"),
}


@pytest.mark.parametrize("name", WORDS)
def test_a_document_goes_on_without_its_maker(name: str) -> None:
    assert media_type_of(WORDS[name]) in (DOCX, XLSX)
    copy, _ = clean_copy(WORDS[name], DOCX)
    assert MAKER not in _unpacked(copy)


def test_a_document_keeps_its_words_and_its_links() -> None:
    said = f"<w:d {NS} w:rsidR='00A1'><w:t xml:space='preserve'> 1 &lt; 2 &#10;</w:t><w:br/><w:docId w:val='9'/></w:d>"
    link = "<R><Relationship Target='https://x.example/?a=1&amp;b=2' TargetMode='External'/></R>"
    made = a_document(**{"word__document.xml": said.encode(), "word___rels__a.rels": link.encode()})
    copy, _ = clean_copy(made, DOCX)
    with zipfile.ZipFile(io.BytesIO(copy)) as packed:
        document = packed.read("word/document.xml").decode()
        assert '<w:t xml:space="preserve"> 1 &lt; 2 \n</w:t><w:br/></w:d>' in document
        assert "rsid" not in document
        assert b'"https://x.example/?a=1&amp;b=2"' in packed.read("word/_rels/a.rels")


@pytest.mark.parametrize(
    "xml",
    [
        "<!DOCTYPE d [<!ENTITY a 'Li Si'>]><d>&a;</d>",
        "<d><unclosed></d>",
        "Li Si",
        "<?xml version='1.0' encoding='utf-7'?><d/>",
    ],
)
def test_a_part_that_is_no_plain_xml_waits_for_its_senders_word(xml: str) -> None:
    with pytest.raises(Uncleanable):
        clean_copy(a_document(**{"word__document.xml": xml.encode("latin-1")}), DOCX)


def told_jpeg() -> bytes:
    """Its maker before, between and behind the pixels, and in a preview."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = MAKER.decode()
    picture = Image.effect_noise((64, 48), 60).convert("RGB")
    picture.save(out, "JPEG", exif=exif, comment=MAKER, icc_profile=MAKER * 20, progressive=True)
    plain = out.getvalue()
    scans = plain.index(b"\xff\xda"), plain.rindex(b"\xff\xda")
    said = b"\xff\xfe" + struct.pack(">H", 2 + len(MAKER)) + MAKER
    within = plain[: scans[1]] + said + plain[scans[1] :]
    preview = b"\xff\xe0" + struct.pack(">H", 16 + 6) + b"JFIF\0\1\1\0\0\1\0\1\1\2" + MAKER[:5] + b"\0"
    return within[:2] + preview + within[2:] + plain + MAKER


def test_a_photo_inside_of_a_document_has_the_same_pixels_and_no_more() -> None:
    told = told_jpeg()
    copy = jpeg_without_metadata(told)
    assert MAKER[:5] not in copy
    assert Image.open(io.BytesIO(copy)).tobytes() == Image.open(io.BytesIO(told)).tobytes()
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", MAKER.decode())
    words.add(b"prVt", MAKER, after_idat=True)
    out = io.BytesIO()
    Image.effect_noise((9, 9), 60).save(out, "PNG", pnginfo=words, icc_profile=MAKER)
    copy = png_without_metadata(out.getvalue() + MAKER)
    assert MAKER not in copy
    assert Image.open(io.BytesIO(copy)).tobytes() == Image.open(out).tobytes()
    for broken in (b"\xff\xd8", b"\xff\xd8\xff\xe1\0\0", b"\xff\xd8\xff\xe0\xff\xff", b"\xff\xd8no"):
        with pytest.raises(Uncleanable):
            jpeg_without_metadata(broken + bytes(8))


def told_pdf(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        change(pdf)
        pdf.save(out, compress_streams=False)
    return out.getvalue()


def _packed_photo(pdf: pikepdf.Pdf) -> None:
    photo = next(each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Width"))
    filters = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])
    photo.write(zlib.compress(told_jpeg()), filter=filters)


def _thread(pdf: pikepdf.Pdf) -> None:
    about = pdf.make_indirect(pikepdf.Dictionary(I=pikepdf.Dictionary(Author=MAKER.decode())))
    pdf.Root.Threads = pikepdf.Array([about])
    pdf.pages[0].B = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(T=about))])


def _link(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F="/C/Users/Li Si/a.pdf")
    pdf.Root.Outlines = pikepdf.Dictionary(First=pdf.make_indirect(pikepdf.Dictionary(Title="1", A=action)))


def _signature(pdf: pikepdf.Pdf) -> None:
    signed = pdf.make_indirect(pikepdf.Dictionary(ByteRange=pikepdf.Array([0]), Name="Li Si", Reason="Li Si"))
    pdf.Root.Other = signed


def _layer(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = pikepdf.Dictionary(D=pikepdf.Dictionary(CreatorInfo=pikepdf.Dictionary(Creator="Li Si")))


def _file_id(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.ID = pikepdf.Array([pikepdf.String("Li Si, the first"), pikepdf.String("Li Si, the second")])


@pytest.mark.parametrize("change", [_packed_photo, _thread, _link, _signature, _layer, _file_id])
def test_a_pdf_goes_on_without_its_maker(change: Callable[[pikepdf.Pdf], None]) -> None:
    made = told_pdf(change)
    copy, _ = clean_copy(made, "application/pdf")
    assert MAKER in _unpacked(made)
    assert MAKER not in _unpacked(copy)
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert b"1,200 yuan" in pdf.pages[0].Contents.read_bytes()


def test_a_form_or_a_photo_of_another_kind_waits_for_its_senders_word() -> None:
    def form(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm = pikepdf.Dictionary(XFA=pdf.make_stream(MAKER))

    def photo(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Other = pdf.make_stream(MAKER, Filter=pikepdf.Name.JPXDecode)

    for change in (form, photo):
        with pytest.raises(Uncleanable):
            clean_copy(told_pdf(change), "application/pdf")


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "TIFF", "BMP", "ICO", "AVIF"])
def test_a_picture_of_any_kind_goes_on_as_pixels_alone(form: str) -> None:
    out = io.BytesIO()
    frames = [Image.effect_noise((32, 32), 60) for _ in range(3)]
    more = {"save_all": True, "append_images": frames[1:]} if form in ("GIF", "PNG", "WEBP", "TIFF") else {}
    said = {"comment": MAKER} if form == "GIF" else {}
    frames[0].save(out, form, **more, **said)
    made = out.getvalue() + MAKER
    copy, media_type = clean_copy(made, media_type_of(made))
    assert MAKER not in copy
    assert Image.open(io.BytesIO(copy)).size == (32, 32)
    assert media_type in ("image/png", "image/jpeg")
    assert a_picture()
