"""Remove invisible characters from text: they can change how it reads, hide words, or break a line."""

import re
import unicodedata

_LINE = re.compile("\r\n?|[\x85\u2028\u2029]")
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad"  # controls except tab and new line; the soft hyphen
    "\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"  # marks of direction, letters without a shape
    "\ud800-\uf8ff\ufeff\uffa0\ufff0-\uffff"  # halves of characters, private use
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Unicode's categories Cc, Cf, Cs, Co, Zl and Zp, and letters without a shape. The joiner of emoji is kept."""

_MARKS = "".join(chr(code) for code in range(0x300, 0x1E950) if unicodedata.combining(chr(code)))
_PILED = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
"""More marks on one letter than any language writes: normalising thousands of them takes a tenth of a second."""


def is_clean(value: str) -> bool:
    """Whether `clean_text` would remove at most blanks around the text."""
    return not UNSEEN.search(value) and not _PILED.search(value)


def clean_text(value: str) -> str:
    """The visible text, without blanks around it; every kind of line end becomes a new line."""
    if is_clean(value):
        return value.strip()
    return _PILED.sub(r"\1", UNSEEN.sub("", _LINE.sub("\n", value))).strip()


def clean_line(value: str) -> str:
    """The visible text in one line, with single blanks."""
    return " ".join(clean_text(value).split())
