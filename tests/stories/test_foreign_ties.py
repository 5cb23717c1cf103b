"""Who can only write the database ties their chat to somebody else: they are a stranger there, and get every answer
that a stranger gets; whoever it was goes on as before."""

import pytest
import sqlalchemy as sa
import structlog

from models.outbox.message import put
from models.people.person import REWRITTEN, Contact, Person
from models.upkeep.audit import audit
from tests.world.chat import Chat, Someone
from tests.world.outbox_rows import in_words

TIED = (
    "UPDATE contact SET person_id = :anna WHERE id = :mine",
    "UPDATE contact SET person_id = :anna, seal = '' WHERE id = :mine",
    "UPDATE contact SET person_id = :anna, seal = (SELECT seal FROM contact WHERE id = :hers) WHERE id = :mine",
)
WITH_PUSHES = [("telegram", "sqlite"), ("telegram", "postgresql"), ("webchat", "sqlite")]


async def _two(chat: Chat) -> tuple[Someone, Someone, dict[str, int]]:
    """Anna, who told the service something of herself, and the thief."""
    anna, thief = await chat.person("anna", agreed=True), await chat.person("thief", agreed=True)
    for each in ("/me", "我的信息", "职业", "快递员"):
        await (anna.sends(each) if each == "/me" else anna.presses(each))
    async with chat.app.database.reading() as session:
        rows = {each.address: each for each in await session.scalars(sa.select(Contact))}
    hers, mine = rows[anna.address], rows[thief.address]
    return anna, thief, {"anna": hers.person_id, "hers": hers.id, "mine": mine.id}


async def _run(chat: Chat, ids: dict[str, int], *statements: str) -> None:
    async with chat.app.database.transaction() as session:
        for each in statements:
            statement = sa.text(each)
            await session.execute(statement, {name: ids[name] for name in statement.compile().params})


async def _broken(chat: Chat) -> int | None:
    async with chat.app.database.reading() as session:
        broken = await audit(session)
    return broken.chat if broken is not None else None


@pytest.mark.parametrize("tied", TIED)
async def test_a_chat_that_was_tied_to_somebody_by_hand_is_a_strangers(chat: Chat, tied: str) -> None:
    anna, thief, ids = await _two(chat)
    assert await _broken(chat) is None
    await _run(chat, ids, tied)
    assert await _broken(chat) == ids["mine"]
    with structlog.testing.capture_logs() as logged:
        await thief.sends("/me")
    thief.sees("职业：没有")
    told = [each for each in logged if each["event"] == "chat without its seal"]
    assert [(each["contact"], each["log_level"]) for each in told] == [(ids["mine"], "warning")]
    assert told[0]["update"]
    assert told[0].keys() == {"event", "log_level", "contact", "update"}
    await anna.sends("/me")
    anna.sees("职业：快递员")
    assert await _broken(chat) == ids["mine"], "it is told until somebody has looked at it"


async def test_the_stranger_goes_on_as_somebody_new(chat: Chat) -> None:
    _, thief, ids = await _two(chat)
    await _run(chat, ids, TIED[0])
    await thief.sends("我被车撞了，流了好多血")
    thief.sees("120", "122")
    await thief.sends("首页")
    await thief.sends("厕所")
    async with chat.app.database.reading() as session:
        rows = (await session.scalars(sa.select(Contact).order_by(Contact.id))).all()
        people = len((await session.scalars(sa.select(Person.id))).all())
    assert [each.channel == REWRITTEN for each in rows] == [False, True, False]
    assert rows[2].address == thief.address
    assert people == 3, "the thief's own person has not gone either"


async def test_a_chat_whose_address_was_changed_by_hand_says_nothing_of_before(chat: Chat) -> None:
    anna, thief, ids = await _two(chat)
    away = "UPDATE contact SET address = address || '-' WHERE id = :mine"
    await _run(chat, ids, away, f"UPDATE contact SET address = '{thief.address}' WHERE id = :hers")
    assert await _broken(chat) == ids["hers"]
    await thief.sends("/me")
    thief.sees("职业：没有")
    await anna.sends("/me")
    anna.sees("职业：没有")
    right = f"channel = '{chat.client.channel.name}', address = '{anna.address}'"
    new = f"DELETE FROM contact WHERE address = '{anna.address}'"
    await _run(chat, ids, new, f"UPDATE contact SET {right} WHERE id = :hers")
    await anna.sends("/me")
    anna.sees("职业：快递员")


@pytest.mark.parametrize(("channel", "database_kind"), WITH_PUSHES, indirect=True)
async def test_nothing_that_somebody_is_told_reaches_a_chat_tied_by_hand(chat: Chat) -> None:
    """Though it was the chat used last."""
    anna, thief, ids = await _two(chat)
    await thief.sends("首页")
    await _run(chat, ids, TIED[0])
    async with chat.app.database.transaction() as session:
        await put(session, ids["anna"], in_words("你的诉求有答复了"), due_at=chat.app.clock())
    assert await chat.client.during(thief, anna.is_told()) == []
    anna.sees("你的诉求有答复了")
