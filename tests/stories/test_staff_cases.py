"""A case on its way through a department and back to its worker, in the chat, by people who read no documentation."""

import pytest
import sqlalchemy as sa
from PIL import Image

from bot.foreign_files import ForeignFiles
from bot.jobs.evidence import make_copies
from bot.jobs.incoming import fetch_files
from models.cases.closing import close_settled
from models.cases.errors import CaseGone
from models.cases.mine import add_case_evidence
from models.cases.record import story_of
from models.cases.steps import Step
from models.casework.deadline import warn_of_assists
from models.casework.files import open_department_file
from models.casework.warning import gather_warnings, tell_warnings
from models.staff.post import StaffRole
from models.storage.kept_file import StoredFile
from models.upkeep.audit import audit
from tests.models.cases.test_evidence import _with_exif
from tests.stories.test_hosting import file_of
from tests.world.chat import Chat, Someone
from tests.world.filing import a_picture, fetched
from tests.world.staff_chat import a_colleague, case_now, files, person_of


async def test_a_clerk_settles_a_first_case_and_the_worker_hears_each_step(chat: Chat) -> None:
    wang = await a_colleague(chat, "王芳")
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await wang.is_told()
    wang.sees(
        f"新诉求 {case.number}　乱扣款", "实名", "平台甲", "50 元", "最晚 11 月 30 日 17:30 前接收（还有 2 个工作日）"
    )
    await wang.presses("接收")
    wang.sees("归你办", "下一步", "答复")
    await anna.is_told()
    anna.sees(f"{case.number}：市场监管局接收了，经办人王芳")
    await wang.presses("问当事人")
    wang.sees("问当事人什么")
    await wang.sends("哪个站点？")
    wang.sees("发给当事人", "哪个站点？")
    await wang.presses("发出")
    wang.sees("问了", "等当事人回答")
    chat.wait(seconds=2)
    await anna.is_told()
    anna.sees("市场监管局问你：“哪个站点？”")
    await anna.presses("回答")
    await anna.sends("青石站")
    await anna.presses("发完了")
    await wang.is_told()
    wang.sees("当事人回答了：“青石站”")
    await wang.presses("打开这件")
    await wang.presses("办结")
    wang.sees("结果是什么", "平台已经把扣的钱退给你了")
    await wang.presses("1")
    await wang.presses("发出")
    wang.sees("办结了", "问当事人解决没有")
    chat.wait(seconds=2)
    await anna.is_told()
    anna.sees("办完了", "退给你了", "解决了吗")
    await anna.presses("解决了")
    anna.sees("满意吗")
    await anna.presses("满意")
    anna.sees("记下了")
    after = await case_now(chat, case)
    assert (after.state, after.solved, after.satisfied) == ("closed", True, "yes")


async def test_two_press_at_once_and_the_other_is_told_who(chat: Chat) -> None:
    wang, zhao = await a_colleague(chat, "王芳"), await a_colleague(chat, "赵明")
    lead = await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    for each in (wang, zhao, lead):
        await each.sends(case.number)
    await wang.presses("接收")
    chat.wait(minutes=2)
    await zhao.presses("接收")
    zhao.sees("王芳 2 分钟前接了")
    await zhao.sends(case.number)
    zhao.sees("王芳在办", "负责人")
    await lead.sends(case.number)
    await lead.presses("接过来办")
    lead.sees("接过来了")
    await wang.sends(case.number)
    wang.sees("孙科在办")


async def test_a_case_is_passed_on_and_the_second_objection_goes_to_the_lead_department(chat: Chat) -> None:
    wang, qian = await a_colleague(chat, "王芳"), await a_colleague(chat, "钱工", "transport")
    zhou = await a_colleague(chat, "周姐", "social_work")
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await wang.sends(case.number)
    await wang.presses("转办")
    wang.sees("转给哪个部门")
    await wang.presses("交通运输局")
    wang.sees("为什么转给交通运输局")
    await wang.sends("这是货运平台")
    wang.sees("转给交通运输局，原因", "这是货运平台")
    await wang.presses("发出")
    wang.sees("转给交通运输局了")
    await _told_of(chat, anna, "转给交通运输局了")
    anna.sees("原因：“这是货运平台”", "答复的日子不变")
    await qian.sends(case.number)
    await qian.presses("转办")
    qian.sees("这件转过一次了：再转会到社会工作部")
    await qian.presses("市场监管局")
    await qian.sends("不归我们管")
    await qian.presses("发出")
    qian.sees("转给社会工作部了")
    await _told_of(chat, zhou, "交通运输局转来")
    zhou.sees("这是货运平台；不归我们管")
    await wang.sends(case.number)
    wang.sees("不在你们部门了")
    wang.sees_no("转办", "扣了多少钱")


