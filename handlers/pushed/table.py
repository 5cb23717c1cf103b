"""The one table of all messages that are sent unasked: a row for each kind of cause.

A room of models/ puts a cause and facts into the outbox (`put`), and knows neither words nor buttons. Right before a
row is sent, the sender asks here whether its cause still holds and whether it may go now, and shows the row in the
person's language of that moment. tests/house/test_pushed.py fails if a kind is missing here.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from aiogram.methods import SendMessage, SendPhoto, TelegramMethod
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.pushed import (
    assessment,
    cases,
    casework,
    console,
    duties,
    events,
    links,
    negotiations,
    notices,
    papers,
    pictures,
    places,
    staff,
)
from handlers.pushed.shown import Shows, Tells, said_arguments
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Screen
from handlers.talk.texts import Words
from models.cases.news import still_follow, still_new, still_nobodys, still_staff
from models.casework.promise import still_promised
from models.casework.urgent import still_nobody
from models.city.pack import City
from models.city.wechat_templates import TemplateKind
from models.events.again import dates_still_undecided
from models.events.booking import bookings_that_remind, offers_that_stand
from models.events.money import subsidies_still_asked
from models.my_data.link_code import requests_that_hold
from models.negotiations.joining import still_asked, still_joined
from models.notices.approval import approvals_still_asked
from models.notices.sending import notices_that_hold, notices_that_wait
from models.notices.shelter import places_to_go
from models.outbox.causes import CauseKind, Told, kind_of, number_of
from models.outbox.message import Pushed
from models.outbox.pictures import LONGEST_CAPTION, MEDIA_NAME
from models.papers.paper import papers_that_remind
from models.papers.renewal import dates_that_renew
from models.places.visit import visits_to_ask_about
from models.staff.presence import presence_still_asked
from models.storage.database import Json

Ask = Callable[[AsyncSession, Collection[str]], Awaitable[set[str]]]
"""From the numbers of some causes, the ones for which a condition is true."""
Look = Callable[[AsyncSession, Collection[Told], City, datetime], Awaitable[Mapping[Told, Pushed]]]
REMINDER, PROGRESS, NOTICE = TemplateKind


@dataclass(frozen=True, slots=True)
class KindOfCause:
    """How the messages of one kind of cause are sent.

    tells: the screen of each kind of news.
    template: the WeChat template (models/city/wechat_templates.py) for a person who may not be written to; None: the
    message waits until they write.
    holds: the causes that still hold; None: every cause that was not withdrawn.
    waits: the causes that must not be sent for now.
    adds: what is only known when the message is sent and goes below its text, for the people who have such a thing.
    """

    tells: Tells = field(default_factory=dict)
    template: TemplateKind | None = None
    holds: Ask | None = None
    waits: Ask | None = None
    adds: Look | None = None


_STAFF: Tells = {
    **casework.COLLEAGUES,
    **places.HOSTS,
    **events.HOSTS,
    **negotiations.NEGOTIATORS,
    **notices.AUTHOR,
    **staff.LEADS,
    **assessment.STATIONS,
    **duties.DUTIES,
}
_ANYWAY: Tells = {
    **events.AFTERWARDS,
    **events.DECIDED,
    **links.CHATS,
    **staff.POSTS,
    **staff.QUESTIONS,
    **pictures.SHOWN,
}

CAUSES: Mapping[CauseKind | None, KindOfCause] = {
    CauseKind.PAPER: KindOfCause(papers.PAPER, REMINDER, papers_that_remind, adds=dates_that_renew),
    CauseKind.BOOKING: KindOfCause(events.SEAT, REMINDER, bookings_that_remind),
    CauseKind.OFFER: KindOfCause(events.OFFER, REMINDER, offers_that_stand),
    CauseKind.EVENT: KindOfCause(events.DATE, REMINDER),
    CauseKind.SUBSIDY: KindOfCause(events.SUBSIDY, PROGRESS, subsidies_still_asked),
    CauseKind.EVENT_DATES: KindOfCause(events.DATES, PROGRESS, dates_still_undecided),
    CauseKind.LINK_REQUEST: KindOfCause(links.QUESTION, PROGRESS, requests_that_hold),
    CauseKind.CASE_FILER: KindOfCause(cases.FILER, PROGRESS, still_follow),
    CauseKind.NEW_CASE: KindOfCause(casework.NEW, PROGRESS, still_new),
    CauseKind.NOBODYS_CASE: KindOfCause(casework.NOBODYS, PROGRESS, still_nobodys),
    CauseKind.URGENT_CASE: KindOfCause(casework.CALLED, PROGRESS, still_nobody),
    CauseKind.PROMISE: KindOfCause(casework.PROMISED, REMINDER, still_promised),
    CauseKind.STAFF: KindOfCause(_STAFF, PROGRESS, still_staff),
    CauseKind.NEGOTIATION_ASK: KindOfCause(negotiations.ASKED, PROGRESS, still_asked),
    CauseKind.NEGOTIATION: KindOfCause(negotiations.JOINED, PROGRESS, still_joined),
    CauseKind.APPROVAL: KindOfCause(notices.WANTED, PROGRESS, approvals_still_asked),
    CauseKind.NOTICE: KindOfCause(notices.NOTICE, NOTICE, notices_that_hold, notices_that_wait, places_to_go),
    CauseKind.VISIT: KindOfCause(places.VISITORS, holds=visits_to_ask_about),
    CauseKind.PRESENCE: KindOfCause(console.PRESENCE, PROGRESS, presence_still_asked),
    CauseKind.QUESTION: KindOfCause(),  # only announced by `will_tell`; the answer itself goes out without a cause
    None: KindOfCause(_ANYWAY),
}
"""None: messages that depend on nothing and are sent whatever happens meanwhile."""

SCREENS: dict[str, Shows] = {news: show for kind in CAUSES.values() for news, show in kind.tells.items()}
"""The screen of each kind of news, for all kinds of cause."""
KINDS: dict[str, KindOfCause] = {kind: each for kind, each in CAUSES.items() if kind is not None}


def template_of(cause: str | None) -> TemplateKind | None:
    """The WeChat template of a cause; None if it has none."""
    kind = KINDS.get(kind_of(cause)) if cause is not None else None
    return kind.template if kind is not None else None


async def causes_that_hold(session: AsyncSession, causes: Collection[str]) -> set[str]:
    """The causes that still hold."""
    checks = {kind: each.holds for kind, each in KINDS.items() if each.holds is not None}
    return {each for each in causes if kind_of(each) not in checks} | await _asked(checks, session, causes)


async def causes_that_wait(session: AsyncSession, causes: Collection[str]) -> set[str]:
    """The causes that must not be sent for now."""
    checks = {kind: each.waits for kind, each in KINDS.items() if each.waits is not None}
    return await _asked(checks, session, causes)


async def _asked(checks: Mapping[str, Ask], session: AsyncSession, causes: Collection[str]) -> set[str]:
    found: set[str] = set()
    for kind, check in checks.items():
        numbers = {number_of(each) for each in causes if kind_of(each) == kind}
        if numbers:
            found |= {f"{kind}:{number}" for number in await check(session, numbers)}
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How causes stand right before their rows are sent.

    holding: those that still hold. paused: those that must not be sent for now. added: what goes below the text, by
    (cause, person), for those that have it.
    """

    holding: Collection[str]
    paused: Collection[str]
    added: Mapping[Told, Pushed]


