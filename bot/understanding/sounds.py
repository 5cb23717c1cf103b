"""The sounds of Chinese, so that a word typed by ear is still recognised: 押金 and 呀金, 封号 and 丰号."""

import os
import re
import unicodedata
from functools import cache

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # single characters are enough; the phrases take 40 MB
from pypinyin.pinyin_dict import pinyin_dict

_ALIKE = {"zh": "z", "ch": "c", "sh": "s"}
"""Initials that many people cannot tell apart."""
_NASALS = re.compile("(?<=[ie])ng$")


@cache
def sound_of(character: str) -> str:
    """The syllable of a character without its tone, with similar sounds merged; any other character as it is."""
    said = pinyin_dict.get(ord(character))
    if said is None:
        return character
    first = unicodedata.normalize("NFD", said.split(",")[0])
    plain = "".join(each for each in first if not unicodedata.combining(each))
    return _NASALS.sub("n", _ALIKE.get(plain[:2], plain[:2]) + plain[2:])


def sounds_of(text: str) -> list[str]:
    """The sounds of the text, character by character."""
    return [sound_of(character) for character in text]