async def test_more_time_help_a_promise_and_the_platform(chat: Chat) -> None:
    wang, sun = await a_colleague(chat, "王芳"), await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    qian = await a_colleague(chat, "钱工", "transport")
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await wang.sends(case.number)
    await wang.presses("接收")
    await wang.presses("更多")
    wang.sees("还能做这些", "一件一次")
    await wang.presses("申请延期")
    await wang.sends("平台要查两周")
    wang.sees("交给负责人批了")
    await sun.is_told()
    if chat.client.channel.name != "wechat" or sun.screen:
        sun.sees("王芳申请延期 5 个工作日", "平台要查两周")
        await sun.presses("同意延期")
        sun.sees("同意了")
    await wang.presses("更多")
    await wang.presses("请别的部门协办")
    await wang.presses("交通运输局")
    await wang.sends("查一下站点备案")
    wang.sees("哪天前要回")
    await wang.sends("前天")
    wang.sees("这一天已经过了")
    await wang.presses("11 月 30 日")
    wang.sees("请交通运输局协办，11 月 30 日（周一）前回", "查一下站点备案")
    await wang.presses("发出")
    wang.sees("还没回")
    await qian.sends("待办")
    qian.sees("别的部门请你们协办 1 件")
    await qian.presses("协办")
    qian.sees("查一下站点备案")
    await qian.presses("回复")
    await qian.sends("有备案")
    qian.sees("回复给经办人了")
    await wang.sends(case.number)
    wang.sees("回了：“有备案”")
    await wang.presses("更多")
    await wang.presses("承诺日期")
    await wang.sends("给你结果")
    await wang.sends("后天")
    wang.sees("答应当事人，11 月 28 日")
    await wang.presses("发出")
    wang.sees("答应了当事人 11 月 28 日（周六）前：“给你结果”")
    await wang.presses("更多")
    await wang.presses("联系平台")
    wang.sees("能告诉平台什么？", "你这里没有的，先点“问当事人”要")
    await wang.presses("给平台订单号")
    wang.sees("没同意以前")
    for _ in range(5):
        chat.wait(seconds=2)
        await anna.is_told()
        if "同意吗" in anna.text:
            break
    anna.sees("平台能查到是你", "同意吗")
    await anna.presses("同意")
    anna.sees("部门会按说好的找平台")
    await wang.sends(case.number)
    await wang.presses("更多")
    await wang.presses("联系平台")
    wang.sees("可以给平台订单号，不能给电话")


async def test_not_solved_goes_to_the_lead_department_once(chat: Chat) -> None:
    wang, zhou = await a_colleague(chat, "王芳"), await a_colleague(chat, "周姐", "social_work")
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await wang.sends(case.number)
    await wang.presses("接收")
    await wang.presses("办结")
    await wang.sends("平台说不退")
    await wang.presses("发出")
    await _told_of(chat, anna, "解决了吗")
    await anna.presses("没解决")
    anna.sees("哪里没解决")
    await anna.sends("我被车撞了")
    anna.sees("120")
    await anna.presses("回到刚才填的")
    anna.sees("哪里没解决")
    await anna.sends("钱还没退")
    anna.sees("重新办，转给社会工作部了")
    await _told_of(chat, zhou, "没解决，要重新办")
    zhou.sees("钱还没退")
    await zhou.presses("接收")
    await zhou.presses("办结")
    await zhou.sends("这次退了")
    await zhou.presses("发出")
    await _told_of(chat, anna, "这次退了")
    await anna.presses("没解决")
    anna.sees("不能再重办", "12345", "满意吗")
    await anna.presses("不满意")
    anna.sees("记下了")


