"""A screenshot fills a form in, a photo of a paper is kept with its date, an anonymous picture is blackened: what was
read is shown, and counts once it was confirmed. What the engine would read is given (../models/pictures/pages.py)."""

import io
from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from PIL import Image

from bot.foreign_files import ForeignFiles
from bot.jobs.evidence import make_copies
from bot.jobs.incoming import fetch_files
from bot.jobs.work import WORK
from bot.picture_reader import PictureReader, PictureUnread
from models.cases.case import Case
from models.cases.draft import CaseDraft
from models.cases.errors import DomainError, EvidenceNotReady
from models.cases.evidence import Evidence, read_evidence
from models.cases.evidence_copy import EvidenceCopy, copy_for_staff
from models.papers.paper import Paper
from models.pictures.reading import EvidenceReading, ShownPicture
from models.storage.database import Base, Json
from tests.models.pictures.pages import read_as
from tests.world.chat import Chat, Someone
from tests.world.filing import a_picture

PAGE = (
    "账单详情",
    "甲外卖骑手",
    ("扣款金额", "-50.00"),
    ("扣款时间", "2026-11-22 18:42:10"),
    ("订单编号", "WM202611227788"),
    ("扣款原因", "超时送达"),
    ("申诉状态", "申诉未通过"),
)
WHITE = a_picture(colour="white")


class Recorded(PictureReader):
    """Reads in every picture what was recorded; nothing if nothing was."""

    def __init__(self, lines: Json | None) -> None:
        super().__init__()
        self.lines = lines

    async def lines_of(self, content: bytes) -> Json:
        if self.lines is None:
            raise PictureUnread
        return self.lines


async def as_it_came(_: str, __: str) -> bytes:
    return WHITE


async def is_looked_at(someone: Someone, *rows: str | Sequence[str], score: float = 0.99, unread: bool = False) -> None:
    """The pictures that were sent are fetched and read, and their sender is told."""
    app = someone.chat.app
    app.foreign_files = ForeignFiles(Recorded(None if unread else read_as(*rows, score=score)))
    await fetch_files(app.database, as_it_came, app.foreign_files, clock=app.clock)
    await WORK["read_pictures"](app)
    await someone.is_told()


async def rows_in(chat: Chat, table: type[Base]) -> Sequence[Base]:
    async with chat.app.database.reading() as session:
        return (await session.scalars(sa.select(table))).all()


async def begins(chat: Chat) -> Someone:
    """At the form of a deduction, with a screenshot in it."""
    anna = await chat.person("anna", agreed=True)
    await anna.presses("投诉维权")
    await anna.presses("乱扣款、罚款")
    await anna.sends_photo("shot-1")
    return anna


async def test_a_screenshot_fills_the_form_in_with_one_tap(chat: Chat) -> None:
    anna = await begins(chat)
    await is_looked_at(anna, *PAGE)
    anna.sees("图里读到这些", "平台甲", "50 元", "11 月 22 日", "WM202611227788", "超时送达", "申诉过，被驳回")
    (draft,) = await rows_in(chat, CaseDraft)
    assert draft.answers == {}, "nothing is filled in that was not confirmed"
    await anna.presses("对，填进去")
    anna.sees("填上了 6 样")
    await anna.presses("发完了")
    anna.sees("看一下，乱扣款、罚款", "平台甲", "50 元", "WM202611227788", "超时送达", "申诉过，被驳回", "1 份")


async def test_what_was_read_badly_is_asked_with_a_button(chat: Chat) -> None:
    anna = await begins(chat)
    await is_looked_at(anna, "甲外卖", ("申诉状态", "审核中"), ("扣款金额", "5000元"))
    anna.sees("平台甲", "正在申诉", "还有 1 样看不太准")
    anna.sees_no("5000")
    await anna.presses("对，填进去")
    anna.sees("填上了 2 样", "哪天扣的")
    await anna.sends("2026年11月25日")
    anna.sees("扣了多少钱")
    await anna.presses("图上像是 5000 元")
    anna.sees("记下了：5000 元")


async def test_of_a_picture_that_is_hard_to_read_every_value_is_asked(chat: Chat) -> None:
    anna = await begins(chat)
    await is_looked_at(anna, ("扣款金额", "-50.00"), ("申诉状态", "审核中"), score=0.7)
    anna.sees("看不太准", "我不敢替你填")
    anna.sees_no("50 元")
    await anna.presses("好，一样样问我")
    anna.sees("哪个平台", "放在题目下面")
    await anna.presses("平台甲")
    await anna.sends("2026年11月25日")
    await anna.presses("图上像是 50 元")
    anna.sees("记下了：50 元")


