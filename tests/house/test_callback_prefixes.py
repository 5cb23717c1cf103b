"""Every button has a prefix of its own: whose press it is would otherwise depend on the order of the routers."""

import ast
import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

from aiogram.filters.callback_data import CallbackData

import handlers
import models


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


EXPIRED = "ButtonExpired"
"""The error of a press that nothing knows any more."""
KEYS = {"case:", "draft:", "link:", "questions:", "report:"}
"""Beginnings of keys in models/ that look like a button's data, and are of the pack, or of what is told once."""


def test_the_prefix_of_a_button_stands_in_handlers() -> None:
    """Written where the button is, not taken from below."""
    elsewhere = [
        f"{file}:{node.lineno}"
        for file, tree in _trees(handlers)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for each in node.keywords
        if each.arg == "prefix" and not isinstance(each.value, ast.Constant)
    ]
    assert elsewhere == []


def test_models_know_no_button_and_nothing_that_one_calls_back_with() -> None:
    """They queue causes and facts; handlers/pushed shows them."""
    prefixes, found = _by_prefix(), []
    for file, tree in _trees(models):
        for node in ast.walk(tree):
            name = str(getattr(node, "id", None) or getattr(node, "name", None) or getattr(node, "attr", ""))
            said = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            head, colon, _ = said.partition(":")
            calls_back = bool(colon) and " " not in said and head in prefixes and f"{head}:" not in KEYS
            knows = name != EXPIRED and ("button" in name.lower() or "callback" in name.lower())
            if calls_back or knows:
                found.append(f"{file}:{getattr(node, 'lineno', 0)}: {name or said}")
    assert found == []


def _trees(package: ModuleType) -> Iterator[tuple[Path, ast.Module]]:
    for file in sorted(Path(package.__path__[0]).rglob("*.py")):
        if "migrations" not in file.parts:
            yield file, ast.parse(file.read_text(encoding="utf-8"))
