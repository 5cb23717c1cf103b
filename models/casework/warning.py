"""The daily message of deadlines: one for each colleague, in the morning. It lists what ends today, what is near its
end, what is overdue, and late promises, orders and help (models/casework/lateness.py). It covers the whole day: a
warning that falls later that day is already in it.

    the clock of a case (models/cases/clock.py) ──gather──> CaseWarning ─────┐
    a day that is over (models/casework/deadline.py) ─────────> CaseLateness ──tell──> one row of the outbox a person

A life may hang on an urgent case, so its warnings go out at once and by themselves (models/casework/deadline.py).
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, defer, mapped_column

from models.cases.case import Case
from models.cases.clock import A_DAY_LATER, REACHED, deadline_of, next_warning
from models.cases.facts import department_titles, type_titles
from models.cases.news import StaffNews, moment
from models.cases.steps import OPEN, CaseState
from models.casework.lateness import CaseLateness, lateness_of
from models.city.pack import City
from models.outbox.causes import CauseKind
from models.outbox.lookup import put_before
from models.outbox.message import Pushed, Put, Urgency, put_all
from models.staff.post import Post, Staff, Teams, teams_of
from models.staff.seal import sealed_posts
from models.storage.database import Base, Json
from models.storage.secrets import insert

PORTION = 50
"""The most cases of one transaction."""
MOST_LISTED = 6
KEY = "case_warnings"
"""The first part of the outbox key of a day's message, by which it is told once."""
TO_DO = {CaseState.FILED: "take", CaseState.REOPENED: "take", CaseState.ANSWERED: "settle"}
"""The work whose deadline runs in a state; in every other state it is the answer."""


class CaseWarning(Base):
    """A case that a colleague has to be warned of. level: how far its clock is."""

    __tablename__ = "case_warning"

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True, index=True)
    level: Mapped[int] = mapped_column(sa.SmallInteger)


def told_until(now: datetime, city: City) -> datetime | None:
    """The end of office hours, up to which today's message warns. None outside office hours and on days without
    them."""
    today = now.astimezone(city.zone).date()
    begins, ends = (datetime.combine(today, at, city.zone) for at in (city.calendar.begins, city.calendar.ends))
    return ends.astimezone(UTC) if city.calendar.is_working_day(today) and begins <= now < ends else None


async def gather_warnings(session: AsyncSession, *, city: City, now: datetime, limit: int = PORTION) -> int:
    """Notes the colleagues to warn for every case whose warning falls before the end of the day, `limit` at most.
    Returns how many cases."""
    until = told_until(now, city)
    if until is None:
        return 0
    due = sa.select(Case).where(Case.warn_at <= until, Case.state.in_(OPEN), sa.not_(Case.urgent))
    locked = due.options(defer(Case.answers)).order_by(Case.warn_at).limit(limit).with_for_update(skip_locked=True)
    cases = (await session.scalars(locked)).all()
    teams = await teams_of(session, {city.lead_department.key, *(case.department for case in cases)})
    for case in cases:
        case.warned += 1
        while (following := next_warning(case, city=city)) is not None and following <= until:
            case.warned += 1
        case.warn_at = following
        for post in whom_to_warn(case, teams, city=city):
            row = insert(session, CaseWarning).values(staff_id=post.id, case_id=case.id, level=case.warned)
            again = row.on_conflict_do_update(index_elements=["staff_id", "case_id"], set_={"level": case.warned})
            await session.execute(again)
    await session.flush()
    return len(cases)


def whom_to_warn(case: Case, teams: Teams, *, city: City) -> list[Post]:
    """The colleagues to warn of a case: first its handler, then the leads of its department, last those of the lead
    department. The lead department also stands in for a department where nobody can be told; leads stand in for a
    handler who is away."""
    leading = teams.leading(city.lead_department.key)
    if case.warned >= A_DAY_LATER:
        return [*leading, *(each for each in teams.leading(case.department) if each not in leading)]
    if case.warned >= REACHED:
        handler = teams.at(case.handler_id)
        leads = teams.leading(case.department) or leading
        return [*leads, *([handler] if handler is not None and handler not in leads else [])]
    handler = teams.at(case.handler_id)
    if handler is None and case.handler_id is not None:
        return teams.leading(case.department) or leading
    return [handler] if handler is not None else teams.of(case.department) or leading


