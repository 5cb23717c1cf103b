"""News of a step for the people it concerns: the filer, those who joined, the department, the colleague who handles the
case.

Each message is a row of the outbox, written in the transaction of the step. Its key makes it one message however often
the step is tried. A message to a worker names the case and never the worker; the way back leads through
models/cases/filer.py.
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
from models.outbox.posts import to_posts
from models.staff.absence import away_among
from models.staff.post import Post, Staff, colleagues, leads_of, post_at
from models.storage.database import Json

_PAIR = re.compile(r"\d+@\d+")


class CaseNews(News):
    """News of a case for the person who filed it; people who joined get most of it too."""

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
    MERGED = "case-news-merged"
    CONTACT = "case-news-contact"
    REVEAL_ASKED = "case-reveal-asked"
    REVEALED = "case-reveal-danger"
    EVIDENCE_REFUSED = "case-evidence-refused"
    EVIDENCE_UNREADABLE = "case-evidence-unreadable"
    EVIDENCE_UNCLEANABLE = "case-evidence-uncleanable"
    EVIDENCE_TRACES = "case-evidence-traces"
    """Of rows that wait since before traces were blackened unasked."""
    EVIDENCE_BLACKENED = "case-evidence-blackened"


class StaffNews(News):
    """News of cases for a department: untaken cases, what the worker says, colleagues, help and orders, deadlines."""

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
    CLAIMED = "staff-news-claimed"
    RETURNS = "staff-news-returns"
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
    AWAY_PLANNED = "staff-news-away-planned"
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
    """Which filer rows still exist: a person who left the case, or was forgotten, hears no more of it."""
    rows = await session.scalars(sa.select(CaseFiler.id).where(CaseFiler.id.in_([int(each) for each in ids])))
    return {str(each) for each in rows}


async def still_new(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which pairs `case@staff` still hold: a new case is announced only while nobody has taken it, to active posts of
    its department."""
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
    """Like `still_new`, for a case whose department nobody has joined (`case@staff`, of the lead department)."""
    asked = {each: tuple(map(int, each.split("@"))) for each in ids if _PAIR.fullmatch(each)}
    waiting = sa.select(Case.id).where(
        Case.id.in_({case for case, _ in asked.values()}), Case.state.in_((CaseState.FILED, CaseState.REOPENED))
    )
    posts = sa.select(Staff.id).where(Staff.id.in_({staff for _, staff in asked.values()}), Staff.active)
    cases, there = set(await session.scalars(waiting)), set(await session.scalars(posts))
    return {each for each, (case, staff) in asked.items() if case in cases and staff in there}


async def still_staff(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which posts are still active: an ended post hears of no case."""
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
    """Tells the person who filed the case the last step of its record, and the people who joined unless `filer_only`.
    Adds the case and its department to `facts`."""
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
    """How soon people must hear of a step of the case."""
    return Urgency.NOW if case.urgent else Urgency.TODAY


def news_key(cause: str, event_number: int) -> str:
    """The outbox key of a follower's message about one link of the record."""
    return f"{cause}:{event_number}"


def about(case: Case) -> dict[str, Json]:
    """The case's id and number, as facts of a message."""
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
    """Sends a case that somebody has to take to everybody present in its department, as a card that is withdrawn once
    the case is taken. If the department has nobody, it goes to the lead department."""
    told = {"case_id": case.id, **await card_arguments(session, case, city=city, now=now), **facts}
    dangerous = is_dangerous(case, city)
    if dangerous and news is StaffNews.FILED:
        news = StaffNews.FILED_DANGER
    whom, kind = await colleagues(session, case.department, present=True), CauseKind.NEW_CASE
    if not whom:
        whom, kind = await colleagues(session, city.lead_department.key, present=True), CauseKind.NOBODYS_CASE
        news = StaffNews.FILED_NOBODY_DANGER if dangerous else StaffNews.FILED_NOBODY
    pushed, urgency = Pushed(news, told), Urgency.NOW if dangerous else Urgency.TODAY
    rows = []
    for each in whom:
        if each.person_id is not None:
            key, cause = f"new_case:{case.id}:{case.event_count}:{each.id}", kind.of(f"{case.id}@{each.id}")
            rows.append(Put(each.person_id, pushed, now, urgency, dedupe_key=key, cause=cause))
    await put_all(session, rows)


async def tell_handler(
    session: AsyncSession,
    case: Case,
    news: StaffNews,
    *,
    now: datetime,
    facts: Mapping[str, Json] | None = None,
    once: str | None = None,
) -> None:
    """Tells the colleague who handles the case; if that one is gone or away, the deputy or the leads of the
    department."""
    whom = await handlers_of(session, case)
    await put_all(session, staff_news(whom, case, news, now=now, facts=facts, once=once))


async def handlers_of(session: AsyncSession, case: Case) -> Sequence[Staff | Post]:
    """The colleague who handles the case; if that one is away, the deputy; if that one is gone or away too, the leads
    of the department. Nobody while the case waits to be taken."""
    handler = await post_at(session, case.handler_id)
    if handler is not None and (there := await _there_for(session, handler)) is not None:
        return [there]
    return await leads_of(session, case.department) if case.state not in (CaseState.FILED, CaseState.REOPENED) else []


async def _there_for(session: AsyncSession, handler: Staff) -> Staff | None:
    """The handler, or their deputy while they are away; None if neither is there."""
    away = await away_among(session, [handler.id])
    deputy_id = away.stands_in(handler.id)
    if deputy_id in (None, handler.id):
        return handler if deputy_id is not None else None
    deputy = await post_at(session, deputy_id)
    gone = deputy is None or deputy.department != handler.department
    return None if gone or (await away_among(session, [deputy_id])).until else deputy


def staff_news(
    whom: Collection[Staff | Post],
    case: Case,
    news: StaffNews,
    *,
    now: datetime,
    facts: Mapping[str, Json] | None = None,
    once: str | None = None,
) -> list[Put]:
    """Builds messages about a case for some colleagues. once: the occasion that is told once; by default the last step
    of the record."""
    talks = case.urgent and case.state in (CaseState.ACCEPTED, CaseState.ANSWERED)
    pushed = Pushed(news, {**about(case), "talks": talks, **(facts or {})})
    key = f"{news}:{once or f'{case.id}:{case.event_count}'}"
    return to_posts(whom, pushed, key, now=now, urgency=urgency_of(case))


def is_dangerous(case: Case, city: City) -> bool:
    """Whether the answers of an open case say that somebody may be hurt at any moment."""
    case_type = city.case_types.get(case.type)
    return case.is_open and case_type is not None and case_type.is_dangerous(case.answers)


async def card_arguments(session: AsyncSession, case: Case, *, city: City, now: datetime) -> dict[str, Json]:
    """The arguments for the head of a card about the case."""
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
    """A person's typed words as an argument of a text: in one line, inside quotation marks."""
    return {"said": text}


def moment(at: datetime, city: City) -> Json:
    """A moment on the city's clock, as an argument of a text."""
    return {"moment": at.astimezone(city.zone).replace(tzinfo=None).isoformat(timespec="minutes")}


def day(at: datetime, city: City) -> Json:
    """The day of a moment in the city, as an argument of a text."""
    return {"day": at.astimezone(city.zone).date().isoformat()}
