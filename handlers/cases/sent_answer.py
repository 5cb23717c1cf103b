"""A photo or file that comes unasked. If it replies to a message about a case, it goes to that case. Else, if a
department waits for its worker, the service asks whether it is for that case. Later files go to the same case
(adding.py).
"""

from collections.abc import Sequence
from dataclasses import asdict

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers.buttons.cases import FileMeantFor
from handlers.cases.adding import CASE, Adding, file_sent, keep_file, more_screen
from handlers.cases.answering import answered_case, cases_row
from handlers.phrases.cases import type_said
from handlers.talk.forms import PAGE, leave_form
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.sent_file import SentFile, has_file, sent_file
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.mine import add_to_case, waiting_cases
from models.city.pack import City
from models.people.person import Person

router = Router(name=__name__)
last_router = Router(name=f"{__name__}.last")
"""Takes files that no other router took."""
SENT = "sent_files"
MOST_SENT = 20


@router.message(StateFilter(None), F.reply_to_message, has_file, answered_case)
async def file_to_message(message: Message, talk: Talk, answered: Case) -> Reply:
    """Runs when a file replies to a message about a case; adds it to that case."""
    await _begin(talk.state, answered.id)
    reply: Reply = await file_sent(message, talk)
    return reply


async def waits_for_an_answer(message: Message, talk: Talk, person: Person | None) -> dict[str, list[Case]] | bool:
    """Return the cases that wait for their worker's answer."""
    waiting = list(await waiting_cases(talk.session, person)) if person is not None else []
    return {"waiting": waiting} if waiting else False


@last_router.message(StateFilter(None), ~F.text, has_file, waits_for_an_answer)
async def ask_which(message: Message, talk: Talk, waiting: list[Case]) -> Reply:
    """Runs when a file comes while a department waits for its worker; asks which case it is for. Files are kept until
    the person presses one or begins something else: several photos are one answer.
    """
    sent = sent_file(message, talk)
    assert sent is not None
    before = (await talk.state.get_data()).get(SENT) or []
    kept = {"file": asdict(sent), "said": message.caption or ""}
    await talk.state.update_data({SENT: [*before, kept][-MOST_SENT:]})
    return show(message, which_screen(talk.words, talk.city, waiting))


@router.callback_query(FileMeantFor.filter())
async def meant_for(event: CallbackQuery, talk: Talk, callback_data: FileMeantFor) -> Reply:
    """Runs when the worker presses the case that the files are for; adds them to it."""
    kept, case_id = (await talk.state.get_data()).get(SENT) or [], callback_data.case_id
    await leave_form(talk.state)
    await talk.state.update_data({SENT: []})
    if not case_id or not kept:
        return show(
            event, Screen(talk.words("case-meant-none" if kept else "case-nothing-waits"), (cases_row(talk.words),))
        )
    for each in kept:
        if each["said"]:
            await add_to_case(talk.session, case_id, talk.person, each["said"], city=talk.city, now=talk.now)
        await keep_file(talk, case_id, SentFile(**each["file"]))
    await _begin(talk.state, case_id)
    return show(
        event, more_screen(talk.words, case_id, f"{talk.words('own-case-answered')}\n{talk.words('own-case-more')}")
    )


async def _begin(state: FSMContext, case_id: int) -> None:
    await state.set_state(Adding.more)
    await state.update_data({CASE: case_id})


def which_screen(words: Words, city: City, waiting: Sequence[Case]) -> Screen:
    """List the cases that the file may be for."""
    cases = waiting[: PAGE - 1]
    one = len(cases) == 1
    buttons = [
        Button(
            words("case-button-yes")
            if one
            else words("case-button-meant", type=type_said(words, city, each.type), number=each.number),
            FileMeantFor(case_id=each.id),
        )
        for each in cases
    ]
    about = {"type": type_said(words, city, cases[0].type), "number": cases[0].number}
    text = words("case-meant-file", **about) if one else words("case-meant-file-which")
    none = Button(words("case-button-meant-none"), FileMeantFor(case_id=0))
    return Screen(text, (*in_rows([*buttons, none], 1), (home_button(words),)))
