"""Keyboards for a channel that has none: buttons become numbered lines, and the number that comes back, the button.

A button whose label is itself a number (【1】 below a list that is numbered already) keeps it and gets no line.
Home is always 0. Where a number is awaited as the answer, the other choices are lettered instead; where that number can
be 0, home is lettered too.
"""

import itertools
import re
import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup

from handlers.keyboards import HOME, Menu
from models.database import Json

HOME_NUMBER = "0"
_NUMBER_SAID = re.compile("(?:选|回|点|要)?第?([零一二三四五六七八九])(?:个|项|条|号)?")
How = Literal["numbers", "letters", "both"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What an answer stands for: a button's callback `press`, or a text to `say`."""

    mark: str
    label: str
    press: str | None = None
    say: str | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """A keyboard without keys: links (label, address), the choices written as lines, and all choices."""

    links: list[tuple[str, str]]
    lines: list[Choice]
    choices: list[Choice]


def lay_out(markup: Any) -> Laid:
    """What the buttons become; a request for the position is left to the text."""
    laid = Laid([], [], [])
    marks = _marks(markup)
    for button in _buttons(markup):
        url, data = getattr(button, "url", None), getattr(button, "callback_data", None)
        if url:
            laid.links.append((button.text, url))
        elif not getattr(button, "request_location", None):
            mark = marks(button.text, data)
            choice = Choice(mark, button.text, press=data, say=None if data else button.text)
            laid.choices.append(choice)
            if mark != button.text:
                laid.lines.append(choice)
    return laid


def render(text: str, markup: Any, *, choose: Mapping[How, str]) -> tuple[str, list[Choice]]:
    """The text with its choices below (`choose`: the line before them), and what each answer stands for.

    Links are written out, since nothing can be pressed.
    """
    laid = lay_out(markup)
    parts = [text, *(f"{label}：{url}" for label, url in laid.links)]
    if laid.lines:
        how = how_to_choose([each.mark for each in laid.lines])
        parts.append("\n".join([choose[how], *(f"{each.mark} {each.label}" for each in laid.lines)]))
    return "\n".join(parts), laid.choices


def how_to_choose(marks: Sequence[str]) -> How:
    """What the choices are called by."""
    letters = [each in string.ascii_lowercase for each in marks]
    return "letters" if all(letters) else "both" if any(letters) else "numbers"


def free_marks(menu: Sequence[Choice]) -> Iterator[str]:
    """Marks of the menu's kind that it does not use yet: letters below a lettered one, else numbers."""
    used = {each.mark for each in menu}
    lettered = any(each.mark in string.ascii_lowercase for each in menu)
    marks = iter(string.ascii_lowercase) if lettered else (str(number) for number in itertools.count(1))
    return (mark for mark in marks if mark not in used)


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


def means_home(menu: Json | None, answer: str) -> bool:
    """Whether a bare 0 leads home: everywhere but below a menu whose home is lettered, where a 0 is awaited."""
    return _normal(answer) == HOME_NUMBER and not any(
        mark in string.ascii_lowercase and press == HOME for mark, _, press, _ in menu or []
    )


def _normal(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().strip("()[]【】.。、,， ").casefold()
    said = _NUMBER_SAID.fullmatch(plain)
    return str("零一二三四五六七八九".index(said[1])) if said else plain


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
        if data == HOME and not (isinstance(markup, Menu) and markup.awaits_zero):
            return HOME_NUMBER
        if lettered:
            return next(letters)
        return label if label in own else next(numbers)

    return mark
