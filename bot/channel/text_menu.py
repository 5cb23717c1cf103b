"""Keyboards for a channel without any: buttons become numbered lines, and a typed number stands for its button.

A button whose label is itself a number (【1】 below a numbered list) keeps it and gets no line. Home is always 0. If a
number is awaited as the answer, the other choices get letters instead; if that number can be 0, home gets a letter too.
"""

import itertools
import re
import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup

from handlers.talk.screens import HOME, Menu
from handlers.talk.typed_mark import mark_in
from models.storage.database import Json
from models.values.normal_text import simplified

HOME_NUMBER = "0"
How = Literal["numbers", "letters", "both"]
LONGEST_LABEL = 64
_SIGNS = re.compile(r"[\W_]+")
_PARTS = re.compile(r"[，,。（(：:；;、]")
_AROUND = re.compile("^(?:我?要?选择?|我?点击?|我?按|回复?)(?=..)|(?<=..)[吧呢啊哦呀嘛哈啦呗]+$")


@dataclass(frozen=True, slots=True)
class Choice:
    """The action behind an answer: a button's callback `press`, or a text to `say`."""

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
    """Turn the buttons into links and choices; a request for the position is left to the text."""
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

    Links are written out, because nothing can be pressed.
    """
    laid = lay_out(markup)
    parts = [text, *(f"{label}：{url}" for label, url in laid.links)]
    if laid.lines:
        how = how_to_choose([each.mark for each in laid.lines])
        parts.append("\n".join([choose[how], *(f"{each.mark} {each.label}" for each in laid.lines)]))
    return "\n".join(parts), laid.choices


def how_to_choose(marks: Sequence[str]) -> How:
    """Whether the choices have numbers, letters, or both."""
    letters = [each in string.ascii_lowercase for each in marks]
    return "letters" if all(letters) else "both" if any(letters) else "numbers"


def free_marks(menu: Sequence[Choice]) -> Iterator[str]:
    """Marks of the menu's kind that it does not use yet: letters if it has letters, else numbers."""
    used = {each.mark for each in menu}
    marks = _letters() if is_lettered(to_json(list(menu))) else (str(number) for number in itertools.count(1))
    return (mark for mark in marks if mark not in used)


def to_json(choices: list[Choice]) -> Json:
    """The choices as the conversation keeps them."""
    return [[each.mark, each.label, each.press, each.say] for each in choices]


def chosen(menu: Json | None, text: str) -> Choice | None:
    """The choice that the answer means; None if it may be words. It counts if it is the choice's mark, however dressed,
    its words, the whole line, or the beginning of its words, if no other choice begins so.
    """
    choices = list(itertools.starmap(Choice, menu or []))
    mark, said = mark_in(text), _said(text)
    return (
        _only(each for each in choices if each.mark == mark)
        or _only(each for each in choices if said and said in (_plain(each.label), _plain(each.mark + each.label)))
        or _only(each for each in choices if len(said) > 1 and said == _beginning(each.label))
    )


def means_home(menu: Json | None, answer: str) -> bool:
    """Return whether a bare 0 leads home: it does unless home has a letter, because a 0 is awaited."""
    homes = [each for each in menu or [] if each[2] == HOME]
    return mark_in(answer) == HOME_NUMBER and not is_lettered(homes)


def is_lettered(menu: Json) -> bool:
    """Return whether the choices, as the conversation keeps them, have letters."""
    return any(each[0] in string.ascii_lowercase for each in menu)


def _only(choices: Iterator[Choice]) -> Choice | None:
    """The choice, if all of them do the same."""
    found = list(choices)
    return found[0] if len({(each.press, each.say) for each in found}) == 1 else None


def _plain(text: str) -> str:
    """The text without signs and blanks, in simplified characters."""
    return _SIGNS.sub("", simplified(unicodedata.normalize("NFKC", text)).casefold())


def _said(text: str) -> str:
    """The label that was typed: 选同意吧 is 同意."""
    plain = _plain(text) if len(text) <= LONGEST_LABEL else ""
    return _AROUND.sub("", plain)


def _beginning(label: str) -> str:
    """The label up to a comma or a bracket: 同意，开始."""
    return _plain(_PARTS.split(label)[0])


def _buttons(markup: Any) -> list[Any]:
    if isinstance(markup, InlineKeyboardMarkup):
        rows: list[Any] = list(markup.inline_keyboard)
    elif isinstance(markup, ReplyKeyboardMarkup):
        rows = list(markup.keyboard)
    else:
        rows = []
    buttons = list(itertools.chain.from_iterable(rows))
    homes = [each for each in buttons if getattr(each, "callback_data", None) == HOME]
    # Home goes last, where the eye ends, and only once, however many buttons lead there.
    return [each for each in buttons if each not in homes] + homes[-1:]


def _letters() -> Iterator[str]:
    """a to z, then aa, ab …"""
    return map("".join, itertools.chain(*(itertools.product(string.ascii_lowercase, repeat=of) for of in (1, 2))))


def _marks(markup: Any) -> Any:
    """A function that gives each button its mark, in the order of the calls."""
    own = {each.text for each in _buttons(markup) if each.text.isdigit()}
    numbers = (str(number) for number in itertools.count(1) if str(number) not in own)
    letters = _letters()
    lettered = isinstance(markup, Menu) and markup.awaits_number

    def mark(label: str, data: str | None) -> str:
        """The mark of the next button."""
        if data == HOME and not (isinstance(markup, Menu) and markup.awaits_zero):
            return HOME_NUMBER
        if lettered:
            return next(letters)
        return label if label in own else next(numbers)

    return mark
