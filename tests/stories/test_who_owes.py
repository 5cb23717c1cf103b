"""Who owes is asked and named wherever no platform stands for it: a department can do nothing without."""

import sqlalchemy as sa

from models.cases.case import Case
from tests.world.chat import Chat


async def test_who_owes_the_wages_is_asked_and_filed(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.presses("投诉维权")
    await anna.presses("拖欠、少发工资")
    await anna.presses("平台甲")
    anna.sees("（2/6）平时谁给你发钱")
    await anna.presses("劳务公司")
    anna.sees("（3/7）是哪家公司、哪个站", "没法找他")
    await anna.sends("顺路达劳务，西站，站长老赵")
    anna.sees("（4/7）一共差多少钱")
    await anna.sends("8000")
    await anna.sends("10月15日")
    if "对吗" in anna.text:
        await anna.presses("对")
    await anna.presses("跳过")
    await anna.presses("没有")
    anna.sees("3. 是哪家公司、哪个站　顺路达劳务，西站，站长老赵", "4. 一共差多少钱　8000 元")
    await anna.sends("改 2")
    await anna.presses("平台直接发")
    anna.sees_no("顺路达")
    anna.sees("3. 一共差多少钱　8000 元")
    await anna.sends("改 1")
    await anna.presses("其他平台、站点或公司")
    anna.sees("3. 是哪家公司、哪个站　顺路达劳务")
    await anna.presses("匿名提交")
    await anna.presses("就这样")
    async with chat.app.database.reading() as session:
        case = (await session.scalars(sa.select(Case))).one()
    assert case.answers["employer"] == "顺路达劳务，西站，站长老赵"


async def test_a_platform_that_pays_by_itself_is_named_already(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.presses("投诉维权")
    await anna.presses("拖欠、少发工资")
    await anna.presses("平台甲")
    await anna.presses("平台直接发")
    anna.sees("（3/6）一共差多少钱")
    await anna.presses("上一题")
    anna.sees("（2/6）平时谁给你发钱")
