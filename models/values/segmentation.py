"""Split Chinese text into words, those of the domain included: 跑单, 众包, 专送.

The dictionary is loaded on first use: it takes 34 MB.
"""

import importlib
from collections.abc import Iterable
from functools import cache
from types import ModuleType

_AS_FREQUENT_AS = 20_000
"""The frequency of a common word, so that an added word is kept whole."""


def words_of(text: str) -> list[str]:
    """The words of the text, in order."""
    return list(_jieba().cut(text))


def search_words_of(text: str) -> list[str]:
    """The words, and the shorter ones inside long ones: 账号冻结 is found by 冻结."""
    return list(_jieba().cut_for_search(text))


def keep_whole(words: Iterable[str]) -> None:
    """Add words to the dictionary of this process, each once: meanwhile no other thread can use it."""
    for word in words:
        _keep_whole(word)


@cache
def _keep_whole(word: str) -> None:
    _jieba().add_word(word, _AS_FREQUENT_AS, "n")


@cache
def _jieba() -> ModuleType:
    """Import the library, which loads its dictionary; a `Jieba()` of our own would hold it twice."""
    return importlib.import_module("rjieba")
