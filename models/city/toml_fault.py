"""Take the error messages of `tomllib`, which are in English only, apart into parts that any language can say."""

import ast
import re
from typing import NamedTuple

_AT = re.compile(r"\s*\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_REASONS: tuple[tuple[str, str], ...] = (
    ("string", r"Unterminated string|Illegal character '\\[nr]'|Expected ['\"]{5}"),
    ("statement", r"Invalid statement"),
    ("line-end", r"Expected newline or end of document after a statement"),
    ("character", r"Found invalid character (?P<what>.+)|Illegal character (?P<other>.+)"),
    ("expected", r"Expected (?P<what>'.'|\".+\"|'.+')"),
    ("equals", r"Expected '=' after a key in a key/value pair"),
    ("table-end", r"Expected '\]' at the end of a table declaration"),
    ("tables-end", r"Expected '\]\]' at the end of an array declaration"),
    ("twice", r"Cannot declare (?P<what>.+) twice|Duplicate inline table key (?P<other>.+)"),
    ("overwrite", r"Cannot overwrite a value"),
    ("reopened", r"Cannot mutate immutable namespace (?P<what>.+)|Cannot redefine namespace (?P<other>.+)"),
    ("key", r"Invalid initial character for a key part"),
    ("array", r"Unclosed array"),
    ("inline", r"Unclosed inline table"),
    ("backslash", r"Unescaped '\\+' in a string"),
    ("escape", r"Invalid hex value|Escaped character is not a Unicode scalar value"),
    ("date", r"Invalid date or datetime"),
    ("value", r"Invalid value"),
)


class TomlFault(NamedTuple):
    """A classified fault. reason: one of the kinds above, or `other`; what: the character or key at fault, or `none`;
    said: the parser's own message; line, column: from 1, None at the end of the file."""

    reason: str
    what: str
    said: str
    line: int | None
    column: int | None


def toml_fault(message: str) -> TomlFault:
    """Classify the message of a TOMLDecodeError."""
    at = _AT.search(message)
    said = message[: at.start()] if at else message
    place = (int(at["line"]), int(at["column"])) if at and at["line"] else (None, None)
    for reason, pattern in _REASONS:
        if found := re.fullmatch(pattern, said, re.DOTALL):
            parts = found.groupdict()
            return TomlFault(reason, _plain(parts.get("what") or parts.get("other")), said, *place)
    return TomlFault("other", "none", said, *place)


def _plain(what: str | None) -> str:
    """`a.b` for ('a', 'b'), `x` for 'x'; unprintable characters stay as Python escapes them."""
    if what is None:
        return "none"
    try:
        value = ast.literal_eval(what)
    except (ValueError, SyntaxError):
        return what
    plain = ".".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return plain if plain.isprintable() else what
