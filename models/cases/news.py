"""Who is told of a step: whoever filed or joined the case, the department that has it, the colleague who handles it.

Each is a row of the outbox, written in the transaction of the step, under a key that makes it one however often the
step is tried. What goes to a worker names the case and never them; the way back leads through models/cases/filer.py.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.evidence import count_pieces
from models.cases.facts import department_titles, district_titles, facts_of, type_titles, working_days_left
from models.cases.filer import CaseFiler, Part, followers_of
from models.cases.steps import CaseState, Step
from models.city.pack import City
from models.outbox.causes import still_holds
from models.outbox.message import Pushed, PushedButton, Put, Urgency, put, put_all
from models.staff.absence import away_until
from models.staff.post import Post, Staff, colleagues, leads_of, post_at
from models.storage.database import Json

SHOW_CASE, ADD_TO_CASE = "mycase", "addcase"
"""The prefixes of a worker's buttons."""
SETTLED, AGREE_CONTACT = "settled", "agreecontact"
STAFF_CASE, STAFF_STEP, STAFF_MORE, OPEN_QUEUE, OPEN_HEAP = "scase", "sdo", "smore", "squeue", "sheap"
"""The prefixes of the buttons of staff."""
NEW_CASE, NOBODYS_CASE = "new_case", "nobodys_case"
_PAIR = re.compile(r"\d+@\d+")

Rows = tuple[tuple[PushedButton, ...], ...]