async def test_words_of_a_worker_find_the_case_they_answer(chat: Chat) -> None:
    wang = await a_colleague(chat, "王芳")
    anna = await chat.person("anna", agreed=True)
    first, second = await files(chat, anna), await files(chat, anna)
    for case in (first, second):
        await wang.sends(case.number)
        await wang.presses("问当事人")
        await wang.sends("是哪个站长？")
        await wang.presses("发出")
        chat.wait(seconds=5)
    await anna.sends("姓赵的那个")
    anna.sees("这是回答哪一件的", "姓赵的那个")
    await anna.presses(second.number)
    anna.sees(f"{second.number}：回答交给部门了")
    assert [(await case_now(chat, each)).state for each in (first, second)] == ["waiting_worker", "accepted"]
    await anna.sends("高个子")
    anna.sees(f"这是回答 {first.number}")
    await anna.presses("都不是")
    anna.sees("没有交给部门")
    await anna.sends("厕所")
    anna.sees("位置")


async def test_what_a_department_is_asked_to_help_with_is_listed_and_answered(chat: Chat) -> None:
    wang, qian = await a_colleague(chat, "王芳"), await a_colleague(chat, "钱工", "transport", StaffRole.LEAD)
    anna = await chat.person("anna", agreed=True)
    for text in ("查一下站点备案", "查一下车辆"):
        case = await files(chat, anna)
        await wang.sends(case.number)
        await wang.presses("接收")
        await wang.presses("更多")
        await wang.presses("请别的部门协办")
        await wang.presses("交通运输局")
        await wang.sends(text)
        await wang.presses("11 月 27 日")
        await wang.presses("发出")
        chat.wait(seconds=5)
    await qian.sends("待办")
    qian.sees("别的部门请你们协办 2 件")
    await qian.presses("请你们协办 2")
    qian.sees("1. 11 月 27 日（周五）前：“查一下站点备案”", "2. 11 月 27 日（周五）前：“查一下车辆”")
    await qian.presses("2")
    qian.sees("市场监管局请你们协办", "查一下车辆", "下一步：点“回复”")
    await qian.presses("回复")
    await qian.sends("车在册")
    qian.sees("回复给经办人了")
    chat.wait(hours=27)  # that day's office hours are over
    async with chat.app.database.transaction() as session:
        assert await warn_of_assists(session, city=chat.city, now=chat.app.clock()) == 1
    chat.wait(days=2, hours=16)  # Monday, a quarter past nine
    await qian.sends("我的")
    async with chat.app.database.transaction() as session:
        await tell_warnings(session, city=chat.city, now=chat.app.clock())
    await _told_of(chat, qian, "帮市场监管局协办，11 月 27 日（周五）前该回，还没回")
    qian.sees("到了日子还没回音的有 1 样")
    await qian.presses("1")
    qian.sees("查一下站点备案")


async def _told_of(chat: Chat, someone: Someone, part: str) -> None:
    """What is due comes one message after the other, until the one that says this."""
    for _ in range(6):
        chat.wait(seconds=2)
        await someone.is_told()
        if part in someone.text:
            return
    raise AssertionError(f"nobody says {part!r}: {[each.text for each in someone.history[-4:]]}")


async def test_who_cannot_be_reached_in_the_chat_now_is_known_to_the_department(chat: Chat) -> None:
    """Only WeChat keeps people from being written to, three days after they wrote."""
    wang = await a_colleague(chat, "王芳")
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    chat.wait(days=4)
    await wang.sends(case.number)
    await wang.presses("接收")
    await anna.is_told()
    await wang.sends(case.number)
    if chat.client.channel.name != "wechat":
        wang.sees_no("发不到当事人")
        return
    wang.sees("现在聊天里发不到当事人")
    await anna.sends("/menu")
    anna.sees("接收了，经办人王芳", "要什么")
    await wang.sends(case.number)
    wang.sees_no("发不到当事人")


