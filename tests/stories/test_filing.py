"""A case is told in chat, question by question, and gets its number."""

from collections.abc import Sequence

import sqlalchemy as sa

from models.case import Case
from models.case_draft import CaseDraft
from models.evidence import Evidence
from tests.chat import Chat, Someone


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
    await anna.sends("超时罚了我50块，根本不是我的问题")
    anna.sees("听着像“乱扣款、罚款”，50 元")
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
    await anna.sends("超时，说是我迟到")
    await anna.presses("还没有")
    anna.sees("建议先去 App 申诉", "（7/7）截图、录音", "最大 20 MB")
    for seen in await anna.sends_album(*(f"photo-{number}" for number in range(10))):
        assert "收到" in seen.text
    assert len(await pieces(chat)) == 10
    await anna.presses("发完了")
    anna.sees("看一下", "1. 哪个平台　平台甲", "11 月 25 日", "50 元", "订单号　没填", "10 份", "交给：市场监管局")
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
