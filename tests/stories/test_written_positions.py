"""Degrees and links to maps, sent instead of a position: wherever a place is asked for, and at any time."""

import pytest

from handlers.buttons.events import NearEvents
from handlers.talk import map_links
from models.values.position import Position
from tests.world.chat import Button, Chat


def links_to(here: Position) -> list[str]:
    north, east = here.latitude, here.longitude
    return [
        f"{north:.6f},{east:.6f}", f"东经{east:.6f}，北纬{north:.6f}", map_links.amap(here, "某处"),
        map_links.baidu(here, "某处"), map_links.tencent(here, "某处"),
        f"geo:{north:.6f},{east:.6f}", f"在这里：{map_links.amap(here, '某处')}",
    ]  # fmt: skip


async def test_a_position_is_taken_as_it_is_written_or_shared(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    for text in links_to(chat.city.centre):
        await anna.sends("厕所")
        await anna.sends(text)
        anna.sees("最近 5 个有厕所、现在开着的：", "1. 青石路暖新驿站　180 米　东")


async def test_a_position_without_a_question_finds_what_is_near(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    for text in links_to(chat.city.centre):
        await anna.sends("/start")
        await anna.sends(text)
        anna.sees("现在开着的：", "青石路暖新驿站　180 米　东")


async def test_a_need_beside_a_position_is_looked_for_there(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    here = chat.city.centre
    await anna.sends(f"{here.longitude:.6f},{here.latitude:.6f}附近哪里有厕所")
    anna.sees("最近 5 个有厕所、现在开着的：", "1. 青石路暖新驿站　180 米　东")
    await anna.sends("厕所")
    await anna.sends(f"充电站 {map_links.amap(here, '充电站')}")
    anna.sees("有厕所")  # what a link calls its place is no need


@pytest.mark.parametrize("link", ["https://surl.amap.com/1a2b3c", "https://j.map.baidu.com/a1/b2c"])
async def test_a_link_that_does_not_say_where_asks_for_the_position_or_a_street(chat: Chat, link: str) -> None:
    anna = await chat.person("anna", agreed=True)
    for before in ("厕所", "/start"):
        await anna.sends(before)
        await anna.sends(link)
        anna.sees(
            "这种地图链接里没写位置，我打不开。", "把位置发给我" if not chat.client.types_numbers else "位置", "打路名"
        )
    await anna.sends(f"【青石路暖新驿站】 {link}")
    anna.sees("青石路暖新驿站")


async def test_far_outside_of_the_city_nothing_is_near(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("48.8584, 2.2945")
    anna.sees("这个位置不在河湾市，附近没有驿站。")
    assert "鹤汀区" in anna.labels()


async def test_the_place_of_a_report_is_taken_as_it_is_written(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("井盖没了")
    await anna.presses("要")
    for _ in range(6):
        if "在哪" in anna.text:
            break
        await anna.presses(anna.labels()[0])
    await anna.sends("https://surl.amap.com/1a2b3c")
    anna.sees("这种地图链接里没写位置，我打不开。", "在哪")
    await anna.sends("48.8584, 2.2945")
    anna.sees("这个位置不在河湾市")
    await anna.sends(f"{chat.city.centre.latitude:.6f} {chat.city.centre.longitude:.6f}")
    anna.sees_no("在哪里？")


async def test_where_a_link_beside_a_report_points_is_not_asked_again(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends(f"井盖没了 {map_links.amap(chat.city.centre, '路口')}")
    anna.sees("井盖")
    await anna.presses("要")
    anna.sees_no("在哪里？")


@pytest.mark.parametrize(("channel", "database_kind"), [("telegram", "sqlite"), ("webchat", "sqlite")], indirect=True)
async def test_events_are_near_a_position_as_it_is_written(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    centre = chat.city.centre
    await anna.presses_button(Button("", press=NearEvents().pack(), message_id=1))
    anna.sees("你在哪")
    await anna.sends("https://surl.amap.com/1a2b3c")
    anna.sees("这种地图链接里没写位置，我打不开。", "你在哪")
    await anna.sends("48.8584, 2.2945")
    anna.sees("不在河湾市")
    await anna.sends(f"{centre.longitude:.6f},{centre.latitude:.6f}")
    anna.sees_no("打不开", "你在哪")
