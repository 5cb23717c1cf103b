"""Codes that somebody reads aloud or types by hand."""

import unicodedata

LETTERS = "23456789ABCDEFGHJKLMNPQRTUVWXY"
"""Without those that are taken for one another when a code is read from paper."""


def plain(written: str) -> str:
    """A code as it is kept and compared: half-width capitals, nothing between."""
    return "".join(char for char in unicodedata.normalize("NFKC", written).upper() if char.isalnum())
