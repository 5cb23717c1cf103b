"""Remove everything about the author from a PDF: document information, XMP, signatures, attachments, scripts, and
metadata of the photos on its pages. The contents of the pages stay."""

import io
import zlib

import pikepdf

from models.foreign_files.metadata import jpeg_without_metadata
from models.foreign_files.unfit import Uncleanable

MOST_OBJECTS = 200_000
MOST_PHOTO = 40 * 1024 * 1024
"""The most bytes of a photo that was compressed a second time."""
_TELLING = (
    "/Metadata", "/PieceInfo", "/LastModified", "/AF", "/EmbeddedFiles", "/JavaScript", "/OpenAction", "/AA", "/Perms",
    "/CreationDate", "/ModDate", "/SpiderInfo", "/Collection", "/EF", "/CreatorInfo", "/User", "/Threads", "/DPM",
    "/DSS", "/Legal", "/VP", "/LGIDict",
)  # fmt: skip
_ELSEWHERE = [pikepdf.Name(name) for name in ("/GoToR", "/GoToE", "/Launch", "/ImportData", "/Thread")]
"""Actions that name a file on the author's machine."""
_OF_ELSEWHERE = ("/F", "/Win", "/Mac", "/Unix")
_OF_SIGNATURES = ("/Name", "/Contents", "/Cert", "/M", "/Location", "/Reason", "/ContactInfo", "/Prop_Build")
_OF_NOTES = ("/T", "/NM", "/M", "/FS", "/Popup")
"""Keys of an annotation: its author, name, date, attached file, popup."""


def clean_pdf(content: bytes) -> bytes:
    """The document written again without its author. Raises Uncleanable if it has a password or too many objects, and
    qpdf's errors for a broken file."""
    try:
        pdf = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError as error:
        raise Uncleanable from error
    with pdf:
        if len(pdf.objects) > MOST_OBJECTS:
            raise Uncleanable
        for each in pdf.objects:
            _clean(each)
        for key in ("/Info", "/ID"):  # the old file id links copies of a document
            if key in pdf.trailer:
                del pdf.trailer[key]
        out = io.BytesIO()
        # qpdf writes only objects that are still referenced
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
    """The keys of an object that tell who made it, when or where. Raises Uncleanable for an XFA form."""
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
    """Remove the metadata of a JPEG, also if it was compressed a second time. Raises Uncleanable for JPEG 2000."""
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
    """Clean an object that is embedded in another; indirect objects are in the list of all objects."""
    if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
        _clean(value)
