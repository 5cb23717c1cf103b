"""Many people at once, and a row of the outbox for each: written by the database itself, as a notice to a city is."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.pushed.table import SCREENS
from handlers.talk.screens import Button, Screen
from models.outbox.message import News, OutboxMessage, OutboxState, Pushed, Urgency
from models.people.addressee import EVERYBODY
from models.people.conversation import Conversation
from models.people.person import CONSENT_VERSION, Contact, Person, chat_seal
from models.storage.database import Base, Database, Own
from models.storage.encryption import cipher_of

PORTION = 10_000


class Words(News):
    """What tests have told: words of their own."""

    OF_A_TEST = "words-of-a-test"


SCREENS[Words.OF_A_TEST] = lambda words, facts: Screen(
    facts["text"], ((Button(words("me-button-back"), "me:"),),) if facts["back"] else ()
)


def in_words(text: str, *, back: bool = False, **about: Any) -> Pushed:
    """Told in these words. back: with a button that opens "me"."""
    return Pushed(Words.OF_A_TEST, {"text": text, "back": back}, **about)


async def write_people(
    database: Database, count: int, *, now: datetime, channel: str = "telegram", quiet_times: str | None = None
) -> None:
    """People 1 to `count`, who agreed; each has one chat, whose address is their number."""
    agreed = {"consent_version": CONSENT_VERSION, "consent_at": now, "quiet_times": quiet_times}
    for first in range(1, count + 1, PORTION):
        numbers = range(first, min(first + PORTION, count + 1))
        async with database.transaction() as session:
            await _insert(session, Person, numbers, "id", created_at=now, locale="zh-CN", last_needs="", **agreed)
            await _insert(session, Contact, numbers, "id", "person_id", channel=channel, created_at=now)
            await _insert(session, Conversation, numbers, "contact_id", seen_at=now, counter=0)
    if not database.is_sqlite:
        await _count_on(database, count)


async def _count_on(database: Database, count: int) -> None:
    """PostgreSQL does not notice that numbers were given out."""
    async with database.transaction() as session:
        for table in ("person", "contact"):
            await session.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(table, "id"), count)))


async def write_rows(
    database: Database,
    pushed: Pushed,
    *,
    due_at: datetime,
    urgency: Urgency = Urgency.CAN_WAIT,
    most: int | None = None,
    times: int = 1,
) -> None:
    """The same to everybody, or the first `most`, so many times."""
    values = {
        "content": asdict(pushed) | EVERYBODY,
        "created_at": due_at,
        "due_at": due_at,
        "send_at": due_at,
        "urgency": urgency,
        "priority": 0 if urgency is Urgency.NOW else 1,
        "state": OutboxState.WAITING,
        "attempts": 0,
    }
    columns = OutboxMessage.__table__.c
    same = [sa.literal(value, columns[name].type) for name, value in values.items()]
    people = sa.select(Person.id, *same).where(sa.true() if most is None else Person.id <= most)
    async with database.transaction() as session:
        connection = await session.connection()
        for _ in range(times):
            await connection.execute(sa.insert(OutboxMessage).from_select(["person_id", *values], people))


async def _insert(session: AsyncSession, kind: type[Base], numbers: range, *ids: str, **values: Any) -> None:
    rows = [{**dict.fromkeys(ids, number), **values} for number in numbers]
    if kind is Contact:
        chats = [Contact(**row, address=str(row["id"])) for row in rows]
        cipher, since = cipher_of(session), values["created_at"]
        seals = [chat_seal(each, since, cipher) for each in chats]
        rows = [{**row, "address": str(row["id"]), "seal": seal} for row, seal in zip(rows, seals, strict=True)]
    if kind is Conversation:
        rows = [{**row, "data": Own(str(row["contact_id"]), {})} for row in rows]
    connection = await session.connection()
    await connection.execute(sa.insert(kind.__table__), rows)  # type: ignore[arg-type]


def as_put(rows: Iterable[OutboxMessage]) -> list[OutboxMessage]:
    """In the order in which they were put: the numbers of rows with a hidden cause are random."""
    return sorted(rows, key=lambda row: (row.content.get("due") or ["", row.id])[1])
