"""证件到期提醒: a paper is added in four taps, changed, reminded of, and deleted."""

import sqlalchemy as sa
from aiogram.filters.callback_data import CallbackData

from handlers.pushed.table import pushed_screen
from handlers.talk.texts import texts
from models.outbox.message import OutboxMessage, OutboxState
from models.papers.paper import Paper
from tests.world.chat import Button, Chat, Someone
from tests.world.directory import PLACES


def has_buttons(chat: Chat) -> bool:
    """Whether there is something to press; on the other channels a number is sent."""
    return not chat.client.types_numbers


async def due_dates(chat: Chat) -> list[str]:
    """The days of the reminders that wait."""
    async with chat.app.database.reading() as session:
        waiting = sa.select(OutboxMessage.due_at).where(OutboxMessage.state == OutboxState.WAITING)
        rows = await session.scalars(waiting.order_by(OutboxMessage.due_at))
        return [f"{each.astimezone(chat.city.zone):%Y-%m-%d}" for each in rows]


async def press_reminder(chat: Chat, someone: Someone, key: str) -> bool:
    """Presses the button of the last reminder, wherever the person is; False on a channel without buttons."""
    async with chat.app.database.reading() as session:
        row = (await session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id.desc()))).first()
    assert row is not None
    words = texts().in_("zh-CN")
    buttons = [each for line in pushed_screen(words, row.content).rows for each in line]
    data = next(each.data for each in buttons if each.text == words(key))
    assert isinstance(data, CallbackData)
    if not has_buttons(chat):
        return False
    await someone.presses_button(Button("reminder", press=data.pack(), message_id=1))
    return True


async def with_health(chat: Chat) -> Someone:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("证件")
    await anna.presses("加一个")
    await anna.presses("健康证")
    await anna.sends("明年3月5号")
    return anna


