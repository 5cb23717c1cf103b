"""The hours of a place, as its runner gives them: open until another time today, shut for some days, as usual again. By
a tap, or in words like 今天开到晚上八点, 22:00到凌晨2:00开, 关到12月5日, 明天不开, 下周一到周三关门.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.buttons.days import day_of, number_of
from handlers.buttons.station import (
    AskHours,
    AsUsual,
    EndClosure,
    FindPlace,
    PickShut,
    PickTime,
    SayWhy,
    ShowHosted,
)
from handlers.hosting.station import host_card, which_place
from handlers.phrases.cases import day_said
from handlers.phrases.place_facts import closure_said
from handlers.talk.forms import leave_form
from handlers.talk.question import awaits
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words, listed_words
from models.people.person import Person
from models.places.host import need_runner
from models.places.hours import DAY_MINUTES, PlaceHours, closures_at
from models.places.running import as_usual, close_days, end_closure, find_places, open_until, say_why
from models.staff.post import hosted_places
from models.values.written_date import NotADate, read_date, read_from_to
from models.values.written_moment import read_opening

router = Router(name=__name__)
PLACE, CLOSURE = "hours_of_place", "why_of_closure"
"""In the conversation's data: the place whose hours are asked for, and the closure of which the reason is."""
_DAY = re.compile(r"[从今明后大下这本个周星期礼拜一二三四五六日天初\d年月号./到至~～—–-]{1,20}|[a-z0-9 ,]{3,20}")
_TIME = re.compile(
    r"[今天次日第凌晨早上中下午晚傍半夜里零一二两三四五六七八九十整分点时钟\d:：到至~～—–-]{2,20}|[0-9: apm–-]{1,17}"
)
"""Only a day, or only a time: a sentence that merely contains one (今天几点关门) changes nothing."""
MOST_ENDED = 6
TIMES_OFFERED = (18 * 60, 20 * 60, 22 * 60, DAY_MINUTES)


class Hours(StatesGroup):
    """The conversation awaits a time, a day, why it is shut, or the name of a place."""

    time = State()
    day = State()
    why = State()
    place = State()


QUESTIONS = {"time": Hours.time, "day": Hours.day}


@router.callback_query(AskHours.filter())
async def ask_hours(event: CallbackQuery, talk: Talk, callback_data: AskHours) -> Reply:
    """Runs when the host wants other hours; asks for the time or the day."""
    await need_runner(talk.session, talk.person, callback_data.place_id, talk.city)
    await leave_form(talk.state)
    await talk.state.set_state(QUESTIONS[callback_data.what])
    await talk.state.update_data({PLACE: callback_data.place_id})
    return show(event, _question(talk, callback_data.what, callback_data.place_id))


def _question(talk: Talk, what: str, place_id: int, first_line: str | None = None) -> Screen:
    local = talk.now.astimezone(talk.city.zone)
    if what == "time":
        minutes = [each for each in TIMES_OFFERED if each > local.hour * 60 + local.minute]
        buttons = [Button(clock_said(talk.words, each), PickTime(place_id=place_id, minute=each)) for each in minutes]
    else:
        days = [local.date() + timedelta(days=ahead) for ahead in (1, 2, 6)]
        buttons = [
            Button(day_said(talk.words, each), PickShut(place_id=place_id, day=number_of(each))) for each in days
        ]
    back = (Button(talk.words("staff-button-back"), ShowHosted(place_id=place_id)), home_button(talk.words))
    text = "\n".join(filter(None, (first_line, talk.words(f"place-host-ask-{what}"))))
    return Screen(text, (*in_rows(buttons, 2), back), awaits_number=True)


def clock_said(words: Words, minute: int) -> str:
    """A minute of the day as a time; past 24:00 it belongs to the following night."""
    if minute <= DAY_MINUTES:
        return f"{minute // 60}:{minute % 60:02}"
    return words("place-moment", day="night", time=f"{minute // 60 - 24}:{minute % 60:02}", month="", date="")


