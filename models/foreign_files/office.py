"""A document of Word or Excel (OOXML, ECMA-376) without its author's name: properties, comments' and changes' authors,
custom parts, paths of the machine it was written on, and the metadata of its photos. Its words stay."""

import io
import re
import zipfile

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
_ATTRIBUTES = re.compile(
    rb"(\s(?:\w+:)?(?:author|initials|userId|providerId|lastModifiedBy|userName)=)(?:\"[^\"]*\"|'[^']*')"
)
_DATE = re.compile(rb"\sw:date(?:Utc)?=(?:\"[^\"]*\"|'[^']*')")
_MACHINE_PATH = re.compile(rb'(<(?:\w+:)?absPath\s[^>]*?url=)"[^"]*"')
_AUTHOR = re.compile(rb"(<(?:\w+:)?author(?:\s[^>]*)?>)[^<]*(</(?:\w+:)?author>)")
_LOCAL_TARGET = re.compile(rb'(Target=)"file:[^"]*"', re.IGNORECASE)
_ROOT = re.compile(
    rb"\A((?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*)<([\w:]+)((?:\s+xmlns(?::\w+)?\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)"
)


def clean_office(content: bytes) -> bytes:
    """The document packed anew. Raises Unreadable for a bomb, Uncleanable for parts that cannot be looked into, and
    what zipfile raises for one that is broken."""
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
        raise Uncleanable  # an embedded document, a drawing of another program
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Uncleanable
    data = _DATE.sub(b"", _MACHINE_PATH.sub(rb'\1""', _ATTRIBUTES.sub(rb'\1""', data)))
    return _LOCAL_TARGET.sub(rb'\1"file:///"', _AUTHOR.sub(rb"\1\2", data))


def _emptied(data: bytes) -> bytes:
    """The part's outermost element with nothing in it, so that whatever refers to the part still finds one."""
    root = _ROOT.match(data)
    if root is None:
        raise Uncleanable
    head, name, spaces = root.groups()
    return bytes(head + b"<" + name + spaces + b"/>")
