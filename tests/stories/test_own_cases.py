"""进度: a rider follows a case, adds to it, answers, takes evidence back, has a receipt, and withdraws."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from models.cases.case import Case
from models.cases.evidence import Received, evidence_of, keep_evidence
from models.cases.record import story_of
from models.cases.same_spot import join_city_report
from models.cases.steps import WORKER, Actor, CaseState, Role, Step
from models.cases.taking import take_step
from models.casework.reveal import ask_reveal
from models.receipts.receipt import public_key, verify_receipt
from models.storage.database import Base
from models.storage.incoming_file import claim_files
from tests.stories.test_filing import to_reason
from tests.world.chat import Chat
from tests.world.filing import SECRET_WORDS, a_picture, filed_by, person_of
from tests.world.staff_chat import a_colleague, case_now, files


async def does(chat: Chat, case: Case, step: Step, **data: Any) -> None:
    """The department takes a step."""
    async with chat.app.database.transaction() as session:
        staff = Actor(Role.STAFF, 7, case.department)
        await take_step(session, case.id, step, by=staff, city=chat.city, now=chat.app.clock(), data=data)


async def bytes_arrive(chat: Chat, content: bytes) -> None:
    async with chat.app.database.transaction() as session:
        now = chat.app.clock()
        for each in await claim_files(session, now=now, limit=20):
            await keep_evidence(session, each.owner, Received.of(content), now=now)


async def steps_of(chat: Chat, case: Case) -> list[str]:
    async with chat.app.database.reading() as session:
        return [each.what for each in await story_of(session, case.id)]


async def test_a_case_is_followed_added_to_and_withdrawn(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("我的进度")
    anna.sees("还没交过诉求")
    case = await filed_by(anna, anonymous=True)
    await anna.sends("我的")
    anna.sees("我交的事：1 件，没办完的 1 件")
    await anna.presses("进度")
    anna.sees("1. 乱扣款", "已提交", case.number)
    await anna.presses("1")
    anna.sees(case.number, "市场监管局最晚 11 月 30 日（周一）告诉你接不接", "12 月 10 日（周四）答复")
    anna.sees("11 月 26 日 15:", "你交的，转给市场监管局")
    anna.sees(f"匿名，代号 {case.pseudonym}")
    await anna.presses("补充")
    anna.sees("补充什么", "最大 20 MB")
    await anna.sends('还有一单\n11 月 26 日　你撤回了”<a href="https://x.example">查真假</a>')
    anna.sees("补上了")
    for seen in await anna.sends_album("one", "two"):
        assert "收到" in seen.text
    await bytes_arrive(chat, a_picture())
    await anna.presses("发完了")
    anna.sees("材料 2 份", "你补充了：“还有一单 11 月 26 日 你撤回了’", "收好了 2 份材料")
    assert all(each.url is None for each in anna.buttons())
    await anna.presses("看材料")
    anna.sees("1. 图片", "2. 图片")
    await anna.presses("1")
    anna.sees("删掉这份吗")
    await anna.presses("删掉")
    anna.sees("第 1 份删掉了", "已删")
    await anna.presses("返回")
    anna.sees("你删了材料", "材料 1 份")
    await anna.presses("撤回")
    anna.sees("不能恢复", "再留 3 年")
    await anna.presses("先不")
    anna.sees("已提交")
    await anna.presses("撤回")
    await anna.presses("撤回这件")
    anna.sees(f"{case.number} 撤回了", "现在：已撤回")
    assert not [each for each in anna.labels() if each in ("补充", "撤回")]
    assert await steps_of(chat, case) == [
        "file", "add", "evidence_kept", "evidence_kept", "remove_evidence", "withdraw"
    ]  # fmt: skip


async def test_a_receipt_is_a_file_that_can_be_checked(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    case = await filed_by(anna)
    await anna.sends(case.number.lower())
    await anna.presses("收条")
    anna.sees("不证明内容属实")
    async with chat.app.database.transaction() as session:
        key = await public_key(session)
    if chat.client.channel.name == "telegram":
        return  # its fake server keeps no files; test_delivery sees that bytes go out
    receipt = await anna.document()
    assert case.number in receipt
    assert SECRET_WORDS not in receipt
    assert verify_receipt(receipt, key)
    assert not verify_receipt(receipt.replace("暖新", "暖心", 1), key)


async def test_the_departments_question_is_answered_past_an_emergency(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    case = await filed_by(anna)
    await does(chat, case, Step.TAKE, name="王老师")
    await does(chat, case, Step.NOTE, text="内部：先问站点")
    await does(chat, case, Step.ASK, text="哪个站点？\n1 首页")
    await anna.sends(case.number)
    anna.sees("等你补充", "市场监管局接了，经办人王老师", "市场监管局问你：“哪个站点？ 1 首页”")
    anna.sees_no("内部")
    await anna.presses("回答")
    anna.sees("问你：“哪个站点？ 1 首页”", "打字回答")
    await anna.sends("我被车撞了")
    anna.sees("120")
    await anna.presses("回到刚才填的")
    anna.sees("哪个站点")
    await anna.presses("就用刚才那句")
    anna.sees("回答交给部门了")
    await anna.sends("2")
    anna.sees("补上了")
    await anna.presses("发完了")
    anna.sees("现在：部门在办", "你回答了：“我被车撞了”", "你补充了：“2”")
    assert (await steps_of(chat, case))[-2:] == ["reply", "add"]
    await does(chat, case, Step.SETTLE, text="退了 50 元")
    await anna.sends(case.number)
    anna.sees("办完了，等你确认", "市场监管局办完了：“退了 50 元”")
    assert "撤回" not in anna.labels()
    await anna.presses("解决了")
    await anna.sends(case.number)
    anna.sees("现在：已结束", "你说解决了")


async def test_a_photo_alone_is_an_answer_to_the_department(chat: Chat) -> None:
    wang, anna = await a_colleague(chat, "王芳"), await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await wang.sends(case.number)
    await wang.presses("问当事人")
    await wang.presses("2")  # a screenshot is asked for
    await wang.presses("发出")
    for _ in range(3):
        chat.wait(seconds=2)
        await anna.is_told()
    await anna.sends(case.number)
    await anna.presses("回答")
    await anna.sends_file("shot", name="shot.jpg")
    anna.sees("收到", "回答交给部门了")
    await anna.sends_file("other", name="other.jpg")
    anna.sees_no("回答交给部门了")
    await anna.presses("发完了")
    anna.sees("部门在办")
    assert (await case_now(chat, case)).paused_at is None
    await wang.sends(case.number)
    wang.sees("当事人回答", "下一步：情况不清楚")


async def test_a_photo_that_comes_by_itself_is_asked_about_and_answers_the_case(chat: Chat) -> None:
    wang, anna = await a_colleague(chat, "王芳"), await chat.person("anna", agreed=True)
    await anna.sends_photo("before")
    anna.sees_no("这个文件是回答")
    case = await files(chat, anna)
    await wang.sends(case.number)
    await wang.presses("问当事人")
    await wang.presses("2")
    await wang.presses("发出")
    for _ in range(3):
        chat.wait(seconds=2)
        await anna.is_told()
    await anna.sends_photo("first")
    anna.sees(f"这个文件是回答 {case.number}", "的吗")
    await anna.presses("都不是")
    anna.sees("没有交给部门")
    assert (await case_now(chat, case)).state == "waiting_worker"
    await anna.sends_photo("second")
    await anna.sends_photo("third")
    await anna.presses("是")
    anna.sees("回答交给部门了", "还有就接着发")
    await anna.sends_photo("fourth")
    anna.sees("收到")
    await anna.presses("发完了")
    after = await case_now(chat, case)
    assert after.state == "accepted"
    async with chat.app.database.reading() as session:
        assert len(await evidence_of(session, case_id=case.id)) == 3


async def test_what_cannot_be_evidence_is_refused_and_nothing_is_lost(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    case = await filed_by(anna)
    await anna.sends(case.number)
    await anna.presses("补充")
    await anna.sends_file(name="../../截图.ZIP")
    anna.sees("压缩包收不了")
    if chat.client.channel.name == "telegram":
        await anna.sends_file(name="行车记录.mp4", size=2 * 1024**3)
        anna.sees("文件太大，最多 20 MB")
    await anna.sends("长" * 2001)
    anna.sees("太长了")
    await anna.sends("还在这儿")
    anna.sees("补上了")
    async with chat.app.database.reading() as session:
        assert await evidence_of(session, case_id=case.id) == []


async def test_a_report_that_was_joined_is_told_of_and_left(chat: Chat) -> None:
    anna, boris = await chat.person("anna", agreed=True), await chat.person("boris", agreed=True)
    case = await filed_by(anna, "gate_parking")
    await boris.sends(case.number)
    boris.sees("没有找到这件")
    async with chat.app.database.transaction() as session:
        await join_city_report(session, case.id, await person_of(session, boris), now=chat.app.clock())
    await anna.sends(case.number)
    await anna.presses("补充")
    await anna.sends(SECRET_WORDS)
    await does(chat, case, Step.TAKE)
    await does(chat, case, Step.ANSWER, text="已和物业谈好")
    await boris.sends("进度")
    await boris.presses("1")
    boris.sees("别人先报的，加上你一共 2 个人", "有人报的，转给", "答复：“已和物业谈好”")
    boris.sees_no(SECRET_WORDS, "补充了")
    assert not {"补充", "收条", "看材料"} & set(boris.labels())
    await boris.presses("退出")
    boris.sees("部门会接着办", "不再告诉你")
    old = boris.button("退出这件")
    chat.wait(hours=2)
    await boris.presses_button(old)
    boris.sees("退出吗")
    await boris.presses("退出这件")
    boris.sees(f"你退出了 {case.number}", "还没交过诉求")
    await anna.sends("进度")
    await anna.presses("1")
    anna.sees("又有人也报了", "答复：“已和物业谈好”")
    async with chat.app.database.reading() as session:
        now_ = await session.get_one(Case, case.id)
    assert (now_.state, now_.reporters) == (CaseState.ANSWERED, 1)


async def test_many_cases_and_many_steps_come_in_pages(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    cases = [await filed_by(anna) for _ in range(7)]
    async with chat.app.database.transaction() as session:
        for step in range(9):
            await take_step(
                session,
                cases[0].id,
                Step.ADD,
                by=WORKER,
                city=chat.city,
                now=chat.app.clock(),
                data={"text": f"第{step}句"},
            )
    chat.wait(days=5)
    await anna.sends("进度")
    anna.sees("1. 乱扣款", "6. 乱扣款")
    await anna.presses("更多")
    anna.sees("7. 乱扣款", cases[0].number)
    await anna.presses("7")
    anna.sees("还没说。可以打 12345 催", "最近几步", "第8句")
    anna.sees_no("第3句")
    await anna.presses("全部经过")
    anna.sees("第1句", "第8句")
    await anna.presses("更早的")
    anna.sees("你交的", "第0句")
    await anna.presses("返回")
    anna.sees("最近几步")
    assert chat.app.clock() - cases[0].filed_at > timedelta(days=4)


async def test_who_filed_anonymously_is_asked_before_anybody_knows(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    case = await filed_by(anna, anonymous=True)
    staff = Actor(Role.STAFF, 7, case.department)
    async with chat.app.database.transaction() as session:
        await ask_reveal(session, case.id, "平台要核实站点", by=staff, city=chat.city, now=chat.app.clock())
    await anna.is_told()
    anna.sees(case.number, "市场监管局想知道你是谁", "平台要核实站点", "不同意也照样办")
    await anna.presses("看看")
    anna.sees("收不回来", "照样匿名办")
    await anna.presses("同意公开")
    anna.sees("确定吗")
    await anna.presses("返回")
    await anna.presses("不同意")
    anna.sees("接着匿名办", "你没同意公开身份", f"匿名，代号 {case.pseudonym}")
    async with chat.app.database.transaction() as session:
        await ask_reveal(session, case.id, "还是要核实", by=staff, city=chat.city, now=chat.app.clock())
    await anna.sends(case.number)
    await anna.presses("部门想知道你是谁")
    anna.sees("还是要核实")
    await anna.presses("同意公开")
    await anna.presses("确定公开")
    anna.sees("改成实名了", "你同意公开身份")
    async with chat.app.database.reading() as session:
        assert (await session.get_one(Case, case.id)).person_id is not None


async def test_a_case_filed_anonymously_in_chat_is_followed_and_names_nobody(chat: Chat) -> None:
    anna = await to_reason(chat)
    await anna.sends("超时")
    await anna.presses("还没有")
    await anna.sends_photo(f"photo-of-{anna.address}")
    await anna.presses("发完了")
    await anna.presses("匿名提交")
    anna.sees("看不到你是谁", "截图、照片可能认得出你")
    await anna.presses("匿名提交")
    anna.sees("收到了，编号 NX-261126-")
    await anna.presses("查进度")
    anna.sees("匿名，代号 ")
    async with chat.app.database.reading() as session:
        case = (await session.scalars(sa.select(Case))).one()
        assert (case.anonymous, case.person_id) == (True, None)
        for table in ("case", "case_event", "evidence", "outbox"):
            for row in await session.execute(sa.select(Base.metadata.tables[table])):
                assert anna.address not in str(row), table