async def test_the_queue_is_counted_paged_and_searched(chat: Chat) -> None:
    wang = await a_colleague(chat, "王芳")
    anna = await chat.person("anna", agreed=True)
    cases = [await files(chat, anna) for _ in range(8)]
    named = await files(chat, anna, deduction_reason="头盔没戴好")
    await wang.sends("待办")
    wang.sees("市场监管局的待办")
    await wang.presses("没人接 9")
    wang.sees("1. 乱扣款", "6. 乱扣款", cases[0].number)
    wang.sees_no("7. ")
    await wang.presses("更多")
    wang.sees("9. 乱扣款")
    await wang.presses("待办")
    await wang.sends("头盔")
    wang.sees("找到 1 件", named.number)
    await wang.presses("1")
    wang.sees("头盔没戴好")
    await wang.presses("待办")
    await wang.sends("没有这种事")
    wang.sees("没找到")
    await wang.sends("我的")
    wang.sees_no("没找到")


async def test_evidence_opens_in_the_chat_without_what_the_camera_wrote_into_it(chat: Chat) -> None:
    wang, anna = await a_colleague(chat, "王芳"), await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    async with chat.app.database.transaction() as session:
        person, now = await person_of(chat, anna, session), chat.app.clock()
        exif = Image.Exif()
        exif[0x010F] = "Camera of Anna"
        sent = {"channel": "telegram", "file_id": "f", "compressed": False, "city": chat.city, "now": now}
        piece = await add_case_evidence(session, case.id, person, **sent)
        await fetched(session, piece, a_picture("JPEG", exif=exif), now=now)
    await make_copies(chat.app.database, chat.app.foreign_files, clock=chat.app.clock)
    await wang.sends(case.number)
    wang.sees("证据 1 件")
    await wang.presses("证据（1）")
    wang.sees(f"{case.number} 的证据", "拍摄信息已经去掉")
    await wang.presses("1")
    wang.sees(f"{case.number} 证据 1")
    await wang.presses("返回")
    wang.sees(case.number, "下一步")
    async with chat.app.database.reading() as session:
        (kept,) = await session.scalars(sa.select(StoredFile))
    assert kept.media_type == "image/jpeg"
    assert b"Camera of Anna" not in kept.content


async def test_a_lead_decides_on_more_time_from_the_card_where_the_message_is_lost(chat: Chat) -> None:
    wang, sun = await a_colleague(chat, "王芳"), await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await wang.sends(case.number)
    await wang.presses("接收")
    await wang.presses("更多")
    await wang.presses("申请延期")
    wang.sees("为什么要延期 5 个工作日")
    await wang.sends("平台要查两周")
    wang.sees("王芳申请延期 5 个工作日，等负责人批：“平台要查两周”")
    assert "同意延期" not in wang.labels()
    await sun.sends(case.number)
    sun.sees("王芳申请延期 5 个工作日，等负责人批：“平台要查两周”")
    await sun.presses("同意延期")
    sun.sees("同意了", "最晚 12 月 17 日 17:30 前答复")
    assert "同意延期" not in sun.labels()
    await _told_of(chat, anna, "要多几天，最晚 12 月 17 日（周四）答复")


async def test_whether_it_is_solved_is_asked_when_the_worker_can_be_asked(chat: Chat) -> None:
    """On WeChat nobody can be written to who has been silent for two days: the question waits, and so does the end."""
    wang, anna = await a_colleague(chat, "王芳"), await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    chat.wait(days=4)
    await wang.sends(case.number)
    await wang.presses("接收")
    await wang.presses("办结")
    await wang.sends("平台退了")
    await wang.presses("发出")
    for _ in range(3):
        chat.wait(seconds=2)
        await anna.is_told()
    waits = chat.client.channel.name == "wechat"
    chat.wait(days=8)
    async with chat.app.database.transaction() as session:
        await close_settled(session, now=chat.app.clock())
    assert (await case_now(chat, case)).state == ("settled" if waits else "closed")
    if not waits:
        return
    await anna.sends("/menu")
    anna.sees("办完了：“平台退了”", "解决了吗")
    await anna.presses("解决了")
    anna.sees("满意吗")
    await anna.presses("一般")
    anna.sees("记下了")
    after = await case_now(chat, case)
    assert (after.state, after.solved, after.satisfied) == ("closed", True, "so_so")


