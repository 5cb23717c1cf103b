"""A notice on WeChat: the preview says how each is reached; a mass message tells who could not be, once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from bot.assembly import build_app
from bot.channels.wechat.mass_notices import send_mass
from bot.jobs.notices import prepare_notices
from bot.keys import Keys
from models.city.pack import City
from models.city.wechat_templates import TemplateKind, Way, load_wechat_templates
from models.notices.approval import submit_notice
from models.notices.audience import Audience, Topic
from models.notices.mass import LEASE, WeChatCount, count_wechat, next_part, part_refused, part_taken
from models.notices.notice import Author, Notice, Written, write_notice
from models.notices.sending import prepare_portion, progress_of
from models.outbox.message import OutboxMessage, OutboxState, Urgency
from models.people.person import Contact, Person
from models.storage.database import Database
from models.storage.encryption import Cipher, new_key
from models.wechat.consent import give_consent
from models.wechat.errors import MassBudgetSpent
from models.wechat.mass import A_MONTH, BUDGET, mass_left
from models.wechat.window import Opening, open_window
from tests.conftest import THURSDAY_AFTERNOON
from tests.models.city.test_wechat_template_pack import PACK
from tests.stories.test_notice_writing import clerk
from tests.world.chat import Chat, Someone
from tests.world.clients.wechat import WeChatClient
from tests.world.senders import Post
from tests.world.wechat.api import WeChatServer, wechat_settings

ANNA = Author(1, "social_work", approves=False)
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def city_with_notices(city: City, tmp_path: Path) -> City:
    (tmp_path / "wechat.toml").write_text(PACK, encoding="utf-8")
    return replace(city, wechat_templates=load_wechat_templates(tmp_path / "wechat.toml"))


@pytest.fixture
async def wechat(database: Database, city: City) -> AsyncIterator[Chat]:
    """An account without notices of its own."""
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        client = WeChatClient(database, city)
        keys = Keys(signing="s" * 32, cipher=Cipher([new_key()], "s" * 32))
        app = build_app(wechat_settings(), keys, database, city, channels=[client.channel], strict=True)
        yield Chat(app, client, city, time)


def server_of(chat: Chat) -> WeChatServer:
    assert isinstance(chat.client, WeChatClient)
    return chat.client.server


async def followers(chat: Chat, count: int) -> list[Someone]:
    return [await chat.person(f"rider-{number}", agreed=True) for number in range(count)]


async def to_the_preview(wang: Someone) -> None:
    await wang.sends("/notices")
    for label in ("写一条", "福利", "今天要知道"):
        await wang.presses(label)
    await wang.sends("体检")
    await wang.sends("免费体检这周开始，带身份证。")
    for label in ("不要", "不要", "就这样", "一天"):
        await wang.presses(label)


async def send(chat: Chat) -> int:
    return await send_mass(chat.app.database, chat.app.channels["wechat"].api, chat.city, clock=chat.app.clock)


async def left(chat: Chat) -> int:
    async with chat.app.database.reading() as session:
        return await mass_left(session, now=chat.app.clock())


@on_sqlite
async def test_who_would_have_to_wait_is_told_by_one_mass_message_and_not_again(wechat: Chat) -> None:
    riders = await followers(wechat, 3)
    wechat.wait(days=3)
    wang = await clerk(wechat, "wang")
    await riders[2].sends("首页")  # can be told in the chat now
    await to_the_preview(wang)
    wang.sees("聊天里能收到 2 人", "大意 0 人", "要等他们下次发消息的 2 人", "还剩 4 次")
    await wang.presses("群发给要等的 2 人")
    wang.sees("用掉本月剩下 4 次里的 1 次")
    await wang.presses("现在发")
    wang.sees("剩下的用微信群发")
    await prepare_notices(wechat.app.database)
    assert await send(wechat) == 0  # it is not decided yet who is left
    await wechat.send_due()
    assert await send(wechat) == 1
    assert await send(wechat) == 0
    server = server_of(wechat)
    (mass,) = server.mass
    assert sorted(mass["touser"]) == sorted(each.address for each in riders[:2])
    assert mass["text"]["content"] == "【体检】\n免费体检这周开始，带身份证。\n想少收这类，回“通知设置”。"
    assert await left(wechat) == 3
    await riders[0].sends("首页")
    riders[0].sees_no("体检")
    assert [text for text in server.texts(riders[2].address) if "体检" in text] != []
    report = {"Event": "MASSSENDJOBFINISH", "MsgID": "7001", "Status": "send success", "SentCount": "2"}
    assert isinstance(wechat.client, WeChatClient)
    await wechat.client.event(wechat.app, wang, **report)
    await wang.sends("/notices")
    await wang.presses("体检")
    wang.sees("收到 4 人", "其中微信群发 2 人，微信说送到 2 人")


@on_sqlite
async def test_what_wechat_refuses_waits_until_they_write_and_the_progress_says_so(wechat: Chat) -> None:
    riders = await followers(wechat, 2)
    wechat.wait(days=3)
    wang = await clerk(wechat, "wang")
    await to_the_preview(wang)
    await wang.presses("群发给要等的")
    await wang.presses("现在发")
    await prepare_notices(wechat.app.database)
    await wechat.send_due()
    server_of(wechat).template_faults.append(48001)
    assert await send(wechat) == 0
    assert await send(wechat) == 0
    assert (server_of(wechat).mass, await left(wechat)) == ([], 4)
    await wang.sends("/notices")
    await wang.presses("体检")
    wang.sees("微信群发没成（48001）")
    await riders[0].sends("首页")
    riders[0].sees("【体检】")


@on_sqlite
async def test_it_is_not_offered_where_it_cannot_be(wechat: Chat) -> None:
    await followers(wechat, 2)
    wang = await clerk(wechat, "wang")
    await to_the_preview(wang)
    wang.sees("还剩 4 次，这条用不着")  # everybody has just written
    assert not any("群发" in label for label in wang.labels())
    wechat.wait(days=3)
    async with wechat.app.database.transaction() as session:
        await session.execute(
            sa.text("INSERT INTO wechat_budget (name, period, used) VALUES (:name, '2026-11', :used)"),
            {"name": BUDGET, "used": A_MONTH},
        )
    await to_the_preview(wang)
    wang.sees("本月 4 次都用完了")


# --- the operations, on both databases ------------------------------------------------------------------------------


async def a_crowd(post: Post) -> dict[str, int]:
    """People on WeChat in every way, and one who has another chat as well."""
    names = ("wrote", "agreed", "silent", "other", "both")
    people = {name: await post.person(name, channel="wechat") for name in names}
    async with post.database.transaction() as session:
        contacts = {each.address: each.id for each in await session.scalars(sa.select(Contact))}
        await open_window(session, contacts["wrote"], Opening.MESSAGE, at=post.now)
        await give_consent(session, contacts["agreed"], "NOTICE", now=post.now)
        session.add(Contact(person_id=people["both"], channel="telegram", address="1", created_at=post.now))
    return people


async def a_notice(post: Post, people: dict[str, int]) -> int:
    """With mass, prepared, and everybody but `wrote` held."""
    words = {"zh-CN": "体检"}, {"zh-CN": "来。"}
    written = Written(*words, topic=Topic.BENEFITS, urgency=Urgency.TODAY, audience=Audience(), mass=True)
    times = {"send_at": post.now, "expires_at": post.now + timedelta(hours=30)}
    async with post.database.transaction() as session:
        notice = await write_notice(session, written, ANNA, now=post.now)
        await submit_notice(session, notice.id, ANNA, approve_above=100, now=post.now, **times)
        await prepare_portion(session, notice.id, now=post.now)
        states = {"wrote": OutboxState.SENT, "both": OutboxState.SENT}
        for name, person_id in people.items():
            told_at = post.now if name == "agreed" else None
            values: dict[str, Any] = {"state": states.get(name, OutboxState.HELD), "told_at": told_at}
            await session.execute(sa.update(OutboxMessage).where(OutboxMessage.person_id == person_id).values(values))
        return notice.id


async def test_the_three_ways_are_counted_for_who_has_nothing_but_wechat(
    database: Database, city_with_notices: City
) -> None:
    post = Post(database, city_with_notices)
    await a_crowd(post)
    template = replace(city_with_notices.wechat_templates[TemplateKind.NOTICE], way=Way.ONE_TIME)
    async with database.reading() as session:
        count = await count_wechat(
            session, Audience(), Topic.BENEFITS, emergency=False, template=template, now=post.now
        )
    assert count == WeChatCount(now=1, by_template=1, when_they_write=2)
    async with database.reading() as session:
        count = await count_wechat(session, Audience(), Topic.BENEFITS, emergency=False, template=None, now=post.now)
    assert count == WeChatCount(now=1, by_template=0, when_they_write=3)


async def test_a_part_is_one_callers_and_is_taken_up_again_with_the_same_people(database: Database, city: City) -> None:
    post = Post(database, city)
    people = await a_crowd(post)
    notice_id = await a_notice(post, people)

    async def part() -> Any:
        async with database.transaction() as session:
            return await next_part(session, notice_id, city=city, now=post.now)

    first = await part()
    assert (first.key, sorted(first.followers)) == (f"notice:{notice_id}:0", ["other", "silent"])
    assert await part() is None  # somebody is at it
    post.now += LEASE
    again = await part()  # the process ended in the middle
    assert again == first
    async with database.transaction() as session:
        await part_taken(session, again, now=post.now)
        notice = await session.get_one(Notice, notice_id)
        progress = await progress_of(session, notice)
    assert (progress.sent, progress.mass, progress.held) == (4, 2, 1)
    assert await part() is None


async def test_who_is_in_a_quiet_time_is_left_for_later_and_a_refusal_ends_it(database: Database, city: City) -> None:
    post = Post(database, city)
    people = await a_crowd(post)
    more = {name: await post.person(name, channel="wechat") for name in ("a", "b")}
    notice_id = await a_notice(post, people | more)
    async with database.transaction() as session:
        quiet = sa.update(Person).where(Person.id.in_((people["silent"], people["other"])))
        await session.execute(quiet.values(quiet_times="14:00-16:00"))
        part = await next_part(session, notice_id, city=city, now=post.now)
        assert part is not None
        assert sorted(part.followers) == ["a", "b"]
        await part_refused(session, part, "48001")
    post.now += timedelta(hours=2)
    async with database.transaction() as session:
        assert await next_part(session, notice_id, city=city, now=post.now) is None
        assert (await session.get_one(Notice, notice_id)).mass_trouble == "48001"
        assert (await progress_of(session, await session.get_one(Notice, notice_id))).held == 5


@on_sqlite
async def test_without_any_left_it_cannot_be_handed_in(database: Database, city: City) -> None:
    post = Post(database, city)
    async with database.transaction() as session:
        await session.execute(sa.text("INSERT INTO wechat_budget (name, period, used) VALUES ('mass', '2026-11', 4)"))
    with pytest.raises(MassBudgetSpent):
        await a_notice(post, {})
