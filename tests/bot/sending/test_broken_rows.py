"""One row that cannot be read is set aside, and keeps nobody else's from being sent."""

import pytest
import sqlalchemy as sa
import structlog

from models.city.pack import City
from models.outbox.held import held_rows
from models.outbox.message import OutboxState, try_again
from models.outbox.parked import claim_all, claim_due, park
from models.people.person import contacts_of
from models.storage.database import Database
from models.upkeep.audit import audit
from tests.world.senders import Post

WORDS = b"words of nobody's"
BROKEN = {
    "content": "UPDATE outbox SET content = :junk WHERE person_id = :who",
    "another row's content": (
        "UPDATE outbox SET content = (SELECT name FROM stored_file WHERE key = 'k') WHERE person_id = :who"
    ),
    "urgency": "UPDATE outbox SET urgency = 'never' WHERE person_id = :who",
}


@pytest.fixture
def post(database: Database, city: City) -> Post:
    return Post(database, city)


async def _break(database: Database, statement: str, who: int) -> None:
    async with database.transaction() as session:
        text = sa.text(statement)
        values = {"junk": WORDS, "who": who}
        await session.execute(text, {name: values[name] for name in text.compile().params})


async def _states(database: Database) -> dict[int, tuple[str, str | None]]:
    async with database.reading() as session:
        rows = await session.execute(sa.text("SELECT person_id, state, error FROM outbox"))
        return {row.person_id: (row.state, row.error) for row in rows}


@pytest.mark.parametrize("what", BROKEN)
async def test_the_others_are_sent_and_the_broken_one_is_told_by_its_number(
    post: Post, database: Database, what: str
) -> None:
    people = [await post.person(str(number)) for number in range(1, 5)]
    async with database.transaction() as session:
        (chat,) = await contacts_of(session, people[0])
        file = (
            "INSERT INTO stored_file (key, contact_id, name, media_type, content, expires_at) "
            "VALUES ('k', :c, :n, '', :n, :e)"
        )
        await session.execute(sa.text(file), {"c": chat.id, "n": WORDS, "e": post.now.replace(tzinfo=None)})
    for number, person in enumerate(people):
        await post.put(person, f"to {number}")
    await post.put(people[1], "also to 1")
    await _break(database, BROKEN[what], people[1])
    with structlog.testing.capture_logs() as logged:
        await post.deliver()
    assert post.said == [("1", "to 0"), ("3", "to 2"), ("4", "to 3")]
    states = await _states(database)
    assert states.pop(people[1]) == (OutboxState.FAILED, "unreadable")
    assert {state for state, _ in states.values()} == {"sent"}
    told = [each for each in logged if each["event"] == "unreadable"]
    assert {each["table"] for each in told} == {"outbox"}
    assert WORDS.decode() not in str(logged)
    async with database.transaction() as session:
        await session.execute(sa.text("DELETE FROM stored_file"))
        rows = set(await session.scalars(sa.text("SELECT id FROM outbox WHERE error = 'unreadable'")))
        assert {each["row"] for each in told} == rows
        if what != "urgency":
            found = await audit(session)
            assert found is not None
            assert found.message in rows
        assert await try_again(session, now=post.now) == 2
    await post.put(people[0], "once more")
    await post.deliver()
    assert post.said[-1] == ("1", "once more")


async def test_a_row_that_waited_for_its_person_to_write_does_not_keep_their_others(
    post: Post, database: Database
) -> None:
    anna = await post.person("1")
    post.channels["telegram"].closed_to.add("1")
    for text in ("first", "second"):
        await post.put(anna, text)
    await post.deliver()
    assert await _states(database) == {anna: ("held", None)}
    async with database.transaction() as session:
        first = await session.scalar(sa.text("SELECT min(id) FROM outbox"))
        await session.execute(sa.text("UPDATE outbox SET content = :junk WHERE id = :id"), {"junk": WORDS, "id": first})
        assert [row.content["facts"]["text"] for row in await held_rows(session, anna)] == ["second"]
        states = await session.scalars(sa.text("SELECT state FROM outbox ORDER BY id"))
        assert states.all() == ["failed", "held"]


async def test_a_parked_reply_that_cannot_be_read_is_given_up_and_the_next_is_claimed(
    post: Post, database: Database
) -> None:
    people = [await post.person(str(number)) for number in range(1, 4)]
    async with database.transaction() as session:
        chats = [(await contacts_of(session, person))[0].id for person in people]
        for chat in (*chats, chats[0]):
            await park(session, chat, [f"to {chat}"], now=post.now, after=post.now - post.now, error="x")
        first = await session.scalar(sa.text("SELECT min(id) FROM parked_reply"))
        broken = sa.text("UPDATE parked_reply SET reply = :junk WHERE id = :id")
        await session.execute(broken, {"junk": WORDS, "id": first})
        session.expire_all()
        assert [row.contact_id for row in await claim_due(session, now=post.now, limit=9)] == chats[1:]
        assert [row.said for row in await claim_all(session, chats[0], now=post.now)] == [[f"to {chats[0]}"]]
        failed = await session.execute(sa.text("SELECT id, error FROM parked_reply WHERE state = 'FAILED'"))
        assert [tuple(row) for row in failed] == [(first, "unreadable")]
