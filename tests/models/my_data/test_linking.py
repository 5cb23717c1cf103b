"""Linking as an operation: one wins of two at once, what both had is one person's, wrong codes are counted."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.draft import drafts_of
from models.cases.filer import Part, followers_of
from models.cases.mine import cases_of, own_case
from models.cases.same_spot import join_city_report
from models.casework.posts import join_staff
from models.city.pack import City
from models.my_data.errors import LinkCodeGone, LinkedAlready, LinkedLately, LinkingPaused, PostsStay, TooManyLinkTries
from models.my_data.link_code import ALL_TRIES, LinkCode, LinkRequest, ask_to_link, new_code
from models.my_data.linking import link_contacts, unlink
from models.outbox.message import OutboxMessage, put
from models.papers.paper import add_paper, papers_of
from models.people.person import Contact, Person, agree, contacts_of, meet, set_quiet_times
from models.staff.post import StaffRole, add_staff
from models.storage.database import Base, Database, Encrypted, Own
from tests.world.filing import NOW, a_case, a_draft, a_person, another_chat
from tests.world.leaving import leaves
from tests.world.outbox_rows import in_words

on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


async def _count(database: Database, table: Any) -> int:
    async with database.reading() as session:
        return int((await session.scalars(sa.select(sa.func.count()).select_from(table))).one())


async def _two(database: Database) -> tuple[int, int, str, datetime]:
    now = datetime.now(UTC)
    async with database.transaction() as session:
        anna, there, _ = await meet(session, "telegram", "1", locale="zh-CN", now=now)
        _, here, _ = await meet(session, "wechat", "2", locale="zh-CN", now=now)
        await agree(session, anna, now=now)
        code = await new_code(session, anna, there, now=now)
    return there.id, here.id, code, now


async def _link(session: AsyncSession, there: int, here: int, code: str, *, now: datetime) -> Person:
    """The code is typed in the one chat, and yes is said in the other."""
    shown = await session.get_one(Contact, there)
    assert await ask_to_link(session, code, by=await session.get_one(Contact, here), zone=UTC, now=now) is not None
    request = (await session.scalars(sa.select(LinkRequest).where(LinkRequest.by_id == here))).one()
    return await link_contacts(session, request.id, here=shown, now=now)


async def test_of_two_who_type_a_code_one_wins(database: Database) -> None:
    _, here, code, now = await _two(database)
    async with database.transaction() as session:
        _, other, _ = await meet(session, "wechat", "3", locale="zh-CN", now=now)

    async def type_it(contact_id: int) -> bool:
        async with database.transaction() as session:
            by = await session.get_one(Contact, contact_id)
            return await ask_to_link(session, code, by=by, zone=UTC, now=now) is not None

    assert sorted(await asyncio.gather(type_it(here), type_it(other.id))) == [False, True]
    assert await _count(database, LinkRequest) == 1


async def test_of_two_who_say_yes_at_once_one_wins(database: Database) -> None:
    there, here, code, now = await _two(database)
    async with database.transaction() as session:
        await ask_to_link(session, code, by=await session.get_one(Contact, here), zone=UTC, now=now)
        request = (await session.scalars(sa.select(LinkRequest.id))).one()

    async def say_yes() -> str:
        try:
            async with database.transaction() as session:
                await link_contacts(session, request, here=await session.get_one(Contact, there), now=now)
        except LinkCodeGone:
            return "gone"
        return "linked"

    assert sorted(await asyncio.gather(say_yes(), say_yes())) == ["gone", "linked"]
    assert await _count(database, Person) == 1


async def test_a_yes_counts_for_the_newest_question_alone(database: Database) -> None:
    """A chat that was linked meanwhile brings nobody else along: neither what it asked nor what it was asked holds."""
    there, here, code, now = await _two(database)
    async with database.transaction() as session:
        bert, third, _ = await meet(session, "telegram", "3", locale="zh-CN", now=now)
        await agree(session, bert, now=now)
        by, third = await session.get_one(Contact, here), await session.get_one(Contact, third.id)
        await ask_to_link(session, await new_code(session, bert, third, now=now), by=by, zone=UTC, now=now)
        first = (await session.scalars(sa.select(LinkRequest.id))).one()
        await _link(session, there, here, code, now=now)
        assert await _requests(session) == []
        with pytest.raises(LinkCodeGone):
            await link_contacts(session, first, here=third, now=now)


async def _requests(session: AsyncSession) -> list[str]:
    return list(await session.scalars(sa.select(LinkRequest.id)))


async def test_a_chat_that_is_gone_or_linked_already_is_no_way_in(database: Database) -> None:
    there, here, code, now = await _two(database)
    async with database.transaction() as session:
        shown, by = await session.get_one(Contact, there), await session.get_one(Contact, here)
        await ask_to_link(session, code, by=by, zone=UTC, now=now)
        (request,) = await _requests(session)
        await leaves(session, await session.get_one(Person, by.person_id))
    async with database.transaction() as session:
        shown = await session.get_one(Contact, there)
        with pytest.raises(LinkCodeGone):
            await link_contacts(session, request, here=shown, now=now)
        person = await session.get_one(Person, shown.person_id)
        second = await another_chat(session, person, "wechat", "9", now=now)
        code = await new_code(session, person, shown, now=now)
        with pytest.raises(LinkedAlready):
            await ask_to_link(session, code, by=second, zone=UTC, now=now)


async def test_a_chat_that_came_lately_takes_none_off_and_no_chat_itself(database: Database) -> None:
    there, here, code, now = await _two(database)
    async with database.transaction() as session:
        kept = await _link(session, there, here, code, now=now)
        old, new = await session.get_one(Contact, there), await session.get_one(Contact, here)
        later = now + timedelta(hours=23, minutes=30)
        with pytest.raises(LinkedLately) as refused:
            await unlink(session, kept, old.id, here=new, now=later)
        assert refused.value.hours == 1
        with pytest.raises(LinkCodeGone):
            await unlink(session, kept, old.id, here=old, now=later)
        await unlink(session, kept, old.id, here=new, now=now + timedelta(days=1))
        assert (old.person_id == kept.id, new.person_id == kept.id) == (False, True)


async def test_a_post_that_came_after_the_code_stays_too(database: Database) -> None:
    there, here, code, now = await _two(database)
    async with database.transaction() as session:
        by = await session.get_one(Contact, here)
        _, post = await add_staff(session, name="王老师", role=StaffRole.LEAD, department="union", now=now)
        await ask_to_link(session, code, by=by, zone=UTC, now=now)
        (request,) = await _requests(session)
        staff = await join_staff(session, post, await session.get_one(Person, by.person_id), now=now)
        with pytest.raises(PostsStay):
            await link_contacts(session, request, here=await session.get_one(Contact, there), now=now)
        assert staff.person_id == by.person_id


async def test_whatever_referred_to_the_one_refers_to_the_other(database: Database) -> None:
    """Rows of every table with a person, made up from the columns: also of tables that come later."""
    there, here, code, now = await _two(database)
    async with database.transaction() as session:
        kept, other = [(await session.get_one(Contact, each)).person_id for each in (there, here)]
        filled = await session.run_sync(lambda sync: _fill(sync.connection(), kept, other))
    assert filled
    async with database.transaction() as session:
        person = await _link(session, there, here, code, now=now)
        assert person.id == kept
    async with database.reading() as session:
        for table, column in filled:
            owners = set((await session.scalars(sa.select(table.c[column]))).all())
            assert owners == {kept}, table.name
        assert (await session.scalars(sa.select(Person.id))).all() == [kept]


def _fill(connection: sa.Connection, kept: int, other: int) -> list[tuple[sa.Table, str]]:
    """A row of each person in every table that takes one without knowing more."""
    filled = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if table.name == "contact" or not any(key.target_fullname == "person.id" for key in column.foreign_keys):
                continue
            if any(each.foreign_keys and not each.nullable and each is not column for each in table.columns):
                continue  # it needs a row of another table first
            for owner in (kept, other):
                try:
                    with connection.begin_nested():
                        connection.execute(table.insert().values(_values(table, column.name, owner)))
                except sa.exc.IntegrityError:
                    continue
                filled.append((table, column.name))
    return filled


def _values(table: sa.Table, person: str, owner: int) -> dict[str, Any]:
    now = datetime.now(UTC)
    values: dict[str, Any] = {person: owner}
    for column in table.columns:
        if column.name == person or column.nullable or column.foreign_keys or column.default or column.server_default:
            continue
        kind = column.type
        python = getattr(kind, "impl", kind)
        if isinstance(kind, sa.Enum):
            values[column.name] = kind.enum_class(kind.enums[0]) if not kind.enum_class else next(iter(kind.enum_class))
        elif column.primary_key and isinstance(kind, sa.Integer) and len(table.primary_key.columns) == 1:
            continue
        elif isinstance(python, sa.DateTime):
            values[column.name] = now
        elif isinstance(kind, sa.Date):
            values[column.name] = now.date()
        elif isinstance(kind, sa.Boolean):
            values[column.name] = False
        elif isinstance(kind, sa.Integer | sa.Numeric):
            values[column.name] = 1
        elif isinstance(kind, sa.String):
            values[column.name] = "same"
        else:
            plain: Any = [] if "json" in type(kind).__name__.lower() else b""
            values[column.name] = Own("same", plain) if isinstance(kind, Encrypted) and kind.by else plain
    return values


async def test_what_both_were_to_be_told_is_told_once(database: Database) -> None:
    there, here, code, now = await _two(database)
    async with database.transaction() as session:
        for contact_id in (there, here):
            person_id = (await session.get_one(Contact, contact_id)).person_id
            for cause in ("notice:1", f"certificate:{person_id}"):
                await put(session, person_id, in_words("x"), due_at=now, cause=cause, dedupe_key=f"{cause}:{person_id}")
        await _link(session, there, here, code, now=now)
        causes = (await session.scalars(sa.select(OutboxMessage.cause).order_by(OutboxMessage.cause))).all()
    causes = [each.partition(":")[0] for each in causes if each is not None]
    assert [each for each in causes if each != "link_request"] == ["certificate", "certificate", "notice"]


async def test_wrong_codes_count_in_the_database(database: Database) -> None:
    _, here, code, now = await _two(database)
    for _ in range(5):
        async with database.transaction() as session:
            by = await session.get_one(Contact, here)
            assert await ask_to_link(session, _wrong(code), by=by, zone=UTC, now=now) is None
    async with database.transaction() as session:
        by = await session.get_one(Contact, here)
        with pytest.raises(TooManyLinkTries):
            await ask_to_link(session, code, by=by, zone=UTC, now=now)
        assert await ask_to_link(session, code, by=by, zone=UTC, now=now + timedelta(hours=1)) is None


async def test_wrong_codes_of_everybody_at_once_are_counted_to_the_last(database: Database) -> None:
    _, here, code, now = await _two(database)
    async with database.transaction() as session:
        others = [
            (await meet(session, "webchat", f"free-{each}", locale="zh-CN", now=now))[1].id
            for each in range(ALL_TRIES.most + 5)
        ]

    async def guess(contact_id: int) -> str:
        try:
            async with database.transaction() as session:
                by = await session.get_one(Contact, contact_id)
                assert await ask_to_link(session, _wrong(code), by=by, zone=UTC, now=now) is None
        except LinkingPaused:
            return "paused"
        return "wrong"

    told = await asyncio.gather(*map(guess, others))
    assert (told.count("wrong"), told.count("paused")) == (ALL_TRIES.most, 5)
    async with database.transaction() as session:
        by = await session.get_one(Contact, here)
        assert await ask_to_link(session, code, by=by, zone=UTC, now=now + timedelta(minutes=10)) is None


def _wrong(code: str) -> str:
    return "00000000" if code != "00000000" else "1" * 8


async def test_the_code_itself_is_not_kept(database: Database) -> None:
    _, _, code, _ = await _two(database)
    async with database.reading() as session:
        (row,) = (await session.scalars(sa.select(LinkCode))).all()
    assert code not in row.code_hash


async def test_cases_drafts_and_papers_go_over_with_their_reminders(database: Database, city: City) -> None:
    """Both have a draft, a case, an anonymous case and a certificate; of one report both are a part."""
    now = NOW
    async with database.transaction() as session:
        kept, other = await a_person(session, "1"), await a_person(session, "2", channel="wechat")
        numbers = set()
        for person in (kept, other):
            await a_draft(session, person, city)
            numbers |= {
                (await a_case(session, person, city, anonymous=anonymous, now=now)).number
                for anonymous in (False, True)
            }
            await add_paper(
                session, person, kind=next(iter(city.papers)), expires_on=date(2027, 3, 1), city=city, now=now
            )
        report = await a_case(session, other, city, "gate_parking", now=now)
        await join_city_report(session, report.id, kept, now=now)
        await set_quiet_times(session, kept, ())
        await set_quiet_times(session, other, None)
        (there,), (here,) = await contacts_of(session, kept.id), await contacts_of(session, other.id)
        code = await new_code(session, kept, there, now=now)
        other_id = other.id
        kept = await _link(session, there.id, here.id, code, now=now)
    async with database.transaction() as session:
        kept = await session.get_one(Person, kept.id)
        assert {each.number for each in await cases_of(session, kept)} == numbers | {report.number}
        assert len(await drafts_of(session, kept)) == 2
        assert len(await papers_of(session, kept.id)) == 2
        case, part = await own_case(session, report.id, kept)
        assert (part, case.reporters, case.person_id) == (Part.FILED, 1, kept.id)
        assert [each.person_id for each in await followers_of(session, report.id)] == [kept.id]
        assert kept.quiet_times == ""
        owners = set((await session.scalars(sa.select(OutboxMessage.person_id))).all())
        assert owners == {kept.id}
        assert await session.get(Person, other_id) is None