async def question_again(talk: Talk) -> Screen:
    """Ask again for the time or the day."""
    what = "time" if await talk.state.get_state() == Hours.time.state else "day"
    return _question(talk, what, int((await talk.state.get_data())[PLACE]))


@awaits(router, Hours.time, ask=question_again)
async def time_typed(talk: Talk, said: str) -> Screen:
    """Runs when the host types a time; notes until when the place is open today."""
    place_id = int((await talk.state.get_data())[PLACE])
    read = read_opening(said, talk.now.astimezone(talk.city.zone))
    if read is None:
        return _question(talk, "time", place_id, talk.words("host-time-unread"))
    return await _open_until(talk, place_id, read[1], begins=read[0])


@awaits(router, Hours.day, ask=question_again)
async def day_typed(talk: Talk, said: str) -> Screen:
    """Runs when the host types a day, or a span; notes that the place is shut."""
    place_id = int((await talk.state.get_data())[PLACE])
    days, reason = _days_and_why(said, talk.today)
    if days is None:
        return _question(talk, "day", place_id, talk.words("staff-day-unread"))
    first, last = days
    return await _shut_and_ask(talk, place_id, first if first != last else None, last, reason)


@router.callback_query(PickTime.filter())
async def time_pressed(event: CallbackQuery, talk: Talk, callback_data: PickTime) -> Reply:
    """Runs when the host presses a time; notes until when the place is open today."""
    place_id, minute = callback_data.place_id, callback_data.minute
    return show(event, await _open_until(talk, place_id, minute))


@router.callback_query(PickShut.filter())
async def day_pressed(event: CallbackQuery, talk: Talk, callback_data: PickShut) -> Reply:
    """Runs when the host presses a day; notes that the place is shut until then."""
    last = day_of(callback_data.day)
    return show(event, await _shut_and_ask(talk, callback_data.place_id, None, last))


@router.callback_query(AsUsual.filter())
async def usual_pressed(event: CallbackQuery, talk: Talk, callback_data: AsUsual) -> Reply:
    """Runs when the host says that the place is as usual again; drops the exception, or asks which of several closures
    ends.
    """
    place_id = callback_data.place_id
    await need_runner(talk.session, talk.person, place_id, talk.city)
    closures = (await closures_at(talk.session, [place_id], today=talk.today)).get(place_id, [])
    if len(closures) > 1:
        return show(event, _which_ends(talk, place_id, closures[:MOST_ENDED]))
    return show(event, await _usual(talk, place_id))


def _which_ends(talk: Talk, place_id: int, closures: Sequence[PlaceHours]) -> Screen:
    ends = [Button(closure_said(talk.words, each), EndClosure(closure_id=each.id)) for each in closures]
    back = (Button(talk.words("staff-button-back"), ShowHosted(place_id=place_id)), home_button(talk.words))
    return Screen(talk.words("place-host-which-ends"), (*in_rows(ends, 1), back))


# --- said in words ----------------------------------------------------------------------------------------------------


def _read(said: str) -> tuple[str, str] | None:
    """The host's statement (`time`, `from`, `day`, `off`, `usual`), and its words for the time or the day; None if the
    text is anything else.
    """
    plain = said.strip(" 。.!！").casefold()
    if plain in listed_words("place-host-usual-words"):
        return "usual", ""
    for what in ("time", "day"):
        for begins in sorted(listed_words(f"place-host-{what}-words"), key=len, reverse=True):
            if plain.startswith(begins) and len(plain) > len(begins):
                return what, plain.removeprefix(begins)
    for what in ("off", "from"):
        ends = "|".join(map(re.escape, listed_words(f"place-host-{what}-words")))
        if said_before := re.fullmatch(rf"(.+?)(?:{ends})", plain):
            return what, said_before[1]
    return None


def _days(said: str, today: date) -> tuple[date, date] | None:
    """The first and the last day that the text names; twice the same if it names one."""
    read = read_date(said, today)
    return read_from_to(said, today) or (None if isinstance(read, NotADate) else (read.day, read.day))


