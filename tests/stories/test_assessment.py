"""驿站评估: from the draw to the stars — visitors at the door, the station's answer, an appeal, and what riders see."""

import json

import sqlalchemy as sa

from models.assessment.shown import grade_of
from models.assessment.visit import StationVisit
from models.my_data.export import export
from models.outbox.message import OutboxMessage
from models.outbox.pictures import media_for
from models.people.person import contacts_of
from models.staff.post import StaffRole
from tests.stories.test_duties import fetched
from tests.stories.test_place_checked import a_host_of
from tests.world.chat import Chat, Someone
from tests.world.directory import PLACES
from tests.world.filing import a_picture, known_for_a_while
from tests.world.outbox_rows import as_put
from tests.world.staff_chat import a_colleague, person_of
from tests.world.stations.assessment import drawn, everything_visited, jobs_run, next_monday

STATION = "青石路暖新驿站"


async def hears(chat: Chat, someone: Someone, part: str) -> None:
    """What waits for them comes by itself, or once they write, where a chat may only answer."""
    for _ in range(6):
        chat.wait(seconds=2)
        await someone.is_told()
        if part in someone.text:
            return
        await someone.sends("/language")  # it has few buttons
        if part in someone.text:
            return
    raise AssertionError(f"nobody says {part!r}: {[each.text for each in someone.history[-4:]]}")


async def opens_assessment(someone: Someone) -> None:
    await someone.sends("/desk")
    await someone.presses("驿站评估")


async def opens_result(host: Someone) -> None:
    await host.sends("我的驿站")
    await host.presses("评估结果")


async def goes_to(visitor: Someone, name: str = STATION) -> None:
    """From the desk to the station's door."""
    await opens_assessment(visitor)
    await visitor.presses("要去看的")
    if "去哪个区" in visitor.text:
        await visitor.presses(next(each for each in visitor.labels() if each.startswith("河湾")))
    while name not in visitor.labels():
        await visitor.presses("更多")
    await visitor.presses(name)


async def test_a_colleague_visits_at_the_door_one_item_a_screen(chat: Chat) -> None:
    lead = await a_colleague(chat, "孙科", "social_work", StaffRole.LEAD)
    wang = await a_colleague(chat, "王芳", "subdistrict")
    await opens_assessment(lead)
    lead.sees("还没抽签")
    await drawn(chat, lead)
    await goes_to(wang)
    wang.sees(STATION, "扫门上的码", "150 米以内", "位置不保存")
    await wang.shares(32.7, 115.165)
    wang.sees("离门口还远")
    await wang.sends("T2")
    wang.sees("不是这个驿站的码")
    await wang.sends("/start st_T1")
    wang.sees("1/", "门开着吗")
    await wang.presses("是")
    wang.sees("拍一张：门按登记的时间开着", "别拍到人脸")
    await wang.sends_photo()
    wang.sees("2/", "不装别家的 App")
    await wang.sends("是")
    wang.sees("3/", "能用吗")
    await wang.presses("不是")
    await wang.presses("拍不了")
    while "交上去吗" not in wang.text and "没做到的" not in wang.text:
        await wang.presses("拍不了" if "拍不了" in wang.labels() else "是")
    wang.sees("没做到的：", "写了有的厕所、喝水能用")
    wang.sees_no("门按登记的时间开着")
    await wang.presses("交")
    wang.sees("交好了", "不知道是谁去的、哪天去的")
    await wang.presses("要去看的")
    assert STATION not in wang.labels(), "nobody visits a station twice in a round"


async def test_the_station_answers_appeals_and_the_stars_come_out(chat: Chat) -> None:
    lead = await a_colleague(chat, "孙科", "social_work", StaffRole.LEAD)
    wang = await a_colleague(chat, "王芳", "subdistrict", StaffRole.LEAD)
    li, host = await a_colleague(chat, "李强", "subdistrict"), await a_host_of(chat)
    anna = await chat.person("anna", agreed=True)
    await drawn(chat, lead)
    await everything_visited(chat, wang, li, T1=("open", "microwave"), T3=("clean",))
    await host.is_told()
    assert host.screen == [], "not before the next week"
    await opens_assessment(lead)
    lead.sees("去过 9 个，一共 9 个", "一致程度 1.00")
    await next_monday(chat)
    await hears(chat, host, "有人来青石路暖新驿站看过")
    host.sees("11 月 23 日（周一）那一周", "有 1 样没做到", "其中 1 样是必须做到的", "12 月 7 日")
    await opens_result(host)
    host.sees("1. 【必须】门按登记的时间开着　12 月 2 日（周三）前整改", "申诉，只有一次")
    host.sees_no("王芳")
    await host.presses("写几句")
    await host.sends("那天停电，门禁打不开。")
    host.sees("星级旁边写着：“那天停电，门禁打不开。”")
    await host.presses("1")
    await host.presses("申诉这一条")
    host.sees("申诉“门按登记的时间开着”")
    await host.sends("停电有通知，不是我们没开。")
    host.sees("申诉收到了", "等没去看过的人来定")
    await opens_assessment(lead)
    await lead.presses("公布星级")
    await lead.presses("公布")
    lead.sees("公布了")
    chat.wait(days=14)
    await jobs_run(chat)
    await anna.sends("/start st_T1")
    anna.sees_no("评估：")
    await anna.sends("/start st_T3")
    anna.sees("评估：★", "11 月 23 日那一周看的", "没做到：地面、桌面、厕所干净", "骑手：还没人说")
    await hears(chat, lead, "提出申诉")
    await lead.presses("看申诉")
    lead.sees("青石路暖新驿站申诉：“停电有通知，不是我们没开。”", "【必须】门按登记的时间开着")
    await lead.presses("成立")
    await lead.sends("停电通知属实。")
    lead.sees("定好了")
    await hears(chat, host, "申诉成立")
    await jobs_run(chat)
    await anna.sends("/start st_T1")
    anna.sees("评估：★", "驿站说：“那天停电，门禁打不开。”")
    anna.sees_no("不合格", "没做到：门")
    await opens_assessment(lead)
    await lead.presses("评估数字")
    lead.sees("全部：评了 9 个，0 个有必须项没做到", "按管驿站的部门：", "总工会：评了 8 个")


