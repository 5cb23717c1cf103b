"""Somebody joins a department, or a place, with the code they were given."""

from datetime import UTC, datetime

import sqlalchemy as sa

from models.places.host import ask_hosts
from models.places.place import Place
from models.staff.post import StaffRole, add_staff
from tests.world.chat import Chat, Someone


async def a_code(chat: Chat, name: str, role: StaffRole = StaffRole.STAFF, **where: object) -> str:
    async with chat.app.database.transaction() as session:
        _, code = await add_staff(session, name=name, role=role, now=datetime.now(UTC), **where)  # type: ignore[arg-type]
        return code


async def test_a_code_is_opened_as_a_link_or_typed_and_works_once(chat: Chat) -> None:
    wang, zhao = await chat.person("wang"), await chat.person("zhao")
    code = await a_code(chat, "王芳", department="market_regulation")
    await wang.sends(f"/start staff_{code}")
    wang.sees("王芳，你现在是市场监管局经办人", "本部门的新诉求会发到这个聊天里")
    await zhao.sends(f"/start staff_{code}")
    zhao.sees("加入码用过了，或者过期了")
    typed = await a_code(chat, "赵明", StaffRole.LEAD, department="union")
    await zhao.sends(f"{typed[:5]}-{typed[5:]}".lower())
    zhao.sees("赵明，你现在是总工会负责人")
    await zhao.sends("ABCDE-23456")
    zhao.sees_no("加入码")


async def test_a_host_joins_the_place(chat: Chat) -> None:
    host = await chat.person("host")
    async with chat.app.database.reading() as session:
        place = (await session.scalars(sa.select(Place).order_by(Place.id).limit(1))).one()
    await host.sends(f"/start staff_{await a_code(chat, '老李', StaffRole.HOST, place_id=place.id)}")
    host.sees(f"老李，{place.name}归你管了")


async def test_a_host_says_open_or_shut_and_answers_what_was_reported(chat: Chat) -> None:
    host, anna = await chat.person("host"), await chat.person("anna", agreed=True)
    async with chat.app.database.reading() as session:
        place = (await session.scalars(sa.select(Place).where(Place.name == "青石路暖新驿站"))).one()
    await host.sends(f"/start staff_{await a_code(chat, '老李', StaffRole.HOST, place_id=place.id)}")
    host.sees("归你管了", "今天开吗")
    await host.presses("今天不开")
    host.sees("今天不开，明天恢复")
    await anna.sends(f"/start st_{place.code}")
    anna.sees_no("现在开着")
    await host.presses("今天开")
    host.sees("记下了，今天开")
    await anna.sends(f"/start st_{place.code}")
    anna.sees("现在开着")
    await host.sends("今天不开")
    host.sees("记下了，今天不开", "你说了今天不开")
    await host.sends("今天开")
    host.sees("记下了，今天开", "你说了今天开")
    await _reports_a_problem(chat, anna, place.code)
    await host.is_told()
    host.sees("有骑手说青石路暖新驿站不让进")
    await host.presses("看反映")
    host.sees("1. 不让进　11 月 26 日 15:00", "不记是谁")
    await host.presses("1")
    await host.presses("处理好了")
    host.sees("没有要回的了")
    await anna.sends("我的驿站")
    anna.sees_no("今天开")
    chat.wait(hours=18)  # nine in the morning
    async with chat.app.database.transaction() as session:
        assert await ask_hosts(session, city=chat.city, now=datetime.now(UTC)) == 1
    if chat.client.channel.name != "wechat":
        await host.is_told()
        host.sees("今天开吗")


async def _reports_a_problem(chat: Chat, anna: Someone, code: str) -> None:
    await anna.sends(f"/start st_{code}")
    await anna.presses("有问题")
    await anna.presses("不让进")


async def test_who_looks_after_many_places_reaches_each_of_them(chat: Chat) -> None:
    host = await chat.person("host")
    async with chat.app.database.reading() as session:
        places = (await session.scalars(sa.select(Place).order_by(Place.id).limit(8))).all()
    for place in places:
        chat.wait(seconds=1)
        await host.sends(f"/start staff_{await a_code(chat, '老李', StaffRole.HOST, place_id=place.id)}")
    await host.sends("我的驿站")
    host.sees("哪个驿站")
    assert not any(places[7].name in label for label in host.labels())
    await host.presses("更多")
    await host.presses(places[7].name)
    host.sees(f"{places[7].name}：今天开吗")
    await host.presses("今天不开")
    host.sees("今天不开，明天恢复")
    await host.presses("我的驿站")
    host.sees("哪个驿站")


