"""我办的活动: the dates that the host looks after, the soonest first, and what can be done with each."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

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
from handlers.phrases.money import yuan
from handlers.talk.forms import PAGE, leave_form, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import listed_words
from models.events.again import costs_yuan, may_decide
from models.events.check_in import counts
from models.events.event import DateState, Event, EventDate, find_date
from models.events.host import need_event_host
from models.events.hosting import hosted_dates, thoughts_of
from models.events.money import deciders

router = Router(name=__name__)


def says_hosting(message: Message) -> bool:
    """Return whether a typed text asks for the events that the person gives, in any language."""
    return (message.text or "").strip(" 。.!！?？").casefold() in listed_words("host-words")


@router.callback_query(OpenHosting.filter())
async def open_hosting(event: CallbackQuery, talk: Talk, callback_data: OpenHosting) -> Reply:
    """Runs when the host opens their dates; lists them."""
    await leave_form(talk.state)
    return show(event, await hosting(talk, callback_data.page))


@router.message(F.text, StateFilter(None), says_hosting)
async def hosting_said(message: Message, talk: Talk) -> Reply:
    """Runs when the host types a word for their dates; lists them."""
    await leave_form(talk.state)
    return show(message, await hosting(talk))


async def hosting(talk: Talk, page: int = 0) -> Screen:
    """List the host's dates. Raises NotStaff."""
    mine = await hosted_dates(talk.session, talk.person, now=talk.now)
    new = Button(talk.words("host-button-new"), NewEventKind())
    if not mine:
        return Screen(talk.words("host-none"), ((new,),)).with_home(talk.words)
    shown, following = page_of(mine, page)
    first = mine.index(shown[0]) + 1
    lines = [
        talk.words("event-gap").join(
            (
                talk.words("event-line", number=str(number), title=talk.words.pick(event.titles)),
                phrases.moment(talk.words, event_date.starts_at, talk.now, talk.city.zone),
                talk.words("host-undecided")
                if event_date.state == DateState.UNDECIDED
                else talk.words("host-taken", taken=str(event_date.taken), seats=str(event_date.seats)),
            )
        )
        for number, (event_date, event) in enumerate(shown, first)
    ]
    numbers = [
        Button(str(number), HostDate(date_id=event_date.id)) for number, (event_date, _) in enumerate(shown, first)
    ]
    more = () if following is None else (Button(talk.words("event-button-more"), OpenHosting(page=following)),)
    text = "\n".join((talk.words("host-dates"), *lines))
    return Screen(text, (*in_rows(numbers, PAGE), (*more, new), (home_button(talk.words),)))


@router.callback_query(HostDate.filter())
async def host_date(event: CallbackQuery, talk: Talk, callback_data: HostDate) -> Reply:
    """Runs when the host presses a date; shows it."""
    await leave_form(talk.state)
    return show(event, await date_screen(talk, callback_data.date_id))


async def date_screen(talk: Talk, date_id: int, first_line: str | None = None) -> Screen:
    """One date as its host sees it. Raises EventGone, NotStaff."""
    event_date, event, place = await find_date(talk.session, date_id)
    await need_event_host(talk.session, talk.person, event, event_date)
    booked, there = await counts(talk.session, date_id)
    lines = [
        first_line,
        talk.words.pick(event.titles),
        span_said(talk.words, event_date, talk.city),
        where_said(talk.words, event_date, place),
        talk.words(
            "host-counts",
            booked=str(booked),
            seats=str(event_date.seats),
            there=str(there),
            waiting=str(event_date.waiting),
        ),
        talk.words("host-called-off", reason=event_date.reason or "")
        if event_date.state == DateState.CALLED_OFF
        else None,
        await _further_said(talk, event, event_date),
        await _money_said(talk, event),
        await _thoughts_said(talk, event_date),
    ]
    choices = (
        Button(talk.words("host-button-code"), ShowCode(date_id=date_id)),
        Button(talk.words("host-button-type"), TypeCodes(date_id=date_id)),
        Button(talk.words("host-button-list"), HostList(date_id=date_id)),
        Button(talk.words("host-button-export"), ExportList(date_id=date_id)),
        Button(talk.words("host-button-write"), WriteBooked(date_id=date_id)),
        Button(talk.words("host-button-change"), ChangeDate(date_id=date_id)),
    )
    decide: tuple[Button, ...] = ()
    if event_date.asked_with is not None and await may_decide(talk.session, event, event_date, talk.person, talk.city):
        about = {"date_id": event_date.asked_with, "yuan": costs_yuan(event)}
        decide = tuple(
            Button(talk.words(f"host-button-subsidy-{how}"), DecideDates(**about, yes=how == "yes"))
            for how in ("yes", "no")
        )
    last = (Button(talk.words("host-button-all"), OpenHosting()), home_button(talk.words))
    return Screen("\n".join(filter(None, lines)), (*((decide,) if decide else ()), *in_rows(choices, 2), last))


async def _money_said(talk: Talk, event: Event) -> str | None:
    """A subsidy that waits for a lead's yes, and the leads who may give it."""
    if event.subsidy_asked_fen is None:
        return None
    asked = await deciders(talk.session, event.department, event.subsidy_asked_by, talk.city)
    names = talk.words("place-and").join(each.name for each in asked)
    return talk.words("host-subsidy-waits", yuan=yuan(event.subsidy_asked_fen), names=names or "none")


async def _further_said(talk: Talk, event: Event, event_date: EventDate) -> str | None:
    """A further date that waits for a lead's yes, and the leads who may give it."""
    if event_date.state != DateState.UNDECIDED:
        return None
    asked = await deciders(talk.session, event.department, event_date.asked_by, talk.city)
    names = talk.words("place-and").join(each.name for each in asked)
    return talk.words("host-date-waits", yuan=str(costs_yuan(event)), names=names or "none")


async def _thoughts_said(talk: Talk, event_date: EventDate) -> str | None:
    """The opinions of the people who attended, once enough of them have answered."""
    if event_date.ends_at > talk.now:
        return None
    thoughts = await thoughts_of(talk.session, event_date.id)
    return talk.words("host-thoughts", **thoughts) if thoughts is not None else talk.words("host-thoughts-few")
