"""What is built without being checked is what aiogram's own classes build."""

from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage
from aiogram.types import InlineKeyboardButton, KeyboardButton, ReplyKeyboardMarkup
from pydantic import BaseModel

from handlers.talk.meaning import Emergency
from handlers.talk.screens import Button, Home, Menu, Screen
from handlers.talk.unchecked import packed, unchecked
from models.places.place import FeedbackKind


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (InlineKeyboardButton, {"text": "a", "callback_data": "home"}),
        (KeyboardButton, {"text": "a", "request_location": True}),
        (SendMessage, {"chat_id": 1, "text": "a"}),
        (EditMessageText, {"chat_id": 1, "text": "a", "message_id": 2}),
        (AnswerCallbackQuery, {"callback_query_id": "1"}),
    ],
)
def test_it_is_what_the_class_builds(kind: type[BaseModel], values: dict[str, Any]) -> None:
    made, checked = unchecked(kind, values), kind(**values)
    assert made == checked
    assert made.model_dump() == checked.model_dump()
    assert made.model_fields_set == checked.model_fields_set
    assert made.model_copy(update=values) == checked


class _Press(CallbackData, prefix="press"):
    text: str
    number: int | None = None
    kind: Emergency = "fire"
    report: FeedbackKind | None = None
    sure: bool = False


@pytest.mark.parametrize(
    "data",
    [
        Home(),
        _Press(text="一", number=-7, sure=True),
        _Press(text="", report=FeedbackKind.SHUT),
    ],
)
def test_data_of_a_button_is_packed_as_aiogram_packs_it(data: CallbackData) -> None:
    assert packed(data) == data.pack()
    assert type(data).unpack(packed(data)) == data


@pytest.mark.parametrize("text", ["a:b", "字" * 20])
def test_data_that_aiogram_refuses_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Separator|too long"):
        packed(_Press(text=text))


def test_two_of_a_kind_share_nothing_that_changes() -> None:
    first, second = (unchecked(SendMessage, {"chat_id": 1, "text": "a"}) for _ in range(2))
    first.text = "b"
    assert second.text == "a"


def test_the_keyboards_of_a_screen_are_whole() -> None:
    menu = Screen("a", ((Button("Home", Home()), Button("Map", url="https://a.example")),), awaits_zero=True).markup()
    assert isinstance(menu, Menu)
    assert (menu.awaits_number, menu.awaits_zero) == (True, True)
    assert Menu.model_validate(menu.model_dump()).inline_keyboard == menu.inline_keyboard
    where = Screen("a", ask_location="Here", says=(("b", "c"),)).markup()
    assert isinstance(where, ReplyKeyboardMarkup)
    assert ReplyKeyboardMarkup.model_validate(where.model_dump()) == where
