"""Telling a document of Word or Excel from any other ZIP, before anything in it is opened."""

import io
import struct
import zipfile

MOST_NAMES = 1_000
"""Of the parts of a document; a long one with pictures has some hundreds."""
LONGEST_NAME = 512
"""Bytes of a part's entry."""
LONGEST_ZIP_END = 22 + 65_535
_OFFICE_PARTS = ("[Content_Types].xml", "_rels/", "docProps/", "docMetadata/", "word/", "xl/", "customXml/")


def is_office(content: bytes) -> bool:
    """Whether a ZIP holds what a document of Word or Excel holds and nothing else; one with macros does not count."""
    if not _has_few_names(content):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error):
        return False
    return "[Content_Types].xml" in names and all(
        name.startswith(_OFFICE_PARTS) and not name.endswith("vbaProject.bin") for name in names
    )


def _has_few_names(content: bytes) -> bool:
    """Whether the list at a ZIP's end is as short as a document's, before anybody reads it: a list of 20 MB takes
    seconds. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.16 and, for ever longer ones, 4.3.15."""
    at = content.rfind(b"PK\5\6", -LONGEST_ZIP_END)
    if at < 0 or len(content) < at + 22 or content[max(0, at - 20) : at].startswith(b"PK\6\7"):
        return False
    count, size = struct.unpack_from("<HI", content, at + 10)
    return bool(count <= MOST_NAMES and size <= MOST_NAMES * LONGEST_NAME)
