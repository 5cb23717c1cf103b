"""A clerk writes a notice, a second person lets it go, and both see how far it is."""

from datetime import UTC, datetime

import sqlalchemy as sa

from bot.foreign_files import ForeignFiles
from bot.jobs.incoming import fetch_files
from bot.jobs.notice_progress import show_progress
from bot.jobs.notices import prepare_notices
from models.notices.audience import Audience, Topic
from models.notices.notice import Author, Notice, Written, write_notice
from models.outbox.message import Urgency
from models.people.member_code import member_code
from models.people.person import agree, meet
from models.staff.post import StaffRole, add_staff
from tests.world.chat import Chat, Someone
from tests.world.filing import a_picture


async def clerk(chat: Chat, name: str, role: StaffRole = StaffRole.STAFF, department: str = "social_work") -> Someone:
    someone = await chat.person(name, agreed=True)
    async with chat.app.database.transaction() as session:
        _, code = await add_staff(session, name=name, role=role, now=datetime.now(UTC), department=department)
    await someone.sends(f"/start staff_{code}")
    return someone


async def write(wang: Someone, *, to: str = "preview") -> None:
    """Up to a step."""
    await wang.sends("/notices")
    await wang.presses("写一条")
    await wang.presses("政策")
    await wang.presses("今天要知道")
    await wang.sends("补贴能领了")
    await wang.sends("培训补贴这周开始领，带身份证。")
    await wang.presses("不要")
    await wang.presses("找暖新驿站")
    if to == "audience":
        return
    await wang.presses("就这样")
    await wang.presses("一天")


