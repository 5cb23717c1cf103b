"""Buttons and states have names of their own: with the same one, whoever comes first would take the other's press or
answer."""

import importlib
import pkgutil
from collections import Counter

from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import StatesGroup

import handlers


def kinds(cls: type) -> list[type]:
    """Every class below this one."""
    return [each for below in cls.__subclasses__() for each in (below, *kinds(below))]


def read_all_handlers() -> None:
    for module in pkgutil.walk_packages(handlers.__path__, "handlers."):
        importlib.import_module(module.name)


def test_no_two_kinds_of_buttons_share_a_prefix() -> None:
    read_all_handlers()
    prefixes = Counter(each.__prefix__ for each in set(kinds(CallbackData)) if each.__module__.startswith("handlers."))
    assert len(prefixes) > 50
    assert [prefix for prefix, count in prefixes.items() if count > 1] == []


def test_no_two_questions_share_a_state() -> None:
    read_all_handlers()
    groups = [each for each in set(kinds(StatesGroup)) if each.__module__.startswith("handlers.")]
    states = Counter(state for group in groups for state in group.__all_states_names__)
    assert len(states) > 10
    assert [state for state, count in states.items() if count > 1] == []
