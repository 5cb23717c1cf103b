"""Keyboards for a channel that has none: buttons become numbered lines, and the number that comes back, the button.

A button whose label is itself a number (【1】 below a list that is numbered already) keeps it and gets no line.
Home is always 0. Where a number is awaited as the answer, the choices are lettered instead, home among them.
"""

import itertools
import string
import unicodedata
from dataclasses import dataclass
from typing import Any

from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup

from handlers.keyboards import HOME, Menu
from models.database import Json

HOME_NUMBER = "0"


@dataclass(frozen=True, slots=True)
class Choice:
    """What an answer stands for: a button's callback `press`, or a text to `say`."""

    mark: str
    label: str
    press: str | None = None
    say: str | None = None


def render(text: str, markup: Any, *, choose: str) -> tuple[str, list[Choice]]:
    """The text with its choices below (`choose`: the line before them), and what each answer stands for.

    Links are written out, since nothing can be pressed; a request for the position is left to the text.
    """
    lines: list[str] = []
    links: list[str] = []
    choices: list[Choice] = []
    marks = _marks(markup)
    for button in _buttons(markup):
        url, data = getattr(button, "url", None), getattr(button, "callback_data", None)
        if url:
            links.append(f"{button.text}：{url}")
        elif not getattr(button, "request_location", None):
            mark = marks(button.text, data)
            choices.append(Choice(mark, button.text, press=data, say=None if data else button.text))
            if mark != button.text:
                lines.append(f"{mark} {button.text}")
    parts = [text, *links]
    if lines:
        parts.append("\n".join([choose, *lines]))
    return "\n".join(parts), choices


def to_json(choices: list[Choice]) -> Json:
    """The choices as the conversation keeps them."""
    return [[each.mark, each.label, each.press, each.say] for each in choices]


def chosen(menu: Json | None, text: str) -> Choice | None:
    """Which choice the answer means: its mark (full-width, with a dot or in brackets too) or its words; else none."""
    answer = _normal(text)
    for each in itertools.starmap(Choice, menu or []):
        if answer in (_normal(each.mark), _normal(each.label)):
            return each
    return None


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().strip("()[]【】.。、,， ").casefold()


def _buttons(markup: Any) -> list[Any]:
    if isinstance(markup, InlineKeyboardMarkup):
        rows: list[Any] = list(markup.inline_keyboard)
    elif isinstance(markup, ReplyKeyboardMarkup):
        rows = list(markup.keyboard)
    else:
        rows = []
    # Home goes last, where the eye ends.
    return sorted(itertools.chain.from_iterable(rows), key=lambda each: getattr(each, "callback_data", None) == HOME)


def _marks(markup: Any) -> Any:
    """Gives each button its mark, in the order asked."""
    own = {each.text for each in _buttons(markup) if each.text.isdigit()}
    numbers = (str(number) for number in itertools.count(1) if str(number) not in own)
    letters = iter(string.ascii_lowercase)
    lettered = isinstance(markup, Menu) and markup.awaits_number

    def mark(label: str, data: str | None) -> str:
        if lettered:
            return next(letters)
        if data == HOME:
            return HOME_NUMBER
        return label if label in own else next(numbers)

    return mark
