"""What waited for somebody to write on WeChat: said with the answer, in as few messages as it fits, never in the way of
an emergency or a question."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from bot.assembly import build_app
from bot.keys import Keys
from models.city.pack import City
from models.notices.audience import Topic
from models.outbox.message import OutboxMessage, Urgency, put
from models.outbox.parked import park
from models.people.person import Contact, Person
from models.places.place import Place
from models.storage.database import Database
from models.storage.encryption import Cipher, new_key
from tests.conftest import THURSDAY_AFTERNOON
from tests.stories.test_notices import announce
from tests.world.chat import Chat, Someone
from tests.world.clients.wechat import WeChatClient
from tests.world.directory import PLACES
from tests.world.filing import person_of
from tests.world.outbox_rows import in_words
from tests.world.wechat.api import wechat_settings

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
async def wechat(database: Database, city: City) -> AsyncIterator[Chat]:
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        async with database.transaction() as session:
            session.add_all(PLACES(city))
        client = WeChatClient(database)
        keys = Keys(signing="s" * 32, cipher=Cipher([new_key()], "s" * 32))
        app = build_app(wechat_settings(), keys, database, city, channels=[client.channel], strict=True)
        yield Chat(app, client, city, time)


async def _silent_with(wechat: Chat, count: int, **more: object) -> Someone:
    """Somebody who has been silent for three days, and for whom so many things wait."""
    anna = wechat.people.get("anna") or await wechat.person("anna", agreed=True)
    wechat.wait(days=3)
    async with wechat.app.database.transaction() as session:
        person_id = (await session.scalars(sa.select(Person.id))).one()
        for number in range(count):
            pushed = in_words(f"第{number + 1}件事", back=True)
            due_at = wechat.app.clock() + timedelta(milliseconds=number)
            await put(session, person_id, pushed, due_at=due_at, dedupe_key=str(number), **more)  # type: ignore[arg-type]
    for _ in range(count):
        await anna.is_told()
        wechat.wait(seconds=2)
    assert await _states(wechat) == ["held"] * count
    return anna


async def _states(wechat: Chat) -> list[str]:
    async with wechat.app.database.reading() as session:
        return list(await session.scalars(sa.select(OutboxMessage.state).order_by(OutboxMessage.id)))


async def test_it_comes_with_the_answer_as_one_message_whose_numbers_mean_one_thing_each(wechat: Chat) -> None:
    anna = await _silent_with(wechat, 2)
    await anna.sends("/menu")
    assert len(anna.screen) == 1
    assert wechat.client.server.sent == []  # type: ignore[attr-defined]
    assert anna.text.index("第1件事") < anna.text.index("第2件事") < anna.text.index("要什么")
    marks = [button.say for button in anna.buttons()]
    assert len(marks) == len(set(marks))
    assert await _states(wechat) == ["sent", "sent"]
    await anna.presses("返回")
    anna.sees("我的")
    await anna.is_told()
    assert anna.screen == []


async def test_more_than_three_things_do_not_bury_the_answer(wechat: Chat) -> None:
    anna = await _silent_with(wechat, 5)
    await anna.sends("/menu")
    anna.sees("第1件事", "第2件事", "第3件事", "要什么")
    anna.sees_no("第4件事")
    await anna.is_told()
    anna.sees("第4件事")


async def test_an_emergency_card_stands_alone_for_ten_minutes(wechat: Chat) -> None:
    anna = await _silent_with(wechat, 1)
    await anna.sends("我被车撞了")
    anna.sees("120")
    anna.sees_no("第1件事")
    await anna.is_told()
    assert anna.screen == []
    wechat.wait(minutes=11)
    await anna.is_told()
    anna.sees("第1件事")


async def test_a_question_stands_alone_until_it_is_answered(wechat: Chat) -> None:
    anna = await _silent_with(wechat, 1)
    await anna.sends("厕所")
    anna.sees_no("第1件事")
    await anna.is_told()
    assert anna.screen == []
    await anna.shares_centre()
    wechat.wait(seconds=20)
    await anna.is_told()
    anna.sees("第1件事")


async def test_what_is_too_late_is_not_said_any_more(wechat: Chat) -> None:
    expires_at = wechat.app.clock() + timedelta(days=4)
    anna = await _silent_with(wechat, 1, expires_at=expires_at)
    wechat.wait(days=2)
    await anna.sends("/menu")
    anna.sees_no("第1件事")
    assert await _states(wechat) == ["missed"]


async def test_a_redelivery_says_it_once(wechat: Chat) -> None:
    from tests.world.wechat.api import asgi, call, message_xml, opened

    anna = await _silent_with(wechat, 1)
    client = wechat.client
    assert isinstance(client, WeChatClient)
    xml = message_xml(anna.address, "text", Content="/menu")
    answers = []
    for _ in range(2):
        _, body, _ = await asgi(client._site, "POST", "/wechat/callback", *call(xml))
        answers.append(opened(body).content)
    assert "第1件事" in answers[0]
    assert "要什么" in answers[1]
    assert await _states(wechat) == ["sent"]


async def test_a_reply_that_could_not_go_and_a_reminder_come_together(wechat: Chat) -> None:
    anna = await wechat.person("anna", agreed=True)
    async with wechat.app.database.transaction() as session:
        contact_id = (await session.scalars(sa.select(Contact.id))).one()
        rest = [{"text": "上次没说完的"}]
        await park(session, contact_id, rest, now=wechat.app.clock(), after=timedelta(days=7), error="45047")
    anna = await _silent_with(wechat, 1)
    await anna.sends("/menu")
    assert len(anna.screen) == 1
    anna.sees("第1件事", "上次没说完的", "要什么")
    assert await _states(wechat) == ["sent"]


async def test_a_warning_that_waited_names_the_place_that_is_open_when_the_person_writes(wechat: Chat) -> None:
    anna = await wechat.person("anna", agreed=True)
    async with wechat.app.database.transaction() as session:
        (await person_of(session, anna)).last_place_id = await session.scalar(sa.select(Place.id).filter_by(code="T3"))
    wechat.wait(days=3)
    await announce(wechat, Topic.WEATHER, Urgency.NOW, shelter={"kind": "storm", "need": "rest"})
    await anna.is_told()
    assert await _states(wechat) == ["held"]
    wechat.wait(hours=1)  # 望江, where anna looked last, is shut by then
    await anna.sends("/menu")
    anna.sees("【高温】", "最近的能避雨的地方：青石路暖新驿站", "要什么")
    await anna.presses("去 青石路暖新驿站")
    anna.sees("青石路 88 号")


async def _told_later(wechat: Chat, count: int) -> Someone:
    """Somebody who wrote just now, and for whom so many things are due."""
    anna = await wechat.person("anna", agreed=True)
    async with wechat.app.database.transaction() as session:
        person_id = (await session.scalars(sa.select(Person.id))).one()
        for number in range(count):
            due_at = wechat.app.clock() + timedelta(milliseconds=number)
            await put(session, person_id, in_words(f"第{number + 1}件事"), due_at=due_at, dedupe_key=str(number))
    return anna


async def _all_told(wechat: Chat, anna: Someone, times: int) -> None:
    for _ in range(times):
        await anna.is_told()
        wechat.wait(seconds=2)


@pytest.mark.parametrize("code", [45015, 45047, 48002])
async def test_what_wechat_refuses_waits_for_their_next_words_and_nothing_queues_behind_it(
    wechat: Chat, code: int
) -> None:
    anna = await _told_later(wechat, 3)
    server = wechat.client.server  # type: ignore[attr-defined]
    server.faults.append(code)
    await _all_told(wechat, anna, 4)
    assert (server.refused, server.sent) == ([code], [])
    assert await _states(wechat) == ["held", "held", "held"]
    await anna.sends("/menu")
    anna.sees("第1件事", "第2件事", "第3件事", "要什么")
    assert await _states(wechat) == ["sent", "sent", "sent"]


async def test_who_wrote_while_wechat_refused_is_told_at_once(wechat: Chat) -> None:
    anna = await _told_later(wechat, 1)
    wechat.client.server.faults.append(45047)  # type: ignore[attr-defined]
    sender = wechat.app.sender
    assert sender is not None
    await sender._hold_leases()
    await anna.is_told()
    await anna.sends("/menu")
    await anna.is_told()
    assert await _states(wechat) == ["sent"]


@pytest.mark.parametrize(("code", "over"), [(45009, timedelta(hours=18)), (48001, timedelta(hours=1, minutes=1))])
async def test_what_the_whole_account_may_not_goes_by_itself_once_it_may(
    wechat: Chat, code: int, over: timedelta
) -> None:
    anna = await _told_later(wechat, 2)
    wechat.client.server.faults.append(code)  # type: ignore[attr-defined]
    await _all_told(wechat, anna, 3)
    assert await _states(wechat) == ["waiting", "waiting"]
    wechat.wait(seconds=over.total_seconds())
    await _all_told(wechat, anna, 4)
    assert await _states(wechat) == ["sent", "sent"]
