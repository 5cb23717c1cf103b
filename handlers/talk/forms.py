"""What several conversations share: an answer that is awaited, how it is left, and how one comes back to it.

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
"""Choices on one screen, besides the ways on and back."""
WELCOMED = "welcomed"
PENDING = "pending_answer"
SENTENCE = "emergency_sentence"
"""In the data of the conversation: what brought the last emergency card."""
URGENT = "urgent_case"
"""The number of the case that somebody is waited for in: the numbers to call stay in sight
(handlers/front/urgent.py)."""
SENT_FIRST = "sent_first"
"""In the conversation: files that came before it was said what about, each with the moment it came (`at`)."""
SENT_FIRST_LASTS = timedelta(hours=1)
YES = "yes_presses"
"""In the conversation: the data of the button that a yes in words presses (handlers/front/yes.py)."""

COMMAND = re.compile(r"/[A-Za-z][A-Za-z0-9_]{0,31}(?![^\s@])")
"""How a command begins; an emoticon (/::<, /:rose), a path or two strokes are none."""
ANSWER = F.text & ~F.text.regexp(COMMAND)
"""Something typed that is no command."""

Item = TypeVar("Item")


class Resume(CallbackData, prefix="resume"):
    """Back to the question that an emergency card interrupted."""


class UsePending(CallbackData, prefix="pending"):
    """The sentence that brought the card is the answer after all."""


async def await_yes(state: FSMContext, button: CallbackData) -> None:
    """A yes in words, if it comes next, presses this button."""
    await state.update_data({YES: button.pack()})


async def leave_form(state: FSMContext) -> None:
    """No answer is awaited any more, and what was collected is dropped; who was welcomed stays welcomed, who waits for
    a human goes on waiting, and what was sent before anything was said is kept a while."""
    data = await state.get_data()
    await state.set_state(None)
    sent = sent_lately(data, datetime.now(UTC))
    kept = {name: data[name] for name in (WELCOMED, URGENT) if data.get(name)}
    await state.set_data({**kept, SENT_FIRST: sent} if sent else kept)


def sent_lately(data: Mapping[str, Any], now: datetime) -> list[dict[str, Any]]:
    """The files that came before anything was said, those of the last hour."""
    sent = data.get(SENT_FIRST) or []
    return [each for each in sent if now - datetime.fromisoformat(each["at"]) < SENT_FIRST_LASTS]


def page_of(items: Sequence[Item], page: int) -> tuple[Sequence[Item], int | None]:
    """The items of a page (from 0; beyond the end: the first), and the page after it, round to the first; None when
    there is only one."""
    pages = max(1, -(-len(items) // PAGE))
    page = page if 0 <= page < pages else 0
    following = (page + 1) % pages if pages > 1 else None
    return items[page * PAGE : (page + 1) * PAGE], following
