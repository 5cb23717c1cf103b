"""Every kind of button has a prefix of its own: with the same one, whoever comes first would take the other's press."""

import importlib
import pkgutil
from collections import Counter

from aiogram.filters.callback_data import CallbackData

import handlers


def kinds(cls: type[CallbackData]) -> list[type[CallbackData]]:
    """Every class of buttons there is, once."""
    return [each for below in cls.__subclasses__() for each in (below, *kinds(below))]


def test_no_two_kinds_of_buttons_share_a_prefix() -> None:
    for module in pkgutil.walk_packages(handlers.__path__, "handlers."):
        importlib.import_module(module.name)
    prefixes = Counter(each.__prefix__ for each in set(kinds(CallbackData)) if each.__module__.startswith("handlers."))
    assert len(prefixes) > 50
    assert [prefix for prefix, count in prefixes.items() if count > 1] == []