async def test_a_failed_must_is_put_right_and_seen_again(chat: Chat) -> None:
    lead = await a_colleague(chat, "孙科", "social_work", StaffRole.LEAD)
    wang, li = await a_colleague(chat, "王芳", "subdistrict"), await a_colleague(chat, "李强", "subdistrict")
    host, anna = await a_host_of(chat), await chat.person("anna", agreed=True)
    await drawn(chat, lead)
    await everything_visited(chat, wang, li, T1=("free_entry",))
    await next_monday(chat)
    await hears(chat, host, "有人来青石路暖新驿站看过")
    await opens_assessment(lead)
    await lead.presses("公布星级")
    await lead.presses("公布")
    chat.wait(days=8)
    await jobs_run(chat)
    await anna.sends("/start st_T1")
    anna.sees("评估：不合格，必须做到的没做到", "没做到：不买东西、不装别家的 App 就能进")
    await opens_result(host)
    await host.presses("1")
    await host.presses("整改好了，拍照销号")
    host.sees("整改", "不买东西、不装别家的 App 就能进")
    await host.presses("办好了")
    await host.sends("门卫知道了")
    await host.sends_photo()
    await host.presses("发出")
    await fetched(chat, a_picture())
    await hears(chat, lead, "门卫知道了")
    await lead.presses("看一下")
    await lead.presses("销号")
    lead.sees("销号了")
    await jobs_run(chat)
    await anna.sends("/start st_T1")
    anna.sees("不合格", "就能进（说已经整改）")
    zhao = await a_colleague(chat, "赵敏", "subdistrict")
    await everything_visited(chat, zhao, zhao)
    await next_monday(chat)
    chat.wait(days=8)
    await jobs_run(chat)
    await anna.sends("/start st_T1")
    anna.sees("评估：★", "整改好了：不买东西")
    anna.sees_no("不合格")


async def test_a_rider_picks_one_of_three_and_gets_points(chat: Chat) -> None:
    lead = await a_colleague(chat, "孙科", "social_work", StaffRole.LEAD)
    anna, bert = await known_for_a_while(chat, "anna", "bert")
    await anna.sends("体验官")
    anna.sees("还没开始评估驿站")
    await drawn(chat, lead)
    await anna.sends("体验官")
    anna.sees("挑一个驿站", "得 5 分", "一周一次", "1. ", "2. ", "3. ")
    offered = anna.text
    await anna.sends("体验官")
    assert anna.text == offered, "asking again draws no others"
    await anna.presses("1")
    anna.sees("到了门口")
    assert "都不行，接着看" not in anna.labels(), "a rider has to be there"
    name = next(line for line in offered.splitlines() if line.startswith("1. "))
    code = next(each.code for each in PLACES(chat.city) if each.name in name)
    await anna.sends(f"https://nuanxin.example.org/place/{code}")
    asked = 0
    while "拍一张这个驿站" not in anna.text:
        await anna.presses("是")
        asked += 1
    assert 1 <= asked <= 6
    await anna.sends_photo()
    anna.sees("都做到了")
    await anna.presses("交")
    anna.sees("得 5 分", "不知道是谁去的")
    await anna.presses("积分")
    anna.sees("你有 5 分")
    await anna.sends("体验官")
    anna.sees("这周去过了")
    fresh = await chat.person("fresh", agreed=True)
    await fresh.sends("体验官")
    fresh.sees("来了一小时以上")
    await bert.sends("/language")
    await bert.presses("English")
    await bert.sends("be a visitor")
    bert.sees("Choose a station", "5 points, once a week", "your position is not kept", "1. ")
    await bert.presses("1")
    bert.sees("At the door: scan its code")


