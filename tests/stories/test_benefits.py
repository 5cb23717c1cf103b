"""暖新福利: what there is, for whom, what to bring — and every single one leads where it says."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from bot.commands.place_file import import_places
from handlers.buttons.articles import OpenBenefit
from models.city.actions import ActionKind
from models.city.pack import City
from models.events.programme import fill_programme
from models.storage.database import Database
from tests.conftest import THURSDAY_AFTERNOON
from tests.world.articles import NOW, put_sample_articles, sample_articles
from tests.world.chat import Button, Chat, Someone, open_chat

HOTLINES = {
    "110", "119", "120", "122",
    "12345", "12333", "12348", "12351", "12355", "12338", "12315", "12328", "12305", "12356",
}  # fmt: skip


async def test_a_rider_looks_and_goes_there(chat: Chat) -> None:
    await put_sample_articles(chat.app.database, chat.city)
    anna = await chat.person("anna", agreed=True)
    await anna.presses("暖新福利")
    anna.sees("项福利，想看哪类")
    await anna.presses("更多")
    await anna.presses("吃喝歇脚")
    await anna.presses("更多")
    await anna.presses("更多")
    await anna.presses("接热水")
    anna.sees("泡面、泡茶", "谁能用：骑手", "带什么：不用带什么", "什么时候：开门时间里都行", "虚构")
    await anna.presses("热水")
    anna.sees("热水", "位置")
    await anna.sends("暖新福利")
    await anna.presses("更多")
    await anna.presses("保险和钱")
    await anna.presses("新职伤")
    await anna.presses("看怎么办")
    anna.sees("新职伤保什么", "平台，每一单都交")
    await anna.presses("回到这项福利")
    anna.sees("新职伤，不用你掏钱")
    await anna.presses("保险和钱")
    await anna.presses("别的类")
    anna.sees("想看哪类")
    await anna.presses("首页")
    anna.sees("要什么")


async def test_in_english(chat: Chat) -> None:
    anna = await chat.person("anna", language="en", agreed=True)
    await anna.sends("benefits")
    await anna.presses("Phone")
    await anna.presses("Cheated on a phone repair")
    anna.sees(
        "Call market regulation", "Who: Every rider", "Bring: Receipt, chat.", "When: No end date.", "Phone: 12315"
    )


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_every_item_leads_to_its_real_end(database: Database, city: City) -> None:
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        await import_places(database, city, city.places_file, datum="wgs84", now=NOW, sample=True, accept_outside=True)
        await put_sample_articles(database, city)
        async with database.transaction() as session:
            await fill_programme(session, city, now=datetime.now(UTC))
        chat = open_chat("telegram", database, city, time)
        anna = await chat.person("anna", agreed=True)
        seen: set[str] = set()
        for benefit in city.benefits.items.values():
            action = benefit.action
            time.shift(11)  # who is faster is not heard
            await anna.presses_button(Button("benefit", press=OpenBenefit(key=benefit.key).pack(), message_id=1))
            anna.sees(benefit.titles["zh-CN"], benefit.what["zh-CN"])
            if action.kind is ActionKind.PHONE:
                assert action.of in HOTLINES
                anna.sees(f"电话：{action.of}")
            elif str(action) not in seen:
                seen.add(str(action))
                await ENDS[action.kind](anna, action.of, city)


async def finds_a_place(anna: Someone, need: str, city: City) -> None:
    await anna.presses_button(anna.buttons()[0])
    await anna.shares_centre()
    anna.sees("1. ")
    await anna.presses("1")
    anna.sees(city.needs[need].titles["zh-CN"])


async def opens_an_article(anna: Someone, key: str, city: City) -> None:
    await anna.presses("看怎么办")
    title = next(each.texts["zh-CN"].title for each in sample_articles(city) if each.key == key)
    anna.sees(title, "有用吗")


async def lists_events(anna: Someone, kind: str, city: City) -> None:
    titles = [each.titles["zh-CN"] for each in city.events.values() if each.kind == kind]
    await anna.presses("看场次")
    first = next(line for line in anna.text.splitlines() if line.startswith("1. "))
    assert any(title in first for title in titles)


async def begins_a_case(anna: Someone, case_type: str, city: City) -> None:
    await anna.presses(f"📝 {city.case_types[case_type].titles['zh-CN']}")
    anna.sees("（1/", city.case_types[case_type].questions[0].titles["zh-CN"])


ENDS: dict[ActionKind, Any] = {
    ActionKind.CASE: begins_a_case,
    ActionKind.EVENT: lists_events,
    ActionKind.PLACE: finds_a_place,
    ActionKind.ARTICLE: opens_an_article,
}