def _days_and_why(said: str, today: date) -> tuple[tuple[date, date] | None, str | None]:
    """The days that the text names, and the words behind a colon or comma, which say why."""
    days, because = _split(said)
    return _days(days, today), because or None


def _split(said: str) -> tuple[str, str]:
    """`2月1日到2月8日关门：装修` as `2月1日到2月8日关门` and `装修`."""
    days, _, because = re.sub(r"[：:，,]", "，", said, count=1).partition("，")
    return days.strip(), because.strip()


def _times(what: str, said: str, local: datetime) -> tuple[int | None, int] | None:
    """From when and until when; if no word says that the place closes then, the text must name both."""
    read = read_opening(said, local)
    return None if read is None or (what == "from" and read[0] is None) else read


async def says_hours_of_place(message: Message, talk: Talk, person: Person | None) -> bool:
    """Return whether a host says, in words that can be read, when their place is open."""
    read = _read_all(message.text or "")
    if read is None or person is None or not await hosted_places(talk.session, person):
        return False
    what, rest, _ = read
    local, said_ = talk.now.astimezone(talk.city.zone), rest.replace(" ", "")
    if what in ("time", "from"):
        return _TIME.fullmatch(said_) is not None and _times(what, rest, local) is not None
    if what != "usual" and not (_DAY.fullmatch(said_) or _DAY.fullmatch(rest.strip())):
        return False
    return what == "usual" or _days(rest, local.date()) is not None


def _read_all(said: str) -> tuple[str, str, str] | None:
    """What `_read` reads, and why it is shut, if words behind the days say so."""
    read = _read(said)
    if read is not None and read[0] in ("time", "from", "usual"):
        return (*read, "")
    days, because = _split(said)
    read = _read(days) if because else read
    return None if read is None or (because and read[0] not in ("day", "off")) else (*read, because)


@router.message(StateFilter(None), F.text, says_hours_of_place)
async def said(message: Message, talk: Talk) -> Reply:
    """Runs when a host says when their place is open; notes it."""
    places = await hosted_places(talk.session, talk.person)
    if len(places) != 1:
        return show(message, await which_place(talk, places, 0))
    what, rest, because = _read_all(message.text or "") or ("usual", "", "")
    local = talk.now.astimezone(talk.city.zone)
    if what == "usual":
        return show(message, await _usual(talk, places[0]))
    if what in ("time", "from"):
        begins, minute = _times(what, rest, local) or (None, 0)
        return show(message, await _open_until(talk, places[0], minute, begins=begins))
    first, last = _days(rest, local.date()) or (local.date(), local.date())
    begins_later = what == "off" or first != last
    closed = await _shut(talk, places[0], first if begins_later else None, last, because)
    return show(message, closed)


# --- a place of any host ----------------------------------------------------------------------------------------------


