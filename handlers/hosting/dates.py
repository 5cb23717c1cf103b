"""我办的活动: the dates one looks after, the soonest first, and what can be done with one."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.hosting import (
    ChangeDate,
    DecideDates,
    ExportList,
    HostDate,
    HostList,
    NewEventKind,
    OpenHosting,
    ShowCode,
    TypeCodes,
    WriteBooked,
)
from handlers.phrases import places as phrases
from handlers.phrases.events import span_said, where_said
from handlers.talk.forms import PAGE, leave_form, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.texts import Words, listed_words
from models.city.pack import City
from models.events.again import costs_yuan, may_decide
from models.events.check_in import counts
from models.events.event import CALLED_OFF, UNDECIDED, Event, EventSession, find_session
from models.events.host import need_event_host
from models.events.hosting import hosted_sessions, thoughts_of
from models.events.money import deciders
from models.people.person import Person

router = Router(name=__name__)


def says_hosting(message: Message) -> bool:
    """Whether a typed text asks for the events one gives, in any language."""
    return (message.text or "").strip(" 。.!！?？").casefold() in listed_words("host-words")


@router.callback_query(OpenHosting.filter())
async def open_hosting(
    event: CallbackQuery,
    callback_data: OpenHosting,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    await leave_form(state)
    return show(event, await hosting(session, person, city, words, now, callback_data.page))


@router.message(F.text, StateFilter(None), says_hosting)
async def hosting_said(
    message: Message, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words, now: datetime
) -> Reply:
    await leave_form(state)
    return show(message, await hosting(session, person, city, words, now))


async def hosting(
    session: AsyncSession, person: Person, city: City, words: Words, now: datetime, page: int = 0
) -> Screen:
    """Raises NotStaff."""
    mine = await hosted_sessions(session, person, now=now)
    new = Button(words("host-button-new"), NewEventKind())
    if not mine:
        return Screen(words("host-none"), ((new,),)).with_home(words)
    shown, following = page_of(mine, page)
    first = mine.index(shown[0]) + 1
    lines = [
        words("event-gap").join(
            (
                words("event-line", number=str(number), title=words.pick(event.titles)),
                phrases.moment(words, held.starts_at, now, city.zone),
                words("host-undecided")
                if held.state == UNDECIDED
                else words("host-taken", taken=str(held.taken), seats=str(held.seats)),
            )
        )
        for number, (held, event) in enumerate(shown, first)
    ]
    numbers = [Button(str(number), HostDate(session_id=held.id)) for number, (held, _) in enumerate(shown, first)]
    more = () if following is None else (Button(words("event-button-more"), OpenHosting(page=following)),)
    text = "\n".join((words("host-dates"), *lines))
    return Screen(text, (*in_rows(numbers, PAGE), (*more, new), (home_button(words),)))


@router.callback_query(HostDate.filter())
async def host_date(
    event: CallbackQuery,
    callback_data: HostDate,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    await leave_form(state)
    return show(event, await date_screen(session, callback_data.session_id, person, city, words, now))


async def date_screen(
    session: AsyncSession,
    session_id: int,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
    first_line: str | None = None,
) -> Screen:
    """One date as its host sees it. Raises EventGone, NotStaff."""
    held, event, place = await find_session(session, session_id)
    await need_event_host(session, person, event, held)
    booked, there = await counts(session, session_id)
    lines = [
        first_line,
        words.pick(event.titles),
        span_said(words, held, city),
        where_said(words, held, place),
        words(
            "host-counts",
            booked=str(booked),
            seats=str(held.seats),
            there=str(there),
            waiting=str(held.waiting),
        ),
        words("host-called-off", reason=held.reason or "") if held.state == CALLED_OFF else None,
        await _further_said(session, event, held, city, words),
        await _money_said(session, event, city, words),
        await _thoughts_said(session, held, words, now),
    ]
    choices = (
        Button(words("host-button-code"), ShowCode(session_id=session_id)),
        Button(words("host-button-type"), TypeCodes(session_id=session_id)),
        Button(words("host-button-list"), HostList(session_id=session_id)),
        Button(words("host-button-export"), ExportList(session_id=session_id)),
        Button(words("host-button-write"), WriteBooked(session_id=session_id)),
        Button(words("host-button-change"), ChangeDate(session_id=session_id)),
    )
    decide: tuple[Button, ...] = ()
    if held.asked_with is not None and await may_decide(session, event, held, person, city):
        about = {"session_id": held.asked_with, "yuan": costs_yuan(event)}
        decide = tuple(
            Button(words(f"host-button-subsidy-{how}"), DecideDates(**about, yes=how == "yes")) for how in ("yes", "no")
        )
    last = (Button(words("host-button-all"), OpenHosting()), home_button(words))
    return Screen("\n".join(filter(None, lines)), (*((decide,) if decide else ()), *in_rows(choices, 2), last))


async def _money_said(session: AsyncSession, event: Event, city: City, words: Words) -> str | None:
    """A subsidy that waits for a lead's yes, and whose yes that is."""
    if event.subsidy_asked_fen is None:
        return None
    asked = await deciders(session, event.department, event.subsidy_asked_by, city)
    names = words("place-and").join(each.name for each in asked)
    return words("host-subsidy-waits", yuan=str(event.subsidy_asked_fen // 100), names=names or "none")


async def _further_said(
    session: AsyncSession, event: Event, held: EventSession, city: City, words: Words
) -> str | None:
    """A further date that waits for a lead's yes, and whose yes that is."""
    if held.state != UNDECIDED:
        return None
    asked = await deciders(session, event.department, held.asked_by, city)
    names = words("place-and").join(each.name for each in asked)
    return words("host-date-waits", yuan=str(costs_yuan(event)), names=names or "none")


async def _thoughts_said(session: AsyncSession, held: EventSession, words: Words, now: datetime) -> str | None:
    """What those who were there thought of it, once enough of them have said so."""
    if held.ends_at > now:
        return None
    thoughts = await thoughts_of(session, held.id)
    return words("host-thoughts", **thoughts) if thoughts is not None else words("host-thoughts-few")
