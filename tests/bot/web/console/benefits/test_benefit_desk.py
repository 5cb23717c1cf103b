"""The desk for benefits: taps in the chat show there; what is dead or empty comes first; owners are named."""

import sqlalchemy as sa

from bot.app import App
from models.benefits.use import BenefitWeek, note_use
from tests.world.chat import Chat
from tests.world.console.desk_client import a_desk, text_of

PATH = "/console/benefits"


async def test_empty_promises_come_first_and_can_be_narrowed(app: App) -> None:
    key, benefit = next((key, each) for key, each in app.city.benefits.items.items() if each.action.kind == "phone")
    async with app.database.transaction() as session:
        await note_use(session, key, acted=False, today=app.clock().astimezone(app.city.zone).date())
    desk = await a_desk(app, department="health")
    page = text_of(await desk.get(PATH))
    assert "后面没有这种活动" in page
    assert page.index("空承诺", 2000 if len(page) > 4000 else 0) < page.index(benefit.titles["zh-CN"])
    used = text_of(await desk.get(f"{PATH}?state=used"))
    assert benefit.titles["zh-CN"] in used
    assert "打电话数不到" in used
    mine = text_of(await desk.get(f"{PATH}?whose=mine"))
    assert "卫健委" in mine
    assert "归谁管 点进去是" in mine
    assert "教育局" not in mine


async def test_opening_and_following_one_in_the_chat_is_counted_without_who(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    city = chat.city
    key, benefit = next((key, each) for key, each in city.benefits.items.items() if each.action.kind == "place")
    category = city.benefits.categories[benefit.category]
    await anna.sends("/benefits")
    while not any(category.titles["zh-CN"] in each for each in anna.labels()):
        await anna.presses(next(each for each in anna.labels() if "更多" in each or "下一" in each or "别的" in each))
    await anna.presses(next(each for each in anna.labels() if category.titles["zh-CN"] in each))
    while benefit.titles["zh-CN"] not in anna.labels():
        await anna.presses(next(each for each in anna.labels() if "更多" in each or "下一" in each or "别的" in each))
    await anna.presses(benefit.titles["zh-CN"])
    need = city.needs[benefit.action.of]
    await anna.presses(next(each for each in anna.labels() if need.titles["zh-CN"] in each))
    async with chat.app.database.reading() as session:
        (week,) = await session.scalars(sa.select(BenefitWeek))
    assert (week.key, week.opened, week.acted) == (key, 1, 1)
