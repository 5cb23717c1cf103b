"""Split Chinese text into words, those of a domain included: 跑单, 众包, 专送.

The dictionary is loaded on first use: it takes 34 MB. It is never changed, so that a text has the same words in every
process, whatever was read before, and threads can use it at the same time.
"""

import importlib
import re
from collections.abc import Iterable
from functools import cache
from types import ModuleType


def words_of(text: str) -> list[str]:
    """The words of the text, in order."""
    return list(_jieba().cut(text))


def search_words_of(text: str) -> list[str]:
    """The words, and the shorter ones inside long ones: 账号冻结 is found by 冻结."""
    return list(_jieba().cut_for_search(text))


class DomainWords:
    """Words that the dictionary does not have, and that are kept whole."""

    def __init__(self, words: Iterable[str]) -> None:
        unknown = sorted({each for each in words if words_of(each) != [each]}, key=len, reverse=True)
        self._unknown = re.compile(f"({'|'.join(map(re.escape, unknown)) or '(?!)'})")

    def search_words_of(self, text: str) -> list[str]:
        """As above, with these words and the shorter ones inside them."""
        found: list[str] = []
        for number, piece in enumerate(self._unknown.split(text)):
            found += search_words_of(piece)
            found += [piece] if number % 2 else []
        return found


@cache
def _jieba() -> ModuleType:
    """Import the library, which loads its dictionary; a `Jieba()` of our own would hold it twice."""
    return importlib.import_module("rjieba")