async def standing_of(
    session: AsyncSession, told: Collection[Told], besides: Collection[str] = (), *, city: City, now: datetime
) -> Standing:
    """How the causes of these (cause, person) stand, and the causes of other rows that the same people wait for."""
    causes = {cause for cause, _ in told} | set(besides)
    return Standing(
        await causes_that_hold(session, causes),
        await causes_that_wait(session, causes),
        await _additions(session, told, city=city, now=now),
    )


async def _additions(session: AsyncSession, told: Collection[Told], *, city: City, now: datetime) -> dict[Told, Pushed]:
    found: dict[Told, Pushed] = {}
    for kind, each in KINDS.items():
        mine = [(number_of(cause), person) for cause, person in told if kind_of(cause) == kind]
        if each.adds is not None and mine:
            added = await each.adds(session, mine, city, now)
            found |= {(f"{kind}:{number}", person): pushed for (number, person), pushed in added.items()}
    return found


# --- the words of a row -----------------------------------------------------------------------------------------------


def pushed_screen(words: Words, content: Json, added: Pushed | None = None) -> Screen:
    """The screen of an outbox row's content (`models.outbox.message.Pushed` as JSON), with the way home. added: what is
    only known when the row is sent; its text goes below, its buttons above."""
    screen = SCREENS[content["news"]](words, content["facts"]) if "news" in content else _of_before(words, content)
    if added is not None:
        below = SCREENS[added.news](words, added.facts)
        screen = replace(screen, text=f"{screen.text}\n{below.text}", rows=(*below.rows, *screen.rows))
    return screen.with_home(words)


def _of_before(words: Words, content: Json) -> Screen:
    """The screen of a row from an earlier version, when rows named their text and held their buttons; some such rows
    wait for a year."""
    rows = tuple(tuple(_button_of_before(words, each) for each in row) for row in content["buttons"])
    if content["key"] is None:
        return Screen(str(content["text"]), rows)
    return Screen(words(content["key"], **said_arguments(words, content["arguments"])), rows)


def _button_of_before(words: Words, button: Json) -> Button:
    label = words(button["key"], **said_arguments(words, button["arguments"]))
    return Button(label, data=button["data"], url=button["url"])


def pushed_methods(chat_id: int, screen: Screen, picture: str | None) -> list[TelegramMethod[Any]]:
    """The messages of a screen. The text is the caption of the picture, or a second message if it is too long for a
    caption."""
    markup = screen.markup()
    if picture is None:
        return [SendMessage(chat_id=chat_id, text=screen.text, reply_markup=markup)]
    photo = SendPhoto(chat_id=chat_id, photo=KeptFile(picture, MEDIA_NAME))
    if len(screen.text) > LONGEST_CAPTION:
        return [photo, SendMessage(chat_id=chat_id, text=screen.text, reply_markup=markup)]
    return [photo.model_copy(update={"caption": screen.text, "reply_markup": markup})]
