"""Every button has a prefix of its own: whose press it is would otherwise depend on the order of the routers."""

import importlib
import pkgutil
from collections import defaultdict

from aiogram.filters.callback_data import CallbackData

import handlers


def _kinds(of: type[CallbackData]) -> list[type[CallbackData]]:
    return [each for kind in of.__subclasses__() for each in (kind, *_kinds(kind))]


def test_no_two_buttons_share_a_prefix() -> None:
    for module in pkgutil.walk_packages(handlers.__path__, "handlers."):
        importlib.import_module(module.name)
    by_prefix: dict[str, set[str]] = defaultdict(set)
    for kind in _kinds(CallbackData):
        if kind.__module__.startswith("handlers."):
            by_prefix[kind.__prefix__].add(f"{kind.__module__}.{kind.__qualname__}")
    assert {prefix: kinds for prefix, kinds in by_prefix.items() if len(kinds) > 1} == {}
