"""The one table of all messages that are sent unasked: a row for each kind of cause.

A room of models/ puts a cause and facts into the outbox (`put`), and knows neither words nor buttons. Right before a
row is sent, the sender asks here whether its cause still holds and whether it may go now, and shows the row in the
person's language of that moment. tests/house/test_pushed.py fails if a kind is missing here.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from handlers.pushed import cases, casework, events, links, negotiations, notices, papers, places, staff
from handlers.pushed.shown import Shows, Tells
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
from models.papers.paper import papers_that_remind
from models.papers.renewal import dates_that_renew
from models.places.visit import visits_to_ask_about

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
}
_ANYWAY: Tells = {**events.AFTERWARDS, **events.DECIDED, **links.CHATS, **staff.POSTS, **staff.QUESTIONS}

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


async def additions(session: AsyncSession, told: Collection[Told], *, city: City, now: datetime) -> dict[Told, Pushed]:
    """The additions by (cause, person), for those that have one."""
    found: dict[Told, Pushed] = {}
    for kind, each in KINDS.items():
        mine = [(number_of(cause), person) for cause, person in told if kind_of(cause) == kind]
        if each.adds is not None and mine:
            added = await each.adds(session, mine, city, now)
            found |= {(f"{kind}:{number}", person): pushed for (number, person), pushed in added.items()}
    return found
