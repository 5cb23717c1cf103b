"""协商: those who filed the same are asked, each for themselves; the union writes down what it does, in the chat."""

import json

import pytest
import sqlalchemy as sa

from bot.jobs.negotiation_pdf import paper_words
from bot.jobs.schedule import Schedule
from models.casework.common_problem import tell_common_problems
from models.negotiations.errors import NegotiationGone
from models.negotiations.gathering import watch_gathering
from models.negotiations.joining import Joining, NegotiationPerson, answer_negotiation, joined_counts
from models.negotiations.negotiation import Move, Negotiation, steps_of
from models.negotiations.paper import Agreed, paper_for
from models.negotiations.steps import open_negotiation, take_move
from models.staff.post import Staff, StaffRole, add_staff
from models.storage.kept_file import StoredFile
from tests.world.chat import Chat, Someone
from tests.world.filing import a_case, a_person, known_for_a_while
from tests.world.staff_chat import a_colleague, files, person_of


async def _four_others(chat: Chat) -> None:
    async with chat.app.database.transaction() as session:
        for each in range(4):
            other = await a_person(session, f"other-{each}", channel="elsewhere")
            await a_case(session, other, chat.city, platform="a", now=chat.app.clock())


async def _a_union(chat: Chat) -> Staff:
    async with chat.app.database.transaction() as session:
        staff, _ = await add_staff(session, name="李", role=StaffRole.STAFF, department="union", now=chat.app.clock())
        return staff


async def _moves(chat: Chat, number: int, move: Move, staff: Staff, text: str) -> None:
    async with chat.app.database.transaction() as session:
        await take_move(session, number, move, staff, text, city=chat.city, now=chat.app.clock())


async def test_a_rider_is_asked_joins_reads_and_leaves(chat: Chat) -> None:
    (anna,), li = await known_for_a_while(chat, "anna"), await _a_union(chat)
    case = await files(chat, anna, platform="a", anonymous=True)
    await _four_others(chat)
    async with chat.app.database.transaction() as session:
        found, _ = await open_negotiation(session, "deduction", "a", li, city=chat.city, now=chat.app.clock())
    await anna.is_told()
    anna.sees("总工会想找平台甲", "乱扣款", "一共 5 人", "只知道几个人参加", "照常办")
    asked = anna.button("实名参加")
    await anna.presses("不参加")
    anna.sees("这次不参加")
    await anna.presses("改主意了")
    anna.sees("你说了不参加")
    await anna.presses("匿名参加")
    anna.sees("算你一个，匿名", "提出以前都能改")
    chat.wait(hours=8)
    await _moves(chat, found.id, Move.DEMAND, li, "退还罚款\n写明申诉期限")
    await anna.is_told()
    anna.sees_no("退还罚款")  # it is night
    chat.wait(hours=8, minutes=30)
    await anna.is_told()
    anna.sees("工会向平台甲", "“退还罚款 写明申诉期限”")
    if not chat.client.types_numbers:
        await anna.presses_button(asked)
        anna.sees("不能再参加")
    await anna.sends("进度")
    anna.sees(case.number, "已提交")
    await anna.presses("协商 1")
    anna.sees("平台甲", "等平台答复")
    await anna.presses("1")
    anna.sees("你参加了，匿名", "工会发起", "退还罚款", "等平台答复", "期限不变")
    anna.sees_no("（李）")
    await anna.presses("退出")
    anna.sees("不能再参加")
    await anna.presses("退出协商")
    anna.sees("退出了")
    await _moves(chat, found.id, Move.REPLY, li, "同意复核")
    chat.wait(seconds=2)
    await anna.is_told()
    anna.sees_no("同意复核")
    await anna.sends("进度")
    anna.sees(case.number)
    assert not any("协商" in label for label in anna.labels())
    await _goes(chat, anna)


async def _goes(chat: Chat, anna: Someone) -> None:
    """Takes along what is kept, and has it deleted."""
    await anna.sends("我的")
    await anna.presses("我的信息")
    await anna.presses("导出")
    if chat.client.channel.name != "telegram":  # its fake server keeps no files
        kept = json.loads(await anna.document())["negotiations"]
        assert [(each["platform"], each["answer"]) for each in kept] == [("a", "no")]
    await anna.presses("返回")
    await anna.presses("我的信息")
    await anna.presses("删除我的信息")
    await anna.presses("没办完的接着办")
    async with chat.app.database.reading() as session:
        asked = sa.select(sa.func.count()).select_from(NegotiationPerson)
        assert (await session.execute(asked)).scalar_one() == 4


async def test_who_files_later_is_asked_too_and_the_union_hears_when_there_are_enough(chat: Chat) -> None:
    li, boris = await a_colleague(chat, "李姐", "union"), await chat.person("boris", agreed=True)
    async with chat.app.database.transaction() as session:
        others = [await a_person(session, f"other-{each}", channel="elsewhere") for each in range(5)]
        for other in others:
            await a_case(session, other, chat.city, platform="a", now=chat.app.clock())
        union = (await session.scalars(sa.select(Staff).where(Staff.name == "李姐"))).one()
        found, _ = await open_negotiation(session, "deduction", "a", union, city=chat.city, now=chat.app.clock())
        for other in others[:4]:
            await answer_negotiation(session, found.id, other, Joining.ANONYMOUS, now=chat.app.clock())
    chat.wait(hours=1)
    await files(chat, boris, platform="a")
    await _watched(chat)
    await boris.is_told()
    boris.sees("总工会想找平台甲", "一共 6 人")
    await boris.presses("实名参加")
    boris.sees("算你一个，实名")
    await _watched(chat)
    chat.wait(seconds=2)
    await li.is_told()
    li.sees("平台甲", "参加的够 5 人了")
    await li.presses("看协商")
    li.sees("问了 6 人", "参加 5 人", "下一步：人够了，点“写要求”")