async def test_a_notice_is_written_previewed_and_sent(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    wang = await clerk(chat, "wang")
    await write(wang)
    wang.sees(
        "他们看到的是",
        "【补贴能领了】\n培训补贴这周开始领",
        "找暖新驿站、知道了、少发这类",
        "发给 2 人",
        "现在发，11-27 15:00 以后不再发",
    )
    await wang.presses("现在发")
    wang.sees("排上了")
    await prepare_notices(chat.app.database)
    await anna.is_told()
    anna.sees("【补贴能领了】")
    changed = await chat.client.during(wang, show_progress(chat.app))
    assert [each.edited for each in changed] == ([True] if chat.client.channel.can.edit else [])
    assert all("收到 2 人" in each.text for each in changed)
    await anna.presses("知道了")
    await wang.sends("/notices")
    await wang.presses("补贴能领了 · 在发")
    wang.sees("正在发", "收到 2 人", "看了 1 人")
    await prepare_notices(chat.app.database)
    await wang.presses("刷新")
    wang.sees("发完了")
    await wang.presses("看数")
    wang.sees("谁收到了")  # two people: too few for any group


async def test_an_answer_that_cannot_be_says_so_and_an_emergency_keeps_the_form(chat: Chat) -> None:
    wang = await clerk(chat, "wang")
    await write(wang)
    await wang.presses("定时间")
    await wang.sends("下辈子")
    wang.sees("没看懂")
    await wang.sends("我被车撞了")
    wang.sees("120")
    await wang.presses("回到刚才填的")
    wang.sees("什么时候发？")
    await wang.sends("明天 9:00-11:00")
    wang.sees("11-27 09:00 发，11-27 11:00 以后不再发")
    await wang.presses("到时候发")
    wang.sees("排上了，11-27 09:00 发")
    await wang.presses("取消")
    await wang.presses("真的取消")
    wang.sees("取消了")


async def a_crowd(chat: Chat) -> None:
    """More people than the pack lets one clerk write to alone."""
    now = datetime.now(UTC)
    async with chat.app.database.transaction() as session:
        for number in range(chat.city.approve_notices_above):
            person, *_ = await meet(session, "telegram", str(70_000 + number), locale="zh-CN", now=now)
            await agree(session, person, now=now)


async def test_above_the_size_of_the_pack_a_lead_lets_it_go(chat: Chat) -> None:
    await a_crowd(chat)
    wang, zhao = await clerk(chat, "wang"), await clerk(chat, "zhao", StaffRole.LEAD)
    await write(wang)
    wang.sees("要另一位负责人点头")
    await wang.presses("现在发")
    wang.sees("等另一位负责人点头")
    await zhao.is_told()
    zhao.sees("有条通知等你点头")
    await zhao.presses("看看")
    await zhao.presses("可以发")
    zhao.sees("排上了")
    await wang.is_told()
    wang.sees("有人点头了")


async def test_whoever_lets_it_go_sees_where_its_link_leads(chat: Chat) -> None:
    await a_crowd(chat)
    wang, zhao = await clerk(chat, "wang"), await clerk(chat, "zhao", StaffRole.LEAD)
    await write(wang, to="audience")
    await wang.presses("返回")
    await wang.presses("放个网址")
    await wang.sends("example.com")
    wang.sees("这不像网址")
    await wang.sends("https://example.com/rules")
    await wang.presses("就这样")
    await wang.presses("一天")
    wang.sees("打开看看 https://example.com/rules")
    await wang.presses("现在发")
    await zhao.is_told()
    await zhao.presses("看看")
    zhao.sees("打开看看 https://example.com/rules")


async def test_one_that_came_back_is_changed_and_handed_in_again(chat: Chat) -> None:
    await a_crowd(chat)
    wang, zhao = await clerk(chat, "wang"), await clerk(chat, "zhao", StaffRole.LEAD)
    await write(wang)
    await wang.presses("现在发")
    await zhao.is_told()
    await zhao.presses("看看")
    await zhao.presses("退回去")
    zhao.sees("退回来了")
    await wang.is_told()
    wang.sees("退回来了")
    await wang.presses("看看")
    await wang.presses("改一改")
    wang.sees("他们看到的是", "【补贴能领了】\n培训补贴这周开始领", "找暖新驿站、知道了", "发给 202 人")
    await wang.presses("改一改")
    wang.sees("标题？")
    await wang.sends("补贴下周领")
    await wang.sends("培训补贴下周开始领。")
    await wang.presses("不要")
    await wang.presses("找暖新驿站")
    await wang.presses("就这样")
    await wang.presses("一天")
    await wang.presses("现在发")
    wang.sees("等另一位负责人点头", "【补贴下周领】")
    async with chat.app.database.reading() as session:
        (notice,) = await session.scalars(sa.select(Notice))
    assert notice.titles == {"zh-CN": "补贴下周领"}


async def test_one_that_is_going_out_is_paused_and_goes_on(chat: Chat) -> None:
    anna, wang = await chat.person("anna", agreed=True), await clerk(chat, "wang")
    await write(wang)
    await wang.presses("现在发")
    await wang.presses("先停")
    wang.sees("停着")
    await prepare_notices(chat.app.database)
    await anna.is_told()
    assert anna.screen == []
    await wang.presses("接着发")
    chat.wait(minutes=1)
    await prepare_notices(chat.app.database)
    await anna.is_told()
    anna.sees("【补贴能领了】")


async def test_who_is_no_staff_writes_none(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("/notices")
    anna.sees_no("写一条")


async def codes(chat: Chat, count: int) -> list[str]:
    """Member codes of so many people."""
    found = []
    now = datetime.now(UTC)
    async with chat.app.database.transaction() as session:
        for number in range(count):
            person, *_ = await meet(session, "telegram", str(80_000 + number), locale="zh-CN", now=now)
            await agree(session, person, now=now)
            found.append(await member_code(session, person))
    return found


async def test_a_list_is_pasted_or_sent_and_only_its_size_is_told(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("通知设置")
    anna.sees("你的会员号：M-")
    wang = await clerk(chat, "wang")
    await write(wang, to="audience")
    await wang.presses("按名单")
    wang.sees("只认会员号")
    known = await codes(chat, 6)
    await wang.sends("\n".join(["张三 13800000000", *known, "M-2222-2222"]))
    wang.sees("认出 6 个人；1 个号没找到")
    wang.sees_no(known[0])
    await wang.presses("不用名单")
    await wang.presses("按名单")
    if chat.client.channel.name in ("wechat", "text"):  # WeChat hands no files over
        await wang.sends(" ".join(known))
    else:
        await wang.sends_file(name="名单.csv")
        wang.sees("在读")

        async def download(channel: str, file_id: str) -> bytes:
            return "号\n".encode() + "\n".join(known).encode()

        await fetch_files(chat.app.database, download, ForeignFiles(), clock=lambda: datetime.now(UTC))
        await wang.presses("读完没")
    wang.sees("认出 6 个人")
    await wang.presses("就这样")
    wang.sees("名单：只发给名单上的人")
    await wang.presses("就这样")
    await wang.presses("一天")
    wang.sees("名单上 6 人能收到，0 人收不到")
    await wang.presses("现在发")
    wang.sees("排上了")


async def test_a_picture_goes_with_a_notice_as_it_is_seen_before(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    wang = await clerk(chat, "wang")
    await write(wang)
    await wang.presses("配张图")
    wang.sees("把图发过来")
    await wang.sends("没有图")
    wang.sees("这里要一张图")
    await wang.sends_photo()
    wang.sees("收到了，在取")
    await wang.presses("返回")
    wang.sees("图还在取，好了才能发")
    await wang.presses("现在发")
    wang.sees("图还没好")

    async def download(channel: str, file_id: str) -> bytes:
        return a_picture()

    await wang.sends("/notices")
    chat.wait(minutes=1)
    await write(wang)
    await wang.presses("配张图")
    await wang.sends_photo()
    await fetch_files(chat.app.database, download, ForeignFiles(), clock=lambda: datetime.now(UTC))
    await wang.presses("好了没")
    wang.sees("图好了")
    await wang.presses("看图")
    wang.sees("【补贴能领了】")
    await wang.presses("返回")
    wang.sees("带一张图")
    await wang.presses("现在发")
    wang.sees("排上了")
    await wang.presses("看图")
    wang.sees("【补贴能领了】")
    await prepare_notices(chat.app.database)
    await anna.is_told()
    anna.sees("【补贴能领了】", "培训补贴这周开始领")
    await anna.presses("知道了")


async def urgent(wang: Someone) -> None:
    """An emergency for one district."""
    await wang.sends("/notices")
    await wang.presses("写一条")
    await wang.presses("天气、安全")
    await wang.presses("救命的事")
    await wang.sends("河水要漫堤")
    await wang.sends("今晚别去河边送单。")
    await wang.presses("不要")
    await wang.presses("不要")
    await wang.presses("选区")
    await wang.presses("河湾区")
    await wang.presses("就这样")
    await wang.presses("就这样")
    await wang.presses("6 小时")


async def test_an_emergency_of_a_clerk_waits_for_their_own_lead_who_sees_all_of_it(chat: Chat) -> None:
    zhao = await clerk(chat, "zhao", StaffRole.LEAD, "transport")
    wang = await clerk(chat, "wang", department="transport")
    await urgent(wang)
    wang.sees("夜里也会叫醒人，要一位负责人点头才发")
    await wang.presses("现在发")
    wang.sees("等另一位负责人点头", "能点头的：zhao")
    chat.time.move_to(datetime(2026, 11, 26, 19, 0, tzinfo=UTC))  # 03:00 in the city
    await zhao.is_told()
    await zhao.presses("看看")
    zhao.sees(
        "【河水要漫堤】\n今晚别去河边",
        "wang（交通运输局）写的",
        "发给：河湾区",
        "救命的事",
        "11-26 15:00 发，11-26 21:00 以后不再发",
        "现在是 2 人",
        "夜里也会叫醒人",
    )
    assert any("可以发" in label for label in zhao.labels())


async def test_where_nobody_can_say_yes_the_author_is_told_what_to_do(chat: Chat) -> None:
    wang = await clerk(chat, "wang", department="transport")
    await urgent(wang)
    await wang.presses("现在发")
    wang.sees("现在没有能点头的人", "/staff")


async def test_one_that_was_wrong_is_corrected_to_those_who_got_it(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    wang = await clerk(chat, "wang")
    await write(wang)
    await wang.presses("现在发")
    await prepare_notices(chat.app.database)
    await anna.is_told()
    await wang.sends("/notices")
    await wang.presses("补贴能领了 · 在发")
    await wang.presses("取消")
    await wang.presses("真的取消")
    wang.sees("取消了", "收到的人可以发更正", "还在排队 0 人")
    await chat.person("boris", agreed=True)
    await wang.presses("发更正")
    wang.sees("正文？")
    await wang.sends("我被车撞了")
    wang.sees("120")
    await wang.presses("回到刚才填的")
    await wang.sends("下周才开始领。")
    wang.sees("【更正：补贴能领了】\n下周才开始领", "收到过那条的 2 人会收到")
    await wang.presses("现在发")
    wang.sees("发给：收到过那条的人")
    await prepare_notices(chat.app.database)
    await anna.is_told()
    anna.sees("【更正：补贴能领了】")


async def test_what_sounds_like_an_emergency_need_not_be_written_again(chat: Chat) -> None:
    wang = await clerk(chat, "wang")
    await write(wang)
    await wang.presses("改一改")
    await wang.sends("补贴")
    await wang.sends("我被车撞了")
    await wang.presses("回到刚才填的")
    await wang.presses("就用刚才那句")
    wang.sees("要英文的吗")


async def test_every_notice_can_be_opened_again(chat: Chat) -> None:
    wang = await clerk(chat, "wang")
    async with chat.app.database.transaction() as session:
        for number in range(12):
            written = Written({"zh-CN": f"第{number}条"}, {"zh-CN": "b"}, Topic.CITY, Urgency.TODAY, Audience())
            await write_notice(session, written, Author(1, "social_work", approves=False), now=datetime.now(UTC))
    await wang.sends("/notices")
    wang.sees_no("新一些的")
    await wang.presses("更早的")
    await wang.presses("更早的")
    await wang.presses("第0条 · 草稿")
    wang.sees("【第0条】")