@still_holds("case_filer")
async def still_follow(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Whoever left a case, or was forgotten, is told no more of it."""
    rows = await session.scalars(sa.select(CaseFiler.id).where(CaseFiler.id.in_([int(each) for each in ids])))
    return {str(each) for each in rows}


@still_holds(NEW_CASE)
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


@still_holds(NOBODYS_CASE)
async def still_nobodys(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """The same of a case whose department nobody has joined (`case@staff`, of the lead department)."""
    asked = {each: tuple(map(int, each.split("@"))) for each in ids if _PAIR.fullmatch(each)}
    waiting = sa.select(Case.id).where(
        Case.id.in_({case for case, _ in asked.values()}), Case.state.in_((CaseState.FILED, CaseState.REOPENED))
    )
    posts = sa.select(Staff.id).where(Staff.id.in_({staff for _, staff in asked.values()}), Staff.active)
    cases, there = set(await session.scalars(waiting)), set(await session.scalars(posts))
    return {each for each, (case, staff) in asked.items() if case in cases and staff in there}


@still_holds("staff")
async def still_staff(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Whoever has the post no more hears of no case any more."""
    rows = await session.scalars(sa.select(Staff.id).where(Staff.id.in_([int(each) for each in ids]), Staff.active))
    return {str(each) for each in rows}


# --- the worker -------------------------------------------------------------------------------------------------------


async def tell_followers(
    session: AsyncSession,
    case: Case,
    news: str,
    *,
    city: City,
    now: datetime,
    arguments: Mapping[str, Json] | None = None,
    buttons: Rows | None = None,
    filer_only: bool = False,
) -> None:
    """Tells whoever filed the case, and unless `filer_only` whoever joined it, the last step of its record.

    news: the key of the text; it gets number and department besides `arguments`. buttons: for who filed it.
    """
    told = {"number": case.number, "department": department_titles(city, case.department), **(arguments or {})}
    for each in await followers_of(session, case.id):
        filed = each.part is Part.FILED
        if filer_only and not filed:
            continue
        rows = (buttons if buttons is not None else usual_buttons(case)) if filed else (_look(case),)
        await put(
            session,
            each.person_id,
            Pushed(news, told, buttons=rows),
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


def usual_buttons(case: Case) -> Rows:
    return ((*_look(case), PushedButton("own-case-button-add", f"{ADD_TO_CASE}:{case.id}")),)


def answer_buttons(case: Case) -> Rows:
    return ((PushedButton("own-case-button-answer", f"{ADD_TO_CASE}:{case.id}"), *_look(case)),)


def settled_buttons(case: Case) -> Rows:
    """The first of the two questions; the second follows the answer."""
    yes = PushedButton("case-button-solved", f"{SETTLED}:{case.id}:1")
    no = PushedButton("case-button-not-solved", f"{SETTLED}:{case.id}:0")
    return ((yes, no), _look(case))


def _look(case: Case) -> tuple[PushedButton, ...]:
    return (PushedButton("case-button-look", f"{SHOW_CASE}:{case.id}"),)


# --- staff ------------------------------------------------------------------------------------------------------------


async def tell_department(
    session: AsyncSession, case: Case, *, city: City, now: datetime, news: str = "staff-news-filed", **arguments: Json
) -> None:
    """A case that somebody has to take, as a card to everybody of its department; withdrawn once it is taken. Where
    nobody has joined the department, to the lead one."""
    told = {**await card_arguments(session, case, city=city, now=now), **arguments}
    dangerous = is_dangerous(case, city)
    if dangerous and news == "staff-news-filed":
        news = "staff-news-filed-danger"
    whom, kind = await colleagues(session, case.department, present=True), NEW_CASE
    if not whom:
        whom, kind = await colleagues(session, city.lead_department.key, present=True), NOBODYS_CASE
        news = "staff-news-filed-nobody-danger" if dangerous else "staff-news-filed-nobody"
    pushed, urgency = Pushed(news, told, buttons=_new_case_buttons(case)), Urgency.NOW if dangerous else Urgency.TODAY
    for each in whom:
        if each.person_id is not None:
            key, cause = f"{NEW_CASE}:{case.id}:{case.event_count}:{each.id}", f"{kind}:{case.id}@{each.id}"
            await put(session, each.person_id, pushed, due_at=now, urgency=urgency, dedupe_key=key, cause=cause)


async def tell_handler(
    session: AsyncSession,
    case: Case,
    news: str,
    *,
    now: datetime,
    arguments: Mapping[str, Json] | None = None,
    once: str | None = None,
) -> None:
    """Something for the colleague who has the case; where that one is gone or away, for the leads of the
    department."""
    whom = await handlers_of(session, case)
    await put_all(session, staff_news(whom, case, news, now=now, arguments=arguments, once=once))


async def handlers_of(session: AsyncSession, case: Case) -> Sequence[Staff | Post]:
    """The colleague who has the case; where that one is gone or away, the leads of the department. Nobody while it
    waits to be taken."""
    handler = await post_at(session, case.handler_id)
    if handler is not None and not await away_until(session, [handler.id]):
        return [handler]
    return await leads_of(session, case.department) if case.state not in (CaseState.FILED, CaseState.REOPENED) else []


def open_button(case_id: int) -> PushedButton:
    """The way to the card that staff see of a case."""
    return PushedButton("staff-button-open", f"{STAFF_CASE}:{case_id}")


def staff_news(
    whom: Collection[Staff | Post],
    case: Case,
    news: str,
    *,
    now: datetime,
    arguments: Mapping[str, Json] | None = None,
    buttons: Rows | None = None,
    once: str | None = None,
) -> list[Put]:
    """Something about a case for some colleagues, with the way to its card. once: what it is told of once; where it is
    left out, the last step of the record."""
    told: dict[str, Any] = {"number": case.number, **(arguments or {})}
    look: Rows = ((open_button(case.id),),)
    if case.urgent and case.state in (CaseState.ACCEPTED, CaseState.ANSWERED):
        look = ((PushedButton("staff-button-write", f"{STAFF_STEP}:{case.id}:{Step.ASK.value}"),), *look)
    pushed = Pushed(news, told, buttons=buttons or look)
    key = f"{news}:{once or f'{case.id}:{case.event_count}'}"
    return [
        Put(each.person_id, pushed, now, urgency_of(case), dedupe_key=f"{key}:{each.id}", cause=f"staff:{each.id}")
        for each in whom
        if each.person_id is not None
    ]


def is_dangerous(case: Case, city: City) -> bool:
    """Whether its answers say that somebody may be hurt any moment, and nobody has settled it."""
    case_type = city.case_types.get(case.type)
    return case.is_open and case_type is not None and case_type.is_dangerous(case.answers)


def _new_case_buttons(case: Case) -> Rows:
    def step(name: str) -> PushedButton:
        return PushedButton(f"staff-button-{name}", f"{STAFF_STEP}:{case.id}:{name}")

    return (
        (step("take"), step("ask")),
        (step("transfer"), step("answer")),
        (PushedButton("staff-button-more", f"{STAFF_MORE}:{case.id}"),),
    )


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
