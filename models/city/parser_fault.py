"""Classify the English error messages of the JSON and YAML parsers, so that every language can say them.

models/city/toml_fault.py does the same for TOML.
"""

import re
from typing import NamedTuple

_JSON = (
    ("comma", r"Expecting ',' delimiter"),
    ("colon", r"Expecting ':' delimiter"),
    ("trailing", r"Illegal trailing comma before end of (?:object|array)"),
    ("name", r"Expecting property name enclosed in double quotes"),
    ("value", r"Expecting value"),
    ("extra", r"Extra data"),
    ("string", r"Unterminated string starting at"),
    ("control", r"Invalid control character at"),
    ("escape", r"Invalid \\.*"),
)
_YAML = (
    ("colon", r"mapping values are not allowed (?:here|in this context)"),
    ("no-colon", r"could not find expected ':'"),
    ("tab", r"found a tab character .*|found character '\\t' that cannot start any token"),
    ("character", r"found character .*that cannot start any token"),
    ("string", r"found unexpected end of stream"),
    ("escape", r"found unknown escape character.*|(?:expected|did not find expected) (?:escape|hexdecimal).*"),
    ("list", r"(?:expected|did not find expected) ',' or '\]'.*"),
    ("braces", r"(?:expected|did not find expected) ',' or '}'.*"),
    ("alias", r".*(?:alias|anchor|alphabetic or numeric character).*"),
    ("tag", r"expected URI.*|could not determine a constructor.*|did not find expected (?:tag|whitespace|'!').*"),
    ("indent", r"expected <block end>, but found .*|did not find expected .*"),
    ("date", r".*(?:day|month|year|hour|minute|second).* (?:is out of range|must be in).*"),
)
"""The YAML library has two parsers, in C and in Python, with different messages; both are listed."""


class ParserFault(NamedTuple):
    """A classified fault. reason: one of the kinds above, or `other`; said: the parser's own message."""

    reason: str
    said: str


def json_fault(message: str) -> ParserFault:
    """Classify the message of a JSONDecodeError, given without its position."""
    return _fault(message, _JSON)


def yaml_fault(message: str) -> ParserFault:
    """Classify the message of a YAMLError, or of the ValueError that the library raises for a day that does not
    exist."""
    return _fault(message, _YAML)


def _fault(message: str, reasons: tuple[tuple[str, str], ...]) -> ParserFault:
    for reason, pattern in reasons:
        if re.fullmatch(pattern, message, re.DOTALL):
            return ParserFault(reason, message)
    return ParserFault("other", message)
