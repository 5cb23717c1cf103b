"""A case is told in chat, question by question, and gets its number."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
import sqlalchemy as sa

from models.cases.case import Case
from models.cases.draft import CaseDraft
from models.cases.evidence import Evidence
from tests.world.chat import Chat, Someone
from tests.world.filing import a_case, a_person


async def cases(chat: Chat) -> Sequence[Case]:
    async with chat.app.database.reading() as session:
        return (await session.scalars(sa.select(Case).order_by(Case.id))).all()


async def drafts(chat: Chat) -> Sequence[CaseDraft]:
    async with chat.app.database.reading() as session:
        return (await session.scalars(sa.select(CaseDraft).order_by(CaseDraft.created_at))).all()


async def pieces(chat: Chat) -> Sequence[Evidence]:
    async with chat.app.database.reading() as session:
        return (await session.scalars(sa.select(Evidence).order_by(Evidence.number))).all()


async def to_reason(chat: Chat, name: str = "anna") -> Someone:
    """A deduction, up to the question for the reason."""
    anna = await chat.person(name, agreed=True)
    await anna.sends("罚了我50块，根本不是我的问题")
    anna.sees("“乱扣款、罚款”的事吧：50 元")
    await anna.presses("要，接着填")
    anna.sees("你说过的就不再问", "（1/7）哪个平台？")
    await anna.presses("平台甲")
    anna.sees("（2/7）哪天扣的？")
    await anna.sends("11月25号")
    anna.sees("11 月 25 日（周三），对吗？")
    await anna.presses("对")
    anna.sees("（4/7）订单号？", "匿名的话要想一下")
    await anna.presses("在哪里找")
    anna.sees("历史订单")
    await anna.presses("跳过")
    anna.sees("（5/7）平台给的理由是什么？")
    return anna


async def test_a_deduction_is_told_and_gets_its_number(chat: Chat) -> None:
    anna = await to_reason(chat)
    channel = chat.client.channel.name
    if channel == "telegram":
        await anna.sends_voice()
        anna.sees("放进材料里", "（5/7）")
        await anna.sends("超时", message_id=7)
        anna.sees("（6/7）")
        await anna.edits(7, "超时，说是我迟到")
        anna.sees("前面那一题改好了", "（6/7）")
    elif channel == "wechat":
        await anna.sends_voice(heard="超时，说是我迟到。")
    else:
        await anna.sends("超时，说是我迟到")
    await anna.presses("还没有")
    anna.sees("建议先去 App 申诉", "（7/7）截图、录音", "最大 20 MB")
    for seen in await anna.sends_album(*(f"photo-{number}" for number in range(10))):
        assert "收到" in seen.text
    count = 11 if channel == "telegram" else 10
    assert [each.number for each in await pieces(chat)] == list(range(1, count + 1))
    await anna.presses("发完了")
    anna.sees(
        "看一下", "1. 哪个平台　平台甲", "11 月 25 日", "50 元", "订单号　没填", f"{count} 份", "交给：市场监管局"
    )
    await anna.presses("实名提交")
    assert await cases(chat) == []
    await anna.sends("李四")
    await anna.sends("13800001234")
    await anna.presses("实名提交")
    anna.sees(
        "收到了，编号 NX-261126-", "转给市场监管局", "11 月 30 日（周一）", "12 月 10 日（周四）", "仲裁有期限", "12348"
    )
    [case] = await cases(chat)
    anna.sees(case.number)
    assert case.answers["deduction_sum"] == 5000
    assert case.answers["deduction_reason"] == "超时，说是我迟到"
    assert await drafts(chat) == []
    await anna.presses("查进度")
    anna.sees(case.number, "乱扣款")


async def test_photos_in_a_row_are_answered_once_and_shortly(chat: Chat) -> None:
    """Where the page shows the chat the one answer counts them; later ones are answered again."""
    anna = await to_reason(chat)
    await anna.sends("超时")
    await anna.presses("还没有")
    first = await anna.sends_album("p1", "p2", "p3")
    if chat.client.channel.can.count_in_place:
        assert [seen.text for seen in first] == [f"收到 {n} 份。还有就接着发，没有了选“发完了”。" for n in (1, 2, 3)]
        assert [seen.edited for seen in first] == [False, True, True]
    else:
        (only,) = first
        assert only.text.startswith("收到。还有就接着发，没有了选“发完了”。")
        chat.wait(minutes=1)
        await anna.sends_photo("p4")
        anna.sees("收到 4 份。")
    anna.sees_no("截图、录音")
    await anna.presses("发完了")
    anna.sees("看一下")


async def test_photos_in_a_row_for_another_question_are_answered_once(chat: Chat) -> None:
    anna = await to_reason(chat)
    assert len([seen for seen in await anna.sends_album("p1", "p2") if not seen.edited]) == 1
    await anna.sends("超时")
    anna.sees("（6/7）")


def has_buttons(chat: Chat) -> bool:
    return not chat.client.types_numbers


async def test_anonymous_says_what_gives_away_and_one_case_is_filed_however_often_it_is_pressed(chat: Chat) -> None:
    anna = await to_reason(chat)
    await anna.presses("上一题")
    await anna.sends("订单号是 WM20261125-7788")
    anna.sees("（5/7）")
    await anna.sends("没说理由")
    await anna.presses("申诉过，被驳回")
    await anna.sends_photo()
    await anna.presses("发完了")
    await anna.presses("匿名提交")
    anna.sees("部门看不到你是谁", "订单号和截图可能认得出你")
    await anna.presses("去掉材料")
    anna.sees("材料都去掉了", "WM20261125-7788")
    assert await pieces(chat) == []
    await anna.presses("匿名提交")
    anna.sees("不过订单号可能认得出你")
    await anna.presses("去掉订单号")
    anna.sees_no("WM20261125-7788")
    await anna.presses("匿名提交")
    anna.sees("有没有名字、电话")
    last = anna.button("就这样，匿名提交")
    await anna.presses_button(last)
    [case] = await cases(chat)
    anna.sees(case.number, f"匿名，代号 {case.pseudonym}")
    assert case.person_id is None
    assert "order_number" not in case.answers
    if has_buttons(chat):
        await anna.presses_button(last)
        anna.sees(case.number)
    assert len(await cases(chat)) == 1


async def test_a_form_is_put_aside_offered_again_and_gone_on_with_days_later(chat: Chat) -> None:
    anna = await to_reason(chat)
    await anna.presses("先存着")
    anna.sees("存好了：乱扣款、罚款", "120、122")
    chat.wait(days=3)
    await anna.sends("首页")
    assert "📝 接着填：乱扣款、罚款" in anna.labels()
    await anna.presses("找人帮忙")
    assert "📝 接着填：乱扣款、罚款" in anna.labels()
    await anna.presses("法律援助")
    await anna.presses("讨工钱")
    await anna.sends("首页")
    await anna.presses("没填完的 2 份")
    anna.sees("没填完的：")
    await anna.presses("乱扣款、罚款，11 月 26 日")
    anna.sees("（5/7）平台给的理由是什么？")
    await anna.sends("扣钱")
    anna.sees("（6/7）")  # said to a question it is the answer
    await anna.sends("首页")
    await anna.sends("被罚款")
    await anna.presses("要，接着填")
    anna.sees("上次没填完")
    await anna.presses("重新填一份")
    anna.sees("（1/7）哪个平台？")
    await anna.presses("首页")
    await anna.presses("没填完的 2 份")  # one that nothing was said to is nothing to go on with
    await anna.presses("法律援助")
    anna.sees("（2/5）")
    for _ in range(2):
        await anna.presses("上一题")
    anna.sees("找人帮忙，是哪方面的事")


async def test_what_is_no_answer_is_told_what_to_do_and_loses_nothing(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.presses("投诉维权")
    await anna.presses("更多")
    await anna.presses("押金、装备不退")
    await anna.sends("火星平台")
    anna.sees("没对上", "（1/7）")
    await anna.sends("甲外卖")
    anna.sees("（2/7）")
    await anna.sends("培训费")
    for said, answer in [("好多", "没看懂是多少钱"), ("0 元", "要大于 0"), ("跳过", "不能跳过")]:
        await anna.sends(said)
        anna.sees(answer, "（3/7）多少钱没退？")
    await anna.sends("一千二")
    anna.sees("1200 元，对吗？")
    await anna.presses("改")
    await anna.sends("1020块")
    anna.sees("记下了：1020 元", "（4/7）")
    for said, answer in [("记不得", "没看懂是哪天"), ("2月30号", "没有这一天"), ("明天", "还没到")]:
        await anna.sends(said)
        anna.sees(answer, "（4/7）")
    await anna.shares_centre()
    anna.sees("不用位置", "（4/7）")
    await anna.sends("2026年10月1号")
    await anna.sends_photo()
    anna.sees("放进材料里", "（5/7）交给谁了？")
    await anna.sends("东站")
    await anna.sends("他们说不退")
    anna.sees("（7/7）", "已收 1 份")
    await anna.sends("等我找找")
    anna.sees("这一步收照片", "（7/7）")
    await anna.sends("发完了")
    anna.sees("看一下", "1020 元", "东站", "材料", "1 份")
    await anna.presses("改一项")
    await anna.presses("交给谁了")
    anna.sees("现在填的是：东站")
    await anna.sends("西站")
    anna.sees("看一下", "西站")
    await anna.sends("提交吧")
    anna.sees("都填完了，还没提交")


@pytest.mark.parametrize(("begins", "confirms"), [("要", "对"), ("好的", "是的"), ("嗯", "没错"), ("ok", "yes")])
async def test_a_yes_in_words_is_a_yes(chat: Chat, begins: str, confirms: str) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("罚了我50块，根本不是我的问题")
    await anna.sends(begins)
    anna.sees("你说过的就不再问", "（1/7）哪个平台？")
    await anna.presses("平台甲")
    await anna.sends("11月25号")
    await anna.sends(confirms)
    anna.sees("11 月 25 日（周三）", "（4/7）订单号？")


async def test_a_yes_after_something_else_begins_nothing(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("要")
    anna.sees("没听懂")
    await anna.sends("罚了我50块，根本不是我的问题")
    await anna.sends("厕所")
    await anna.sends("要")
    anna.sees_no("哪个平台")
    assert await drafts(chat) == []


async def test_an_emergency_in_the_middle_comes_first_and_the_form_waits(chat: Chat) -> None:
    anna = await to_reason(chat)
    await anna.sends("他们让我闯红灯，我被车撞了")
    anna.sees("交通事故：122")
    assert {"登记职业伤害", "事故怎么处理", "回到刚才填的"} <= set(anna.labels())
    await anna.presses("回到刚才填的")
    anna.sees("（5/7）", "我被车撞了")
    await anna.presses("就用刚才那句")
    anna.sees("（6/7）")
    await anna.presses("还没有")
    await anna.presses("没有")
    anna.sees("理由是什么", "他们让我闯红灯，我被车撞了")
    await anna.sends("首页")
    await anna.sends("我被车撞了")
    await anna.presses("登记职业伤害")
    anna.sees("（1/8）哪个平台？")


async def test_a_false_alarm_in_a_form_is_the_answer_after_one_press(chat: Chat) -> None:
    anna = await to_reason(chat)
    await anna.sends("他们说我闯红灯被车撞了")
    anna.sees("交通事故：122")
    await anna.presses("没出事，我说的是别的")
    anna.sees("（6/7）")
    anna.sees_no("交通事故：122")
    await anna.presses("还没有")
    await anna.presses("没有")
    anna.sees("理由是什么", "他们说我闯红灯被车撞了")


async def test_what_is_kept_is_asked_first_and_an_injury_goes_only_to_the_department_named(chat: Chat) -> None:
    anna = await chat.person("anna")
    await anna.sends("/start")
    await anna.presses("先看看")
    await anna.sends("工伤怎么报，平台甲的")
    anna.sees("登记职业伤害", "平台甲")
    await anna.presses("要，接着填")
    anna.sees("得你先同意")
    assert await drafts(chat) == []
    await anna.presses("同意")
    anna.sees("你说过的就不再问", "（2/8）当时在干什么？", "职业伤害保障管的是跑单时受的伤")
    await anna.presses("在跑单")
    await anna.sends("今天")
    await anna.presses("还没有")
    anna.sees("一键报案")
    await anna.presses("跳过")
    await anna.sends("左脚扭了，在市二院")
    anna.sees("急救：120")  # who fills this in may need it
    await anna.presses("回到刚才填的")
    anna.sees("左脚扭了", "（6/8）伤到哪里")
    await anna.presses("就用刚才那句")
    if chat.client.channel.name == "telegram":
        await anna.sends_parts(contact={"phone_number": "138 0000 1234", "first_name": "Anna"})
    else:
        await anna.sends("我电话138 0000 1234")
    await anna.presses("没有")
    anna.sees("看一下", "交给：人社局", "138")
    assert "匿名提交" not in anna.labels()
    await anna.presses("提交")
    anna.sees("健康、受伤情况", "同意把这份交给人社局吗")
    assert await cases(chat) == []
    await anna.presses("先不交")
    anna.sees("看一下")
    await anna.presses("提交")
    await anna.presses("同意，交给人社局")
    anna.sees("收到了，编号 NX-", "转给人社局")
    anna.sees_no("仲裁")
    [case] = await cases(chat)
    assert case.answers["phone_needed"] == "13800001234"


async def report_a_hole(someone: Someone) -> None:
    await someone.presses("随手拍")
    await someone.presses("路面坏了")
    someone.sees("（1/4）在哪里？")


async def test_a_spot_that_was_reported_is_joined_instead_of_reported_again(chat: Chat) -> None:
    anna, bert = await chat.person("anna", agreed=True), await chat.person("bert", agreed=True)
    await report_a_hole(anna)
    await anna.shares(32.6151, 115.1651)
    anna.sees("记下了：", "（2/4）路怎么了？")
    await anna.presses("坑、裂缝")
    await anna.presses("小心能过")
    await anna.sends_photo()
    await anna.presses("发完了")
    await anna.presses("实名提交")
    await anna.presses("就这样，实名提交")
    [case] = await cases(chat)
    assert (case.latitude, case.longitude) == pytest.approx((32.6151, 115.1651))

    chat.wait(days=2)
    await report_a_hole(bert)
    await bert.shares(32.6155, 115.1655)
    bert.sees("是这个吗", "路面坏了", "60 米", "11 月 26 日", "1 个人", "等部门接收")
    await bert.presses("不是，接着填")
    bert.sees("（2/4）")
    await bert.presses("上一题")
    await bert.sends("火星大道和木星路口")
    bert.sees("记下了：火星大道和木星路口", "（2/4）")
    await bert.presses("上一题")
    bert.sees("现在填的是：火星大道")
    await bert.shares(32.6155, 115.1655)
    await bert.presses("是，算我一个")
    bert.sees("算上你了", case.number, "现在 2 个人")
    assert await drafts(chat) == []
    assert len(await cases(chat)) == 1
    await bert.presses("查进度")
    bert.sees(case.number, "别人先报的")


async def test_five_who_said_the_same_of_a_platform_are_told_of_and_four_are_not(chat: Chat) -> None:
    async def somebody_else(number: int) -> None:
        async with chat.app.database.transaction() as session:
            other = await a_person(session, f"other-{number}", channel="elsewhere")
            await a_case(session, other, chat.city, now=chat.app.clock() - timedelta(days=1))

    for number in range(4):
        await somebody_else(number)
    anna = await chat.person("anna", agreed=True)
    await anna.presses("投诉维权")
    await anna.presses("乱扣款、罚款")
    await anna.presses("平台甲")
    anna.sees_no("同样的事")
    await somebody_else(4)
    await anna.presses("上一题")
    await anna.presses("平台甲")
    anna.sees("至少 5 个人说了这个平台同样的事", "（2/7）")
