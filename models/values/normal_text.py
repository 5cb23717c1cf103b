"""Normalise text for comparison: half-width, lower case, simplified characters, no emoji, single blanks."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

# Emoji, their joiners, zero-width characters, and the names in brackets that WeChat sends for its own emoji.
_DECORATION = re.compile(
    "[\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f\u20e3\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\U000e0000-\U000e007f]"
    r"|\[[\u4e00-\u9fff]{1,4}\]"
)
_BLANK = re.compile(r"\s+")
_APOSTROPHE = str.maketrans("’‘`´", "''''")


@cache
def _converter() -> Callable[[str], str]:
    """Load the library's table of characters on first use: it takes some milliseconds."""
    from opencc import OpenCC

    return OpenCC("t2s").convert


def simplified(text: str) -> str:
    """The text in simplified characters. Never raises."""
    return text if text.isascii() else _converter()(text.encode(errors="ignore").decode())


class Normal:
    """Makes texts comparable."""

    def __call__(self, text: str) -> str:
        """The text in the form that is compared. Never raises."""
        text = unicodedata.normalize("NFKC", text).lower().translate(_APOSTROPHE)
        return _BLANK.sub(" ", _DECORATION.sub(" ", simplified(text))).strip()
