"""Every code that the product prints as a link or QR code leads where it says, for somebody new and somebody known."""

import re

import pytest

from models.staff.post import StaffRole
from tests.stories.test_events import books, one
from tests.stories.test_hosting import host
from tests.stories.test_staff_joining import a_code
from tests.world.chat import Chat, Someone
from tests.world.events import SUNDAY


@pytest.mark.parametrize("known", [False, True], ids=["new", "known"])
async def test_a_door_and_a_post_are_opened_by_their_links(chat: Chat, known: bool) -> None:
    anna, wang = await chat.person("anna", agreed=known), await chat.person("wang", agreed=known)
    await anna.sends("/start st_T1")
    anna.sees("青石路暖新驿站", "青石路 88 号")
    await wang.sends(f"/start staff_{await a_code(chat, '王芳', StaffRole.LEAD, department='union')}")
    wang.sees("王芳，你现在是总工会负责人")


async def _code_at(chat: Chat, wang: Someone) -> str:
    await wang.sends("我办的活动")
    await wang.presses("1")
    await wang.presses("签到码")
    found = re.search(r"签到码：(\d{3}) (\d{3})", wang.text)
    assert found is not None
    return found[1] + found[2]


async def _booked(chat: Chat, name: str) -> Someone:
    someone = await chat.person(name, agreed=True)
    await books(someone)
    await someone.presses("报上")
    return someone


async def test_the_printed_code_checks_in_whoever_is_booked(chat: Chat) -> None:
    await one(chat, {"titles": {"zh-CN": "急救课", "en": "Aid"}}, seats=5)
    wang, anna, bert = await host(chat), await _booked(chat, "anna"), await chat.person("bert")
    chat.time.move_to(SUNDAY)
    code = await _code_at(chat, wang)
    await bert.sends(f"/start ci_{code}")
    bert.sees("没有要签到的活动", "别的号上报的名")
    await anna.sends("我要投诉")
    await anna.sends(f"/start ci_{code}")
    anna.sees("签到好了：急救课")
    await anna.sends(f"/start ci_{code}")
    anna.sees("你已经签过到了")


async def test_after_five_wrong_codes_only_the_hosts_list_is_left(chat: Chat) -> None:
    await one(chat, {"titles": {"zh-CN": "急救课", "en": "Aid"}}, seats=5)
    wang, anna, bert = await host(chat), await _booked(chat, "anna"), await _booked(chat, "bert")
    chat.time.move_to(SUNDAY)
    code = await _code_at(chat, wang)
    for guess in range(5):
        wrong = f"{(int(code) + 400_000 + guess) % 1_000_000:06}"
        await anna.sends(f"/start ci_{wrong}" if guess % 2 else wrong)
        anna.sees("这个码不对")
    await anna.sends(code)
    anna.sees("输错太多次", "找主办方")
    own = re.search(r"你的码 (\d{3} \d{3})", anna.text)
    assert own is not None
    await wang.presses("返回")
    await wang.presses("输码签到")
    await wang.sends(own[1])
    wang.sees("签到好了")
    await bert.sends(code)
    bert.sees("签到好了：急救课")


async def test_a_link_that_leads_nowhere_is_answered_with_a_way_on(chat: Chat) -> None:
    anna = await chat.person("anna")
    for payload in ("", "123", "ci_", "ci_12", "st_", "st_NOWHERE", "staff_", "staff_ABCDE23456", "x_1"):
        await anna.sends(f"/start {payload}".strip())
        await anna.sends("首页")
        anna.sees("要什么")
