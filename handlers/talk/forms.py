"""Common parts of conversations: an awaited answer, how the person leaves the question, and how they come back to it.

The state says which question waits. `Resume` and `UsePending` are answered in that state too: an emergency card came
between the question and its answer, and the question is asked again. handlers/talk/question.py declares both.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from aiogram import F
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext

PAGE = 6
"""Choices on one screen, besides the buttons to the next page and back."""
WELCOMED = "welcomed"
PENDING = "pending_answer"
SENTENCE = "emergency_sentence"
"""In the conversation's data: the sentence that brought the last emergency card."""
URGENT = "urgent_case"
"""In the conversation's data: the number of the case in which the person waits for a human. Until one answers, the
numbers to call stay in sight (handlers/front/urgent.py).
"""
SENT_FIRST = "sent_first"
"""In the conversation's data: files that came before the person said what they are about, each with the moment it came
(`at`).
"""
SENT_FIRST_LASTS = timedelta(hours=1)
YES = "yes_presses"
"""In the conversation's data: the data of the button that a yes in words presses (handlers/front/yes.py)."""

COMMAND = re.compile(r"/[A-Za-z][A-Za-z0-9_]{0,31}(?![^\s@])")
"""How a command begins. An emoticon (/::<, /:rose), a path, or two strokes are no command."""
BARE_COMMAND = re.compile(r"/[A-Za-z]\w*(?:\s+[\w-]{1,64})?\s*", re.ASCII)
"""A command with nothing behind it but the code of a link."""
ANSWER = F.text & ~F.text.regexp(COMMAND)
"""Typed text that is no command."""

Item = TypeVar("Item")


class Resume(CallbackData, prefix="resume"):
    """Return to the question that an emergency card interrupted."""


class UsePending(CallbackData, prefix="pending"):
    """Take the sentence that brought the card as the answer after all."""


async def await_yes(state: FSMContext, button: CallbackData) -> None:
    """Let a yes in words press this button, if it comes next."""
    await state.update_data({YES: button.pack()})


async def leave_form(state: FSMContext) -> None:
    """Stop awaiting an answer and drop what was collected.

    Three things stay: that the person was welcomed, that they wait for a human, and, for SENT_FIRST_LASTS, the files
    they sent before they said anything.
    """
    data = await state.get_data()
    await state.set_state(None)
    sent = sent_lately(data, datetime.now(UTC))
    kept = {name: data[name] for name in (WELCOMED, URGENT) if data.get(name)}
    await state.set_data({**kept, SENT_FIRST: sent} if sent else kept)


def sent_lately(data: Mapping[str, Any], now: datetime) -> list[dict[str, Any]]:
    """The files of the last hour that came before the person said what they are about."""
    sent = data.get(SENT_FIRST) or []
    return [each for each in sent if now - datetime.fromisoformat(each["at"]) < SENT_FIRST_LASTS]


def page_of(items: Sequence[Item], page: int) -> tuple[Sequence[Item], int | None]:
    """The items of a page, and the number of the next page; None when there is only one page.

    Pages count from 0. A page beyond the end is the first; after the last page comes the first.
    """
    pages = max(1, -(-len(items) // PAGE))
    page = page if 0 <= page < pages else 0
    following = (page + 1) % pages if pages > 1 else None
    return items[page * PAGE : (page + 1) * PAGE], following
