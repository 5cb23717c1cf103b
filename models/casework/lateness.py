"""Late promises, orders and help: the daily message of deadlines (models/casework/warning.py) has a line for each, so
that each needs no message of its own. In an urgent case each is told at once and by itself
(models/casework/deadline.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, defer, mapped_column

from models.cases.case import Case
from models.cases.facts import department_titles
from models.cases.news import day
from models.cases.steps import OPEN
from models.casework.assist import CaseAssist
from models.casework.orders import CaseOrder
from models.casework.promise import CasePromise
from models.city.pack import City
from models.staff.post import Post, Staff, StaffRole
from models.storage.database import Base, BigId, Json
from models.storage.secrets import insert


class LateKind(StrEnum):
    """The kind of a late thing, from the reader's side: what they promised, were ordered, asked for, or were asked to
    help with."""

    PROMISE = "promise"
    ORDER = "order"
    ASKED = "asked"
    HELP = "help"


class CaseLateness(Base):
    """A late thing that a colleague has to hear of. about_id: the number of the promise, the order or the request."""

    __tablename__ = "case_lateness"

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    about_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), index=True)


@dataclass(frozen=True, slots=True)
class Late:
    """One line of the message. what, number: the case, order or assist that its button opens."""

    said: Json
    what: str
    number: int


async def note_lateness(
    session: AsyncSession, whom: Iterable[Post | Staff], case: Case, kind: LateKind, about_id: int
) -> None:
    """Notes the late thing for each of the colleagues; it appears once, in their next message of deadlines."""
    for post in whom:
        values = {"staff_id": post.id, "kind": kind.value, "about_id": about_id, "case_id": case.id}
        await session.execute(insert(session, CaseLateness).values(values).on_conflict_do_nothing())


async def lateness_of(session: AsyncSession, post: Staff, *, city: City) -> list[Late]:
    """The late things that were noted for the post and still concern it, the longest overdue first."""
    found: list[tuple[datetime, Late]] = []
    for kind, about, case in await _noted(session, post):
        if _is_theirs(kind, about, case, post, city):
            found.append((about.due_at, Late(_said(kind, about, case, post, city), *_opens(kind, about, case))))
    return [late for _, late in sorted(found, key=lambda each: each[0])]


_About = CasePromise | CaseOrder | CaseAssist
_TABLES: tuple[tuple[LateKind, Any, sa.ColumnElement[bool]], ...] = (
    (LateKind.PROMISE, CasePromise, CasePromise.kept_at.is_(None)),
    (LateKind.ORDER, CaseOrder, CaseOrder.answered_at.is_(None)),
    (LateKind.ASKED, CaseAssist, CaseAssist.answered_at.is_(None)),
    (LateKind.HELP, CaseAssist, CaseAssist.answered_at.is_(None)),
)


async def _noted(session: AsyncSession, post: Staff) -> list[tuple[LateKind, _About, Case]]:
    """The noted things that are still undone in open cases."""
    found: list[tuple[LateKind, _About, Case]] = []
    for kind, table, waits in _TABLES:
        noted = sa.and_(CaseLateness.about_id == table.id, CaseLateness.kind == kind.value)
        rows = sa.select(table, Case).join(CaseLateness, noted).join(Case, Case.id == table.case_id)
        rows = rows.where(CaseLateness.staff_id == post.id, Case.state.in_(OPEN), waits).options(defer(Case.answers))
        found += [(kind, about, case) for about, case in await session.execute(rows)]
    return found


def _is_theirs(kind: LateKind, about: _About, case: Case, post: Staff, city: City) -> bool:
    """Whether the thing still concerns the post: cases pass on to other colleagues and departments."""
    if isinstance(about, CaseOrder):
        return case.department == about.department and post.department in (about.department, city.lead_department.key)
    if kind is LateKind.HELP and isinstance(about, CaseAssist):
        return post.department == about.department
    has_it = case.handler_id in (None, post.id) or post.role is not StaffRole.STAFF
    return case.department == post.department and has_it


def _said(kind: LateKind, about: _About, case: Case, post: Staff, city: City) -> dict[str, Json]:
    other = about.department if isinstance(about, CaseOrder | CaseAssist) else case.department
    if kind is LateKind.HELP:
        other = case.department
    theirs = kind is LateKind.ORDER and post.department == other
    return {
        "number": case.number,
        "kind": "ordered" if theirs else kind.value,
        "department": department_titles(city, other),
        "by": day(about.due_at, city),
    }


def _opens(kind: LateKind, about: _About, case: Case) -> tuple[str, int]:
    if kind is LateKind.ORDER:
        return "order", about.id
    return ("assist", about.id) if kind is LateKind.HELP else ("case", case.id)