async def test_a_station_without_a_host_is_the_departments_that_is_responsible(chat: Chat) -> None:
    lead, anna = await chat.person("lead"), await chat.person("anna", agreed=True)
    await lead.sends(f"/start staff_{await a_code(chat, '赵明', StaffRole.LEAD, department='union')}")
    async with chat.app.database.reading() as session:
        place = (await session.scalars(sa.select(Place).where(Place.name == "青石路暖新驿站"))).one()
    await anna.sends(f"/start st_{place.code}")
    await anna.presses("有问题")
    await anna.presses("没有这项服务")
    anna.sees("没有哪一项？")
    await anna.presses("厕所")
    await lead.is_told()
    lead.sees("有骑手说青石路暖新驿站没有厕所", "没有驿站管理，发给你们部门处理")
    await lead.presses("看反映")
    lead.sees("1. 没有这项服务：厕所")
    await lead.presses("返回")
    lead.sees("近 30 天没处理的驿站反映", "1. 青石路暖新驿站：没有厕所 1（没有驿站管理）")
    await lead.presses("1")
    await lead.presses("1")
    await lead.presses("处理好了")
    lead.sees("没有要回的了")
    await lead.presses("返回")
    lead.sees("没有没处理的驿站反映")
    other = await chat.person("other")
    await other.sends(f"/start staff_{await a_code(chat, '钱', StaffRole.LEAD, department='police')}")
    await other.presses("工作台")
    assert "驿站反映" not in other.labels()


async def test_a_host_changes_the_hours_in_the_chat_and_riders_see_it(chat: Chat) -> None:
    host, anna = await chat.person("host"), await chat.person("anna", agreed=True)
    async with chat.app.database.reading() as session:
        place = (await session.scalars(sa.select(Place).where(Place.name == "青石路暖新驿站"))).one()
    await host.sends(f"/start staff_{await a_code(chat, '老李', StaffRole.HOST, place_id=place.id)}")
    await host.presses("今天开到几点")
    host.sees("今天开到几点？")
    await host.sends("一会儿")
    host.sees("今天开到几点？")
    await host.presses("18:00")
    host.sees("记下了，今天开到 18:00", "骑手现在看到：现在开着，18:00 关")
    await anna.sends(f"/start st_{place.code}")
    anna.sees("现在开着，18:00 关")
    await host.sends("今天开到晚上八点半")
    host.sees("今天开到 20:30", "20:30 关")
    await host.sends("关到11月28日")
    host.sees("11 月 26 日（周四）到 11 月 28 日（周六）不开", "现在关着，周日 7:00 开")
    await anna.sends(f"/start st_{place.code}")
    anna.sees("现在关着，周日 7:00 开")
    await host.presses("恢复照常")
    host.sees("恢复照常", "现在开着，22:00 关")
    await host.sends("明天不开")
    host.sees("记下了，11 月 27 日（周五）不开")
    await host.sends("22:00到凌晨2:00开")
    host.sees("记下了，今天开到 凌晨 2:00", "现在关着，22:00 开")
    await host.sends("下周一到周三关门")
    host.sees("11 月 30 日（周一）到 12 月 2 日（周三）不开", "现在关着，22:00 开", "11 月 30 日–12 月 2 日关门")
    await host.sends("照常营业")
    host.sees("现在开着，22:00 关", "11 月 30 日–12 月 2 日关门")
    for words_of_a_rider in ("站点今天几点关门", "今天为什么不开", "明天上午不开", "开到什么时候", "我今天想休息"):
        await host.sends(words_of_a_rider)
        host.sees_no("记下了")
    await host.sends("我今天不想活了不开")
    assert "急救：120" in " ".join(each.text for each in host.history[-4:])
    await host.sends("我的驿站")
    await host.presses("关几天")
    await host.sends("11月20日")
    host.sees("最多关 92 天")
    await anna.sends("今天开到晚上八点")
    anna.sees_no("记下了")


async def test_the_department_responsible_changes_the_hours_of_any_station(chat: Chat) -> None:
    lead, anna = await chat.person("lead"), await chat.person("anna", agreed=True)
    await lead.sends(f"/start staff_{await a_code(chat, '赵明', StaffRole.LEAD, department='union')}")
    host = await chat.person("host")
    async with chat.app.database.reading() as session:
        place = (await session.scalars(sa.select(Place).where(Place.name == "青石路暖新驿站"))).one()
    await host.sends(f"/start staff_{await a_code(chat, '老李', StaffRole.HOST, place_id=place.id)}")
    await lead.presses("工作台")
    await lead.presses("驿站反映")
    await lead.presses("找驿站")
    await lead.sends("没有这个名字")
    lead.sees("没有叫这个的")
    await lead.sends("青石")
    await lead.presses("青石路暖新驿站")
    lead.sees("骑手现在看到：现在开着")
    await lead.presses("今天不开")
    lead.sees("记下了，今天不开")
    await host.is_told()
    host.sees("赵明改了青石路暖新驿站的开门时间：今天不开")
    await host.presses("改开门时间")
    await host.presses("恢复照常")
    host.sees("现在开着")
    await anna.sends(f"/start st_{place.code}")
    anna.sees("现在开着")
