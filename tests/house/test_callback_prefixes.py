"""Every button has a prefix of its own: whose press it is would otherwise depend on the order of the routers."""

import ast
import importlib
import inspect
import pkgutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import ModuleType

from aiogram.filters.callback_data import CallbackData

import handlers
import models
from models.storage.every_table import NO_TABLES


def _kinds(of: type[CallbackData]) -> list[type[CallbackData]]:
    return [each for kind in of.__subclasses__() for each in (kind, *_kinds(kind))]


def _by_prefix() -> Mapping[str, set[str]]:
    """Prefix of the callback data that a conversation takes -> the classes that have it."""
    for module in pkgutil.walk_packages(handlers.__path__, "handlers."):
        importlib.import_module(module.name)
    by_prefix: dict[str, set[str]] = defaultdict(set)
    for kind in _kinds(CallbackData):
        if kind.__module__.startswith("handlers."):
            by_prefix[kind.__prefix__].add(f"{kind.__module__}.{kind.__qualname__}")
    return by_prefix


def test_no_two_buttons_share_a_prefix() -> None:
    assert {prefix: kinds for prefix, kinds in _by_prefix().items() if len(kinds) > 1} == {}


def test_every_button_of_what_is_pushed_is_taken_by_a_conversation() -> None:
    """models/ writes the data of its buttons by hand: as far as it begins with a constant, somebody takes it."""
    pushed = {}
    for info in pkgutil.walk_packages(models.__path__, "models."):
        if info.name.startswith((NO_TABLES, "models.migrations")):
            continue
        module = importlib.import_module(info.name)
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PushedButton":
                pushed |= dict.fromkeys(_begins_with(node, module), info.name)
    assert len(pushed) > 30
    assert {prefix: where for prefix, where in pushed.items() if prefix not in _by_prefix()} == {}


def _begins_with(call: ast.Call, module: ModuleType) -> Iterator[str]:
    for given in (*call.args[1:2], *(each.value for each in call.keywords if each.arg == "data")):
        first = given.values[0] if isinstance(given, ast.JoinedStr) else given
        first = first.value if isinstance(first, ast.FormattedValue) else first
        if isinstance(first, ast.Name):
            first = ast.Constant(getattr(module, first.id, None))
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value.partition(":")[0]
