"""Whether a text is only words of a message, such as a yes, however it is written."""

import re
import unicodedata
from functools import cache

from handlers.talk.texts import texts
from models.values.normal_text import simplified

_TONES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f\u200d]")
_PARTICLES = "啊呀呢吧哈啦嘛哦噢喔滴哒嘞咯喽的了呗"
LONGEST_SAID = 40


def says(key: str, text: str) -> bool:
    """Return whether the text is only words of a message, in any language, however often, and with particles like 啊
    between them: 对对，没错啊. A question never is.
    """
    said, words = bare(text), _words_of(key)
    if text.rstrip().endswith(("?", "？")) or len(said) > LONGEST_SAID:
        return False
    ends = {0}
    for at in range(len(said)):
        if at in ends:
            ends |= {at + len(word) for word in words if word and said.startswith(word, at)}
            ends |= {at + 1} if at and said[at] in _PARTICLES else set()
    return said != "" and len(said) in ends


@cache
def _words_of(key: str) -> frozenset[str]:
    return frozenset(bare(word) for line in texts().every(key) for word in line.split("|"))


def bare(text: str) -> str:
    """The text in simplified characters, without punctuation, blanks and the skin tones of emoji. Signs stay if there
    are no words.
    """
    said = _TONES.sub("", simplified(unicodedata.normalize("NFKC", text[: 5 * LONGEST_SAID])).casefold())
    return re.sub(r"[\W_]+", "", said) or re.sub(r"\s+", "", said)
