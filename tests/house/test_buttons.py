"""Buttons and states have names of their own: with the same one, whoever comes first would take the other's press or
answer."""

import importlib
import inspect
import pkgutil
from collections import Counter
from collections.abc import Iterator

from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram.fsm.state import State, StatesGroup

import handlers
from handlers.front.conversations import conversations
from handlers.talk.forms import Resume


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


def test_every_question_comes_back_after_an_emergency_card() -> None:
    states = {state for group in set(kinds(StatesGroup)) if of_handlers(group) for state in group.__all_states__}
    handlers = [each for router in conversations().chain_tail for each in router.callback_query.handlers]
    resumed = [set(states_of(each)) for each in handlers if takes(each, Resume)]
    assert {state.state for state in states.difference(*resumed)} == set()


def of_handlers(cls: type) -> bool:
    return cls.__module__.startswith("handlers.")


def takes(handler: HandlerObject, data: type[CallbackData]) -> bool:
    callbacks = [each.callback for each in handler.filters or ()]
    return any(isinstance(each, CallbackQueryFilter) and each.callback_data is data for each in callbacks)


def states_of(handler: HandlerObject) -> Iterator[State]:
    for each in handler.filters or ():
        callback = inspect.unwrap(each.callback)
        yield from callback.states if isinstance(callback, StateFilter) else [callback]
