"""A number that is typed by a slip does nothing that cannot be mended: it files nothing, and is no answer in words."""

import pytest
import sqlalchemy as sa

from models.cases.case import Case
from tests.stories.test_filing import to_reason
from tests.world.chat import Chat, Someone

TEXT_CHANNELS = [("text", "sqlite"), ("wechat", "sqlite")]


async def to_review(chat: Chat) -> Someone:
    anna = await to_reason(chat)
    await anna.sends("说我迟到")
    await anna.presses("还没有")
    await anna.presses("没有")
    anna.sees("看一下", "哪样不对，就说“改 2”")
    return anna


async def filed(chat: Chat) -> int:
    async with chat.app.database.reading() as session:
        return len(list(await session.scalars(sa.select(Case.id))))


@pytest.mark.parametrize("said", ["2", "改 2", "改2", "第二项", "改第2个", "2 不对", "change 2"])
@pytest.mark.parametrize(("channel", "database_kind"), [("wechat", "sqlite")], indirect=True)
async def test_a_line_of_the_review_is_mended_by_its_number(chat: Chat, said: str) -> None:
    anna = await to_review(chat)
    await anna.sends(said)
    anna.sees("（2/7）哪天扣的")
    await anna.sends("11月24号")
    anna.sees("11 月 24 日")
    if "对吗" in anna.text:
        await anna.presses("对")
    anna.sees("看一下", "2. 哪天扣的　11 月 24 日")
    assert await filed(chat) == 0


async def test_no_number_below_the_review_files_anything(chat: Chat) -> None:
    anna = await to_review(chat)
    for number in "123456789":
        await anna.sends(number)
        if "看一下" not in anna.text:
            anna.sees("/7）")
            await anna.presses("返回")
        anna.sees("看一下")
    assert await filed(chat) == 0
    await anna.presses("实名提交")
    assert await filed(chat) == 0


@pytest.mark.parametrize(("channel", "database_kind"), TEXT_CHANNELS, indirect=True)
async def test_letters_are_called_letters_and_0_is_home_beside_them(chat: Chat) -> None:
    anna = await to_reason(chat)
    anna.sees("回字母，或者 0：", "a 上一题", "0 首页")
    anna.sees_no("回数字")
    await anna.sends("0")
    anna.sees("接着填")
    await anna.presses("接着填")
    anna.sees("（5/7）")
    await anna.sends("首页")
    anna.sees("回数字：")


@pytest.mark.parametrize("said", ["1", "7", "3.", "（2）", "12", "z"])
async def test_a_lone_number_is_no_reason(chat: Chat, said: str) -> None:
    anna = await to_reason(chat)
    await anna.sends(said)
    anna.sees("要你用字说", "（5/7）平台给的理由是什么？")
    await anna.sends("超时3分钟")
    anna.sees("（6/7）")


async def test_a_0_is_never_a_reason(chat: Chat) -> None:
    anna = await to_reason(chat)
    await anna.sends("0")
    assert "（6/7）" not in anna.text
