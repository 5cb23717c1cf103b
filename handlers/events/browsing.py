"""培训活动: the events with free seats, at once; by kind, by day, near the person, outside of their peak hours, or by
words.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.events import (
    ListEvents,
    NearEvents,
    OpenEvents,
    RefineEvents,
    SearchEvents,
    ShowEvent,
    time_asked,
    when_asked,
)
from handlers.phrases import places as phrases
from handlers.phrases.events import day_said, line_said
from handlers.talk.forms import ANSWER, PENDING, leave_form
from handlers.talk.question import awaits, pending_row
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.events import EventKind
from models.events.search import (
    DayPart,
    ListedEvent,
    When,
    Wish,
    events_near,
    events_to_come,
    kinds_to_come,
    listed_events,
)
from models.outbox.quiet_times import quiet_times_of
from models.places.search import spots_named
from models.values.position import Position
from models.values.written_position import unread_link

router = Router(name=__name__)
LINES = 4
NEAR, WORDS = "near", "words"
FOUND, SAID, LISTED = "events_near", "events_words", "events_list"
"""In the conversation's data: the dates around a position with their distances, never the position itself; the words;
and the list that was shown last.
"""
LONGEST_WORDS = 40


class Looking(StatesGroup):
    """The conversation awaits a spot, or words to look for."""

    where = State()
    words = State()


# --- the list -------------------------------------------------------------------------------------------------------


@router.callback_query(OpenEvents.filter())
async def open_events(event: CallbackQuery, talk: Talk, callback_data: OpenEvents) -> Reply:
    """Runs when the person opens the events; lists those with free seats."""
    await leave_form(talk.state)
    return show(event, await listing(talk, ListEvents(kind=callback_data.kind)))


@router.callback_query(ListEvents.filter())
async def list_events(event: CallbackQuery, talk: Talk, callback_data: ListEvents) -> Reply:
    """Runs when the person turns a page or changes the list; lists the events."""
    await talk.state.set_state(None)
    return show(event, await listing(talk, callback_data))


async def listing(talk: Talk, asked: ListEvents) -> Screen:
    """A page of the list, read again; if it is empty, what to do about it."""
    data = await talk.state.get_data()
    await talk.state.update_data({LISTED: asked.pack()})
    wish = wish_of(talk, asked)
    if asked.how == NEAR:
        dates = await _found_near(talk.session, data, asked.page)
    else:
        said = str(data.get(SAID, "")) if asked.how == WORDS else None
        rows = await events_to_come(
            talk.session,
            wish,
            now=talk.now,
            zone=talk.city.zone,
            limit=LINES + 1,
            offset=asked.page * LINES,
            words=said,
        )
        dates = [(None, each) for each in rows]
    if not dates and asked.page > 0:
        return await listing(talk, asked.model_copy(update={"page": 0}))
    return list_screen(talk, asked, dates, str(data.get(SAID, "")) if asked.how == WORDS else "")


def wish_of(talk: Talk, asked: ListEvents | RefineEvents) -> Wish:
    """The search that a button stands for. Values that no longer exist are left out."""
    kind = EventKind(asked.kind) if asked.kind in list(EventKind) else None
    span, day, part = time_asked(asked)
    outside = quiet_times_of(talk.person, talk.city).spans if asked.calm else ()
    return Wish(kind, span, asked.free, outside, day, part)


Found = Sequence[tuple[int | None, ListedEvent]]
"""The dates, each with its distance in metres if it is known."""


async def _found_near(session: AsyncSession, data: Mapping[str, Any], page: int) -> Found:
    """A page of the dates found around the position, as they are now."""
    kept: list[list[int]] = data.get(FOUND, [])[page * LINES : (page + 1) * LINES + 1]
    there = await listed_events(session, [number for number, _ in kept])
    return [(distance_m, there[number]) for number, distance_m in kept if number in there]


def list_screen(talk: Talk, asked: ListEvents, found: Found, about: str = "") -> Screen:
    """The dates of a page, each with a number to press."""
    shown, more = found[:LINES], len(found) > LINES
    refine = RefineEvents(**asked.model_dump(exclude={"page"}))
    ways = [Button(talk.words("event-button-refine"), refine)]
    if more or asked.page:
        following = asked.model_copy(update={"page": asked.page + 1 if more else 0})
        ways.insert(0, Button(talk.words("event-button-more" if more else "event-button-first"), following))
    if not shown:
        return _nothing(talk.words, asked, ways, about)
    numbers = [Button(str(n), ShowEvent(date_id=each.date_id)) for n, (_, each) in enumerate(shown, 1)]
    lines = [line_said(talk, n, each, metres) for n, (metres, each) in enumerate(shown, 1)]
    sample = talk.words("event-sample") if any(each.sample for _, each in shown) else None
    text = "\n".join(
        filter(None, [talk.words("event-list-head", what=heading(talk.words, asked, about)), *lines, sample])
    )
    return Screen(text, (tuple(numbers), tuple(ways), (home_button(talk.words),)))


def _nothing(words: Words, asked: ListEvents, ways: Sequence[Button], about: str) -> Screen:
    """Say that nothing fits; the next best list is one press away."""
    rows: list[tuple[Button, ...]] = []
    if asked.when:
        any_time = asked.model_copy(update={"when": "", "page": 0})
        rows.append((Button(words("event-button-any-day"), any_time),))
    if asked.free:
        rows.append((Button(words("event-button-full-too"), asked.model_copy(update={"free": False, "page": 0})),))
    rows += [(Button(words("event-button-everything"), ListEvents()),), tuple(ways)]
    text = words("event-list-none", what=heading(words, asked, about))
    return Screen(text, tuple(rows)).with_home(words)


def heading(words: Words, asked: ListEvents | RefineEvents, about: str = "") -> str:
    """The list's conditions in one line. about: the words that were looked for."""
    kind = asked.kind.replace("_", "-") or "any"
    span, day, part = time_asked(asked)
    return words(
        "event-list",
        kind=words(f"event-kind-{kind}") if kind != "any" else words("event-kind-any"),
        when=span.value or "any",
        day=day_said(words, day) if day is not None else "none",
        part=part.value if part is not None else "any",
        free="yes" if asked.free else "no",
        calm="yes" if asked.calm else "no",
        how=asked.how or "none",
        about=about or "none",
    )


