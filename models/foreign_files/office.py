"""Remove everything about the author from a Word or Excel document (OOXML, ECMA-376): properties, authors of comments
and changes, custom parts, paths on the author's machine, and metadata of photos. Its words stay."""

import io
import re
import zipfile
from typing import Any
from xml.sax import SAXException, make_parser
from xml.sax.handler import property_lexical_handler
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from models.foreign_files.metadata import picture_without_metadata
from models.foreign_files.unfit import Uncleanable, Unreadable

MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 1_000
_THE_SAME_FOR_ALL = (1980, 1, 1, 0, 0, 0)
_EMPTIED = re.compile(
    r"docProps/.*\.xml|customXml/(?!.*rels)[^/]*\.xml|docMetadata/.*\.xml|word/people\.xml|xl/persons/.*\.xml"
)
_BINARY = re.compile(r"xl/printerSettings/.*\.bin|word/printerSettings.*\.bin")
_DRAWN = (".jpg", ".jpeg", ".png")
_TEXT = (".xml", ".rels", ".vml")
_BLANKED = frozenset(
    {"author", "initials", "userId", "providerId", "lastModifiedBy", "userName", "refreshedBy", "connection"}
    | {"sourceFile", "odcFile", "reservationPassword"}
)
"""Attributes, with any prefix, that a document must have and that name a person or their machine; their values are
blanked."""
_DROPPED = frozenset({"dateUtc", "dT", "dateTime", "refreshedDate", "refreshedDateIso"})
_NAMES_OF_FILES = {"docPr": {"name", "descr", "title"}, "cNvPr": {"name", "descr", "title"}, "imagedata": {"title"}}
_NAMES_OF_FILES |= {"absPath": {"url"}, "userInfo": {"name"}}
"""Element -> attributes that hold a file name on the author's machine, or the author's name."""
_GONE = frozenset({"rsids", "docId", "docVars", "mailMerge", "presenceInfo"})
"""Elements that link copies of a document, or name an account; they are removed."""
_EMPTIED_ELEMENTS = frozenset({"author"})
_ON_THE_NET = ("http://", "https://", "mailto:", "tel:", "#")
_ROOT = re.compile(
    rb"\A((?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*)<([\w:]+)((?:\s+xmlns(?::\w+)?\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)"
)


def clean_office(content: bytes) -> bytes:
    """The document packed again without its author. Raises Unreadable for a ZIP bomb, Uncleanable for parts that cannot
    be parsed, and zipfile's errors for a broken file."""
    out = io.BytesIO()
    left = MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as anew:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Unreadable
        for part in parts:
            with packed.open(part) as source:
                data = source.read(left + 1)
            left -= len(data)
            if left < 0:
                raise Unreadable
            if not part.is_dir():
                anew.writestr(zipfile.ZipInfo(part.filename, _THE_SAME_FOR_ALL), _cleaned(part.filename, data))
    return out.getvalue()


def _cleaned(name: str, data: bytes) -> bytes:
    if name.lower().endswith(_DRAWN):
        return picture_without_metadata(data)
    if _BINARY.fullmatch(name):
        return b""
    if _EMPTIED.fullmatch(name):
        return _emptied(data)
    if not name.lower().endswith(_TEXT):
        raise Uncleanable  # an embedded document, or a drawing by another program
    return _rewritten(data)


def _rewritten(data: bytes) -> bytes:
    """The XML written again without anything about the author. Raises Uncleanable if it is not XML, or has a DTD."""
    out = io.BytesIO()
    parser = make_parser()
    anew = _Anew(out)
    parser.setContentHandler(anew)
    parser.setProperty(property_lexical_handler, anew)
    try:
        parser.parse(io.BytesIO(data))
    except (SAXException, ValueError, LookupError) as error:
        raise Uncleanable from error
    return out.getvalue()


class _Anew(XMLGenerator):
    """Writes the parsed XML without comments, processing instructions, and names of people."""

    def __init__(self, out: io.BytesIO) -> None:
        super().__init__(out, "utf-8", short_empty_elements=True)
        self._open: list[str] = []
        self._gone = 0

    def startElement(self, name: str, attrs: Any) -> None:
        self._open.append(name.rpartition(":")[2])
        self._gone += self._open[-1] in _GONE
        if not self._gone:
            super().startElement(name, AttributesImpl(_told_of(self._open[-1], attrs)))

    def endElement(self, name: str) -> None:
        if not self._gone:
            super().endElement(name)
        self._gone -= self._open.pop() in _GONE

    def characters(self, content: str) -> None:
        if not self._gone and self._open and self._open[-1] not in _EMPTIED_ELEMENTS:
            super().characters(content)

    def processingInstruction(self, target: str, data: str) -> None:
        pass

    def comment(self, content: str) -> None:
        pass

    def startDTD(self, name: str, public_id: str | None, system_id: str | None) -> None:
        raise Uncleanable

    def endDTD(self) -> None:
        pass

    def startCDATA(self) -> None:
        pass

    def endCDATA(self) -> None:
        pass


def _told_of(element: str, given: Any) -> dict[str, str]:
    """The attributes of an element that may stay; required ones that name a person are blanked."""
    kept: dict[str, str] = {}
    is_outside = given.get("TargetMode") == "External" or "attachedTemplate" in given.get("Type", "")
    for name, value in given.items():
        prefix, _, plain = name.rpartition(":")
        if plain in _DROPPED or plain.startswith("rsid") or (plain == "date" and prefix):
            continue
        blank = plain in _BLANKED or plain in _NAMES_OF_FILES.get(element, ())
        kept[name] = "" if blank else value
        if name == "Target" and (is_outside or value.lower().startswith("file:")):
            on_the_net = value.lower().startswith(_ON_THE_NET) and "attachedTemplate" not in given.get("Type", "")
            kept[name] = value if on_the_net else "file:///"
    return kept


def _emptied(data: bytes) -> bytes:
    """The part reduced to its empty root element, so that references to the part stay valid. Raises Uncleanable."""
    root = _ROOT.match(data)
    if root is None:
        raise Uncleanable
    head, name, spaces = root.groups()
    return bytes(head + b"<" + name + spaces + b"/>")
