"""A text as it is compared: half-width, lower case, simplified characters, no emoji, single blanks."""

import re
import unicodedata

from opencc import OpenCC

# Emoji, their joiners, zero-width characters, and the names in brackets that WeChat sends for its own emoji.
_DECORATION = re.compile(
    "[\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f\u20e3\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\U000e0000-\U000e007f]"
    r"|\[[\u4e00-\u9fff]{1,4}\]"
)
_BLANK = re.compile(r"\s+")
_APOSTROPHE = str.maketrans("’‘`´", "''''")


class Normal:
    """Makes texts comparable. Built once: the table of characters takes some milliseconds."""

    def __init__(self) -> None:
        self._simplified = OpenCC("t2s").convert

    def __call__(self, text: str) -> str:
        """Never raises, whatever is typed."""
        text = unicodedata.normalize("NFKC", text).lower().translate(_APOSTROPHE)
        text = self._simplified(text.encode(errors="ignore").decode())
        return _BLANK.sub(" ", _DECORATION.sub(" ", text)).strip()