async def test_a_screenshot_sent_first_begins_the_form_and_lies_in_it(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends_photo("shot-1")
    anna.sees("是什么事？")
    await is_looked_at(anna, *PAGE)
    anna.sees("像是“乱扣款、罚款”", "50 元", "WM202611227788")
    assert await rows_in(chat, CaseDraft) == []
    await anna.presses("要投诉，填进去")
    anna.sees("你说过的就不再问了", "你先发的放进材料里了")
    await anna.presses("发完了")
    anna.sees("看一下", "50 元", "1 份")
    assert await rows_in(chat, ShownPicture) == []
    (reading,) = await rows_in(chat, EvidenceReading)
    await is_looked_at(anna, *PAGE)
    assert anna.screen == [], "it was read once and told once"
    assert reading.state == "read"


async def test_a_photo_of_a_paper_is_kept_with_its_day_in_one_tap(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends_photo("paper-1")
    await is_looked_at(anna, "健康证明", "姓名：李四", "有效期至：2027-03-05")
    anna.sees("这是健康证吧，2027 年 3 月 5 日到期")
    assert await rows_in(chat, Paper) == []
    await anna.presses("对，记下来")
    anna.sees("记下了", "健康证：2027 年 3 月 5 日到期")
    await anna.sends_photo("paper-2")
    await is_looked_at(anna, "中华人民共和国机动车行驶证", "检验有效期至2027年06月")
    anna.sees("这是行驶证年检吧，到期那天没看清")
    await anna.presses("说到期的日子")
    anna.sees("行驶证年检哪天到期")


async def test_where_a_papers_day_is_asked_for_its_photo_is_an_answer(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("证件")
    await anna.presses("加一个")
    await anna.presses("健康证")
    await anna.sends_photo("paper-1")
    anna.sees("正在看", "健康证哪天到期")
    await is_looked_at(anna, "健康证明", "有效期至：2027-03-05")
    await anna.presses("对，记下来")
    anna.sees("记下了", "2027 年 3 月 5 日到期")


async def test_where_words_are_asked_for_those_of_a_picture_are_offered(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.presses("找人帮忙")
    while not any("看病、体检" in each for each in anna.labels()):
        await anna.presses("更多")
    await anna.presses("看病、体检")
    await anna.presses(next(iter(chat.city.case_types["health_help"].questions[0].choices.values()))["zh-CN"])
    await anna.sends_photo("shot-1")
    anna.sees("图收到，正在看")
    await is_looked_at(anna, "/start 首页 “取消”", "医生让我歇两周，没人顶班")
    anna.sees("图里写着", "“/start 首页 ‘取消’ 医生让我歇两周，没人顶班”", "要拿这段话当")
    (draft,) = await rows_in(chat, CaseDraft)
    assert "health_detail" not in draft.answers
    await anna.presses("用这段话")
    (draft,) = await rows_in(chat, CaseDraft)
    assert draft.answers["health_detail"] == "/start 首页 “取消”\n医生让我歇两周，没人顶班"


async def test_an_anonymous_filer_is_told_of_traces_and_has_them_blackened(chat: Chat) -> None:
    anna = await begins(chat)
    await is_looked_at(anna, *PAGE, ("骑手姓名", "李四"), ("电话", "138****1234"))
    await make_copies(chat.app.database, ForeignFiles(), clock=chat.app.clock)
    await anna.presses("对，填进去")
    await anna.presses("发完了")
    await anna.presses("匿名提交")
    anna.sees("第 1 份图里认得出你的：姓名、电话、订单号", "人脸、头像", "会漏")
    await anna.presses("涂黑再给部门")
    anna.sees("涂黑了：姓名、电话、订单号")
    assert "涂黑再给部门" not in anna.labels()
    await anna.presses("就这样，匿名提交")
    anna.sees("收到了，编号")
    await make_copies(chat.app.database, ForeignFiles(), clock=chat.app.clock)
    async with chat.app.database.reading() as session:
        case = (await session.scalars(sa.select(Case))).one()
        piece = (await session.scalars(sa.select(Evidence))).one()
        copy = await copy_for_staff(session, case, piece.number)
        assert await read_evidence(session, piece.id) == WHITE, "the original stays as it came"
    picture = Image.open(io.BytesIO(copy.content)).convert("L")
    black = sum(picture.histogram()[:64])
    assert 0 < black < picture.width * picture.height / 2


async def staff_see(chat: Chat) -> EvidenceCopy | type[DomainError]:
    """The copy of the only piece, or why there is none."""
    await make_copies(chat.app.database, ForeignFiles(), clock=chat.app.clock)
    async with chat.app.database.reading() as session:
        case = (await session.scalars(sa.select(Case))).one()
        try:
            return await copy_for_staff(session, case, 1)
        except DomainError as error:
            return type(error)


async def filled_in(chat: Chat) -> Someone:
    """Before the last question whether to file anonymously, with a picture that is here and was not read yet."""
    anna = await begins(chat)
    files = ForeignFiles(Recorded(None))
    await fetch_files(chat.app.database, as_it_came, files, clock=chat.app.clock)
    for answer in ("平台甲", "2026年11月25日", "50", "跳过", "超时", "还没有", "发完了"):
        await (anna.presses(answer) if answer in "".join(anna.labels()) else anna.sends(answer))
    await anna.presses("匿名提交")
    anna.sees_no("认得出你的")
    return anna


async def test_who_sent_it_anonymously_before_it_was_read_never_shows_who_they_are(chat: Chat) -> None:
    """Also if they answer nothing: staff see no copy until the picture is read, and then a blackened one."""
    anna = await filled_in(chat)
    await anna.presses("就这样，匿名提交")
    assert await staff_see(chat) is EvidenceNotReady
    await is_looked_at(anna, ("骑手姓名", "李四"))
    anna.sees("匿名交的第 1 份图里，认得出你的有：姓名", "已经涂黑")
    copy = await staff_see(chat)
    assert isinstance(copy, EvidenceCopy)
    assert copy.blackened
    assert sum(Image.open(io.BytesIO(copy.content)).convert("L").histogram()[:64]) > 0
    await anna.presses("不涂，原样给部门")
    anna.sees("看得到原样")
    copy = await staff_see(chat)
    assert isinstance(copy, EvidenceCopy)
    assert sum(Image.open(io.BytesIO(copy.content)).convert("L").histogram()[:64]) == 0
    await anna.presses("涂黑再给部门")
    anna.sees("涂黑了")
    copy = await staff_see(chat)
    assert isinstance(copy, EvidenceCopy)
    assert copy.blackened


async def test_traces_that_are_found_while_somebody_decides_are_told_before_it_is_filed(chat: Chat) -> None:
    anna = await filled_in(chat)
    await is_looked_at(anna, ("骑手姓名", "李四"))
    await anna.presses("就这样，匿名提交")
    anna.sees("第 1 份图里认得出你的：姓名")
    assert await rows_in(chat, Case) == []
    await anna.presses("就这样，匿名提交")
    anna.sees("收到了，编号")


@pytest.mark.parametrize(("channel", "database_kind"), [("telegram", "sqlite")], indirect=True)
async def test_a_picture_that_nobody_reads_is_not_held_back_for_ever(chat: Chat) -> None:
    anna = await filled_in(chat)
    await anna.presses("就这样，匿名提交")
    assert await staff_see(chat) is EvidenceNotReady
    chat.wait(hours=3)
    assert isinstance(await staff_see(chat), EvidenceCopy)


@pytest.mark.parametrize(("channel", "database_kind"), [("telegram", "sqlite")], indirect=True)
async def test_a_picture_that_says_nothing_says_nothing(chat: Chat) -> None:
    anna = await begins(chat)
    await is_looked_at(anna, unread=True)
    assert anna.screen == []
    await anna.sends("首页")
    await anna.sends_photo("shot-2")
    await is_looked_at(anna, "今天天气不错", "中午吃面")
    assert anna.screen == []
    chat.wait(hours=3)
    await WORK["forget"](chat.app)
    assert await rows_in(chat, ShownPicture) == []


@pytest.mark.parametrize(("channel", "database_kind"), [("telegram", "sqlite")], indirect=True)
async def test_an_old_button_says_that_the_picture_is_gone(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends_photo("shot-1")
    await is_looked_at(anna, *PAGE)
    button = anna.button("要投诉，填进去")
    chat.wait(hours=3)
    await WORK["forget"](chat.app)
    await anna.presses_button(button)
    anna.sees("过了时间，再发一次")


@pytest.mark.parametrize(("channel", "database_kind"), [("telegram", "sqlite")], indirect=True)
async def test_where_pictures_are_not_read_nobody_is_told_that_they_are(chat: Chat) -> None:
    chat.app.intake.things["reads_pictures"] = False
    anna = await begins(chat)
    await fetch_files(chat.app.database, as_it_came, ForeignFiles(), clock=chat.app.clock)
    assert await rows_in(chat, EvidenceReading) == []
    await anna.sends("首页")
    await anna.sends_photo("shot-2")
    anna.sees("是什么事？")
    assert await rows_in(chat, ShownPicture) == []
    await anna.sends("证件")
    await anna.presses("加一个")
    await anna.presses("健康证")
    await anna.sends_photo("paper-1")
    anna.sees("这里只看字", "健康证哪天到期")
