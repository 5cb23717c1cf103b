"""The desk for notices: written and seen as each channel shows it, counted, decided on, repeated, asked with."""

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from bot.app import App
from bot.jobs.notices import prepare_notices
from models.city.pack import City
from models.city.wechat_templates import TemplateKind, Way, WeChatTemplate
from models.notices.audience import Audience
from models.notices.notice import Notice, NoticeState
from models.notices.people_list import NoticeList
from models.notices.survey import answer_survey
from models.people.person import Person, agree, meet
from models.staff.post import StaffRole
from tests.world.console.desk_client import DeskClient, a_desk, text_of

PATH = "/console/notices"
WORDS = {"topic": "policy", "urgency": "today", "title": "补贴能领了", "text": "培训补贴这周开始领。"}
ASKS = {
    "q1_title": "驿站开到几点？",
    "q1_choices": "10 点\n12 点",
    "q2_title": "夜里去过吗？",
    "q2_choices": "去过\n没去过",
}


async def riders(app: App, count: int, first: int = 0) -> list[int]:
    async with app.database.transaction() as session:
        found = []
        for number in range(first, first + count):
            person, *_ = await meet(session, "telegram", str(60_000 + number), locale="zh-CN", now=app.clock())
            await agree(session, person, now=app.clock())
            found.append(person.id)
    return found


async def the_notice(app: App) -> Notice:
    async with app.database.reading() as session:
        return (await session.scalars(sa.select(Notice).order_by(Notice.id.desc()))).first()  # type: ignore[return-value]


async def keeps(desk: DeskClient, app: App, **fields: str) -> str:
    """Write a draft; the path of its page."""
    await desk.presses(f"{PATH}/keep", WORDS | fields)
    return f"{PATH}/{(await the_notice(app)).id}"


async def test_a_notice_is_seen_as_each_channel_shows_it_before_it_goes(app: App) -> None:
    await riders(app, 3)
    desk = await a_desk(app)
    page = text_of(await desk.get(await keeps(desk, app, button="places", title_en="Money", text_en="From this week.")))
    assert "Telegram · zh-CN 【补贴能领了】 培训补贴这周开始领。 📍 找暖新驿站 知道了 少发这类 首页" in page
    assert (
        "微信 · zh-CN 【补贴能领了】 培训补贴这周开始领。 回数字： 1 📍 找暖新驿站 2 知道了 3 少发这类 0 首页" in page
    )
    assert "Money From this week." in page
    assert "发给 3 人（Telegram 3）" in page


async def test_the_template_of_the_pack_says_the_gist(app: App) -> None:
    fields = {"thing1": "text", "time2": "due"}
    template = WeChatTemplate(TemplateKind.NOTICE, Way.TEMPLATE, "t", fields, 100)
    app.city = replace(app.city, wechat_templates={TemplateKind.NOTICE: template})
    desk = await a_desk(app)
    page = text_of(await desk.get(await keeps(desk, app, title="补贴", text="这周开始领。带身份证。")))
    assert "先到的大意） thing1 【补贴】 time2 20" in page


async def test_it_is_counted_for_whom_while_it_is_written(app: App) -> None:
    some = await riders(app, 3)
    async with app.database.transaction() as session:
        (await session.get_one(Person, some[0])).occupation = "courier"
    desk = await a_desk(app)
    assert "发给 3 人" in text_of(await desk.get(f"{PATH}/count"))
    assert "发给 1 人" in text_of(await desk.get(f"{PATH}/count?occupations=courier"))


async def test_handed_in_it_goes_out_and_the_page_says_how_far_it_is(app: App) -> None:
    await riders(app, 7)
    desk = await a_desk(app)
    path = await keeps(desk, app)
    handed = text_of(await desk.presses(f"{path}/do/hand-in", {"when": "now", "valid_h": "6"}))
    assert "排上了" in handed
    await prepare_notices(app.database, clock=app.clock)
    live = text_of(await desk.get(f"{path}/live"))
    assert "在发" in live
    assert "排队 7 7" in live
    paused = text_of(await desk.presses(f"{path}/do/pause"))
    assert "停着" in paused
    cancelled = text_of(await desk.presses(f"{path}/do/cancel"))
    assert "取消了" in cancelled
    assert "停了没发 7 7" in cancelled
    assert (await the_notice(app)).state is NoticeState.CANCELLED


async def test_what_needs_a_yes_waits_for_another_and_can_come_back(app: App) -> None:
    clerk, lead = await a_desk(app), await a_desk(app, "孙科", role=StaffRole.LEAD)
    path = await keeps(clerk, app, text="每人 200 元，这周领。")
    await clerk.presses(f"{path}/do/hand-in", {"when": "now", "valid_h": "24"})
    assert (await the_notice(app)).state is NoticeState.TO_APPROVE
    assert "能点头的：孙科" in text_of(await clerk.get(path))
    assert (await clerk.post(f"{path}/do/approve")).status_code == 422
    await lead.presses(f"{path}/do/back")
    assert "每人 200 元" in (await clerk.get(f"{path}/edit")).text
    number = path.rpartition("/")[2]
    await clerk.presses(f"{PATH}/keep", WORDS | {"id": number, "text": "每人 100 元，这周领。"})
    await clerk.presses(f"{path}/do/hand-in", {"when": "now", "valid_h": "24"})
    assert "点头了" in text_of(await lead.presses(f"{path}/do/approve"))
    notice = await the_notice(app)
    assert (notice.state, notice.approver, notice.texts) == (
        NoticeState.SCHEDULED,
        lead.staff_id,
        {"zh-CN": "每人 100 元，这周领。"},
    )


