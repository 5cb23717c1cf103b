"""Chats, link codes and the questions of linking hold to what the product did, through everything that it does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.commands.case_commands import audit_cases
from bot.commands.migration import downgrade, upgrade
from bot.commands.ready_database import BESIDE_THE_KEYS, Unready, bring_up_to_date, trouble_of
from bot.intake.intake import Intake
from bot.sending.replies import Delivery
from bot.settings import Settings
from handlers.talk.texts import texts
from models.city.pack import City
from models.my_data.errors import LinkCodeGone
from models.my_data.export import export
from models.my_data.link_code import LinkRequest, ask_to_link, new_code
from models.my_data.linking import link_contacts, unlink
from models.outbox.parked import ParkedReply, ParkedState, park
from models.outbox.reach import Reach, reach_of
from models.people.person import Contact, Person, contact_at, contacts_of, known_or_met, meet
from models.storage.database import Database
from models.upkeep import unlinking
from models.upkeep.audit import audit
from tests.world.filing import NOW, a_person
from tests.world.leaving import leaves
from tests.world.senders import NotebookChannel

STEP = "INSERT INTO data_step (name, last)"
OF_THE_VERSION_BEFORE = """\
The keys of this deployment have a database. While this file is here, the service does not start on an empty one, and
takes no post of staff that has no seal. Delete it to begin anew, without anything of what there was, or to come back
from a backup of a version that sealed no posts.
"""
LATER = NOW + timedelta(days=2)
WORDS = texts().in_("zh-CN")


async def _broken(database: Database) -> int | None:
    async with database.reading() as session:
        broken = await audit(session)
    return broken.chat if broken is not None else None


@dataclass
class Two:
    """Anna and the thief, each with a chat at their name: the numbers of the people and of the chats."""

    anna: int
    hers: int
    thief: int
    mine: int


@pytest.fixture
async def two(database: Database) -> Two:
    async with database.transaction() as session:
        people = [await a_person(session, each) for each in ("anna", "thief")]
        (hers,), (mine,) = [await contacts_of(session, each.id) for each in people]
        return Two(people[0].id, hers.id, people[1].id, mine.id)


async def _run(database: Database, two: Two, *statements: str) -> None:
    """As whoever can only write the database."""
    async with database.transaction() as session:
        for each in map(sa.text, statements):
            await session.execute(each, {name: getattr(two, name) for name in each.compile().params})


# --- what the product does --------------------------------------------------------------------------------------------


async def test_linking_taking_off_and_forgetting_keep_the_seals(database: Database) -> None:
    async with database.transaction() as session:
        (shown,), (typed,) = [await contacts_of(session, (await a_person(session, each)).id) for each in ("1", "2")]
        anna = await session.get_one(Person, shown.person_id)
        code = await new_code(session, anna, shown, now=NOW)
        assert await ask_to_link(session, code, by=typed, zone=UTC, now=NOW) is not None
        request = (await session.scalars(sa.select(LinkRequest.id))).one()
        kept = await link_contacts(session, request, here=shown, now=NOW)
        assert len(await contacts_of(session, kept.id)) == 2
    assert await _broken(database) is None
    async with database.transaction() as session:
        anna = await session.get_one(Person, kept.id)
        here, off = await contacts_of(session, anna.id)
        await unlink(session, anna, off.id, here=here, now=LATER)
        assert await contact_at(session, off.channel, off.address) is off
    assert await _broken(database) is None
    async with database.transaction() as session:
        await leaves(session, await session.get_one(Person, kept.id))
        await meet(session, here.channel, here.address, locale="zh-CN", now=LATER)
    assert await _broken(database) is None


async def test_a_number_that_is_given_out_again_does_not_bring_a_chat_back(database: Database) -> None:
    async with database.transaction() as session:
        thief = await a_person(session, "thief")
        (chat,) = await contacts_of(session, thief.id)
        kept = {"seal": chat.seal, "person": thief.id, "at": NOW}
        await leaves(session, thief)
        session.add(Person(id=kept["person"], created_at=NOW, locale="zh-CN"))  # as SQLite numbers the next one
        await session.flush()
        await session.execute(
            sa.insert(Contact).values(
                person_id=kept["person"], channel="telegram", address="thief", created_at=NOW, seal=kept["seal"]
            )
        )
        assert await contact_at(session, "telegram", "thief") is None


# --- what somebody else does ------------------------------------------------------------------------------------------


async def test_a_foreign_chat_is_none_of_somebodys_chats(database: Database, two: Two) -> None:
    await _run(database, two, "UPDATE contact SET person_id = :anna WHERE id = :mine")
    async with database.transaction() as session:
        assert [each.id for each in await contacts_of(session, two.anna)] == [two.hers]
        told = await export(session, await session.get_one(Person, two.anna))
        assert [each["id"] for each in told["contacts"]] == [two.hers]
        assert "seal" not in told["contacts"][0]
        assert await contact_at(session, "telegram", "thief") is None
        await session.execute(sa.update(Contact).where(Contact.id == two.hers).values(blocked_at=NOW))
        assert await reach_of(session, two.anna, now=NOW) is Reach.BLOCKED
    assert await _broken(database) == two.mine
    async with database.transaction() as session:
        await leaves(session, await session.get_one(Person, two.anna))
    assert await _broken(database) is None


async def test_a_chat_without_its_seal_makes_room(database: Database, two: Two) -> None:
    await _run(database, two, "UPDATE contact SET seal = 'x' WHERE id = :mine")
    async with database.transaction() as session:
        new = await known_or_met(session, "telegram", "thief", locale="zh-CN", now=NOW)
        assert new.id not in (two.mine, two.hers)
        assert await known_or_met(session, "telegram", "thief", locale="zh-CN", now=NOW) is new
    assert await _broken(database) == two.mine


async def test_the_operator_is_told_which_chat(database: Database, two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    await _run(database, two, "UPDATE contact SET person_id = :anna WHERE id = :mine")

    @asynccontextmanager
    async def opened(*_: Any) -> AsyncIterator[Database]:
        yield database

    monkeypatch.setattr("bot.commands.case_commands.ready_database", opened)
    said: list[str] = []
    assert not await audit_cases(Settings(_env_file=None), WORDS, said.append)  # type: ignore[call-arg]
    assert said == [f"{two.mine}：这个编号的聊天归谁（contact 表）对不上（seal）。"]


async def test_what_waits_for_a_chat_is_not_sent_to_another_address(database: Database, two: Two, city: City) -> None:
    channel = NotebookChannel()
    intake = Intake(database, None, texts())  # type: ignore[arg-type]
    delivery = Delivery(database, {"telegram": channel}, intake, city)
    async with database.transaction() as session:
        for number, text in ((two.hers, "anna"), (two.mine, "thief")):
            reply = [["sendMessage", {"text": text}]]
            await park(session, number, reply, now=datetime.now(UTC), after=timedelta(0), error=None)
    await _run(database, two, "UPDATE contact SET address = 'elsewhere' WHERE id = :hers")
    assert await delivery.deliver_waiting() == 2
    assert channel.said == [("thief", "thief")]
    async with database.reading() as session:
        (kept,) = (await session.scalars(sa.select(ParkedReply))).all()
    assert (kept.contact_id, kept.state) == (two.hers, ParkedState.FAILED)


@pytest.mark.parametrize(
    "rewritten",
    [
        "INSERT INTO link_request (id, contact_id, by_id, created_at, heard) "
        "SELECT 'x', :mine, :hers, created_at, 0 FROM link_request",
        "UPDATE link_request SET id = 'x', by_id = :hers",
        "UPDATE link_request SET id = 'x', contact_id = :hers, by_id = :mine",
    ],
)
async def test_nobody_is_taken_over_by_a_question_that_was_not_asked(
    database: Database, two: Two, rewritten: str
) -> None:
    async with database.transaction() as session:
        mine = await session.get_one(Contact, two.mine)
        code = await new_code(session, await session.get_one(Person, two.thief), mine, now=NOW)
        (third,) = await contacts_of(session, (await a_person(session, "third")).id)
        assert await ask_to_link(session, code, by=third, zone=UTC, now=NOW) is not None
    await _run(database, two, rewritten)
    async with database.transaction() as session:
        asked = two.hers if "contact_id = :hers" in rewritten else two.mine
        with pytest.raises(LinkCodeGone):
            await link_contacts(session, "x", here=await session.get_one(Contact, asked), now=NOW)


async def test_a_code_that_was_moved_to_another_chat_asks_nobody(database: Database, two: Two) -> None:
    async with database.transaction() as session:
        mine = await session.get_one(Contact, two.mine)
        code = await new_code(session, await session.get_one(Person, two.thief), mine, now=NOW)
    await _run(database, two, "UPDATE link_code SET contact_id = :hers")
    async with database.transaction() as session:
        mine = await session.get_one(Contact, two.mine)
        assert await ask_to_link(session, code, by=mine, zone=UTC, now=NOW) is None


# --- databases of before ----------------------------------------------------------------------------------------------


async def _up_to_date(database: Database, settings: Settings) -> None:
    await bring_up_to_date(database, settings, WORDS)


async def test_chats_of_before_come_over_once_also_when_cut_off(
    database: Database, two: Two, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)  # type: ignore[call-arg]
    beside = tmp_path / BESIDE_THE_KEYS
    await _up_to_date(database, settings)
    await database.close()
    downgrade(database_url, "0066")
    upgrade(database_url)
    beside.write_text(OF_THE_VERSION_BEFORE, encoding="utf-8")
    assert (await trouble_of(database, settings) or ("",))[0] == "operator-check-database-old"
    monkeypatch.setattr(unlinking, "PORTION", 1)
    whole = unlinking._portion

    async def cut_off(of: Database, name: str, work: Any) -> bool:
        there = await whole(of, name, work)
        assert name != unlinking.CHATS, "cut off"
        return there

    monkeypatch.setattr(unlinking, "_portion", cut_off)
    with pytest.raises(AssertionError, match="cut off"):
        await _up_to_date(database, settings)
    monkeypatch.setattr(unlinking, "_portion", whole)
    async with database.reading() as session:
        seals = (await session.scalars(sa.select(Contact.seal).order_by(Contact.id))).all()
    assert [bool(each) for each in seals] == [True, False]
    await _up_to_date(database, settings)
    assert await _broken(database) is None
    assert await trouble_of(database, settings) is None
    again = ("UPDATE contact SET person_id = :anna, seal = '' WHERE id = :mine", f"{STEP} VALUES ('contact', 0)")
    await _run(database, two, *again)
    await _up_to_date(database, settings)
    assert await trouble_of(database, settings) is None
    assert await _broken(database) == two.mine


async def test_a_copy_of_before_is_not_served_as_if_everybody_were_a_stranger(
    database: Database, two: Two, database_url: str, tmp_path: Path
) -> None:
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)  # type: ignore[call-arg]
    beside = tmp_path / BESIDE_THE_KEYS
    await _up_to_date(database, settings)
    await database.close()
    downgrade(database_url, "0066")
    upgrade(database_url)
    with pytest.raises(Unready, match=BESIDE_THE_KEYS):
        await _up_to_date(database, settings)
    beside.unlink()
    await _up_to_date(database, settings)
    assert await _broken(database) is None
