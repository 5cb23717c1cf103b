"""A message is not offered to a handler only if one of its filters would refuse it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Bot
from aiogram.filters import Command, StateFilter
from aiogram.fsm.state import State
from aiogram.types import Chat, Location, Message, PhotoSize, User

from handlers.filing.form import Filling
from handlers.front.conversations import conversations
from handlers.front.offers import Kind, Offer, kind_of
from handlers.places.finding import Finding

KNOWN = Command | StateFilter | State | None
"""Filters that can be asked without a person; beside them those made of F."""
PICTURE = [PhotoSize(file_id="a", file_unique_id="a", width=1, height=1)]
HERE = Location(latitude=31.0, longitude=121.0)


def message(**parts: Any) -> Message:
    anna = User(id=7, is_bot=False, first_name="Anna")
    return Message(message_id=1, date=datetime.now(UTC), chat=Chat(id=7, type="private"), from_user=anna, **parts)


MESSAGES = {
    Kind.COMMAND: message(text="/start"),
    Kind.WORDS: message(text="厕所"),
    Kind.POSITION: message(location=HERE),
    Kind.OTHER: message(photo=PICTURE, caption="/start"),
}


def test_a_message_is_of_the_kind_that_filters_ask_for() -> None:
    assert {kind_of(each): kind for kind, each in MESSAGES.items()} == {kind: kind for kind in Kind}
    assert kind_of(message(text="/::<")) is Kind.WORDS
    assert kind_of(message(text="here", location=HERE)) is None


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("state", [None, Finding.where.state, Filling.answer.state])
async def test_whoever_is_not_offered_it_would_refuse_it(kind: Kind, state: str | None) -> None:
    left_out = 0
    for router in conversations().chain_tail:
        for handler in router.message.handlers:
            if Offer.of(handler).fits(state, kind):
                continue
            left_out += 1
            known = [
                each
                for each in handler.filters or ()
                if each.magic is not None
                or each.callback is None
                or isinstance(each.callback, Command | StateFilter | State)
            ]
            answers = [await each.call(MESSAGES[kind], raw_state=state, bot=Bot("42:TEST")) for each in known]
            assert not all(answers), handler.callback
    assert left_out > 50