async def test_it_is_scheduled_and_repeated_on_the_clock_of_the_city(app: App, city: City) -> None:
    desk = await a_desk(app)
    path = await keeps(desk, app)
    day = app.clock().astimezone(city.zone).date() + timedelta(days=2)
    times = {"when": "later", "send_at": f"{day}T09:30", "valid_h": "24", "weeks": "1"}
    until = {"until": (day + timedelta(days=30)).isoformat()}
    assert "每周发一次" in text_of(await desk.presses(f"{path}/do/hand-in", times | until))
    notice = await the_notice(app)
    assert notice.send_at is not None
    assert notice.send_at.astimezone(city.zone).strftime("%H:%M") == "09:30"
    assert notice.repeat_weeks == 1


async def test_a_refused_notice_keeps_what_was_entered(app: App) -> None:
    desk = await a_desk(app)
    refused = await desk.post(f"{PATH}/keep", WORDS | {"text": "", "q1_title": "几点？", "districts": "hewan"})
    assert refused.status_code == 422
    assert "正文要有" in text_of(refused)
    assert 'value="补贴能领了"' in refused.text
    assert 'value="几点？"' in refused.text
    assert 'value="hewan" checked' in refused.text
    few = await desk.post(f"{PATH}/keep", WORDS | {"pasted": "M-7K3M-9QRT"})
    assert "不到 5 个人" in text_of(few)
    bad = await desk.post(f"{PATH}/keep", WORDS | {"link": "javascript:alert(1)"})
    assert "网址要 https:// 开头" in text_of(bad)
    path = await keeps(desk, app)
    late = await desk.post(f"{path}/do/hand-in", {"when": "later", "send_at": "2020-01-01T09:30", "valid_h": "24"})
    assert late.status_code == 422
    assert "时间不对" in text_of(late)


async def test_a_survey_shows_numbers_of_five_and_more_alone(app: App) -> None:
    people, desk = await riders(app, 9), await a_desk(app)
    path = await keeps(desk, app, **ASKS)
    page = text_of(await desk.get(path))
    assert "（1/2）驿站开到几点？" in page
    await desk.presses(f"{path}/do/hand-in", {"when": "now", "valid_h": "24"})
    await prepare_notices(app.database, clock=app.clock)
    number = int(path.rpartition("/")[2])

    async def answer(person_id: int, question: int, choice: int) -> None:
        async with app.database.transaction() as session:
            person = await session.get_one(Person, person_id)
            await answer_survey(session, number, person, question=question, choice=choice, now=app.clock())

    for each in people[:4]:
        await answer(each, 0, 0)
    assert text_of(await desk.get(f"{path}/live")).count("不到 5 个人") == 2
    for each in people[4:]:
        await answer(each, 0, 1)
    shown = text_of(await desk.get(f"{path}/live"))
    assert "9 人答了" in shown
    assert "其余 9" in shown, "four said 10 o’clock, which is too few to show"


async def test_a_notice_of_another_department_is_not_shown_nor_changed(app: App) -> None:
    desk, other = await a_desk(app), await a_desk(app, "外人", "transport", StaffRole.LEAD)
    path = await keeps(desk, app)
    assert "补贴" not in text_of(await other.get(PATH))
    for part in ("", "/edit", "/live", "/picture"):
        assert (await other.get(path + part)).status_code == 404
    for act in ("hand-in", "approve", "cancel", "pause"):
        refused = await other.post(f"{path}/do/{act}", {"valid_h": "24"})
        assert (refused.status_code in (404, 422), "补贴" in refused.text) == (True, False), act
    stolen = await other.post(f"{PATH}/keep", WORDS | {"id": path.rpartition("/")[2], "title": "改掉"})
    assert stolen.status_code == 422
    assert (await the_notice(app)).titles == {"zh-CN": "补贴能领了"}


async def test_a_correction_goes_to_those_who_got_the_wrong_one(app: App) -> None:
    await riders(app, 2)
    desk = await a_desk(app)
    path = await keeps(desk, app)
    number = path.rpartition("/")[2]
    await desk.presses(f"{path}/do/hand-in", {"when": "now", "valid_h": "24"})
    await prepare_notices(app.database, clock=app.clock)
    form = await desk.get(f"{PATH}/new?correct={number}")
    assert "更正：补贴能领了" in form.text
    await keeps(desk, app, title="更正：补贴能领了", corrects=number)
    assert (await the_notice(app)).for_whom == Audience(got=(int(number),))


async def test_people_of_another_department_are_neither_counted_nor_told(app: App) -> None:
    await riders(app, 3)
    other, desk = await a_desk(app, "陈立", "human_resources"), await a_desk(app)
    number = (await keeps(other, app)).rpartition("/")[2]
    async with app.database.transaction() as session:
        row = NoticeList(department="human_resources", created_at=app.clock(), found=3, missing=0)
        session.add(row)
        await session.flush()
        listed = str(row.id)
    for name, value in (("corrects", number), ("list", listed), ("events", "1"), ("attended", "1")):
        assert (await desk.get(f"{PATH}/count?{name}={value}")).status_code == 404
        refused = await desk.post(f"{PATH}/keep", {**WORDS, name: value})
        assert refused.status_code == 422
        assert "发给 " not in text_of(refused)
    assert str((await the_notice(app)).id) == number


async def test_what_is_no_choice_is_refused(app: App) -> None:
    desk = await a_desk(app)
    for name in ("topic", "urgency", "list", "corrects", "events", "attended"):
        for value in ("x", "9" * 19):
            assert (await desk.get(f"{PATH}/count?{name}={value}")).status_code == 404
            assert (await desk.post(f"{PATH}/keep", {**WORDS, name: value})).status_code == 422
