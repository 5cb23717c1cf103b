"""What is kept about a person, for them to read."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from models.articles.article import votes_of
from models.events.attendance import event_certificates_of
from models.events.booking import bookings_of
from models.events.points import points_entries
from models.papers.paper import papers_of
from models.people.addressee import said_in
from models.people.conversation import Conversation, FailedUpdate, PageHistory, ProcessedUpdate
from models.people.person import Contact, Person, contacts_of
from models.places.place import PlaceFeedback
from models.storage.database import Base, Json
from models.storage.kept_file import StoredFile, name_of_file


async def export(session: AsyncSession, person: Person) -> Json:
    """Everything kept about the person, ready for JSON: times in UTC, ISO 8601."""
    chats = {contact.id: contact for contact in await contacts_of(session, person.id)}
    ids = list(chats)
    conversations = await session.scalars(sa.select(Conversation).where(Conversation.contact_id.in_(ids)))
    replies = await session.scalars(_of(ProcessedUpdate, ids).order_by(ProcessedUpdate.at, ProcessedUpdate.counter))
    pages = await session.scalars(_of(PageHistory, ids))
    failed = await session.scalars(_of(FailedUpdate, ids).order_by(FailedUpdate.at))
    files = sa.select(StoredFile).where(StoredFile.contact_id.in_(ids)).options(defer(StoredFile.locked))
    files_kept = (await session.scalars(files.order_by(StoredFile.expires_at))).all()
    said = await session.scalars(sa.select(PlaceFeedback).where(PlaceFeedback.person_id == person.id))
    return {
        "person": {**_columns(person), "last_needs": person.last_needs.split("|") if person.last_needs else []},
        "contacts": [_columns(each, but="seal") for each in chats.values()],
        "conversations": [
            {"state": each.state, "data": opened[0], "menu": opened[1]}
            for each in conversations
            if (opened := each.opened()) is not None
        ],
        "replies": [{"at": each.at.isoformat(), "reply": _said(each.reply, each, chats)} for each in replies],
        "page_history": [_said(each.said, each, chats) for each in pages],
        "failed_updates": [{"at": each.at.isoformat(), "update": _said(each.update, each, chats)} for each in failed],
        "files": [
            {"name": name, "expires_at": each.expires_at.isoformat()}
            for each in files_kept
            if (name := name_of_file(each)) is not None
        ],
        "feedback": [_columns(each) for each in said],
        "certificates": [_columns(each) for each in await papers_of(session, person.id)],
        "bookings": [_columns(each) for each in await bookings_of(session, person.id)],
        "event_certificates": [_columns(each, but="pdf") for each in await event_certificates_of(session, person.id)],
        "article_votes": [_columns(each) for each in await votes_of(session, person.id)],
        "points": [_columns(each, but="seal") for each in await points_entries(session, person.id)],
    }


def _said(kept: Json, row: Any, chats: Mapping[int, Contact]) -> Json:
    return said_in(kept, chats[row.contact_id], contact=row.contact_id)


def _of(table: Any, contact_ids: Sequence[int]) -> Any:
    return sa.select(table).where(table.contact_id.in_(contact_ids))


def _columns(row: Base, *, but: str = "") -> Json:
    attributes = {each.columns[0].name: each.key for each in sa.inspect(type(row)).column_attrs}
    values = {name: getattr(row, key) for name, key in attributes.items() if name != but}
    return {key: each.isoformat() if isinstance(each, date) else each for key, each in values.items()}