async def tell_warnings(session: AsyncSession, *, city: City, now: datetime) -> int:
    """Queues today's message for every post that something was noted for and that has none yet. Later notes wait for
    the next message. Returns how many it queued."""
    if told_until(now, city) is None:
        return 0
    today = now.astimezone(city.zone).date()
    noted = sa.union(sa.select(CaseWarning.staff_id), sa.select(CaseLateness.staff_id))
    staff_ids = set(await session.scalars(noted))
    known = await put_before(session, [_key(today, each) for each in staff_ids])
    whom = [each for each in staff_ids if _key(today, each) not in known]
    posts = sa.select(Staff).where(Staff.id.in_(whom), Staff.active, Staff.person_id.is_not(None)).order_by(Staff.id)
    rows: list[Put] = []
    for post in sealed_posts(session, await session.scalars(posts)):
        rows += await _message(session, post, today, city=city, now=now)
    for table in (CaseWarning, CaseLateness):
        await session.execute(sa.delete(table).where(table.staff_id.in_(whom)))
    await put_all(session, rows)
    return len(rows)


def _key(day: date, staff_id: int) -> str:
    return f"{KEY}:{day.isoformat()}:{staff_id}"


async def _message(session: AsyncSession, post: Staff, today: date, *, city: City, now: datetime) -> list[Put]:
    mine = sa.select(Case).join(CaseWarning, CaseWarning.case_id == Case.id)
    still = (CaseWarning.staff_id == post.id, Case.state.in_(OPEN), Case.paused_at.is_(None))
    cases = (await session.scalars(mine.where(*still).options(defer(Case.answers)))).all()
    theirs = post.department == city.lead_department.key
    cases = sorted(
        (each for each in cases if theirs or each.department == post.department), key=lambda each: deadline_of(each)
    )
    things = await lateness_of(session, post, city=city)
    if not cases and not things:
        return []
    facts = _cases_told(cases, post, city, now) if cases else {}
    opens = [["case", each.id] for each in cases[:MOST_LISTED]]
    facts["opens"] = [*opens, *([each.what, each.number] for each in things[:MOST_LISTED])]
    if things:
        first = min(len(cases), MOST_LISTED) + 1
        facts["things"] = str(len(things))
        facts["late_things"] = {"late": [each.said for each in things[:MOST_LISTED]], "first": first}
        facts["more_things"] = str(max(0, len(things) - MOST_LISTED) or "none")
    news = StaffNews.WARNINGS if not things else StaffNews.WARNINGS_LATE if cases else StaffNews.LATE
    key, cause = _key(today, post.id), CauseKind.STAFF.of(post.id)
    assert post.person_id is not None
    return [Put(post.person_id, Pushed(news, facts), now, Urgency.TODAY, dedupe_key=key, cause=cause)]


def _cases_told(cases: Sequence[Case], post: Staff, city: City, now: datetime) -> dict[str, Json]:
    late = [each for each in cases if deadline_of(each) <= now]
    return {
        "count": str(len(cases)),
        "late": str(len(late) or "none"),
        "soon": str(len(cases) - len(late) or "none"),
        "departments": _by_department(late, city) if post.department == city.lead_department.key else "none",
        "cases": {"cases": [_line(each, post, city, now) for each in cases[:MOST_LISTED]]},
        "more": str(max(0, len(cases) - MOST_LISTED) or "none"),
    }


def _by_department(late: Sequence[Case], city: City) -> Json:
    """The overdue cases of each department, the most first."""
    counts = Counter(each.department for each in late)
    facts = [{"asked": department_titles(city, key), "place": str(count)} for key, count in counts.most_common()]
    return {"facts": facts} if facts else "none"


def _line(case: Case, post: Staff, city: City, now: datetime) -> dict[str, Json]:
    until = deadline_of(case)
    return {
        "number": case.number,
        "type": type_titles(city, case.type),
        "department": department_titles(city, case.department) if case.department != post.department else "none",
        "by": moment(until, city),
        "todo": TO_DO.get(case.state, "answer"),
        "state": "late" if until <= now else "open",
    }
