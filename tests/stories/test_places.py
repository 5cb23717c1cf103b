"""Finding a place: what is needed, where, the list, and what to do when there is none."""

from collections.abc import Sequence

import pytest
import sqlalchemy as sa

from models.people.conversation import Conversation
from models.places.demand import Outcome, Searched
from models.places.place import Place
from tests.world.chat import Chat
from tests.world.searches import searched

SOUTH_OF_TOWN = (32.45, 115.165)


async def test_a_toilet_is_two_taps_and_a_position_away(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.presses("找暖新驿站")
    await anna.presses("厕所")
    await anna.shares_centre()
    anna.sees("最近 5 个有厕所、现在开着的：", "1. 青石路暖新驿站　180 米　东　开到 22:00")
    anna.sees("3. 河湾综合体　650 米　北　24 小时", "示例数据，不是真的地点")
    anna.sees_no("晨光")  # opens at six
    await anna.presses("1")
    anna.sees("青石路暖新驿站（180 米，东）", "青石路 88 号。现在开着，22:00 关。", "🚻 厕所", "从侧门进")
    assert {"去这里：高德", "百度", "腾讯", "返回", "首页"} <= set(anna.labels())


async def test_a_place_about_to_close_says_in_how_many_minutes(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.shares_centre()
    anna.sees("2. 望江暖新驿站　360 米　西南　20 分钟后关")


async def test_the_next_five_come_and_then_the_first_again(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.shares_centre()
    await anna.presses("换一批")
    anna.sees("再远一点的 2 个", "1. 砚池暖新驿站")
    await anna.presses("换一批")
    anna.sees("到底了", "1. 青石路暖新驿站")


async def test_shut_places_show_when_asked_for_and_hide_again(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.shares_centre()
    await anna.presses("没开的也看")
    anna.sees("1. 晨光暖新驿站　140 米　西北　关着，18:00 开")
    await anna.presses("1")
    anna.sees("现在关着，18:00 开。")
    await anna.presses("返回")
    anna.sees("没开的也在", "1. 晨光暖新驿站")
    await anna.presses("只看开着的")
    anna.sees_no("晨光")


async def test_the_list_comes_back_as_it_was(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.shares_centre()
    await anna.presses("换一批")
    await anna.presses("1")
    anna.sees("砚池暖新驿站（940 米，西北）")
    await anna.presses("返回")
    anna.sees("再远一点的 2 个", "1. 砚池暖新驿站")


async def test_several_needs_at_once(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("/stations")
    await anna.presses("更多")
    await anna.presses("一次要几样")
    await anna.presses("选好了")
    anna.sees("一样都还没选")
    for need in ("厕所", "喝水", "歇脚", "歇脚"):
        await anna.presses(need)
    anna.sees("厕所、喝水")
    assert "✓ 🚻 厕所" in anna.labels()
    await anna.presses("选好了")
    await anna.shares_centre()
    anna.sees("有厕所、喝水", "1. 青石路暖新驿站　180 米　东　开到 22:00")


async def test_every_need_that_a_place_has_can_be_reached_and_no_other(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("/stations")
    assert [label for label in anna.labels() if " " in label] == [
        "🚻 厕所",
        "💧 喝水",
        "🔌 手机充电",
        "🛋️ 歇脚",
        "♨️ 热水",
    ]
    seen = set(anna.labels())
    await anna.presses("更多")
    seen |= set(anna.labels())
    for _ in range(3):
        await anna.presses("下一页")
        seen |= set(anna.labels())
    async with chat.app.database.reading() as session:
        offered = {
            key for needs in await session.scalars(sa.select(Place.needs)) for key in needs.strip("|").split("|")
        }
    for need in chat.city.needs.values():
        assert (f"{need.emoji} {need.titles['zh-CN']}" in seen) == (need.key in offered)


async def test_last_time_is_one_tap_away(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("热水")
    await anna.shares_centre()
    await anna.presses("1")
    await anna.sends("/stations")
    assert anna.labels()[:2] == ["↻ 上次：热水", "↻ 上次去的：青石路暖新驿站"]
    await anna.presses("上次去的")
    anna.sees("青石路 88 号")
    await anna.sends("/stations")
    await anna.presses("上次：")
    anna.sees("找热水")


async def test_a_typed_street_is_as_good_as_a_position(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("我在青石路附近")
    anna.sees("1. 青石路暖新驿站　10 米", "距离从青石路算")


async def test_need_and_street_in_one_sentence_lead_straight_to_the_list(chat: Chat) -> None:
    anna = await chat.person("anna")
    await anna.sends("青石路附近的厕所")
    anna.sees("有厕所", "1. 青石路暖新驿站", "距离从青石路算")


async def test_a_name_that_can_be_several_spots_is_asked_about(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("暖新")
    anna.sees("是哪一个？")
    choices = [label for label in anna.labels() if "驿站" in label]
    assert 2 <= len(choices) <= 6
    await anna.presses(choices[0])
    anna.sees("有厕所", f"距离从{choices[0]}算")


async def test_a_district_can_be_typed(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("河湾区")
    anna.sees("河湾区有厕所、现在开着的，先看 5 个：", "想从近的看起，把位置发给我")
    anna.sees_no("1 公里内", "距离从", "已经记下", "公里　")
    await anna.presses("换一批")
    anna.sees("再看 2 个")
    await anna.presses("没开的也看")
    anna.sees("河湾区有厕所的，没开的也在", "晨光暖新驿站")
    await anna.presses("1")
    anna.sees_no("米，", "公里，")
    assert await _records(chat) == []


async def test_a_district_in_a_sentence_is_searched_as_a_district(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("河湾区哪里有母婴室")
    anna.sees("河湾区有母婴室、现在开着的，先看 1 个：", "1. 远山暖新驿站")
    assert await _records(chat) == []


async def test_a_district_where_all_are_shut_says_so_and_notes_nothing(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    chat.wait(hours=6)
    await anna.sends("母婴室")
    await anna.sends("河湾区")
    anna.sees("河湾区有母婴室的地方现在都没开。没开的：", "1. 远山暖新驿站")
    anna.sees_no("已经记下")


async def test_a_district_that_has_none_shows_the_nearest_elsewhere_and_notes_nothing(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("鹤汀区")
    anna.sees("鹤汀区还没有地方有厕所。别处最近的：", "1. ", "距离从鹤汀区中间算")
    await anna.sends("修车")
    await anna.sends("鹤汀区")
    anna.sees("还没有地方有修车。")
    anna.sees_no("已经记下", "距离从", "把位置发给我")
    assert await _records(chat) == []


async def test_the_name_of_something_else_is_no_district_though_it_begins_like_one(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("喝水")
    await anna.sends("24小时的驿站 河湾广场")
    anna.sees("没找到“24小时的驿站 河湾广场”", "找喝水")
    await anna.sends("24小时的驿站 河湾综合体")
    anna.sees("1. 河湾综合体　就是这里", "只看懂了“河湾综合体”")
    assert [record.outcome for record in await _records(chat)] == [Outcome.MET]


async def test_what_was_not_understood_beside_a_street_is_not_hidden(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("青石路跟火星街交叉口东边")
    anna.sees("只看懂了“青石路”", "距离从青石路算")
    await anna.sends("厕所")
    await anna.sends("河湾区青石路88号")
    anna.sees("距离从青石路 88 号算")
    anna.sees_no("只看懂了")


async def test_places_of_one_name_are_told_apart_by_their_address(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    async with chat.app.database.transaction() as session:
        await session.execute(sa.update(Place).where(Place.code.in_(["T1", "T4"])).values(name="同名驿站"))
        address = "河湾市河湾区柳岸路 27 号，物业服务中心一楼大厅往里走"
        await session.execute(sa.update(Place).where(Place.code == "T4").values(address=address))
    await anna.sends("厕所")
    await anna.shares_centre()
    anna.sees(
        "同名驿站　青石路 88 号　180 米", "同名驿站　柳岸路 27 号，物业服务中心一楼大…　710 米", "河湾综合体　650 米"
    )


async def _records(chat: Chat) -> Sequence[Searched]:
    async with chat.app.database.reading() as session:
        return await searched(session)


async def test_an_unknown_spot_is_said_to_be_unknown_and_asked_again(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("火星大道")
    anna.sees("没找到“火星大道”", "找厕所")
    if chat.client.channel.name in ("telegram", "wechat"):
        await anna.sends_voice()
        anna.sees("看不出在哪", "找厕所")
    await anna.shares_centre()
    anna.sees("有厕所")


async def test_another_need_can_be_typed_instead_of_the_spot(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("没电了")
    anna.sees("找手机充电")
    await anna.presses("换一样")
    anna.sees("现在要什么？")


async def test_a_position_at_any_time_finds_what_is_open_near(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.shares_centre()
    anna.sees("最近 5 个现在开着的：", "1. 青石路暖新驿站")


async def test_a_need_that_is_missing_near_is_said_and_noted_without_the_person(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("母婴室")
    await anna.shares_centre()
    anna.sees("1 公里内没有开着", "已经记下（不记你是谁）", "1. 远山暖新驿站　2.3 公里　北　开到 20:00")
    (record,) = await _records(chat)
    assert (record.needs, record.outcome) == ("|nursing|", Outcome.LACKING)


async def test_when_all_are_shut_the_shut_ones_are_shown(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    chat.wait(hours=6)
    await anna.sends("母婴室")
    await anna.shares_centre()
    anna.sees("现在都没开", "1. 远山暖新驿站　2.3 公里　北　关着，明天 8:00 开")


async def test_a_need_that_no_place_has_is_said_to_be_missing(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("修车")
    await anna.shares_centre()
    anna.sees("还没有地方有修车", "已经记下")
    await anna.presses("换一样")
    anna.sees("现在要什么？")


async def test_no_position_stays_in_the_conversation(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.shares(*SOUTH_OF_TOWN)
    async with chat.app.database.reading() as session:
        kept = [str(row.data) for row in await session.scalars(sa.select(Conversation))]
    assert not any(str(degree) in data for data in kept for degree in SOUTH_OF_TOWN)


async def test_a_year_old_list_button_says_so(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.shares_centre()
    old = anna.button("换一批")
    await anna.sends("首页")
    if old.press is None:  # a channel with numbers: the menu last shown counts
        return
    await anna.presses_button(old)
    anna.sees("上次找的已经不在了", "现在要什么？")


async def test_a_year_old_button_of_a_closed_place_says_that_it_is_gone(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.shares_centre()
    async with chat.app.database.transaction() as session:
        now = chat.app.clock()
        await session.execute(sa.update(Place).where(Place.code == "T1").values(closed_at=now))
    await anna.presses("1")
    anna.sees("这个地方已经撤了")


@pytest.mark.parametrize("where", [(0.0, 0.0), (39.9, 116.4), (-33.9, 151.2)])
async def test_from_outside_of_the_city_nothing_is_near_and_nothing_is_noted(
    chat: Chat, where: tuple[float, float]
) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.presses("找暖新驿站")
    await anna.presses("厕所")
    await anna.shares(*where)
    anna.sees("不在河湾市")
    anna.sees_no("公里")
    assert await _records(chat) == []
    await anna.presses("河湾区")
    anna.sees("河湾区有厕所、现在开着的", "青石路暖新驿站")
    await anna.shares_centre()
    anna.sees("1. 青石路暖新驿站")
