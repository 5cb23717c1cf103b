"""What is built without being checked is what aiogram's own classes build."""

from typing import Any

import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage
from aiogram.types import InlineKeyboardButton, KeyboardButton, ReplyKeyboardMarkup
from pydantic import BaseModel

from handlers.talk.screens import Button, Home, Menu, Screen
from handlers.talk.unchecked import unchecked


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
