"""What was told once is not asked again; where it is can be read; a benefit says what it is, or what is missing."""

from dataclasses import replace
from typing import cast

import pytest

from handlers.buttons.articles import OpenBenefit
from models.city.benefits import Benefit
from tests.world.chat import Button, Chat

ON_TWO = [("telegram", "sqlite"), ("wechat", "sqlite")]


@pytest.mark.parametrize(("channel", "database_kind"), ON_TWO, indirect=True)
async def test_street_and_trouble_of_a_sentence_are_taken(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("青石路88号门口井盖没了")
    anna.sees("怕马上出事，先打 12345", "青石路88号、井盖没了")
    await anna.presses("要，接着填")
    anna.sees("（3/4）危险吗？")
    await anna.presses("马上会出事")
    anna.sees("现在就打 12345")
    await anna.presses("没有")
    anna.sees("1. 在哪里　青石路88号", "2. 是什么　井盖没了")


@pytest.mark.parametrize(("channel", "database_kind"), ON_TWO, indirect=True)
async def test_sum_and_reason_of_a_sentence_are_taken(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("超时罚了我50块，根本不是我的问题")
    anna.sees("“乱扣款、罚款”的事吧：50 元、超时")
    await anna.presses("要，接着填")
    await anna.presses("平台甲")
    await anna.sends("昨天")
    if "对吗" in anna.text:
        await anna.presses("对")
    await anna.presses("跳过")
    anna.sees("在 App 里申诉过吗")
    await anna.presses("还没有")
    await anna.presses("没有")
    anna.sees("平台给的理由是什么　超时")


@pytest.mark.parametrize(("channel", "database_kind"), ON_TWO, indirect=True)
@pytest.mark.parametrize(
    ("north", "said"),
    [
        (0.0, "青石路 88 号（青石路暖新驿站）"),
        (0.0009, "青石路 88 号（青石路暖新驿站）北 100 米"),
        (0.05, "地图上的一点"),
    ],
)
async def test_a_position_is_said_by_the_nearest_address(chat: Chat, north: float, said: str) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("井盖没了")
    await anna.presses("要，接着填")
    centre = chat.city.centre
    await anna.shares(centre.latitude + north, centre.longitude + 180 / 93_650)
    anna.sees(f"记下了：{said}" if north < 0.01 else said)


@pytest.mark.parametrize(("channel", "database_kind"), ON_TWO, indirect=True)
async def test_a_benefit_says_sum_place_number_and_source_or_that_they_are_not_filled_in(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.presses_button(Button("", press=OpenBenefit(key="rent_help").pack(), message_id=1))
    anna.sees("多少：每月 300 元", "在哪：", "电话：0000-5550160", "依据：", "截至：2026 年 11 月 23 日")
    anna.sees_no("还没填")
    full = chat.city.benefits.items["youth_station"]
    bare = replace(full, amount=None, where=None, phone=None, source=None, as_of=None)
    monkeypatch.setitem(cast(dict[str, Benefit], chat.city.benefits.items), "youth_station", bare)
    await anna.presses_button(Button("", press=OpenBenefit(key="youth_station").pack(), message_id=1))
    anna.sees("还没填：", "出处和日期", "12345")


@pytest.mark.parametrize(("channel", "database_kind"), [("wechat", "sqlite")], indirect=True)
async def test_a_number_in_words_chooses_too(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("投诉维权")
    await anna.sends("第一个")
    anna.sees("拖欠、少发工资", "（1/6）")
    await anna.sends("首页")
    await anna.sends("二")
    anna.sees_no("没听懂")
