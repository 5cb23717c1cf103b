"""A handler as it is offered an update: what kind of message it can answer in which states, and what its filters ask.

A filter of aiogram is asked by three calls of coroutines, and a message is offered to tens of handlers. What a filter
says of the state or the kind of a message is known before: then it is not asked at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from aiogram.dispatcher.event.handler import CallableObject, FilterObject, HandlerObject
from aiogram.filters import Command, StateFilter
from aiogram.fsm.state import State
from aiogram.types import Message, TelegramObject
from magic_filter.operations import GetAttributeOperation

from handlers.talk.forms import ANSWER, COMMAND

ANY_STATE = "*"


class Kind(Enum):
    """What a message is, as far as filters ask for it."""

    COMMAND = auto()
    WORDS = auto()
    """Typed text that is no command."""
    POSITION = auto()
    OTHER = auto()
    """Neither text nor position: a file, perhaps with words below it."""


_OF_PART = {
    "text": frozenset({Kind.COMMAND, Kind.WORDS}),
    "location": frozenset({Kind.POSITION}),
    "caption": frozenset({Kind.OTHER}),
    "photo": frozenset({Kind.OTHER}),
    "document": frozenset({Kind.OTHER}),
}
"""The part of a message that a filter asks for -> the kinds that can have it."""


def kind_of(message: Message) -> Kind | None:
    """The kind; None for a message that is of two, for which all filters have to be asked."""
    if message.text is not None:
        if message.location is not None:
            return None
        return Kind.COMMAND if COMMAND.match(message.text) else Kind.WORDS
    return Kind.POSITION if message.location is not None else Kind.OTHER


_Filter = tuple[Callable[..., Any], frozenset[str] | None, bool]
"""What is called; the names of what it gets, None: of all; whether its answer is awaited."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A handler and its filters. states, kinds: those in which it may answer; None: in any, as far as is known."""

    handler: HandlerObject
    filters: tuple[_Filter, ...]
    states: frozenset[str | None] | None
    kinds: frozenset[Kind] | None

    @classmethod
    def of(cls, handler: HandlerObject) -> "Offer":
        """Make the offer. Filters that ask for nothing but the state are not asked again."""
        filters = handler.filters or []
        states = [(each, _states_of(each)) for each in filters]
        kinds = [known for each in filters if (known := _kinds_of(each)) is not None]
        named = [known for _, known in states if known is not None]
        asked = tuple(_asked(each) for each, known in states if known is None)
        return cls(
            handler,
            asked,
            frozenset.intersection(*named) if named else None,
            frozenset.intersection(*kinds) if kinds else None,
        )

    def fits(self, state: str | None, kind: Kind | None) -> bool:
        """Return whether the handler may answer a message of this kind in this state."""
        in_state = self.states is None or state in self.states
        return in_state and (self.kinds is None or kind is None or kind in self.kinds)

    async def accepted(self, event: TelegramObject, things: dict[str, Any]) -> dict[str, Any] | None:
        """What the handler is given if all filters let it answer: the things and what the filters found."""
        given = things
        for ask, names, waits in self.filters:
            answer = ask(event, **(given if names is None else {each: given[each] for each in names if each in given}))
            if waits:
                answer = await answer
            if not answer:
                return None
            if isinstance(answer, dict):
                given = {**given, **answer}
        return given


def _asked(each: CallableObject) -> _Filter:
    return each.callback, None if each.varkw else frozenset(each.params), each.awaitable


def _states_of(each: FilterObject) -> frozenset[str | None] | None:
    """The states that the filter names; None if it is about something else, or about any state."""
    states = each.callback.states if isinstance(each.callback, StateFilter) else (each.callback,)
    if any(state is not None and (not isinstance(state, State) or state.state == ANY_STATE) for state in states):
        return None
    return frozenset(state.state if isinstance(state, State) else None for state in states)


def _kinds_of(each: FilterObject) -> frozenset[Kind] | None:
    """The kinds of messages that the filter can let pass; None if that is not known without asking."""
    if isinstance(each.callback, Command):
        return frozenset({Kind.COMMAND, Kind.OTHER})  # it reads words below a picture too
    if each.magic is ANSWER:
        return frozenset({Kind.WORDS})
    operations = each.magic._operations if each.magic is not None else ()
    if len(operations) == 1 and isinstance(operations[0], GetAttributeOperation):
        return _OF_PART.get(operations[0].name)
    return None
