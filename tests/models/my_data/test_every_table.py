"""Every table with a person in it, also one that comes later: taken along, handed over and forgotten with them."""

import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any

import pytest
import sqlalchemy as sa

from models.my_data.link_code import LinkRequest, ask_to_link, new_code
from models.my_data.linking import link_contacts
from models.outbox.parked import ParkedState
from models.people.person import Contact, contacts_of
from models.storage.database import Database, Json
from models.storage.every_table import every_table
from tests.world.chat import Chat, Someone
from tests.world.filing import NOW, a_person, person_of
from tests.world.rows import a_row, columns_to

NOT_TAKEN_ALONG = {
    "case.person_id": "cases are taken along by who filed them (case_filer), which is a digest",
    "event.created_by": "an event is the city's; who gives it has a post, and that is taken along",
    "outbox.person_id": "what is to be said is of something that is taken along itself",
    "question_asker.person_id": "questions are kept without a name",
    "question_count.person_id": "how many questions of a day, to stop a flood; not which",
    "staff_holder.person_id": "that two eyes are two humans; posts are taken along",
}
"""Columns of which an export says nothing, and why it need not. Every other one shows in the file."""
OUTLIVES = {
    "case.person_id": "goes on without its filer",
    "event.created_by": "is the city's",
    "place_feedback.person_id": "counts for the place",
    "staff.person_id": "what the post did stays",
}
"""Columns that are emptied when the person is forgotten, and what the row is kept for. Every other row is deleted."""
OVER: dict[str, dict[str, Any]] = {"staff": {"active": False}, "parked_reply": {"state": ParkedState.FAILED}}
"""Who has a post cannot link, and who has not read a reply gets no other."""
OF_THE_CHAT = ("person", "conversations", "replies", "page_history", "files")
"""What every message of a person changes in an export."""
PEOPLE = [column for column in columns_to("person.id") if column.table.name != "contact"]
CHATS = list(columns_to("contact.id"))


async def rows_of(database: Database, columns: Sequence[sa.Column[Any]], owner: int) -> None:
    """A row in the table of each column that refers to the owner by it."""
    async with database.transaction() as session:
        connection = await session.connection()
        for column in columns:
            await connection.run_sync(a_row, column.table, {column.name: owner, **OVER.get(column.table.name, {})})


async def owned(database: Database, columns: Sequence[sa.Column[Any]], owner: int | None) -> set[str]:
    """Those of the columns by which a row refers to the owner; None: to nobody."""
    async with database.reading() as session:
        asked = {str(each): sa.select(sa.func.count()).select_from(each.table).where(each == owner) for each in columns}
        return {name for name, count in asked.items() if await session.scalar(count)}


async def numbers_of(chat: Chat, someone: Someone) -> tuple[int, int]:
    """Of the person, and of the chat."""
    async with chat.app.database.reading() as session:
        person = await person_of(session, someone)
        (contact,) = await contacts_of(session, person.id)
        return person.id, contact.id


async def taken_along(anna: Someone) -> Json:
    """The file, without what asking for it adds."""
    anna.chat.wait(seconds=30)  # who asks so often is taken for a flood
    await anna.sends("我的")
    await anna.presses("我的信息")
    await anna.presses("导出")
    kept = json.loads(await anna.document())
    return {name: what for name, what in kept.items() if name not in OF_THE_CHAT}


@pytest.mark.parametrize(("channel", "database_kind"), [("webchat", "sqlite")], indirect=True)
async def test_whatever_is_kept_of_a_person_shows_in_the_file_they_take_along(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    person_id, _ = await numbers_of(chat, anna)
    silent, before = set(), await taken_along(anna)
    for column in PEOPLE:
        await rows_of(chat.app.database, [column], person_id)
        after = await taken_along(anna)
        silent |= {str(column)} if after == before else set()
        before = after
    assert silent == set(NOT_TAKEN_ALONG), "export it where the others are, or say above why not"


@pytest.mark.parametrize(
    ("channel", "database_kind"), [("webchat", "sqlite"), ("telegram", "postgresql")], indirect=True
)
async def test_nothing_refers_to_somebody_who_was_forgotten(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    person_id, contact_id = await numbers_of(chat, anna)
    chats = [each for each in CHATS if each.table.name != "conversation"]  # there is one already
    await rows_of(chat.app.database, PEOPLE, person_id)
    await rows_of(chat.app.database, chats, contact_id)
    assert await owned(chat.app.database, PEOPLE, person_id) == {str(each) for each in PEOPLE}
    await anna.sends("我的")
    await anna.presses("我的信息")
    await anna.presses("删除我的信息")
    await anna.presses("全部删掉")
    anna.sees("你的信息都没了")
    assert await owned(chat.app.database, PEOPLE, person_id) == set()
    assert await owned(chat.app.database, CHATS, contact_id) == set()
    assert await owned(chat.app.database, PEOPLE, None) == set(OUTLIVES), "delete it, or say above why it stays"


async def test_what_was_the_one_persons_is_the_others_after_they_became_one(database: Database) -> None:
    async with database.transaction() as session:
        kept, other = await a_person(session, "1"), await a_person(session, "2", channel="wechat")
        (here,), (there,) = await contacts_of(session, kept.id), await contacts_of(session, other.id)
        code = await new_code(session, kept, here, now=NOW)
    for owner in (kept.id, other.id):
        await rows_of(database, PEOPLE, owner)
    async with database.transaction() as session:
        await ask_to_link(session, code, by=await session.get_one(Contact, there.id), zone=UTC, now=NOW)
        request = (await session.scalars(sa.select(LinkRequest))).one()
        await link_contacts(session, request.id, here=await session.get_one(Contact, here.id), now=NOW)
    assert await owned(database, PEOPLE, other.id) == set()
    assert await owned(database, PEOPLE, kept.id) == {str(each) for each in PEOPLE}


def test_a_person_is_never_named_by_a_number_that_the_database_does_not_know_for_one() -> None:
    columns = [each for table in every_table() for each in table.columns if each.name in ("person_id", "contact_id")]
    assert [str(each) for each in columns if not each.foreign_keys] == []
