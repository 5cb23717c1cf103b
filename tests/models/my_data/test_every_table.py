"""Every table with a person in it, also one that comes later: its noun says what becomes of it, and that is true."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from models.cases.case import Case
from models.cases.filer import written
from models.cases.steps import CaseState
from models.city.pack import City
from models.my_data.export import export
from models.my_data.link_code import LinkRequest, ask_to_link, new_code
from models.my_data.linking import link_contacts
from models.my_data.nouns import NOUNS
from models.negotiations.negotiation import Negotiation
from models.outbox.message import OutboxMessage, OutboxState
from models.outbox.parked import ParkedState
from models.people.person import Contact, Person, contacts_of
from models.places.place import Place
from models.places.search_key import search_key
from models.storage.database import Database
from models.storage.every_table import every_table
from models.storage.personal import Until
from tests.world.chat import Chat, Someone
from tests.world.filing import NOW, a_case, a_person, person_of
from tests.world.rows import a_row, columns_to
from tests.world.searches import CONTENT

KEPT = {each.column: each for noun in NOUNS for each in noun.kept}
PEOPLE = [column for column in columns_to("person.id") if column.table.name != "contact"]
CHATS = [column for column in columns_to("contact.id") if column.table.name != "conversation"]  # there is one already
DIGESTS = [
    column for table in every_table() for column in table.columns if (it := KEPT.get(str(column))) and it.digests
]
OVER: dict[str, dict[str, Any]] = {
    "staff": {"active": False},
    "parked_reply": {"state": ParkedState.FAILED},
    "place_search_record": {"content": CONTENT},
}
"""Who has a post cannot link, who has not read a reply gets no other, and a search has its parts."""

TODAY = (datetime.now(UTC) + timedelta(days=1)).date()
"""A day whose key is not forgotten while a test runs."""
SOMEBODY = re.compile(
    r"digest|hash|person|pseudonym|member|contact|phone|address|filer|name|cause|dedupe"
    r"|^(who|author|approver|holder|owner)$|_(id|by)$"
)
"""Names of columns that may say who somebody is, without a foreign key."""
POSTS = frozenset(
    [
        "staff_id",
        "deputy_id",
        "asked_by",
        "answered_by",
        "approved_by",
        "ordered_by",
        "written_by",
        "given_by",
        "reported_by",
    ]
)
"""Columns of these names hold the number of a post; who has it, `staff` says."""
OF_NOBODY = {
    "article.phone": "an office",
    "article.replaced_by": "an article's key",
    "case_event.data_digest": "what was done, not who did it",
    "case_event.hash": "the link's own",
    "case_event.who": "a post's number, or that it was the worker",
    "case_lateness.about_id": "a promise, an order or a request",
    "case_word.digest": "two characters of what was said in a case that is not anonymous",
    "data_step.name": "a step",
    "duty.owner": "a department, the number of a post or of a place",
    "duty_step.data_digest": "what was done, not who did it",
    "duty_step.hash": "the link's own",
    "forgotten_case.name": "a digest of the number of a case or a duty",
    "identity_request.state_digest": "a way to the provider of identities and back",
    "loaded_file.name": "a file of the pack",
    "place.address": "a place",
    "place.checked_by": "a host, a rider, the department or an import, never which one",
    "place.name": "a place",
    "place.phone": "a place",
    "process_lease.holder": "a process",
    "process_lease.name": "what one process does for all",
    "sealed_case.name": "a digest of a case's number",
    "secret.name": "a secret of the service",
    "sender_lease.holder": "a process",
    "unanswered_question.group_id": "another question",
    "wechat_budget.name": "a quota",
    "wechat_call.digest": "a signature of WeChat's",
    "wechat_mass.message_id": "a message to everybody",
    "wechat_value.name": "a value of the account",
}
"""Columns named as if they said who somebody is, in tables that no noun registers, and what they say."""


def test_every_table_that_refers_to_a_person_is_registered_by_its_noun() -> None:
    there = {str(column): column for table in every_table() for column in table.columns}
    assert sorted(KEPT.keys() - there.keys()) == [], "there is no such column"
    by_key = {str(each) for each in (*columns_to("person.id"), *columns_to("contact.id"))}
    assert sorted(by_key - KEPT.keys()) == [], "register it in models/<room>/personal.py"
    tables = {name.partition(".")[0] for name in KEPT}
    loose = {
        name
        for name, column in there.items()
        if SOMEBODY.search(column.name)
        and not column.foreign_keys
        and column.name not in POSTS
        and column.table.name not in tables
        and not isinstance(getattr(column.type, "impl", column.type), sa.DateTime)
    }
    assert sorted(loose) == sorted(OF_NOBODY), "register it in models/<room>/personal.py, or say above whose it is"


def test_a_person_is_never_named_by_a_number_that_the_database_does_not_know_for_one() -> None:
    columns = [each for table in every_table() for each in table.columns if each.name in ("person_id", "contact_id")]
    assert [str(each) for each in columns if not each.foreign_keys] == []


async def rows_of(database: Database, columns: Sequence[sa.Column[Any]], owner: int) -> None:
    """A row in the table of each column that refers to the owner by it."""
    async with database.transaction() as session:
        connection = await session.connection()
        for column in columns:
            await connection.run_sync(a_row, column.table, {column.name: owner, **OVER.get(column.table.name, {})})


async def digest_rows_of(database: Database, person: Person) -> None:
    """The same by digests; a case of the person and what they have written have some of them already."""
    there = await owned_by_digest(database, person)
    async with database.transaction() as session:
        connection = await session.connection()
        await search_key(session, TODAY)
        for column in DIGESTS:
            if column.table.name != "case_filer" and str(column) not in there:
                digest, *_ = await KEPT[str(column)].digests(session, person)  # type: ignore[misc]
                given = {column.name: digest, "person": written(person), **OVER.get(column.table.name, {})}
                if column.table.name == "place_word":  # a digest is of a person at one place, here the first
                    given["place_id"] = await session.scalar(sa.select(sa.func.min(Place.id)))
                given = {name: value for name, value in given.items() if name in column.table.columns}
                await connection.run_sync(a_row, column.table, given)


async def owned(database: Database, columns: Sequence[sa.Column[Any]], owner: int | None) -> set[str]:
    """Those of the columns by which a row refers to the owner; None: to nobody."""
    async with database.reading() as session:
        asked = {str(each): sa.select(sa.func.count()).select_from(each.table).where(each == owner) for each in columns}
        return {name for name, count in asked.items() if await session.scalar(count)}


async def owned_by_digest(database: Database, person: Person) -> set[str]:
    async with database.transaction() as session:
        found = set()
        for column in DIGESTS:
            digests = await KEPT[str(column)].digests(session, person)  # type: ignore[misc]
            found |= {str(column)} if await session.scalar(sa.select(column).where(column.in_(digests))) else set()
        return found


async def numbers_of(chat: Chat, someone: Someone) -> tuple[Person, int]:
    """The person, and the number of the chat."""
    async with chat.app.database.reading() as session:
        person = await person_of(session, someone)
        (contact,) = await contacts_of(session, person.id)
        return person, contact.id


async def test_whatever_is_kept_of_a_person_shows_in_the_file_they_take_along(database: Database, city: City) -> None:
    async def taken_along() -> str:
        async with database.transaction() as session:
            return json.dumps(await export(session, await session.get_one(Person, anna.id)), sort_keys=True)

    async with database.transaction() as session:
        anna = await a_person(session)
        (chat,) = await contacts_of(session, anna.id)
    silent, before = set(), await taken_along()
    for column, owner in (*((each, anna.id) for each in PEOPLE), *((each, chat.id) for each in CHATS)):
        await rows_of(database, [column], owner)
        after = await taken_along()
        silent |= {str(column)} if after == before else set()
        before = after
    told = {str(each) for each in (*PEOPLE, *CHATS) if not KEPT[str(each)].untold}
    assert silent == {str(each) for each in (*PEOPLE, *CHATS)} - told, (
        "export it, or say why not where it is registered"
    )
    await digest_rows_of(database, anna)
    async with database.transaction() as session:
        await a_case(session, await session.get_one(Person, anna.id), city)
    kept = json.loads(await taken_along())
    assert [len(kept[name]) for name in ("cases", "negotiations")] == [1, 1]


@pytest.mark.parametrize(
    ("channel", "database_kind"), [("webchat", "sqlite"), ("telegram", "postgresql")], indirect=True
)
async def test_nothing_refers_to_somebody_who_was_forgotten(chat: Chat) -> None:
    database = chat.app.database
    anna = await chat.person("anna", agreed=True)
    person, contact_id = await numbers_of(chat, anna)
    watched = next(
        each for table in every_table() for each in table.columns if str(each) == "notice.progress_contact_id"
    )
    await rows_of(database, PEOPLE, person.id)
    await rows_of(database, [*CHATS, watched], contact_id)
    await digest_rows_of(database, person)
    assert await owned(database, PEOPLE, person.id) == {str(each) for each in PEOPLE}
    await anna.sends("我的")
    await anna.presses("我的信息")
    await anna.presses("删除我的信息")
    await anna.presses("全部删掉")
    anna.sees("你的信息都没了")
    assert await owned(database, PEOPLE, person.id) == set()
    assert await owned(database, [*CHATS, watched], contact_id) == set()
    assert await owned_by_digest(database, person) == set()
    outlives = {str(each) for each in PEOPLE if KEPT[str(each)].outlives}
    assert await owned(database, PEOPLE, None) == outlives, "delete it, or say why it stays where it is registered"


async def test_what_was_the_one_persons_is_the_others_after_they_became_one(database: Database, city: City) -> None:
    async with database.transaction() as session:
        kept, other = await a_person(session, "1"), await a_person(session, "2", channel="wechat")
        other.member_code = "M7K3M9QRT"
        (here,), (there,) = await contacts_of(session, kept.id), await contacts_of(session, other.id)
        code = await new_code(session, kept, here, now=NOW)
        await a_case(session, other, city)
    for owner in (kept.id, other.id):
        await rows_of(database, PEOPLE, owner)
    await digest_rows_of(database, other)
    async with database.transaction() as session:
        await ask_to_link(session, code, by=await session.get_one(Contact, there.id), zone=UTC, now=NOW)
        request = (await session.scalars(sa.select(LinkRequest))).one()
        await link_contacts(session, request.id, here=await session.get_one(Contact, here.id), now=NOW)
    assert await owned(database, PEOPLE, other.id) == set()
    assert await owned(database, PEOPLE, kept.id) == {str(each) for each in PEOPLE}
    assert await owned_by_digest(database, other) == set()
    assert await owned_by_digest(database, kept) == {str(each) for each in DIGESTS}
    async with database.reading() as session:
        assert (await session.get_one(Person, kept.id)).member_code == "M7K3M9QRT"


async def test_rows_are_kept_for_as_long_as_their_noun_says(database: Database, city: City) -> None:
    began = datetime.now(UTC)
    columns = [each for table in every_table() for each in table.columns if str(each) in KEPT]
    async with database.transaction() as session:
        anna = await a_person(session)
        (chat,) = await contacts_of(session, anna.id)
        connection = await session.connection()
        for column in columns:
            if column.table.name not in ("person", "contact", "conversation"):
                target = next((each.target_fullname for each in column.foreign_keys), None)
                value = {"person.id": anna.id, "contact.id": chat.id}.get(
                    str(target), 1 if column.nullable and target is None else None
                )
                given = {**OVER.get(column.table.name, {}), **({} if value is None else {column.name: value})}
                await connection.run_sync(a_row, column.table, given)
        await session.execute(sa.update(Person).values(consent_at=began))
        await session.execute(sa.update(OutboxMessage).values(state=OutboxState.SENT))
        await session.execute(sa.update(Case).values(state=CaseState.WITHDRAWN, ended_at=began))
        await session.execute(sa.update(Negotiation).values(ended_at=began))
    for age in sorted({each.lasts for each in KEPT.values() if isinstance(each.lasts, timedelta)}):
        for old in (each for noun in NOUNS for each in noun.forget_old):
            given = {"limit": 1000} if old.limit else {}
            given |= {"city": city} if old.of_city else {}
            async with database.transaction() as session:
                await old.work(session, now=began + age + timedelta(days=2), **given)
        over = {each.column for each in KEPT.values() if isinstance(each.lasts, timedelta) and each.lasts <= age}
        assert await left(database, columns) & over == set(), f"older than {age}"
    assert await left(database, columns) == {each.column for each in KEPT.values() if each.lasts is Until.THEY_GO}


async def left(database: Database, columns: Sequence[sa.Column[Any]]) -> set[str]:
    """Those of the columns in which something stands."""
    async with database.reading() as session:
        asked = {str(each): sa.select(sa.func.count(each)).select_from(each.table) for each in columns}
        return {name for name, count in asked.items() if await session.scalar(count)}
