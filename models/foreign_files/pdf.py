"""A PDF without what it says of its author: document information, XMP, signatures, attachments, scripts, and the
metadata of the photos on its pages. What is written on the pages stays."""

import io

import pikepdf

from models.foreign_files.metadata import jpeg_without_metadata
from models.foreign_files.unfit import Uncleanable

MOST_OBJECTS = 200_000
_PHOTO = (pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode]))
_TELLING = (
    "/Metadata", "/PieceInfo", "/LastModified", "/AF", "/EmbeddedFiles", "/JavaScript", "/OpenAction", "/AA", "/Perms",
    "/CreationDate", "/ModDate", "/SpiderInfo", "/Collection",
)  # fmt: skip
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
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        out = io.BytesIO()
        # a new file id, as the old one ties copies together; nothing that no page needs is written
        pdf.save(out, deterministic_id=True, encryption=False, fix_metadata_version=False)
    return out.getvalue()


def _clean(thing: pikepdf.Object) -> None:
    if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") in _PHOTO:
        thing.write(jpeg_without_metadata(thing.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        is_signature = thing.get("/FT") == pikepdf.Name.Sig
        is_note = thing.get("/Type") == pikepdf.Name.Annot or ("/Subtype" in thing and "/Rect" in thing)
        keys = (*_TELLING, *(("/V",) if is_signature else ()))
        if is_note and thing.get("/Subtype") != pikepdf.Name.Widget:
            keys += _OF_NOTES
        for key in keys:
            if key in thing:
                del thing[key]
        for value in thing.values():
            _clean_inner(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            _clean_inner(value)


def _clean_inner(value: object) -> None:
    """What stands directly in another object; what has a number of its own is in the list of all."""
    if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
        _clean(value)
