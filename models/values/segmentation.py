"""Chinese text in words, with those of the domain: 跑单, 众包, 专送. Loaded when first used: the words hold 34 MB."""

import importlib
from collections.abc import Iterable
from functools import cache
from types import ModuleType

_AS_FREQUENT_AS = 20_000
"""As a common word, so that it is kept whole."""


def words_of(text: str) -> list[str]:
    """The words one after the other."""
    return list(_jieba().cut(text))


def search_words_of(text: str) -> list[str]:
    """The words, and the shorter ones inside long ones: 账号冻结 is found by 冻结."""
    return list(_jieba().cut_for_search(text))


def keep_whole(words: Iterable[str]) -> None:
    """From now on these are words."""
    for word in words:
        _jieba().add_word(word, _AS_FREQUENT_AS, "n")


@cache
def _jieba() -> ModuleType:
    """It reads its words when it is imported; a `Jieba()` of our own would hold them twice."""
    return importlib.import_module("rjieba")
