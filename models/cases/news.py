"""Who is told of a step: whoever filed or joined the case, the department that has it, the colleague who handles it.

Each is a row of the outbox, written in the transaction of the step, under a key that makes it one however often the
step is tried. What goes to a worker names the case and never them; the way back leads through models/cases/filer.py.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.evidence import count_pieces
from models.cases.facts import department_titles, district_titles, facts_of, type_titles, working_days_left
from models.cases.filer import CaseFiler, Part, followers_of
from models.cases.steps import CaseState
from models.city.pack import City
from models.outbox.causes import CauseKind
from models.outbox.message import News, Pushed, Put, Urgency, put, put_all
from models.staff.absence import away_until
from models.staff.post import Post, Staff, colleagues, leads_of, post_at
from models.storage.database import Json

_PAIR = re.compile(r"\d+@\d+")


class CaseNews(News):
    """What whoever filed a case hears of it; those who joined hear most of it too."""

    TAKEN = "case-news-taken"
    TAKEN_URGENT = "case-news-taken-urgent"
    TRANSFERRED = "case-news-transferred"
    ASKED = "case-news-asked"
    PROMISED = "case-news-promised"
    EXTENDED = "case-news-extended"
    MEANWHILE = "case-news-meanwhile"
    ANSWERED = "case-news-answered"
    SETTLED = "case-news-settled"
    ASKED_URGENT = "case-news-asked-urgent"
    SAID_URGENT = "case-news-said-urgent"
    FILE = "case-news-file"
    CONTACT = "case-news-contact"
    REVEAL_ASKED = "case-reveal-asked"
    REVEALED = "case-reveal-danger"
    EVIDENCE_REFUSED = "case-evidence-refused"
    EVIDENCE_UNREADABLE = "case-evidence-unreadable"
    EVIDENCE_UNCLEANABLE = "case-evidence-uncleanable"


class StaffNews(News):
    """What a department hears of cases: of one that nobody has, of what its person says, of colleagues, of help and
    orders, of deadlines."""

    FILED = "staff-news-filed"
    FILED_DANGER = "staff-news-filed-danger"
    FILED_NOBODY = "staff-news-filed-nobody"
    FILED_NOBODY_DANGER = "staff-news-filed-nobody-danger"
    REOPENED = "staff-news-reopened"
    TRANSFERRED = "staff-news-transferred"
    URGENT = "staff-news-urgent"
    REPLIED = "staff-news-replied"
    REPLIED_FILE = "staff-news-replied-file"
    ADDED = "staff-news-added"
    EVIDENCE = "staff-news-evidence"
    WITHDRAWN = "staff-news-withdrawn"
    NOT_SOLVED = "staff-news-not-solved"
    CONTACT = "staff-news-contact"
    FILE_LOST = "staff-news-file-lost"
    ASSIGNED = "staff-news-assigned"
    TAKEN_OVER = "staff-news-taken-over"
    HANDED_OVER = "staff-news-handed-over"
    HANDED_FROM = "staff-news-handed-from"
    AWAY = "staff-news-away"
    AWAY_SELF = "staff-news-away-self"
    AWAY_COVER = "staff-news-away-cover"
    BACK = "staff-news-back"
    BACK_SELF = "staff-news-back-self"
    SIGN = "staff-news-sign"
    SIGNED = "staff-news-signed"
    SENT_BACK = "staff-news-sent-back"
    EXTENSION = "staff-news-extension"
    EXTENDED = "staff-news-extended"
    EXTENSION_REFUSED = "staff-news-extension-refused"
    ASSIST = "staff-news-assist"
    ASSISTED = "staff-news-assisted"
    ASSIST_LATE = "staff-news-assist-late"
    ASSIST_MISSING = "staff-news-assist-missing"
    ORDERED = "staff-news-ordered"
    ORDER_ANSWERED = "staff-news-order-answered"
    ORDER_LATE = "staff-news-order-late"
    PROMISE_DUE = "staff-news-promise-due"
    PROMISE_BROKEN = "staff-news-promise-broken"
    DEADLINE_HALF = "staff-news-deadline-half"
    DEADLINE_NEAR = "staff-news-deadline-near"
    DEADLINE_REACHED = "staff-news-deadline-reached"
    DEADLINE_OVER = "staff-news-deadline-over"
    WARNINGS = "staff-news-warnings"
    WARNINGS_LATE = "staff-news-warnings-late"
    LATE = "staff-news-late"
    COMMON_PROBLEM = "common-problem"


async def still_follow(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Whoever left a case, or was forgotten, is told no more of it."""
    rows = await session.scalars(sa.select(CaseFiler.id).where(CaseFiler.id.in_([int(each) for each in ids])))
    return {str(each) for each in rows}


