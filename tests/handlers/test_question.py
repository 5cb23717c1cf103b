"""A declared question answers whatever comes while it waits: words, a sentence put off, anything else, and the way
back to it."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, Chat, Contact, Location, Message, User

from handlers.talk.forms import PENDING, Resume, UsePending
from handlers.talk.question import NO_WORDS_NOR_POSITION, NOT_TYPED, awaits
from handlers.talk.screens import Screen
from handlers.talk.talk import Talk

ANNA = User(id=7, is_bot=False, first_name="Anna")
CHAT = Chat(id=7, type="private")
CONTACT = {"contact": Contact(phone_number="1", first_name="Anna")}
POSITION = {"location": Location(latitude=31.0, longitude=121.0)}


class Guests(StatesGroup):
    count = State()


async def again(talk: Talk) -> Screen:
    return Screen("How many?")


async def only_words(talk: Talk) -> Screen:
    return Screen("Only words. How many?")


async def answer_in(question: dict[str, Any], *, pending: str | None = None, **event: Any) -> str | None:
    """What is said; None where nobody answers. event: fields of a message, or `data` of a press."""
    router = Router()

    @awaits(router, Guests.count, **question)
    async def take(talk: Talk, said: str) -> Screen:
        return Screen(f"Taken: {said}")

    state = FSMContext(MemoryStorage(), StorageKey(bot_id=1, chat_id=7, user_id=7))
    await state.set_state(Guests.count)
    await state.update_data({PENDING: pending})
    things = {"talk": SimpleNamespace(state=state), "raw_state": Guests.count.state, "state": state}
    if "data" in event:
        press = CallbackQuery(id="1", from_user=ANNA, chat_instance="1", **event)
        method = await router.callback_query.trigger(press, **things)
    else:
        message = Message(message_id=1, date=datetime.now(UTC), chat=CHAT, from_user=ANNA, **event)
        method = await router.message.trigger(message, **things)
    return None if method is UNHANDLED else method.text


async def test_words_are_taken_and_a_command_passes() -> None:
    assert await answer_in({"ask": again}, text="three") == "Taken: three"
    assert await answer_in({"ask": again}, text="/me") is None


async def test_what_is_no_answer_is_asked_again() -> None:
    assert await answer_in({"ask": again}, **CONTACT) == "How many?"
    assert await answer_in({"ask": again, "instead": only_words}, **CONTACT) == "Only words. How many?"
    assert await answer_in({"ask": again, "no_answer": NOT_TYPED}, text="/nobody_knows_it") == "How many?"


@pytest.mark.parametrize(("no_answer", "said"), [({}, "How many?"), ({"no_answer": NO_WORDS_NOR_POSITION}, None)])
async def test_a_position_is_no_answer_or_passes(no_answer: dict[str, Any], said: str | None) -> None:
    assert await answer_in({"ask": again, **no_answer}, **POSITION) == said


async def test_after_an_emergency_card_the_question_comes_back() -> None:
    assert await answer_in({"ask": again, "instead": only_words}, data=Resume().pack()) == "How many?"


async def test_the_sentence_that_brought_the_card_can_be_the_answer() -> None:
    data = UsePending().pack()
    assert await answer_in({"ask": again}, pending="three, one is hurt", data=data) == "Taken: three, one is hurt"
    assert await answer_in({"ask": again, "sentence": False}, pending="three, one is hurt", data=data) is None