async def test_a_paper_is_added_with_its_date_typed(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("我的")
    await anna.presses("证件到期提醒")
    anna.sees("还没记证件")
    await anna.presses("加一个")
    await anna.presses("健康证")
    anna.sees("健康证哪天到期")
    await anna.sends("明年3月5号")
    anna.sees("记下了", "健康证：2027 年 3 月 5 日到期，还有 99 天", "提前 30、7、1 天", "下次提醒：2027 年 2 月 3 日")
    assert await due_dates(chat) == ["2027-02-03", "2027-02-26", "2027-03-04"]


async def test_from_the_kind_to_the_end_it_is_four_taps(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("证件")
    await anna.presses("加一个")
    for label in ("驾驶证", "2028 年", "2 月"):
        await anna.presses(label)
    anna.sees("2028 年 2 月几号")
    await (anna.presses("29") if has_buttons(chat) else anna.sends("29"))
    anna.sees("记下了", "驾驶证：2028 年 2 月 29 日到期")
    await anna.sends("我的")
    anna.sees("证件：1 个")


async def test_every_step_of_picking_leads_back(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("证件")
    await anna.presses("加一个")
    await anna.presses("居住证")
    await anna.presses("再往后")
    anna.sees("居住证哪天到期")
    assert "2032 年" in anna.labels()
    await anna.presses("往前")
    await anna.presses("2027 年")
    await anna.presses("3 月")
    await anna.presses("返回")
    anna.sees("2027 年几月")
    await anna.presses("返回")
    anna.sees("居住证哪天到期")
    await anna.presses("返回")
    anna.sees("记哪个证件")
    await anna.presses("返回")
    anna.sees("还没记证件")
    await anna.presses("首页")
    anna.sees("要什么")


async def test_a_guess_is_confirmed_before_it_is_kept(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("证件")
    await anna.presses("加一个")
    await anna.presses("车辆保险")
    await anna.sends("三月底")
    anna.sees("2027 年 3 月 31 日，对吗？")
    await anna.presses("不对")
    anna.sees("车辆保险哪天到期")
    await anna.sends("2027年3月")
    anna.sees("2027 年 3 月 31 日，对吗？")
    await anna.presses("对")
    anna.sees("记下了", "车辆保险：2027 年 3 月 31 日")


async def test_a_year_typed_alone_is_that_year_picked(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("证件")
    await anna.presses("加一个")
    await anna.presses("居住证")
    await anna.sends("2027")
    anna.sees("2027 年几月")
    await anna.presses("12 月")
    anna.sees("2027 年 12 月几号")


async def test_what_cannot_be_a_date_is_asked_again(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("证件")
    await anna.presses("加一个")
    await anna.presses("健康证")
    for said, answer in [
        ("不知道啊", "没看懂是哪天"),
        ("2027年2月30日", "没有这一天"),
        ("2999.1.1", "年份不太对"),
        ("长期", "不用提醒"),
    ]:
        await anna.sends(said)
        anna.sees(answer, "健康证哪天到期")
    if chat.client.channel.name == "telegram":
        await anna.sends_photo()
        anna.sees("图收到，正在看", "健康证哪天到期")
    await anna.sends("2027.3.5")
    anna.sees("记下了")


async def test_an_expired_one_is_kept_and_nothing_promised(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("证件")
    await anna.presses("加一个")
    await anna.presses("健康证")
    await anna.sends("2026.11.20")
    anna.sees("过期 6 天了", "已经过期，不会再提醒")
    assert await due_dates(chat) == []


async def test_an_own_entry_has_the_name_it_is_given(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("证件")
    await anna.presses("加一个")
    await anna.presses("别的证件")
    anna.sees("叫什么")
    await anna.sends("叉" * 31)
    anna.sees("太长了", "叫什么")
    await anna.sends("叉车 证")
    anna.sees("叉车 证哪天到期")
    await anna.presses("2027 年")
    await anna.presses("1 月")
    await (anna.presses("9") if has_buttons(chat) else anna.sends("9"))
    anna.sees("叉车 证：2027 年 1 月 9 日到期")


async def test_the_list_begins_with_what_expires_first(chat: Chat) -> None:
    anna = await with_health(chat)
    await anna.presses("全部证件")
    await anna.presses("加一个")
    await anna.presses("居住证")
    await anna.sends("2026.12.1")
    await anna.presses("全部证件")
    anna.sees("1. 居住证　2026 年 12 月 1 日　还有 5 天", "2. 健康证　2027 年 3 月 5 日　还有 99 天")
    await anna.presses("2")
    anna.sees("健康证：2027 年 3 月 5 日到期")


async def test_many_come_page_by_page(chat: Chat) -> None:
    anna = await with_health(chat)
    for day in range(1, 8):
        chat.wait(minutes=1)  # who is faster is not heard
        await anna.sends("证件")
        await anna.presses("加一个")
        await anna.presses("居住证")
        await anna.sends(f"2027.1.{day}")
    await anna.presses("全部证件")
    anna.sees("1. 居住证　2027 年 1 月 1 日", "6. 居住证")
    anna.sees_no("7. ")
    await anna.presses("更多")
    anna.sees("7. 居住证", "8. 健康证")
    await anna.presses("8")
    anna.sees("健康证：2027 年 3 月 5 日到期")


async def test_a_new_date_moves_the_reminders(chat: Chat) -> None:
    anna = await with_health(chat)
    await anna.presses("改日期")
    anna.sees("健康证新的到期日是哪天")
    await anna.presses("返回")
    anna.sees("健康证：2027 年 3 月 5 日到期")
    await anna.presses("改日期")
    await anna.sends("2028.3.5")
    anna.sees("改好了", "2028 年 3 月 5 日")
    assert await due_dates(chat) == ["2028-02-04", "2028-02-27", "2028-03-04"]


async def test_who_adds_a_kind_again_is_shown_the_one_there_is(chat: Chat) -> None:
    anna = await with_health(chat)
    await anna.presses("全部证件")
    await anna.presses("加一个")
    await anna.presses("健康证")
    anna.sees("你已经记了一个，2027 年 3 月 5 日到期")
    await anna.presses("换新了，改它的日期")
    await anna.sends("2028.3.5")
    await anna.presses("全部证件")
    anna.sees("1. 健康证　2028 年 3 月 5 日")
    anna.sees_no("2. ")


async def test_the_days_of_the_reminders_are_ticked(chat: Chat) -> None:
    anna = await with_health(chat)
    await anna.presses("哪几天提醒")
    assert "✅ 提前 30 天" in anna.labels()
    await anna.presses("提前 30 天")
    assert "✅ 提前 30 天" not in anna.labels()
    await anna.presses("提前 14 天")
    await anna.presses("好了")
    anna.sees("提前 14、7、1 天")
    assert await due_dates(chat) == ["2027-02-19", "2027-02-26", "2027-03-04"]
    await anna.presses("哪几天提醒")
    for days in (14, 7, 1):
        await anna.presses(f"提前 {days} 天")
    await anna.presses("好了")
    anna.sees("不提醒")
    assert await due_dates(chat) == []


async def test_deleting_asks_first(chat: Chat) -> None:
    anna = await with_health(chat)
    await anna.presses("删除")
    anna.sees("删掉健康证吗")
    await anna.presses("不删")
    anna.sees("健康证：2027 年 3 月 5 日到期")
    old = anna.button("改日期")
    await anna.presses("删除")
    await anna.presses("删掉")
    anna.sees("删掉了", "还没记证件")
    assert await due_dates(chat) == []
    if old.press is not None:
        await anna.presses_button(old)
        anna.sees("已经删了")


async def test_who_did_not_agree_is_asked_then_and_arrives_at_the_kinds(chat: Chat) -> None:
    anna = await chat.person("anna")
    await anna.sends("健康证快到期了")
    anna.sees("还没记证件")
    await anna.presses("加一个")
    anna.sees("得你先同意")
    await anna.presses("同意")
    anna.sees("记哪个证件")
    await anna.presses("健康证")
    await anna.sends("2027.3.5")
    anna.sees("记下了")


async def test_it_opens_by_its_words_in_both_languages(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    for said in (
        "证件",
        "我的证件",
        "驾照",
        "我的驾照快到期了",
        "健康证",
        "年检到期",
        "Health certificate expires soon",
    ):
        await anna.sends(said)
        anna.sees("还没记证件")
    await anna.sends("健康证是什么")
    anna.sees_no("还没记证件")


async def test_in_english(chat: Chat) -> None:
    anna = await chat.person("anna", language="en", agreed=True)
    await anna.sends("certificates")
    await anna.presses("Add one")
    await anna.presses("Health certificate")
    await anna.sends("next March")
    anna.sees("31 March 2027, is that right?")
    await anna.presses("Yes")
    anna.sees("Health certificate: until 31 March 2027, 125 days left", "Next reminder: 1 March 2027")


async def test_a_reminder_says_which_until_when_and_how_long_before(chat: Chat) -> None:
    await with_health(chat)
    async with chat.app.database.reading() as session:
        rows = (await session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.due_at))).all()
    week, day = (pushed_screen(texts().in_("zh-CN"), each.content) for each in rows[1:])
    assert week.text.startswith("健康证快到期了：2027 年 3 月 5 日。\n你要我提前 7 天说一声。\n先问站点")
    assert "提前 1 天" in day.text
    assert [each.text for row in day.rows for each in row] == ["已换新，填新日期", "别再提醒这个", "首页"]
    english = pushed_screen(texts().in_("en"), rows[2].content)
    assert "Health certificate expires soon: on 5 March 2027.\nYou asked me to say so 1 day before." in english.text


async def test_the_reminders_buttons_work_from_anywhere(chat: Chat) -> None:
    async with chat.app.database.transaction() as session:
        place = PLACES(chat.city)[1]
        place.code, place.name = chat.city.papers["health"].renew_place or "", "换证综合体"
        session.add(place)
    anna = await with_health(chat)
    await anna.presses("去哪儿换")
    anna.sees("换证综合体")
    await anna.sends("厕所")  # in the middle of another question
    if not await press_reminder(chat, anna, "certificate-button-renewed"):
        return
    anna.sees("健康证新的到期日是哪天")
    await anna.sends("2028.3.5")
    anna.sees("改好了")
    await press_reminder(chat, anna, "certificate-button-renew-at")
    anna.sees("换证综合体")
    await press_reminder(chat, anna, "certificate-button-silence")
    anna.sees("不再提醒了", "不提醒")
    assert await due_dates(chat) == []


async def test_a_double_tap_keeps_one(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("证件")
    await anna.presses("加一个")
    for label in ("健康证", "2027 年", "3 月"):
        await anna.presses(label)
    if not has_buttons(chat):
        return
    day = anna.button("5")
    await anna.presses_button(day)
    await anna.presses_button(day)
    async with chat.app.database.reading() as session:
        assert len((await session.scalars(sa.select(Paper))).all()) == 1


async def test_an_emergency_between_question_and_answer_loses_neither(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("证件")
    await anna.presses("加一个")
    await anna.presses("健康证")
    await anna.sends("我被车撞了")
    anna.sees("120")
    await anna.presses("回到刚才填的")
    anna.sees("健康证哪天到期")
    await anna.sends("2027.3.5")
    anna.sees("记下了")