async def still_new(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """A new case (`case@staff`) is announced only as long as nobody has taken it, to who is of its department."""
    asked = {each: tuple(map(int, each.split("@"))) for each in ids if _PAIR.fullmatch(each)}
    open_ = sa.select(Case.id, Staff.id).join(Staff, sa.and_(Staff.department == Case.department, Staff.active))
    pairs = await session.execute(
        open_.where(
            Case.id.in_({case for case, _ in asked.values()}),
            Staff.id.in_({staff for _, staff in asked.values()}),
            Case.state.in_((CaseState.FILED, CaseState.REOPENED)),
        )
    )
    there = {(case, staff) for case, staff in pairs}
    return {each for each, pair in asked.items() if pair in there}


async def still_nobodys(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """The same of a case whose department nobody has joined (`case@staff`, of the lead department)."""
    asked = {each: tuple(map(int, each.split("@"))) for each in ids if _PAIR.fullmatch(each)}
    waiting = sa.select(Case.id).where(
        Case.id.in_({case for case, _ in asked.values()}), Case.state.in_((CaseState.FILED, CaseState.REOPENED))
    )
    posts = sa.select(Staff.id).where(Staff.id.in_({staff for _, staff in asked.values()}), Staff.active)
    cases, there = set(await session.scalars(waiting)), set(await session.scalars(posts))
    return {each for each, (case, staff) in asked.items() if case in cases and staff in there}


async def still_staff(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Whoever has the post no more hears of no case any more."""
    rows = await session.scalars(sa.select(Staff.id).where(Staff.id.in_([int(each) for each in ids]), Staff.active))
    return {str(each) for each in rows}


# --- the worker -------------------------------------------------------------------------------------------------------


async def tell_followers(
    session: AsyncSession,
    case: Case,
    news: CaseNews,
    *,
    city: City,
    now: datetime,
    facts: Mapping[str, Json] | None = None,
    filer_only: bool = False,
) -> None:
    """Tells whoever filed the case, and unless `filer_only` whoever joined it, the last step of its record. The case
    and its department are facts of it besides `facts`."""
    told = {**about(case), "department": department_titles(city, case.department), **(facts or {})}
    for each in await followers_of(session, case.id):
        if filer_only and each.part is not Part.FILED:
            continue
        await put(
            session,
            each.person_id,
            Pushed(news, {**told, "part": each.part.value}),
            due_at=now,
            urgency=urgency_of(case),
            dedupe_key=news_key(each.cause, case.event_count),
            cause=each.cause,
        )


def urgency_of(case: Case) -> Urgency:
    """How soon a step has to be heard of."""
    return Urgency.NOW if case.urgent else Urgency.TODAY


def news_key(cause: str, event_number: int) -> str:
    """The key of what a follower is told of one link of the record."""
    return f"{cause}:{event_number}"


def about(case: Case) -> dict[str, Json]:
    """Which case it is, as facts of what is told."""
    return {"case_id": case.id, "number": case.number}


# --- staff ------------------------------------------------------------------------------------------------------------


async def tell_department(
    session: AsyncSession,
    case: Case,
    *,
    city: City,
    now: datetime,
    news: StaffNews = StaffNews.FILED,
    **facts: Json,
) -> None:
    """A case that somebody has to take, as a card to everybody of its department; withdrawn once it is taken. Where
    nobody has joined the department, to the lead one."""
    told = {"case_id": case.id, **await card_arguments(session, case, city=city, now=now), **facts}
    dangerous = is_dangerous(case, city)
    if dangerous and news is StaffNews.FILED:
        news = StaffNews.FILED_DANGER
    whom, kind = await colleagues(session, case.department, present=True), CauseKind.NEW_CASE
    if not whom:
        whom, kind = await colleagues(session, city.lead_department.key, present=True), CauseKind.NOBODYS_CASE
        news = StaffNews.FILED_NOBODY_DANGER if dangerous else StaffNews.FILED_NOBODY
    pushed, urgency = Pushed(news, told), Urgency.NOW if dangerous else Urgency.TODAY
    for each in whom:
        if each.person_id is not None:
            key, cause = f"new_case:{case.id}:{case.event_count}:{each.id}", kind.of(f"{case.id}@{each.id}")
            await put(session, each.person_id, pushed, due_at=now, urgency=urgency, dedupe_key=key, cause=cause)


async def tell_handler(
    session: AsyncSession,
    case: Case,
    news: StaffNews,
    *,
    now: datetime,
    facts: Mapping[str, Json] | None = None,
    once: str | None = None,
) -> None:
    """Something for the colleague who has the case; where that one is gone or away, for the leads of the
    department."""
    whom = await handlers_of(session, case)
    await put_all(session, staff_news(whom, case, news, now=now, facts=facts, once=once))


async def handlers_of(session: AsyncSession, case: Case) -> Sequence[Staff | Post]:
    """The colleague who has the case; where that one is gone or away, the leads of the department. Nobody while it
    waits to be taken."""
    handler = await post_at(session, case.handler_id)
    if handler is not None and not await away_until(session, [handler.id]):
        return [handler]
    return await leads_of(session, case.department) if case.state not in (CaseState.FILED, CaseState.REOPENED) else []


def staff_news(
    whom: Collection[Staff | Post],
    case: Case,
    news: StaffNews,
    *,
    now: datetime,
    facts: Mapping[str, Json] | None = None,
    once: str | None = None,
) -> list[Put]:
    """Something about a case for some colleagues. once: what it is told of once; where it is left out, the last step
    of the record."""
    talks = case.urgent and case.state in (CaseState.ACCEPTED, CaseState.ANSWERED)
    pushed = Pushed(news, {**about(case), "talks": talks, **(facts or {})})
    key = f"{news}:{once or f'{case.id}:{case.event_count}'}"
    return [
        Put(each.person_id, pushed, now, urgency_of(case), None, f"{key}:{each.id}", CauseKind.STAFF.of(each.id))
        for each in whom
        if each.person_id is not None
    ]


def is_dangerous(case: Case, city: City) -> bool:
    """Whether its answers say that somebody may be hurt any moment, and nobody has settled it."""
    case_type = city.case_types.get(case.type)
    return case.is_open and case_type is not None and case_type.is_dangerous(case.answers)


async def card_arguments(session: AsyncSession, case: Case, *, city: City, now: datetime) -> dict[str, Json]:
    """What the head of a card says of the case."""
    return {
        "number": case.number,
        "type": type_titles(city, case.type),
        "department": department_titles(city, case.department),
        "district": district_titles(city, case.district),
        "pseudonym": (case.pseudonym if case.anonymous else None) or "none",
        "reporters": "one" if case.reporters == 1 else str(case.reporters),
        "facts": {"facts": facts_of(case, city)},
        "pieces": str(await count_pieces(session, case.id, of_staff=False) or "none"),
        "accept_by": moment(case.accept_by, city),
        "days": str(working_days_left(city, case.accept_by, now) or "today"),
    }


def said(text: str) -> Json:
    """What somebody typed, as an argument of a text: in one line, inside quotation marks."""
    return {"said": text}


def moment(at: datetime, city: City) -> Json:
    """A moment as an argument of a text: on the city's clock."""
    return {"moment": at.astimezone(city.zone).replace(tzinfo=None).isoformat(timespec="minutes")}


def day(at: datetime, city: City) -> Json:
    """The day of a moment as an argument of a text: in the city."""
    return {"day": at.astimezone(city.zone).date().isoformat()}