async def test_it_is_said_in_english_too(chat: Chat) -> None:
    lead = await a_colleague(chat, "孙科", "social_work", StaffRole.LEAD)
    wang, li = await a_colleague(chat, "王芳", "subdistrict"), await a_colleague(chat, "李强", "subdistrict")
    host, anna = await a_host_of(chat), await chat.person("anna", language="en", agreed=True)
    await drawn(chat, lead)
    for someone in (li, lead):
        await someone.sends("/language")
        await someone.presses("English")
    await li.sends("/desk")
    await li.presses("Assessment")
    li.sees("The round of", "0 of 9 stations visited", "are to be made now")
    await li.presses("To be visited")
    await li.presses("望江暖新驿站")
    li.sees("At the door", "The position is not kept")
    await li.presses("Neither works, go on")
    li.sees("1/", "Is the door open?")
    while "Send it?" not in li.text:
        await li.presses("No photo possible" if "No photo possible" in li.labels() else "Yes")
    await li.presses("Send")
    li.sees("Sent, thank you", "not who came nor on which day")
    await everything_visited(chat, wang, li, T1=("sign", "known"))
    await next_monday(chat)
    await hears(chat, host, "有人来青石路暖新驿站看过")
    await host.sends("/language")
    await host.presses("English")
    await host.sends("我的驿站")
    await host.presses("Assessment")
    host.sees("somebody came in the week of", "[must] The common sign", "to be put right by")
    await host.presses("2")
    await host.presses("Say why not")
    await host.sends("A new colleague.")
    host.sees("explained", "You may appeal until")
    await host.presses("Appeal")
    await host.sends("The sign hangs inside.")
    host.sees("Your appeal is here")
    await lead.sends("/desk")
    await lead.presses("Assessment")
    await lead.presses("Publish the stars")
    await lead.presses("Publish")
    lead.sees("Published")
    await lead.presses("Appeals")
    await lead.presses("1")
    lead.sees("appeals: “The sign hangs inside.”", "[must] The common sign")
    await lead.presses("Refuse")
    await lead.sends("It has to hang outside.")
    lead.sees("Decided")
    await hears(chat, host, "is refused; the result stands")
    chat.wait(days=8)
    await jobs_run(chat)
    await anna.sends("/start st_T1")
    anna.sees("Assessed: failed, a must is not met", "(they say: A new colleague.)", "Riders: no word yet")


async def test_the_station_finds_out_neither_who_came_nor_on_which_day(chat: Chat) -> None:
    """Everything that its host can reach is searched: chats, messages, their data, pages, photos."""
    lead = await a_colleague(chat, "孙科", "social_work", StaffRole.LEAD)
    wang, li = await a_colleague(chat, "王芳", "subdistrict"), await a_colleague(chat, "李强", "subdistrict")
    host = await a_host_of(chat)
    await drawn(chat, lead)
    chat.wait(days=1)  # the visits are on a Friday, on which the host does nothing
    await goes_to(wang)
    await wang.sends("T1")
    while "交上去吗" not in wang.text and "没做到的" not in wang.text:
        if "门按登记" in wang.text:
            await wang.sends_photo()
        else:
            await wang.presses("拍不了" if "拍不了" in wang.labels() else "不是")
    await wang.presses("交")
    await everything_visited(chat, wang, li)
    await fetched(chat, a_picture())
    await next_monday(chat)
    await hears(chat, host, "有人来青石路暖新驿站看过")
    await opens_assessment(lead)
    await lead.presses("公布星级")
    await lead.presses("公布")
    for number in ("1", "2", "3"):
        await opens_result(host)
        await host.presses(number)
        await host.presses("整改好了，拍照销号")
    chat.wait(days=8)
    await jobs_run(chat)
    await host.sends("/start st_T1")
    host.sees("不合格")
    for forged in ("谁来看的", "驿站评估", "评估数字", "体验官"):
        await host.sends(forged)
    reached = "\n".join(seen.text for seen in host.history)
    reached += " ".join(button.press or "" for seen in host.history for button in seen.buttons)
    async with chat.app.database.transaction() as session:
        person, visitor = await person_of(chat, host, session), await person_of(chat, wang, session)
        (contact,) = await contacts_of(session, person.id)
        rows = await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.person_id == person.id))
        reached += json.dumps([each.content for each in as_put(rows)], ensure_ascii=False, default=str)
        reached += json.dumps(await export(session, person), ensure_ascii=False, default=str)
        visits = (await session.scalars(sa.select(StationVisit).where(StationVisit.person_id == visitor.id))).all()
        photos = [key for each in visits for key in each.photos.values() if key]
        assert photos
        assert [await media_for(session, key, contact) for key in photos] == [None] * len(photos), "no photo either"
        shown = await grade_of(session, visits[0].place_id, today=chat.app.clock().date())
    reached += repr(shown)
    secrets = ["王芳", "李强", *(str(each.id) for each in visits), *photos, visitor.member_code or "—"]
    assert [each for each in secrets if each in reached] == []
    friday = ("11 月 27 日", "11月27日", "2026-11-27", "Nov 27", "27 Nov", "20261127")
    assert [each for each in friday if each in reached] == [], "the week is said, never the day"