async def _watched(chat: Chat) -> None:
    async with chat.app.database.transaction() as session:
        await watch_gathering(session, city=chat.city, now=chat.app.clock())


async def test_the_union_opens_one_from_the_card_and_writes_each_step(chat: Chat) -> None:
    li, zhou = await a_colleague(chat, "李姐", "union"), await a_colleague(chat, "周", "social_work")
    (anna,) = await known_for_a_while(chat, "anna")
    await files(chat, anna, platform="a")
    await _four_others(chat)
    chat.wait(days=1)
    async with chat.app.database.transaction() as session:
        await tell_common_problems(session, city=chat.city, now=chat.app.clock())
    await li.is_told()
    li.sees("至少 5 人投诉平台甲")
    card = li.button("发起协商")
    await li.presses("发起协商")
    li.sees("去问最近 30 天投诉过的 5 人", "看不到是谁")
    await li.presses("发起，去问")
    li.sees("发起了", "问了 5 人", "参加的不到 5 人", "下一步")
    if card.press is not None:
        await li.presses_button(card)
        li.sees("协商：平台甲", "问了 5 人")
    await li.sends("协商")
    li.sees("1. 平台甲", "正在问人")
    await li.presses("1")
    await li.presses("写要求")
    li.sees("向平台提什么要求", "500 个字")
    await li.sends("我被车撞了")
    await li.presses("回到刚才填的")
    li.sees("向平台提什么要求")
    await li.sends("退还罚款")
    li.sees("发给每个参加的人", "“退还罚款”")
    await li.presses("发出")
    li.sees("参加的人会收到", "工会向平台提出（李姐）：“退还罚款”", "记答复")
    for press, said in (("找实名参加的人", "周二来签字"), ("记答复", "同意复核"), ("写结果", "都退了")):
        await li.presses(press)
        await li.sends(said)
        if press == "写结果":
            li.sees("哪天前做到")
            await li.sends("不知道哪天")
            li.sees("没看懂是哪天")
            await li.sends("12月10号")
            li.sees("平台答应 12 月 10 日（周四）前做到")
        await li.presses("发出")
        li.sees(said)
    li.sees("这次协商结束了")
    await zhou.sends("待办")
    await zhou.presses("协商 0")
    zhou.sees("结束了")
    await zhou.presses("1")
    zhou.sees("平台答复（李姐）：“同意复核”", "结果（李姐）：“都退了”")
    assert not {"写要求", "记答复", "写结果"} & set(zhou.labels())


async def test_what_was_agreed_is_a_paper_for_each_who_joined_and_the_union(chat: Chat) -> None:
    (anna, boris), li = await known_for_a_while(chat, "anna", "boris"), await a_colleague(chat, "李姐", "union")
    for each in (anna, boris):
        await files(chat, each, platform="a")
    await _four_others(chat)
    async with chat.app.database.transaction() as session:
        union = (await session.scalars(sa.select(Staff).where(Staff.name == "李姐"))).one()
        found, _ = await open_negotiation(session, "deduction", "a", union, city=chat.city, now=chat.app.clock())
    await anna.is_told()
    await anna.presses("匿名参加")
    await _has_none(chat, found.id, anna)  # nothing is agreed yet
    await _moves(chat, found.id, Move.DEMAND, union, "退还罚款😀")
    chat.wait(seconds=5)
    await _moves(chat, found.id, Move.REPLY, union, "同意复核")
    await _moves(chat, found.id, Move.RESULT, union, "12 月 10 日前都退")
    await anna.sends("进度")
    await anna.presses("协商 1")
    await anna.presses("1")
    await anna.presses("协商结果书")
    anna.sees("正在做，过几秒再点一次")
    await Schedule(chat.app).begin("draw_papers")
    await anna.presses("协商结果书")
    await li.sends("协商")
    await li.presses("1")
    await li.presses("协商结果书")
    async with chat.app.database.reading() as session:
        files_ = (await session.scalars(sa.select(StoredFile))).all()
        assert len(files_) == 2
        assert {each.content[:5] for each in files_} == {b"%PDF-"}
        agreed = Agreed(
            await session.get_one(Negotiation, found.id),
            await steps_of(session, found.id),
            await joined_counts(session, found.id),
        )
    said = "\n".join(paper_words(agreed, chat.city)[1])
    for part in (
        "平台甲",
        "乱扣款",
        "提出的要求",
        "退还罚款",
        "平台的答复",
        "同意复核",
        "12 月 10 日前都退",
        "不到 5 人",
    ):
        assert part in said
    assert "李姐" not in said
    await _has_none(chat, found.id, boris)  # who has not joined


async def _has_none(chat: Chat, number: int, someone: Someone) -> None:
    async with chat.app.database.transaction() as session:
        person = await person_of(chat, someone, session)
        with pytest.raises(NegotiationGone):
            await paper_for(session, number, person, city=chat.city)
