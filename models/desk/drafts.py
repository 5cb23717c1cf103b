"""Half-written words of a colleague about a case, by the step they are for. They are kept while somebody types, so that
nothing is lost with a closed page, and go when they are sent, or the case is over."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.case import Case
from models.cases.steps import ENDED
from models.casework.handling import case_for_staff
from models.city.pack import City
from models.staff.post import Staff
from models.storage.database import Base, EncryptedJson, Json, Opened, Own, UtcDateTime, own_key
from models.storage.personal import PORTION
from models.storage.secrets import insert
from models.storage.unlinkable import by_the_hour

DRAFT_LASTS = timedelta(days=30)
FIELDS = ("text", "to", "day", "shares", "name")
"""The fields of a form that are kept."""
LONGEST_KEPT = 8000
"""Characters of one field; what can be sent is shorter."""
MOST_STEPS = 20

Typed = dict[str, str]
"""Field of a form -> what stands in it."""


class DeskDraft(Base):
    """The drafts of one post about one case. content: step -> `Typed`. at: rounded to the hour."""

    __tablename__ = "desk_draft"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True, index=True)
    locked: Mapped[Json] = mapped_column("content", EncryptedJson("case_id", "staff_id"))
    content = Opened[Json]("locked", "case_id", "staff_id")
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


async def drafts_of(session: AsyncSession, case: Case, staff: Staff) -> dict[str, Typed]:
    """What the colleague has half-written about an open case, by step."""
    row = await session.get(DeskDraft, (case.id, staff.id)) if case.is_open else None
    return dict(row.content) if row is not None else {}


async def keep_draft(
    session: AsyncSession,
    case_id: int,
    staff: Staff,
    step: str,
    typed: Mapping[str, str],
    *,
    city: City,
    now: datetime,
) -> None:
    """Keeps what stands in the form of a step, in place of what stood there before; empty fields end the draft. Raises
    CaseGone."""
    case = await case_for_staff(session, case_id, staff, city=city)
    kept = {name: typed[name][:LONGEST_KEPT] for name in FIELDS if typed.get(name, "").strip()}
    drafts = await drafts_of(session, case, staff)
    drafts.pop(step, None)
    if "text" in kept and case.is_open and len(drafts) < MOST_STEPS:
        drafts[step] = kept
    await _write(session, case_id, staff, drafts, now=now)


async def drop_draft(session: AsyncSession, case_id: int, staff: Staff, step: str, *, now: datetime) -> None:
    """Deletes the draft of a step, because it was sent."""
    row = await session.get(DeskDraft, (case_id, staff.id))
    if row is not None and step in row.content:
        left = {each: typed for each, typed in row.content.items() if each != step}
        await _write(session, case_id, staff, left, now=now)


async def _write(
    session: AsyncSession, case_id: int, staff: Staff, drafts: Mapping[str, Typed], *, now: datetime
) -> None:
    """In one statement: two pages of the same colleague may save at once."""
    if not drafts:
        mine = DeskDraft.case_id == case_id, DeskDraft.staff_id == staff.id
        await session.execute(sa.delete(DeskDraft).where(*mine))
        return
    content = Own(own_key((case_id, staff.id)), dict(drafts))
    row = insert(session, DeskDraft).values(case_id=case_id, staff_id=staff.id, content=content, at=by_the_hour(now))
    newer = {"content": row.excluded.content, "at": row.excluded.at}
    await session.execute(row.on_conflict_do_update(index_elements=["case_id", "staff_id"], set_=newer))


async def forget_drafts(session: AsyncSession, *, now: datetime, limit: int = PORTION) -> int:
    """Deletes a portion of the drafts of cases that are over, and of those older than DRAFT_LASTS. Returns how many."""
    over = sa.select(Case.id).where(Case.id == DeskDraft.case_id, Case.state.in_(ENDED))
    old = sa.select(DeskDraft).where(sa.or_(DeskDraft.at < now - DRAFT_LASTS, sa.exists(over)))
    rows = (await session.scalars(old.limit(limit))).all()
    for row in rows:
        await session.delete(row)
    await session.flush()
    return len(rows)
