"""The last messages on a page, of both sides, which it shows when it is opened again.

The newest are the replies kept beside the marks of updates, and what the outbox sent. Marks go after two days, so their
replies are moved into one row of the contact: no mark, which tells a day, has to stay longer. People who have not
agreed to that have no such row, nor have people with a post, who read what belongs to others.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.outbox.message import OutboxMessage
from models.people.addressee import for_chat, said_in
from models.people.conversation import IS_OF_A_PAGE, KEEP_MARKS, Conversation, PageHistory, ProcessedUpdate
from models.people.person import Contact, Person
from models.staff.post import Staff, has_post
from models.storage.database import Json

KEEP_HISTORY = timedelta(days=30)
MOST_FRAMES = 100
"""The most frames, of both sides: some fifty messages each."""
SINCE_VERSION = "2026-11-29"
"""The first wording of the agreement that says so."""
FILLED_TO = 8 * 1024
"""In characters: the length of the row is rounded up to about a multiple of this."""
PORTION = 200


async def page_history(session: AsyncSession, contact: Contact, *, now: datetime) -> Sequence[Json] | None:
    """The last frames on the contact's page, the oldest first. None if the person has a post: what they read belongs to
    others."""
    if await has_post(session, contact.person_id):
        return None
    return _bounded([*await _before(session, contact), *await _lately(session, contact)], now)


async def replies_to(session: AsyncSession, contact: Contact, *, most: int = MOST_FRAMES) -> Sequence[Json]:
    """The frames of the last days, the oldest first: from the newest `most` answers and the newest `most` messages of
    the outbox."""
    return sorted(await _lately(session, contact, most=most), key=_place)


async def _before(session: AsyncSession, contact: Contact) -> Sequence[Json]:
    kept = await session.get(PageHistory, contact.id)
    frames: Sequence[Json] = said_in(kept.said, contact, contact=contact.id) if kept is not None else ()
    return frames


async def _lately(session: AsyncSession, contact: Contact, *, most: int = MOST_FRAMES) -> list[Json]:
    said: list[Json] = []
    for table, newest in (
        (ProcessedUpdate, (sa.func.coalesce(ProcessedUpdate.counter, 0).desc(),)),
        (OutboxMessage, (OutboxMessage.sent_at.desc(), OutboxMessage.id.desc())),
    ):
        query = sa.select(table.reply).where(table.contact_id == contact.id, table.reply.is_not(None))
        for reply in await session.scalars(query.order_by(*newest).limit(most)):
            said += said_in(reply, contact, contact=contact.id)
    return said


async def remember_pages(session: AsyncSession, *, now: datetime, limit: int = PORTION) -> int:
    """Moves a portion of the pages' marks older than KEEP_MARKS into the history of their contacts. Returns how
    many."""
    mark = ProcessedUpdate
    marks = sa.select(mark.channel, mark.key, mark.contact_id, mark.reply)
    marks = marks.where(IS_OF_A_PAGE, mark.at < now - KEEP_MARKS)
    rows = (await session.execute(marks.order_by(mark.contact_id).limit(limit))).all()
    replies: dict[int, list[Json]] = defaultdict(list)
    for _, _, contact_id, reply in rows:
        replies[contact_id].append(reply)
    for contact in await _who_may(session, replies):
        lately = [frame for reply in replies[contact.id] for frame in said_in(reply, contact, contact=contact.id)]
        said = _filled(contact, _bounded([*await _before(session, contact), *lately], now))
        await session.merge(PageHistory(contact_id=contact.id, said=said))
    await session.flush()
    for channel in {row.channel for row in rows}:  # by the whole primary key
        keys = [row.key for row in rows if row.channel == channel]
        await session.execute(sa.delete(mark).where(mark.channel == channel, mark.key.in_(keys)))
    return len(rows)


async def forget_pages(session: AsyncSession, *, now: datetime) -> None:
    """Deletes the history of people who have not written for KEEP_HISTORY or have a post by now."""
    silent = sa.select(Conversation.contact_id).where(Conversation.seen_at < now - KEEP_HISTORY)
    posts = sa.select(Contact.id).join(Staff, Staff.person_id == Contact.person_id).where(Staff.active)
    gone = sa.or_(PageHistory.contact_id.in_(silent), PageHistory.contact_id.in_(posts))
    await session.execute(sa.delete(PageHistory).where(gone))


async def _who_may(session: AsyncSession, contact_ids: Iterable[int]) -> Sequence[Contact]:
    posts = sa.select(Staff.person_id).where(Staff.person_id.is_not(None), Staff.active)
    agreed = sa.select(Contact).join(Person, Person.id == Contact.person_id)
    agreed = agreed.where(Contact.id.in_([each for each in contact_ids if each is not None]))
    agreed = agreed.where(Person.consent_version >= SINCE_VERSION, Person.id.not_in(posts))
    return (await session.scalars(agreed.order_by(Contact.id))).all()


def _bounded(frames: Iterable[Json], now: datetime) -> list[Json]:
    """The newest frames, in order, each once: a frame in the row may still be beside its mark too."""
    oldest = int((now - KEEP_HISTORY).timestamp() * 1000)
    once = {frame["seq"]: frame for frame in frames if frame.get("at", oldest) >= oldest}
    return sorted(once.values(), key=_place)[-MOST_FRAMES:]


def _place(frame: Json) -> int:
    return int(frame["seq"])


def _filled(contact: Contact, frames: Sequence[Json]) -> dict[str, Any]:
    length = len(json.dumps(frames, ensure_ascii=False, separators=(",", ":")).encode())
    return {**for_chat(contact, list(frames)), "filled": " " * (-length % FILLED_TO)}
