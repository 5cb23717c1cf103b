"""How the desk works, in a screen from which everything that staff do is one press away: /help, 怎么办案, 我要请假."""

from functools import cache

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.keyboards import Button, Reply, Screen, in_rows, show
from handlers.negotiations.buttons import OpenNegotiations
from handlers.notices.buttons import OpenNotices
from handlers.staff.at_desk import is_staff, stay_at_desk
from handlers.staff.buttons import OpenAssists, OpenGuide, OpenOrders, OpenReport, OpenTeam
from handlers.staff.card import last_row
from handlers.staff.questions import OpenQuestions
from handlers.texts import Words, texts
from models.case_report import may_see_report
from models.city import City
from models.negotiation import may_read_negotiations
from models.person import Person
from models.staff import Staff, need_staff

router = Router(name=__name__)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(word for line in texts().every(key) for word in line.casefold().split("|"))


async def asks_for_help(message: Message, session: AsyncSession, person: Person | None) -> bool:
    return _says(message, "staff-help-words") and await is_staff(message, session, person)


async def will_be_away(message: Message, session: AsyncSession, person: Person | None) -> bool:
    return _says(message, "staff-leave-words") and await is_staff(message, session, person)


def _says(message: Message, key: str) -> bool:
    return (message.text or "").strip().rstrip("?？。!！").casefold() in _words(key)


@router.message(Command("help"), is_staff)
@router.message(StateFilter(None), F.text, asks_for_help)
@router.callback_query(OpenGuide.filter())
async def open_guide(
    event: Message | CallbackQuery, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words
) -> Reply:
    staff = await need_staff(session, person)
    await stay_at_desk(state)
    return show(event, guide_screen(words, city, staff, words("staff-help")))


@router.message(StateFilter(None), F.text, will_be_away)
async def away(message: Message, session: AsyncSession, state: FSMContext, person: Person, words: Words) -> Reply:
    await need_staff(session, person)
    await stay_at_desk(state)
    team = Button(words("staff-button-colleagues"), OpenTeam())
    return show(message, Screen(words("staff-leave"), ((team,), last_row(words))))


def guide_screen(words: Words, city: City, staff: Staff, text: str) -> Screen:
    buttons = [
        Button(words("staff-button-colleagues"), OpenTeam()),
        Button(words("staff-button-all-orders"), OpenOrders()),
        Button(words("staff-button-all-assists"), OpenAssists()),
        Button(words("staff-button-questions-open"), OpenQuestions()),
        Button(words("staff-button-notices"), OpenNotices()),
    ]
    if may_see_report(staff, city):
        buttons.append(Button(words("report-button-open"), OpenReport()))
    if may_read_negotiations(staff, city):
        buttons.append(Button(words("negotiation-button-all"), OpenNegotiations()))
    return Screen(text, (*in_rows(buttons, 2), last_row(words)))
