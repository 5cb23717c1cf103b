"""Codes that somebody reads aloud or types by hand."""

import unicodedata

LETTERS = "23456789ABCDEFGHJKLMNPQRTUVWXY"
"""Digits and capitals, without those that are mistaken for one another when a code is read from paper."""


def plain(written: str) -> str:
    """The stored and compared form of a code: half-width capitals and digits, without separators."""
    return "".join(char for char in unicodedata.normalize("NFKC", written).upper() if char.isalnum())
