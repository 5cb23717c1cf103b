"""Recognise the media type of evidence by its bytes: its file name proves nothing."""

import codecs
import io
import re
import struct
import zipfile
from contextlib import suppress

import filetype

from models.cases.errors import EvidenceRefused, EvidenceTooLarge

LARGEST_MB = 20
LARGEST = LARGEST_MB * 1024 * 1024
"""Bytes; the most that a Telegram bot may download."""
_PROGRAMS = frozenset({"application/x-msdownload", "application/x-executable", "application/x-shockwave-flash"})
_DOCUMENTS = frozenset(
    {
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.ms-powerpoint",
        "application/rtf",
    }
)
MOST_NAMES = 1_000
"""The most parts of a document; a long one with pictures has some hundreds."""
LONGEST_NAME = 512
"""The most bytes of a part's entry in the list, on average."""
LONGEST_ZIP_END = 22 + 65_535
_OFFICE_PARTS = ("[Content_Types].xml", "_rels/", "docProps/", "docMetadata/", "word/", "xl/", "ppt/", "customXml/")
OFD = "application/ofd"
"""An electronic invoice or an official document (GB/T 33190); it is a ZIP."""
_OFD_PART = re.compile(r".*(?:/|\.(?:xml|esl|dat|png|jpe?g|ttf|otf|bmp|jb2|gif))", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_LEGIBLE = re.compile(
    "[\\s\x20-\x7e\u00b7\u00d7\u2010-\u2027\u2190-\u21ff\u2460-\u24ff\u25a0-\u25ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef¥℃№]"
)
"""The characters of usual Chinese text; other bytes read as GB18030 give rarer characters."""
MOSTLY = 0.95


def media_type_of(content: bytes | bytearray) -> str:
    """The media type of the bytes. Raises EvidenceTooLarge, EvidenceRefused."""
    if len(content) > LARGEST:
        raise EvidenceTooLarge(LARGEST_MB)
    if not content:
        raise EvidenceRefused("empty")
    kind = filetype.guess(content)
    if kind is None:
        return _without_signature(content)
    mime = str(kind.mime)
    if mime.endswith("zip") and _is_ofd(content):
        return OFD
    if mime.startswith("application/vnd.openxmlformats") and not is_office(content):
        raise EvidenceRefused("archive")
    if mime in _DOCUMENTS or mime.split("/")[0] in ("image", "audio", "video"):
        return mime
    if mime in _PROGRAMS:
        raise EvidenceRefused("program")
    raise EvidenceRefused("archive" if _packed(mime) else "unknown")


def is_office(content: bytes | bytearray) -> bool:
    """Whether a ZIP holds only the parts of an Office document, without macros."""
    names = _names(content)
    return "[Content_Types].xml" in names and all(
        name.startswith(_OFFICE_PARTS) and not name.endswith("vbaProject.bin") for name in names
    )


def _names(content: bytes | bytearray) -> list[str]:
    """The names of the parts of a ZIP; empty if there are too many, or the ZIP is broken."""
    if not _has_few_names(content):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error):
        return []


def _has_few_names(content: bytes | bytearray) -> bool:
    """Whether the list at a ZIP's end is short enough to read: reading a list of 20 MB takes seconds.

    https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.16; a ZIP64 (4.3.15) counts as too long.
    """
    at = content.rfind(b"PK\5\6", -LONGEST_ZIP_END)
    if at < 0 or len(content) < at + 22 or content[max(0, at - 20) : at].startswith(b"PK\6\7"):
        return False
    count, size = struct.unpack_from("<HI", content, at + 10)
    return bool(count <= MOST_NAMES and size <= MOST_NAMES * LONGEST_NAME)


def _packed(mime: str) -> bool:
    return mime in {each.mime for each in filetype.archive_matchers} or mime.endswith("zip")


def _without_signature(content: bytes | bytearray) -> str:
    if content[4:8] == b"ftyp":
        return "video/mp4"
    if not _is_text(content):
        raise EvidenceRefused("unknown")
    return "text/plain"


def _is_text(content: bytes | bytearray) -> bool:
    """Whether the bytes are text: UTF-8, UTF-16 with a byte order mark, or GB18030, which Windows and the bills of
    payment apps use in China."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _is_legible(content, "utf-16")
    with suppress(UnicodeDecodeError):
        return "\0" not in content.decode()
    return _is_legible(content, "gb18030")


def _is_legible(content: bytes | bytearray, encoding: str) -> bool:
    """Whether the bytes give legible text in an encoding that also accepts most other bytes."""
    with suppress(UnicodeDecodeError):
        text = content.decode(encoding)
        return not _CONTROLS.search(text) and len(_LEGIBLE.findall(text)) >= MOSTLY * len(text)
    return False


def _is_ofd(content: bytes | bytearray) -> bool:
    names = _names(content)
    return "OFD.xml" in names and all(map(_OFD_PART.fullmatch, names))
