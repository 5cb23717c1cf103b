"""Saved views: a list with its filters, order and columns under a name, for oneself or for the whole department.

A view is encrypted, because its filters may hold words of a case. A view of the department is made and deleted by its
leads; one's own by oneself, and it goes when the post ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.casework.assigning import leads
from models.errors import AnswerMissing, AnswerTooLong
from models.lists.errors import TooManyViews, ViewGone
from models.lists.wanted import Wanted
from models.staff.errors import NotStaff
from models.staff.post import Staff
from models.storage.database import Base, BigId, EncryptedJson, Json
from models.values.clean_text import clean_line

LONGEST_NAME = 20
MOST_VIEWS = 20
COLUMNS = (
    "number", "type", "words", "clock", "state", "handler", "platform", "district", "department", "filed", "changed",
    "who",
)  # fmt: skip
"""Everything that a list can show of a case. who: anonymous or named."""
FIRST_COLUMNS = ("number", "type", "words", "clock", "state", "handler", "filed")
"""What a list shows unless something else is chosen."""
KEPT_AFTER_POST = timedelta(days=1)


class SavedView(Base):
    """A saved view. staff_id: NULL for one of the whole department. content: name, wanted (`Wanted.plain`), columns."""

    __tablename__ = "saved_view"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    department: Mapped[str] = mapped_column(index=True)
    content: Mapped[Json] = mapped_column(EncryptedJson)


@dataclass(frozen=True, slots=True)
class View:
    """A saved view, opened. mine: one's own, not the department's."""

    id: int
    name: str
    wanted: Wanted
    columns: tuple[str, ...]
    mine: bool


def columns_of(asked: Sequence[str]) -> tuple[str, ...]:
    """The columns among those asked for, in the order of COLUMNS; the usual ones if none is."""
    return tuple(each for each in COLUMNS if each in asked) or FIRST_COLUMNS


async def views_of(session: AsyncSession, staff: Staff) -> list[View]:
    """The colleague's own views and those of the department, each in the order in which they were made."""
    rows = await session.scalars(sa.select(SavedView).where(_seen(staff)).order_by(SavedView.id))
    return sorted(map(_opened, rows), key=lambda each: not each.mine)


async def view_of(session: AsyncSession, view_id: int, staff: Staff) -> View:
    """A view of the colleague or the department. Raises ViewGone."""
    row = await session.scalar(sa.select(SavedView).where(SavedView.id == view_id, _seen(staff)))
    if row is None:
        raise ViewGone
    return _opened(row)


async def save_view(
    session: AsyncSession,
    staff: Staff,
    name: str,
    wanted: Wanted,
    columns: Sequence[str],
    *,
    for_department: bool = False,
) -> SavedView:
    """Save a list under a name; the same name again replaces what it had. Raises AnswerMissing, AnswerTooLong,
    TooManyViews, NotStaff (for the department: only its leads)."""
    name = clean_line(name)
    if not name:
        raise AnswerMissing("name")
    if len(name) > LONGEST_NAME:
        raise AnswerTooLong(LONGEST_NAME)
    if staff.department is None or (for_department and not leads(staff)):
        raise NotStaff
    owner = None if for_department else staff.id
    await session.get(Staff, staff.id, with_for_update=True)  # one at a time, so that the number of views holds
    rows = (
        await session.scalars(sa.select(SavedView).where(_seen(staff), SavedView.staff_id.is_not_distinct_from(owner)))
    ).all()
    view = next((row for row in rows if row.content["name"] == name), None)
    if view is None and len(rows) >= MOST_VIEWS:
        raise TooManyViews(MOST_VIEWS)
    content = {"name": name, "wanted": wanted.plain(), "columns": list(columns_of(columns))}
    if view is None:
        view = SavedView(staff_id=owner, department=staff.department, content=content)
        session.add(view)
    else:
        view.content = content
    await session.flush()
    return view


async def delete_view(session: AsyncSession, view_id: int, staff: Staff) -> None:
    """Delete one's own view, or one of the department as its lead. Raises ViewGone, NotStaff."""
    row = await session.scalar(sa.select(SavedView).where(SavedView.id == view_id, _seen(staff)))
    if row is None:
        raise ViewGone
    if row.staff_id is None and not leads(staff):
        raise NotStaff
    await session.delete(row)
    await session.flush()


async def forget_views(session: AsyncSession, *, now: datetime) -> None:
    """Delete the views of posts that have ended."""
    ended = sa.select(Staff.id).where(~Staff.active)
    await session.execute(sa.delete(SavedView).where(SavedView.staff_id.in_(ended)))


def _seen(staff: Staff) -> Any:
    """One's own views, made in the department where one is now, and those of that department."""
    mine = sa.or_(SavedView.staff_id == staff.id, SavedView.staff_id.is_(None))
    return sa.and_(SavedView.department == (staff.department or ""), mine)


def _opened(row: SavedView) -> View:
    content = row.content
    return View(
        row.id,
        content["name"],
        Wanted.read(content["wanted"]),
        columns_of(content["columns"]),
        row.staff_id is not None,
    )