@router.callback_query(FindPlace.filter())
async def look_for_place(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the department that runs the places looks for one; asks for its name."""
    return show(event, await ask_name(talk))


async def ask_name(talk: Talk) -> Screen:
    """Ask for the name of a place. Raises NotStaff."""
    await find_places(talk.session, talk.person, "", city=talk.city)
    await leave_form(talk.state)
    await talk.state.set_state(Hours.place)
    return Screen(talk.words("place-host-ask-place")).with_home(talk.words)


@awaits(router, Hours.place, ask=ask_name)
async def name_typed(talk: Talk, said: str) -> Screen:
    """Runs when staff type the name of a place; lists the places it may mean."""
    found = await find_places(talk.session, talk.person, said, city=talk.city)
    buttons = [Button(each.name, ShowHosted(place_id=each.id)) for each in found]
    key = "place-host-which" if found else "place-host-none-found"
    return Screen(talk.words(key), in_rows(buttons, 1)).with_home(talk.words)


# --- done -------------------------------------------------------------------------------------------------------------


async def _open_until(talk: Talk, place_id: int, minute: int, *, begins: int | None = None) -> Screen:
    await open_until(talk.session, place_id, talk.person, minute=minute, begins=begins, city=talk.city, now=talk.now)
    await leave_form(talk.state)
    line = talk.words("place-host-done-time", at=clock_said(talk.words, minute))
    return await host_card(talk, place_id, line)


async def _shut(talk: Talk, place_id: int, first: date | None, last: date, reason: str | None = None) -> Screen:
    """Close the place on these days."""
    return await host_card(talk, place_id, await _close(talk, place_id, first or talk.today, last, reason))


async def _shut_and_ask(talk: Talk, place_id: int, first: date | None, last: date, reason: str | None = None) -> Screen:
    """Close the place on these days; of several days without a reason ask why."""
    begins = first or talk.today
    line = await _close(talk, place_id, begins, last, reason)
    if reason or begins == last:
        return await host_card(talk, place_id, line)
    return await _ask_why(talk, place_id, begins, line)


async def _close(talk: Talk, place_id: int, first: date, last: date, reason: str | None) -> str:
    by, city = talk.person, talk.city
    await close_days(talk.session, place_id, by, first=first, last=last, reason=reason, city=city, now=talk.now)
    await leave_form(talk.state)
    days = "one" if first == last else "more"
    said = {"first": day_said(talk.words, first), "day": day_said(talk.words, last)}
    return talk.words("place-host-done-day", **said, days=days)


# --- why --------------------------------------------------------------------------------------------------------------


async def _ask_why(talk: Talk, place_id: int, first: date, line: str) -> Screen:
    closures = (await closures_at(talk.session, [place_id], today=talk.today))[place_id]
    closure = next(each for each in closures if each.first == first)
    await talk.state.set_state(Hours.why)
    await talk.state.update_data({CLOSURE: closure.id})
    return _why_screen(talk, closure.id, line)


def _why_screen(talk: Talk, closure_id: int, line: str | None = None) -> Screen:
    """Ask why it is shut: two frequent reasons to press, others are typed."""
    reasons = [
        Button(talk.words("place-host-button-why", why=why), SayWhy(closure_id=closure_id, reason=reason))
        for why, reason in (("holiday", "holiday"), ("repair", "repair"), ("none", ""))
    ]
    text = "\n".join(filter(None, (line, talk.words("place-host-ask-why"))))
    return Screen(text, (tuple(reasons), (home_button(talk.words),)))


async def why_again(talk: Talk) -> Screen:
    """Ask again why it is shut."""
    return _why_screen(talk, int((await talk.state.get_data())[CLOSURE]))


@awaits(router, Hours.why, ask=why_again)
async def why_typed(talk: Talk, said: str) -> Screen:
    """Runs when the host types why it is shut; riders read it."""
    return await _why(talk, int((await talk.state.get_data())[CLOSURE]), said)


@router.callback_query(SayWhy.filter())
async def why_pressed(event: CallbackQuery, talk: Talk, callback_data: SayWhy) -> Reply:
    """Runs when the host presses why it is shut, or that riders need not know."""
    return show(event, await _why(talk, callback_data.closure_id, callback_data.reason))


async def _why(talk: Talk, closure_id: int, reason: str) -> Screen:
    closure = await say_why(talk.session, closure_id, talk.person, reason, city=talk.city)
    await leave_form(talk.state)
    return await host_card(talk, closure.place_id, talk.words("place-host-done-why"))


@router.callback_query(EndClosure.filter())
async def closure_ended(event: CallbackQuery, talk: Talk, callback_data: EndClosure) -> Reply:
    """Runs when the host ends one closure of several, or takes it back before it begins."""
    place = await end_closure(talk.session, callback_data.closure_id, talk.person, city=talk.city, now=talk.now)
    return show(event, await host_card(talk, place.id, talk.words("place-host-done-usual")))


async def _usual(talk: Talk, place_id: int) -> Screen:
    await as_usual(talk.session, place_id, talk.person, city=talk.city, now=talk.now)
    await leave_form(talk.state)
    return await host_card(talk, place_id, talk.words("place-host-done-usual"))
