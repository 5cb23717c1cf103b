"""Somebody who wants to die reaches a human: one press, no questions. The numbers stay in sight until a
human answers.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from aiogram import BaseMiddleware, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.methods import EditMessageText, SendMessage, TelegramMethod
from aiogram.types import CallbackQuery, Message, TelegramObject

from handlers.buttons.front import CallSomebody
from handlers.front.emergency_card import number_lines
from handlers.front.menu import says_home
from handlers.phrases.cases import department_said
from handlers.talk.consent import Agree, WhatIsKept
from handlers.talk.forms import ANSWER, SENTENCE, URGENT, leave_form
from handlers.talk.meaning import Alarm
from handlers.talk.screens import AtOnce, Button, Reply, Screen, chat_of, say, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.mine import add_to_case
from models.casework.urgent import Called, Stage, call_somebody, is_for_somebody, stage_of
from models.city.pack import City
from models.people.person import CONSENT_VERSION
from models.questions.text import LONGEST_TEXT

log = structlog.get_logger(__name__)
router = Router(name=__name__)
LONGEST = 4000
"""Characters of a message to which a line can still be added."""


@router.callback_query(CallSomebody.filter())
async def call(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when somebody who wants to die asks for a human; rings the people on duty. A second press finds the same
    case.

    The form is left, because what is typed next is not for it; a half-filled case waits as a draft.
    """
    said = (await talk.state.get_data()).get(SENTENCE)
    await leave_form(talk.state)
    called = await call_somebody(talk.session, talk.person, said, city=talk.city, now=talk.now)
    await talk.state.update_data({URGENT: called.case.id})
    if not called.somebody:
        log.error("somebody wants to die and nobody can be rung", case=called.case.number)
    return AtOnce([say(event, called_screen(talk.words, talk.city, called, agreed=talk.person.agreed))])


def called_screen(words: Words, city: City, called: Called, *, agreed: bool) -> Screen:
    """Say who comes and what they see, repeat the numbers, and ask whether what is kept for it may stay."""
    key = "urgent-called" if called.somebody else "urgent-nobody"
    text = words(key, department=department_said(words, city, called.case.department))
    lines = [text, *number_lines(words, Alarm(("suicide",))), *([] if agreed else [words("urgent-kept")])]
    agree = Button(words("urgent-button-keep"), Agree(version=CONSENT_VERSION))
    asks = () if agreed else ((agree, Button(words("onboarding-button-kept"), WhatIsKept())),)
    return Screen("\n".join(lines), asks).with_home(words)


async def talks_with_somebody(message: Message, talk: Talk) -> dict[str, Any] | bool:
    """Return whether the typed text is for the colleague who has written in the urgent case, or who is coming to it."""
    case_id = (await talk.state.get_data()).get(URGENT)
    if case_id is None or says_home(message):
        return False
    stage = await is_for_somebody(talk.session, case_id, now=talk.now)
    return {"case_id": case_id, "stage": stage} if stage is not None else False


@router.message(StateFilter(None), F.chat.type == "private", ANSWER, talks_with_somebody)
async def pass_on(message: Message, case_id: int, stage: Stage, talk: Talk) -> Reply:
    """Runs when the person types while a colleague talks with them; passes the words on, so that nobody in need has to
    find a button first.
    """
    said = (message.text or "")[:LONGEST_TEXT]
    case = await add_to_case(talk.session, case_id, talk.person, said, city=talk.city, now=talk.now)
    key = "urgent-passed-on" if stage is Stage.TALKING else "urgent-kept-for-them"
    department = department_said(talk.words, talk.city, case.department)
    return show(message, Screen(talk.words(key, department=department)).with_home(talk.words))


class NumbersInSight(BaseMiddleware):
    """Adds the numbers to every reply, from the call until a human has answered."""

    async def __call__(
        self, handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: Any
    ) -> Any:
        reply = await handler(event, data)
        state: FSMContext = data["state"]
        case_id = (await state.get_data()).get(URGENT)
        if case_id is None or not isinstance(reply, TelegramMethod | Sequence):
            return reply
        stage = await stage_of(data["session"], case_id, now=data["now"])
        if stage is Stage.OVER:
            await state.update_data({URGENT: None})
        return with_numbers(reply, event, data["words"]) if stage is Stage.WAITING else reply


def with_numbers(reply: Any, event: TelegramObject, words: Words) -> Any:
    """The reply with the numbers at its end. A reply that already has them, or shows no message, stays as it is."""
    methods = list(reply) if isinstance(reply, Sequence) else [reply]
    shown = [each for each in methods if getattr(each, "chat_id", None) is not None]
    line, card = words("urgent-in-sight"), "\n".join(number_lines(words, Alarm(("suicide",))))
    said = "\n".join(getattr(each, "text", None) or "" for each in methods)
    if not shown or line in said or card in said:
        return reply
    last = methods[-1]
    if isinstance(last, SendMessage | EditMessageText) and len(last.text or "") + len(line) < LONGEST:
        methods[-1] = last.model_copy(update={"text": f"{last.text}\n{line}"})
    elif isinstance(event, Message | CallbackQuery):
        methods.append(SendMessage(chat_id=chat_of(event), text=line))
    return AtOnce(methods) if isinstance(reply, AtOnce) else methods
