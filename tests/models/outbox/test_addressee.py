"""Whoever can only write the database gets nobody's messages: what waits, or is kept, says itself whom it is for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.channel.channel import Incoming
from bot.commands.case_commands import audit_cases
from bot.commands.migration import downgrade, upgrade
from bot.commands.ready_database import bring_up_to_date
from bot.intake.intake import Intake, Outcome
from bot.sending.claim import claim_held
from bot.sending.replies import Delivery
from bot.settings import Settings
from handlers.talk.abilities import Abilities
from handlers.talk.texts import texts
from models.city.pack import City
from models.my_data.export import export
from models.my_data.link_code import LinkRequest, ask_to_link, new_code
from models.my_data.linking import link_contacts
from models.outbox.message import OutboxMessage, put, try_again
from models.outbox.page_history import replies_to
from models.outbox.parked import ParkedReply, ParkedState, park
from models.people.addressee import for_chat
from models.people.conversation import Conversation, FailedUpdate, PageHistory, ProcessedUpdate
from models.people.person import Contact, Person, contacts_of, tie
from models.storage.database import Database
from models.upkeep.audit import BrokenLink, audit
from tests.world.leaving import leaves
from tests.world.outbox_rows import in_words, write_rows
from tests.world.senders import NOON, Post

ANNA, THIEF = "1001", "1002"
WORDS = texts().in_("zh-CN")
ELSEWHERE = "UPDATE outbox SET person_id = :thief WHERE person_id = :anna"


@dataclass
class Two:
    """Anna and the thief: the numbers of the people and of their chats."""

    post: Post
    anna: int
    thief: int
    hers: int
    mine: int

    async def run(self, *statements: str) -> None:
        """As whoever can only write the database."""
        async with self.post.database.transaction() as session:
            for each in map(sa.text, statements):
                names = each.compile().params
                await session.execute(each, {name: getattr(self, name) for name in names})

    async def found(self) -> BrokenLink | None:
        async with self.post.database.reading() as session:
            return await audit(session)


@pytest.fixture
async def two(database: Database, city: City) -> Two:
    post = Post(database, city)
    anna, thief = [await post.person(each) for each in (ANNA, THIEF)]
    async with database.reading() as session:
        ((hers,), (mine,)) = [await contacts_of(session, each) for each in (anna, thief)]
    return Two(post, anna, thief, hers.id, mine.id)


# --- messages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "led",
    [
        (ELSEWHERE,),
        (
            "UPDATE outbox SET content = (SELECT other.content FROM outbox other WHERE other.person_id = :anna) "
            "WHERE person_id = :thief",
            "DELETE FROM outbox WHERE person_id = :anna",
        ),
        (ELSEWHERE, "UPDATE outbox SET cause = 'notice:1', priority = 2"),
        ("UPDATE outbox SET state = 'held', person_id = :thief", "UPDATE outbox SET state = 'waiting'"),
    ],
)
async def test_a_message_that_is_led_to_another_person_is_not_sent(two: Two, led: tuple[str, ...]) -> None:
    await two.post.put(two.anna, "for anna")
    await two.post.put(two.thief, "for the thief", due_at=NOON + timedelta(days=1))
    await two.run(*led, "UPDATE outbox SET due_at = send_at WHERE state = 'waiting'")
    two.post.now += timedelta(days=1)
    await two.post.deliver(2)
    assert "for anna" not in [text for _, text in two.post.said]
    (row,) = [row for row in await two.post.rows() if row.content["facts"]["text"] == "for anna"]
    assert (row.state, row.error) == ("failed", "not theirs")
    found = await two.found()
    assert found is not None
    assert (found.message, found.reason) == (row.id, "addressee")
    async with two.post.database.transaction() as session:
        await try_again(session, now=two.post.now)
    await two.post.deliver()
    assert "for anna" not in [text for _, text in two.post.said]


async def test_a_message_that_waited_for_them_to_write_goes_to_nobody_else(two: Two) -> None:
    await two.post.put(two.anna, "for anna")
    await two.run(ELSEWHERE, "UPDATE outbox SET state = 'held'")
    async with two.post.database.transaction() as session:
        until = NOON + timedelta(minutes=1)
        channel = two.post.channels["telegram"]
        ready = await claim_held(session, channel, two.mine, two.post.city, texts(), now=NOON, until=until)
    assert ready == []
    assert await two.post.states() == ["failed"]


async def test_the_number_of_somebody_who_was_forgotten_brings_no_message(two: Two) -> None:
    await two.post.put(two.anna, "for anna")
    async with two.post.database.transaction() as session:
        (row,) = (await session.execute(sa.select(OutboxMessage.__table__))).mappings().all()
        kept = {**row, "content": sa.text("content")}
        token = await session.scalar(sa.select(sa.type_coerce(OutboxMessage.content, sa.LargeBinary)))
        await leaves(session, await session.get_one(Person, two.anna))
        session.add(Person(id=two.anna, created_at=NOON + timedelta(hours=1), locale="zh-CN"))  # as SQLite numbers
        await session.flush()
        chat = Contact(channel="telegram", address="new", created_at=NOON)
        tie(session, chat, await session.get_one(Person, two.anna))
        session.add(chat)
        await session.flush()
        session.add(Conversation(contact_id=chat.id, seen_at=NOON, data={}, counter=0))
        values = {**kept, "content": sa.type_coerce(sa.literal(token, sa.LargeBinary), sa.LargeBinary)}
        await session.execute(sa.insert(OutboxMessage.__table__).values(values))
    await two.post.deliver()
    assert two.post.said == []
    assert await two.post.states() == ["failed"]


async def test_two_who_become_one_get_what_waited_for_each(two: Two) -> None:
    await two.post.put(two.anna, "for anna")
    await two.post.put(two.thief, "for the other")
    await _become_one(two)
    await _minutes_pass(two)
    said = {text for _, text in two.post.said}
    assert {"for anna", "for the other"} <= said
    assert await two.found() is None
    assert "failed" not in await two.post.states()


async def test_becoming_one_makes_nobodys_message_theirs(two: Two) -> None:
    bela = await two.post.person("bela")
    await two.post.put(bela, "for bela")
    await two.run("UPDATE outbox SET person_id = :thief")
    await _become_one(two)
    await _minutes_pass(two)
    assert "for bela" not in {text for _, text in two.post.said}
    found = await two.found()
    assert found is not None
    assert found.message is not None


async def _minutes_pass(two: Two) -> None:
    for _ in range(6):
        two.post.now += timedelta(minutes=1)
        await two.post.deliver()


async def _become_one(two: Two) -> None:
    async with two.post.database.transaction() as session:
        shown, typed = [await session.get_one(Contact, each) for each in (two.hers, two.mine)]
        anna = await session.get_one(Person, two.anna)
        code = await new_code(session, anna, shown, now=NOON)
        assert await ask_to_link(session, code, by=typed, zone=UTC, now=NOON) is not None
        request = (await session.scalars(sa.select(LinkRequest.id))).one()
        await link_contacts(session, request, here=shown, now=NOON)


async def test_what_goes_to_many_is_one_ciphertext_and_is_sent(two: Two) -> None:
    await write_rows(two.post.database, in_words("to many"), due_at=NOON)
    async with two.post.database.reading() as session:
        tokens = await session.scalars(sa.select(sa.type_coerce(OutboxMessage.content, sa.LargeBinary)))
        assert len(set(tokens)) == 1
    await two.post.deliver()
    assert sorted(two.post.said) == [(ANNA, "to many"), (THIEF, "to many")]
    assert await two.found() is None


# --- what was said in a chat ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "led",
    [
        ("UPDATE parked_reply SET contact_id = :mine",),
        (  # the two chats exchanged, with their seals, under their numbers
            "CREATE TABLE exchanged AS SELECT * FROM contact",
            "UPDATE contact SET address = 'x' || address",
            "UPDATE contact SET address = (SELECT address FROM exchanged e WHERE e.id != contact.id), "
            "seal = (SELECT seal FROM exchanged e WHERE e.id != contact.id), "
            "person_id = (SELECT person_id FROM exchanged e WHERE e.id != contact.id)",
            "DROP TABLE exchanged",
        ),
    ],
)
async def test_a_parked_reply_that_is_led_to_another_chat_is_not_sent(two: Two, led: tuple[str, ...]) -> None:
    async with two.post.database.transaction() as session:
        reply = [["sendMessage", {"text": "for anna"}]]
        await park(session, two.hers, reply, now=datetime.now(UTC), after=timedelta(0), error=None)
    await two.run(*led)
    await _delivery(two).deliver_waiting()
    assert two.post.said == []
    async with two.post.database.reading() as session:
        (row,) = (await session.scalars(sa.select(ParkedReply))).all()
    assert (row.state, row.error) == (ParkedState.FAILED, "not theirs")
    found = await two.found()
    assert found is not None
    assert (found.said, found.reason) == (row.contact_id, "addressee")


async def test_what_is_handed_over_with_an_answer_is_for_that_chat(two: Two) -> None:
    async with two.post.database.transaction() as session:
        for number, text in ((two.hers, "for anna"), (two.mine, "for the thief")):
            reply = [["sendMessage", {"text": text}]]
            await park(session, number, reply, now=NOON, after=timedelta(hours=1), error="429")
    await two.run("UPDATE parked_reply SET contact_id = :mine")
    channel = two.post.channels["telegram"]
    channel.can = Abilities(hand_over_waiting=True)
    incoming = Incoming("telegram", "1", THIEF, {})
    await _delivery(two).hand_over(channel, incoming, Outcome([], two.mine, queued=True))
    assert two.post.said == [(THIEF, "for the thief")]


async def test_nobody_reads_in_a_page_or_an_export_what_was_said_to_another(two: Two) -> None:
    async with two.post.database.transaction() as session:
        hers = await session.get_one(Contact, two.hers)
        frames = for_chat(hers, [{"seq": 1, "message": {"text": "for anna"}}])
        mark = {"channel": "telegram", "key": "~1", "contact_id": hers.id, "at": NOON, "reply": frames}
        session.add(ProcessedUpdate(**mark))
        session.add(PageHistory(contact_id=hers.id, said={**frames, "filled": ""}))
        failed = {"channel": "telegram", "key": "1", "contact_id": hers.id, "at": NOON, "error": ""}
        session.add(FailedUpdate(**failed, update=for_chat(hers, {"text": "from anna"})))
        await put(session, two.anna, in_words("pushed to anna"), due_at=NOON)
        await session.execute(sa.update(OutboxMessage).values(reply=frames, contact_id=hers.id, state="sent"))
    assert await two.found() is None
    tables = ("processed_update", "page_history", "failed_update", "outbox")
    for table in tables:
        await two.run(f"UPDATE {table} SET contact_id = :mine")
        found = await two.found()
        assert found is not None
        assert found.said == two.mine
        async with two.post.database.transaction() as session:
            mine = await session.get_one(Contact, two.mine)
            assert await replies_to(session, mine) == []
            told = await export(session, await session.get_one(Person, two.thief))
            assert "anna" not in str(told)
        await two.run(f"UPDATE {table} SET contact_id = :hers")
    async with two.post.database.transaction() as session:
        told = await export(session, await session.get_one(Person, two.anna))
    assert str(told).count("for anna") == 2
    assert "from anna" in str(told)


def _delivery(two: Two) -> Delivery:
    intake = Intake(two.post.database, None, texts())  # type: ignore[arg-type]
    return Delivery(two.post.database, two.post.channels, intake, two.post.city)


# --- the operator -----------------------------------------------------------------------------------------------------


async def test_the_operator_is_told_which_message(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    await two.post.put(two.anna, "for anna")
    await two.run(ELSEWHERE)
    (row,) = await two.post.rows()

    @asynccontextmanager
    async def opened(*_: Any) -> AsyncIterator[Database]:
        yield two.post.database

    monkeypatch.setattr("bot.commands.case_commands.ready_database", opened)
    said: list[str] = []
    assert not await audit_cases(Settings(_env_file=None), WORDS, said.append)  # type: ignore[call-arg]
    assert said == [f"{row.id}：这个编号的消息发给谁（outbox 表）对不上（addressee）。"]


async def test_a_message_that_was_changed_is_a_finding_and_no_crash(two: Two) -> None:
    await two.post.put(two.anna, "for anna")
    async with two.post.database.transaction() as session:
        nonsense = sa.type_coerce(sa.literal(b"\x02nonsense", sa.LargeBinary), sa.LargeBinary)
        await session.execute(sa.update(OutboxMessage).values(content=nonsense))
    found = await two.found()
    assert found is not None
    assert found.reason == "addressee"


# --- rows of before ---------------------------------------------------------------------------------------------------


async def test_what_waited_before_they_said_it_is_still_sent_and_only_once_taken(
    two: Two, database_url: str, tmp_path: Path
) -> None:
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)  # type: ignore[call-arg]
    database = two.post.database
    await two.post.put(two.anna, "of before")
    old = {"key": None, "arguments": {}, "text": "of before", "buttons": [], "picture": None, "contact_id": None}
    frames = [{"seq": 1, "message": {"text": "said before"}}]
    await database.close()
    await asyncio.to_thread(downgrade, database_url, "0076")
    async with database.transaction() as session:
        await session.execute(sa.update(OutboxMessage).values(content=old))
        session.add(PageHistory(contact_id=two.hers, said={"frames": frames, "filled": "  "}))
        mark = {"channel": "webchat", "key": "~1", "contact_id": two.hers, "at": NOON, "reply": frames}
        session.add(ProcessedUpdate(**mark))
        reply = [["sendMessage", {"text": "parked before"}]]
        when = datetime.now(UTC)
        waits = {"created_at": when, "due_at": when, "state": ParkedState.WAITING, "attempts": 0}
        session.add(ParkedReply(contact_id=two.hers, reply=reply, **waits))
    await database.close()
    await asyncio.to_thread(upgrade, database_url)
    await bring_up_to_date(database, settings, WORDS)
    assert await two.found() is None
    await _delivery(two).deliver_waiting()
    await two.post.deliver()
    assert two.post.said == [(ANNA, "parked before"), (ANNA, "of before")]
    async with database.transaction() as session:
        told = await export(session, await session.get_one(Person, two.anna))
    assert str(told).count("said before") == 2
    # later the step is not taken again, whoever writes it into the database
    await two.post.put(two.anna, "led later")
    async with database.transaction() as session:
        await session.execute(sa.update(OutboxMessage).where(OutboxMessage.state == "waiting").values(content=old))
    await two.run(ELSEWHERE, "INSERT INTO data_step (name, last) VALUES ('addressee', 0)")
    await bring_up_to_date(database, settings, WORDS)
    await two.post.deliver()
    assert len(two.post.said) == 2
