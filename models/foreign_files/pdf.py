"""A PDF without what it says of its author: document information, XMP, signatures, attachments, scripts, and the
metadata of the photos on its pages. What is written on the pages stays."""

import io
import zlib

import pikepdf

from models.foreign_files.metadata import jpeg_without_metadata
from models.foreign_files.unfit import Uncleanable

MOST_OBJECTS = 200_000
MOST_PHOTO = 40 * 1024 * 1024
"""Bytes of one that was packed once more."""
_TELLING = (
    "/Metadata", "/PieceInfo", "/LastModified", "/AF", "/EmbeddedFiles", "/JavaScript", "/OpenAction", "/AA", "/Perms",
    "/CreationDate", "/ModDate", "/SpiderInfo", "/Collection", "/EF", "/CreatorInfo", "/User", "/Threads", "/DPM",
    "/DSS", "/Legal", "/VP", "/LGIDict",
)  # fmt: skip
_ELSEWHERE = [pikepdf.Name(name) for name in ("/GoToR", "/GoToE", "/Launch", "/ImportData", "/Thread")]
"""Actions that name a file of the machine it was written on."""
_OF_ELSEWHERE = ("/F", "/Win", "/Mac", "/Unix")
_OF_SIGNATURES = ("/Name", "/Contents", "/Cert", "/M", "/Location", "/Reason", "/ContactInfo", "/Prop_Build")
_OF_NOTES = ("/T", "/NM", "/M", "/FS", "/Popup")
"""Of an annotation: its author, name, date, attached file."""


def clean_pdf(content: bytes) -> bytes:
    """The document anew. Raises Uncleanable where it is locked, and what qpdf raises for one that is broken."""
    try:
        pdf = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError as error:
        raise Uncleanable from error
    with pdf:
        if len(pdf.objects) > MOST_OBJECTS:
            raise Uncleanable
        for each in pdf.objects:
            _clean(each)
        for key in ("/Info", "/ID"):  # the old file id ties copies together
            if key in pdf.trailer:
                del pdf.trailer[key]
        out = io.BytesIO()
        # nothing that no page needs is written
        pdf.save(out, deterministic_id=True, encryption=False, fix_metadata_version=False)
    return out.getvalue()


def _clean(thing: pikepdf.Object) -> None:
    if isinstance(thing, pikepdf.Stream):
        _clean_photo(thing)
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in _told_in(thing):
            if key in thing:
                del thing[key]
        for value in thing.values():
            _clean_inner(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            _clean_inner(value)


def _told_in(thing: pikepdf.Dictionary | pikepdf.Stream) -> tuple[str, ...]:
    """The keys of an object that tell who made it, when or where. Raises Uncleanable for a form of another kind."""
    if "/XFA" in thing:
        raise Uncleanable
    keys: tuple[str, ...] = _TELLING
    if thing.get("/FT") == pikepdf.Name.Sig:
        keys += ("/V",)
    if "/ByteRange" in thing:
        keys += _OF_SIGNATURES
    if thing.get("/S") in _ELSEWHERE:
        keys += _OF_ELSEWHERE
    if thing.get("/Type") == pikepdf.Name.Page:
        keys += ("/B",)  # beads of threads, which name their author
    is_note = thing.get("/Type") == pikepdf.Name.Annot or ("/Subtype" in thing and "/Rect" in thing)
    return (*keys, *_OF_NOTES) if is_note and thing.get("/Subtype") != pikepdf.Name.Widget else keys


def _clean_photo(stream: pikepdf.Stream) -> None:
    """A JPEG without its metadata, also where it is packed once more. Raises Uncleanable for JPEG 2000."""
    given = stream.get("/Filter")
    filters = list(given) if isinstance(given, pikepdf.Array) else [given]
    if pikepdf.Name.JPXDecode in filters:
        raise Uncleanable
    if filters[-1] not in (pikepdf.Name.DCTDecode, pikepdf.Name.DCT):
        return
    photo = stream.read_raw_bytes()
    for each in filters[:-1]:
        if each not in (pikepdf.Name.FlateDecode, pikepdf.Name.Fl):
            raise Uncleanable
        photo = _unpacked(photo)
    stream.write(jpeg_without_metadata(photo), filter=pikepdf.Name.DCTDecode)


def _unpacked(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    photo = unpacking.decompress(packed, MOST_PHOTO)
    if unpacking.unconsumed_tail:
        raise Uncleanable
    return photo


def _clean_inner(value: object) -> None:
    """What stands directly in another object; what has a number of its own is in the list of all."""
    if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
        _clean(value)
