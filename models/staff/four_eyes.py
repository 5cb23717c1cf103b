"""The four-eyes rule: two different humans, so that nobody approves their own request.

A person may have held several posts (models/staff/post.py), one after the other or in several chats. So the rule
compares every person who ever held either post. When two people are linked (models/my_data/linking.py), their rows
become one person's; a chat that is unlinked again takes copies of the rows along.
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.staff.errors import SecondPersonNeeded
from models.storage.database import Base, UtcDateTime
from models.storage.secrets import insert

NEW_FOR = timedelta(days=1)


class StaffHolder(Base):
    """A person who holds, or once held, a post."""

    __tablename__ = "staff_holder"

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)


async def note_holder(session: AsyncSession, staff_id: int, person_id: int) -> None:
    """Note that the person holds the post from now on."""
    row = insert(session, StaffHolder).values(staff_id=staff_id, person_id=person_id)
    await session.execute(row.on_conflict_do_nothing())


async def need_second_person(session: AsyncSession, first: int | None, second: int | None) -> None:
    """Raises SecondPersonNeeded unless the two posts are known to belong to different people.

    They are not if all holders of one post were forgotten, or if one post gave the other within NEW_FOR.
    """
    if first is None or second is None or first == second:
        raise SecondPersonNeeded
    people = [await _holders(session, each) for each in (first, second)]
    if not all(people) or people[0] & people[1] or await _invited_lately(session, first, second):
        raise SecondPersonNeeded


async def _invited_lately(session: AsyncSession, first: int, second: int) -> bool:
    """Whether one of the posts gave the other within NEW_FOR.

    A new post may be a second chat of the same human; after that time the other leads have been told about it.
    """
    posts = sa.table("staff", sa.column("id"), sa.column("invited_by"), sa.column("added_at", UtcDateTime()))
    pair = sa.or_(
        sa.and_(posts.c.id == first, posts.c.invited_by == second),
        sa.and_(posts.c.id == second, posts.c.invited_by == first),
    )
    lately = posts.c.added_at > datetime.now(UTC) - NEW_FOR
    return bool(await session.scalar(sa.select(sa.exists().where(pair, lately))))


async def _holders(session: AsyncSession, staff_id: int) -> set[int]:
    return set(await session.scalars(sa.select(StaffHolder.person_id).where(StaffHolder.staff_id == staff_id)))


async def held_before(session: AsyncSession, person_id: int, fresh_id: int) -> None:
    """Copy the posts that a person has held to the new person that one of their chats became: it is the same human."""
    held = sa.select(StaffHolder.staff_id).where(StaffHolder.person_id == person_id)
    for staff_id in (await session.scalars(held)).all():
        await note_holder(session, staff_id, fresh_id)