# --- by what to choose ----------------------------------------------------------------------------------------------


@router.callback_query(RefineEvents.filter())
async def refine(event: CallbackQuery, talk: Talk, callback_data: RefineEvents) -> Reply:
    """Runs when the person wants to narrow the list; shows the ways, the kinds or the days."""
    asked = callback_data
    if asked.by == "kind":
        return show(event, kinds_screen(talk.words, asked, await kinds_to_come(talk.session, now=talk.now)))
    return show(event, when_screen(talk.words, asked) if asked.by == "when" else refine_screen(talk.words, asked))


def _list_of(asked: RefineEvents, **changed: Any) -> ListEvents:
    """The list under other conditions; distances from a position no longer hold for it."""
    kept = {**asked.model_dump(exclude={"by"}), **changed}
    return ListEvents(**{**kept, "how": kept["how"] if kept["how"] == WORDS else ""})


def refine_screen(words: Words, asked: RefineEvents) -> Screen:
    """The ways to narrow the list."""
    choices = [
        Button(words("event-button-kind"), asked.model_copy(update={"by": "kind"})),
        Button(words("event-button-when"), asked.model_copy(update={"by": "when"})),
        Button(words("event-button-near"), NearEvents()),
        Button(words("event-button-words"), SearchEvents()),
        Button(
            words("event-button-any-time" if asked.calm else "event-button-calm"), _list_of(asked, calm=not asked.calm)
        ),
        Button(
            words("event-button-full-too" if asked.free else "event-button-free"), _list_of(asked, free=not asked.free)
        ),
    ]
    back = Button(words("event-button-back"), ListEvents(**asked.model_dump(exclude={"by"})))
    return Screen(words("event-refine", now=heading(words, asked)), (*in_rows(choices, 2), (back, home_button(words))))


def kinds_screen(words: Words, asked: RefineEvents, kinds: Sequence[EventKind]) -> Screen:
    """The kinds of events to choose from."""
    choices = [
        Button(words(f"event-kind-{kind.value.replace('_', '-')}"), _list_of(asked, kind=kind.value)) for kind in kinds
    ]
    every = Button(words("event-button-every-kind"), _list_of(asked, kind=""))
    back = Button(words("event-button-back"), asked.model_copy(update={"by": ""}))
    return Screen(words("event-which-kind"), (*in_rows(choices, 2), (every, back), (home_button(words),)))