async def test_a_deadline_is_not_warned_of_at_night(chat: Chat) -> None:
    wang, anna = await a_colleague(chat, "王芳"), await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await wang.is_told()
    chat.wait(days=1, hours=16)  # Saturday, seven in the morning: half of the time to take it was over yesterday
    await wang.sends("我的")
    async with chat.app.database.transaction() as session:
        assert await gather_warnings(session, city=chat.city, now=chat.app.clock()) == 0
    chat.wait(days=2, hours=2)
    await wang.sends("我的")
    async with chat.app.database.transaction() as session:
        assert await gather_warnings(session, city=chat.city, now=chat.app.clock()) == 1
        await tell_warnings(session, city=chat.city, now=chat.app.clock())
    chat.wait(seconds=5)
    await wang.is_told()
    wang.sees("今天要盯 1 件", case.number, "11 月 30 日 17:30 前接收")


async def test_who_is_lost_finds_the_way_back_to_their_work(chat: Chat) -> None:
    wang, anna = await a_colleague(chat, "王芳"), await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await wang.sends("嗯嗯啊这个那个")
    assert any("待办" in label for label in wang.labels())
    wang.sees_no("同意")
    await wang.sends("/start")
    assert any("待办" in label for label in wang.labels())
    await wang.sends(case.number[:-4])
    wang.sees("编号没打全", "市场监管局的待办")
    await wang.sends(case.number)
    await wang.presses("转办")
    await wang.presses("交通运输局")
    await wang.sends("这是货运平台")
    await wang.presses("发出")
    await wang.sends(case.number)
    wang.sees("这件不在你们部门了", "市场监管局的待办")
    await wang.presses("没人接 0")
    wang.sees("都有人接了")


async def test_a_file_goes_along_with_the_answer_without_its_maker_and_is_kept_in_the_record(chat: Chat) -> None:
    wang, anna = await a_colleague(chat, "王芳"), await chat.person("anna", agreed=True)
    boris = await chat.person("boris", agreed=True)
    case = await files(chat, anna)
    await wang.sends(case.number)
    await wang.presses("答复")
    wang.sees("怎么答复当事人")
    await wang.sends_photo("letter")
    wang.sees("附件 1 个，跟你写的话一起发给当事人")
    await wang.sends("答复函见附件。")
    wang.sees("答复函见附件", "附件 1 个，一起发")
    await wang.presses("这就是答复")
    await anna.is_told()
    chat.wait(seconds=2)
    await anna.is_told()
    anna.sees("答复函见附件")

    async def download(channel: str, file_id: str) -> bytes:
        assert (channel, file_id) == (chat.client.channel.name, "letter")
        return _with_exif()

    await fetch_files(chat.app.database, download, ForeignFiles(), clock=chat.app.clock)
    await make_copies(chat.app.database, ForeignFiles(), clock=chat.app.clock)
    chat.wait(seconds=2)
    await anna.is_told()
    anna.sees("部门发来一个文件")
    await anna.presses("打开文件")
    if chat.client.channel.name in ("webchat", "text"):
        opened = await file_of(anna)
        assert opened.startswith(b"\xff\xd8")
        assert b"Camera of Li Si" not in opened
    await anna.presses("返回")
    await anna.presses("部门发的文件 1")
    anna.sees("部门发给你的")
    await boris.sends("进度")
    boris.sees_no("部门发的文件")
    async with chat.app.database.reading() as session:
        assert await audit(session) is None
        story = await story_of(session, case.id)
        with pytest.raises(CaseGone):
            await open_department_file(session, case.id, await person_of(chat, boris, session), 1)
    assert [each.data.get("pieces") for each in story if each.what == Step.ANSWER] == [[1]]


async def test_a_file_that_cannot_be_cleaned_is_told_to_whoever_sent_it(chat: Chat) -> None:
    wang, anna = await a_colleague(chat, "王芳"), await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await wang.sends(case.number)
    await wang.presses("答复")
    await wang.sends_file("archive", name="all.zip")
    wang.sees_no("附件 1 个")
    await wang.sends_photo("letter", caption="见附件")
    if "“见附件”" not in wang.text:  # a chat whose pictures have no words below them
        await wang.sends("见附件")
    await wang.presses("这就是答复")

    async def download(channel: str, file_id: str) -> bytes:
        return b"PK\3\4 no letter at all"

    await fetch_files(chat.app.database, download, ForeignFiles(), clock=chat.app.clock)
    await wang.is_told()
    wang.sees("没发给当事人")
