"""Data kept of a person as such: themselves, their chats, and the words said in them. models/storage keeps the files of
a chat, but they are named here, because only this room knows whose chat it is.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from models.people.addressee import said_in
from models.people.conversation import (
    KEEP_FAILED,
    KEEP_MARKS,
    Conversation,
    FailedUpdate,
    PageHistory,
    ProcessedUpdate,
    forget_marks,
)
from models.people.flood import FloodCount, digest_of_chat, forget_floods
from models.people.open_page import forget_closed
from models.people.person import Contact, Person, contacts_of
from models.storage.database import Json
from models.storage.kept_file import StoredFile, name_of_file
from models.storage.personal import Kept, Leaving, Merging, Old, Personal, Until, columns_of


async def _export(session: AsyncSession, person: Person) -> dict[str, Json]:
    chats = {contact.id: contact for contact in await contacts_of(session, person.id)}
    ids = list(chats)
    conversations = await session.scalars(sa.select(Conversation).where(Conversation.contact_id.in_(ids)))
    replies = await session.scalars(_of(ProcessedUpdate, ids).order_by(ProcessedUpdate.at, ProcessedUpdate.counter))
    pages = await session.scalars(_of(PageHistory, ids))
    failed = await session.scalars(_of(FailedUpdate, ids).order_by(FailedUpdate.at))
    files = sa.select(StoredFile).where(StoredFile.contact_id.in_(ids)).options(defer(StoredFile.locked))
    files_kept = (await session.scalars(files.order_by(StoredFile.expires_at))).all()
    return {
        "person": {**columns_of(person), "last_needs": person.last_needs.split("|") if person.last_needs else []},
        "contacts": [columns_of(each, but="seal") for each in chats.values()],
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
    }


def _said(kept: Json, row: Any, chats: Mapping[int, Contact]) -> Json:
    return said_in(kept, chats[row.contact_id], contact=row.contact_id)


def _of(table: Any, contact_ids: Sequence[int]) -> Any:
    return sa.select(table).where(table.contact_id.in_(contact_ids))


async def _hand_over(session: AsyncSession, merging: Merging) -> None:
    """Fills the kept person's empty columns from the other. `created_at` must not change: the filer digest of their
    cases is computed from it."""
    other, kept = merging.other, merging.kept
    code, other.member_code = other.member_code, None
    await session.flush()  # no two people may have the same code, not even for a moment
    kept.member_code = kept.member_code or code
    for column in sa.inspect(Person).column_attrs:
        if getattr(kept, column.key) is None:
            setattr(kept, column.key, getattr(other, column.key))
    kept.last_needs = kept.last_needs or other.last_needs
    await session.flush()


async def _forget(session: AsyncSession, leaving: Leaving) -> int:
    """Deletes the person's chats one by one, so that a handler of an update sees that its chat is gone."""
    floods = await _floods(session, leaving.person)
    theirs = sa.select(Contact).where(Contact.person_id == leaving.person.id)  # also chats whose seal is broken
    for contact in (await session.scalars(theirs)).all():
        conversation = await session.get(Conversation, contact.id)
        if conversation is not None:
            await session.delete(conversation)
        await session.delete(contact)
    await session.execute(sa.delete(FloodCount).where(FloodCount.digest.in_(floods)))
    await session.flush()
    return 0


async def _floods(session: AsyncSession, person: Person) -> list[str]:
    return [await digest_of_chat(session, each.channel, each.address) for each in await contacts_of(session, person.id)]


PERSONAL = Personal(
    kept=(
        Kept("person.id", Until.THEY_GO),
        Kept("contact.person_id", Until.THEY_GO),
        Kept("conversation.contact_id", Until.THEY_GO),
        Kept("processed_update.contact_id", KEEP_MARKS + timedelta(days=1), after="the update came"),
        Kept("failed_update.contact_id", KEEP_FAILED, after="the update came"),
        Kept(
            "open_page.contact_id",
            timedelta(hours=1),
            after="its process ended",
            untold="a page that is open now, which they see",
        ),
        Kept(
            "flood_count.digest",
            timedelta(hours=2),
            after="the chat sent that much",
            untold="a count of seconds",
            digests=_floods,
        ),
    ),
    export=_export,
    hand_over=_hand_over,
    forget=_forget,
    forget_old=(Old(forget_marks), Old(forget_floods), Old(forget_closed)),
)