def when_screen(words: Words, asked: RefineEvents) -> Screen:
    """The days and times of day to choose from."""
    choices = [
        Button(words(f"event-when-{when.value or 'any'}"), _list_of(asked, when=when.value))
        for when in (When.TODAY, When.TOMORROW, When.WEEKEND, When.WEEK, When.ANY)
    ]
    span, day, now_in = time_asked(asked)
    choices += [
        Button(words(f"event-part-{part.value}"), _list_of(asked, when=when_asked(span, day, part)))
        for part in DayPart
        if part is not now_in
    ]
    back = Button(words("event-button-back"), asked.model_copy(update={"by": ""}))
    return Screen(words("event-which-day"), (*in_rows(choices, 2), (back, home_button(words))))


# --- near, and by words ---------------------------------------------------------------------------------------------


@router.callback_query(NearEvents.filter())
async def ask_where(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person wants events near them; asks where they are."""
    await leave_form(talk.state)
    await talk.state.set_state(Looking.where)
    return show(event, where_screen(talk))


@router.callback_query(SearchEvents.filter())
async def ask_words(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person wants to search by words; asks for them."""
    await leave_form(talk.state)
    await talk.state.set_state(Looking.words)
    return show(event, words_screen(talk.words))


@router.message(Looking.where, F.location)
async def near_position(message: Message, talk: Talk) -> Reply:
    """Runs when the person sends their position; lists the nearest dates."""
    assert message.location is not None
    here = Position.wgs84(message.location.latitude, message.location.longitude)
    return show(message, await _near_here(talk, here))


async def _near_here(talk: Talk, here: Position) -> Screen:
    """The nearest dates; asks again if the position is far outside of the city."""
    if not talk.city.is_near(here):
        line = talk.words("place-outside", city=talk.words.pick(talk.city.titles))
        return where_screen(talk, line)
    return await near(talk, here)


async def where_again(talk: Talk) -> Screen:
    """Ask again where the person is."""
    return where_screen(talk)


@awaits(router, Looking.where, ask=where_again, sentence=False)
async def near_spot(talk: Talk, said: str) -> Screen:
    """Runs when the person types where they are: a street, a district, a place, degrees, or a link to a map; lists the
    nearest dates.
    """
    spots = await spots_named(talk.session, talk.city, said, 1)
    if not spots:
        line = talk.words("place-link-unread" if unread_link(said) else "event-where-unknown")
        return where_screen(talk, line)
    return await _near_here(talk, spots[0].position)


async def near(talk: Talk, here: Position) -> Screen:
    """List the nearest dates. Only the dates and their rounded distances are remembered, not where the person is."""
    found = await events_near(talk.session, here, Wish(), now=talk.now, zone=talk.city.zone)
    await leave_form(talk.state)
    kept = [[each.date_id, phrases.rounded_m(metres)] for metres, each in found]
    await talk.state.update_data({FOUND: kept})
    return await listing(talk, ListEvents(how=NEAR))


async def words_again(talk: Talk) -> Screen:
    """Ask again for the words."""
    return words_screen(talk.words, pending=(await talk.state.get_data()).get(PENDING))


@awaits(router, Looking.words, ask=words_again)
async def search(talk: Talk, said: str) -> Screen:
    """Runs when the person types words to look for; lists the dates that have them."""
    said = " ".join(said.split())[:LONGEST_WORDS]
    await leave_form(talk.state)
    await talk.state.update_data({SAID: said})
    return await listing(talk, ListEvents(how=WORDS, free=False))


@router.edited_message(Looking.where, ANSWER)
@router.edited_message(Looking.words, ANSWER)
async def answer_edited(message: Message, talk: Talk) -> Reply:
    """Runs when the person edits the spot or the words; searches again."""
    take = near_spot if await talk.state.get_state() == Looking.where.state else search
    return show(message, await take(talk, message.text or ""))


def where_screen(talk: Talk, first_line: str | None = None) -> Screen:
    """Ask where the person is."""
    asks = talk.can.ask_location
    text = talk.words("event-where-am-i" if asks else "event-where-am-i-text")
    said = "\n".join(filter(None, [first_line, text]))
    if asks:
        home = talk.words("menu-button-home")
        return Screen(said, ask_location=talk.words("place-button-send-location"), says=((home,),))
    back = Button(talk.words("event-button-back"), OpenEvents())
    return Screen(said, ((back, home_button(talk.words)),))


def words_screen(words: Words, pending: str | None = None) -> Screen:
    """Ask for words to look for."""
    back = Button(words("event-button-back"), OpenEvents())
    return Screen(words("event-which-words"), (*pending_row(words, pending), (back, home_button(words))))
