"""What comes instead of the answer that was asked for: a photo, a recording, an edit, words: each does what was meant,
or says what is wanted, and nothing is lost."""

import io
import zipfile
from collections.abc import Awaitable

import pytest
import sqlalchemy as sa
from aiogram.methods import EditMessageText

from bot.channel.channel import FileLost
from bot.foreign_files import ForeignFiles
from bot.jobs.incoming import fetch_files
from models.cases.draft import CaseDraft
from models.cases.evidence import Evidence, read_evidence
from models.outbox.causes import cause_of
from models.outbox.message import OutboxMessage
from tests.stories.test_filing import pieces, report_a_hole, to_reason
from tests.world.chat import Chat, Someone
from tests.world.staff_chat import files

ON_TELEGRAM = [("telegram", "sqlite"), ("telegram", "postgresql")]
on_telegram = pytest.mark.parametrize(("channel", "database_kind"), ON_TELEGRAM, indirect=True)


async def answers(chat: Chat) -> dict[str, object]:
    async with chat.app.database.reading() as session:
        return dict((await session.scalars(sa.select(CaseDraft))).one().answers)


async def content_of(chat: Chat, piece: Evidence) -> str:
    async with chat.app.database.reading() as session:
        return (await read_evidence(session, piece.id)).decode()


async def to_evidence(chat: Chat) -> Someone:
    anna = await to_reason(chat)
    await anna.sends("超时")
    await anna.presses("还没有")
    anna.sees("（7/7）")
    return anna


async def test_words_where_a_photo_is_asked_say_what_is_wanted(chat: Chat) -> None:
    anna = await to_evidence(chat)
    await anna.sends("我手上有截图")
    anna.sees("这一步收照片", "（7/7）")
    assert await pieces(chat) == []


@pytest.mark.parametrize("said", ["没有", "我没有截图", "没拍", "no photos", "跳过"])
async def test_who_has_no_evidence_says_so_in_their_words(chat: Chat, said: str) -> None:
    anna = await to_evidence(chat)
    await anna.sends(said)
    anna.sees("看一下", "材料", "没有")
    anna.sees_no("截图、录音、照片发过来")


async def test_a_photo_where_words_are_asked_is_kept_and_the_words_asked_again(chat: Chat) -> None:
    anna = await to_reason(chat)
    await anna.sends_photo()
    anna.sees("放进材料里", "（5/7）平台给的理由是什么？")
    [piece] = await pieces(chat)
    assert piece.question == "evidence"


@on_telegram
async def test_words_below_a_photo_answer_where_words_are_asked(chat: Chat) -> None:
    anna = await to_reason(chat)
    await anna.sends_photo(caption="说我超时")
    anna.sees("（6/7）")
    assert (await answers(chat))["deduction_reason"] == "说我超时"
    assert len(await pieces(chat)) == 1


@on_telegram
async def test_words_below_a_photo_that_are_no_answer_are_a_piece_of_their_own(chat: Chat) -> None:
    anna = await to_reason(chat)
    await anna.sends("超时")
    anna.sees("（6/7）在 App 里申诉过吗？")
    await anna.sends_photo(caption="这张是扣款页面")
    anna.sees("放进材料里", "下面配的字也收下了", "（6/7）")
    photo, words = await pieces(chat)
    assert (photo.media_type, words.media_type) == (None, "text/plain")
    assert await content_of(chat, words) == "这张是扣款页面"
    await anna.presses("还没有")
    await anna.sends_photo("photo-2", caption="这张是聊天记录")
    anna.sees("下面配的字也收下了", "（7/7）")
    assert [each.number for each in await pieces(chat)] == [1, 2, 3, 4]
    await anna.presses("发完了")
    anna.sees("4 份")


@on_telegram
async def test_a_recording_where_a_choice_is_asked_is_kept_and_the_choice_asked_again(chat: Chat) -> None:
    anna = await to_reason(chat)
    await anna.sends("超时")
    await anna.sends_voice()
    anna.sees("放进材料里", "（6/7）在 App 里申诉过吗？")
    assert len(await pieces(chat)) == 1


@pytest.mark.parametrize(("channel", "database_kind"), [("wechat", "sqlite")], indirect=True)
async def test_what_the_channel_heard_is_the_answer(chat: Chat) -> None:
    anna = await to_reason(chat)
    await anna.sends_voice(heard="说我超时。")
    anna.sees("（6/7）")
    assert (await answers(chat))["deduction_reason"] == "说我超时"
    assert await pieces(chat) == []


@on_telegram
async def test_an_edited_message_changes_the_answer_that_it_was(chat: Chat) -> None:
    anna = await to_reason(chat)
    await anna.sends("超时", message_id=7)
    await anna.edits(7, "差评")
    anna.sees("前面那一题改好了", "（6/7）")
    assert (await answers(chat))["deduction_reason"] == "差评"


@on_telegram
async def test_an_edit_of_what_was_no_answer_changes_nothing_and_says_so(chat: Chat) -> None:
    anna = await to_reason(chat)
    before = await answers(chat)
    await anna.edits(8, "差评")
    anna.sees("看不出改的是哪一题", "（5/7）")
    assert await answers(chat) == before


@on_telegram
async def test_an_edit_that_is_no_answer_keeps_the_one_before(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.presses("投诉维权")
    await anna.presses("更多")
    await anna.presses("押金、装备不退")
    await anna.presses("平台甲")
    await anna.sends("培训费")
    await anna.sends("300块", message_id=9)
    anna.sees("（4/7）")
    await anna.edits(9, "好多")
    anna.sees("没看懂是多少钱", "（4/7）")
    assert (await answers(chat))["deposit_sum"] == 30000


def a_zip(channel: str, file_id: str) -> Awaitable[bytes]:
    """What every file turns out to be."""

    async def content() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("photo.jpg", "x")
        return out.getvalue()

    return content()


async def test_an_archive_under_another_name_is_told_of_once_the_form_is_left(chat: Chat) -> None:
    anna = await to_evidence(chat)
    await anna.sends_photo()
    for _ in range(2):
        await fetch_files(chat.app.database, a_zip, ForeignFiles(), clock=chat.app.clock)
    await anna.is_told()
    assert anna.screen == []  # in the middle of a form
    await anna.presses("先存着")
    chat.wait(minutes=1)
    await anna.is_told()
    anna.sees("有一份没收成", "压缩包，解开后")
    chat.wait(minutes=1)
    await anna.is_told()
    assert anna.screen == []


async def test_of_a_case_filed_anonymously_it_is_told_by_the_way_back(chat: Chat) -> None:
    anna = await to_evidence(chat)
    await anna.sends_photo()
    await anna.presses("发完了")
    await anna.presses("匿名提交")
    await anna.presses("就这样，匿名提交")

    async def gone(channel: str, file_id: str) -> bytes:
        raise FileLost

    await fetch_files(chat.app.database, gone, ForeignFiles(), clock=chat.app.clock)
    chat.wait(minutes=1)
    await anna.is_told()
    anna.sees("NX-261126-00001", "有一份没收成。没取到，再发一次")
    async with chat.app.database.reading() as session:
        rows = list(await session.scalars(sa.select(OutboxMessage)))
    (row,) = [each for each in rows if each.content["news"] == "case-evidence-refused"]
    assert str(cause_of(row)).startswith("case_filer:")
    await anna.presses("补充")
    anna.sees("补")


@on_telegram
async def test_words_below_a_photo_outside_of_a_form_are_understood_and_the_photo_is_kept(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends_photo(caption="超时罚了我50块，根本不是我的问题")
    anna.sees("“乱扣款、罚款”的事吧：50 元", "照片先留着")
    await anna.presses("要，接着填")
    anna.sees("（1/7）")


async def test_a_photo_alone_is_kept_and_asked_about(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends_photo()
    anna.sees("是什么事？")
    assert "📸 随手拍" in anna.labels()


TOO_LARGE = {"file_id": "b", "file_name": "b.mp4", "file_size": 25_000_000}
PACKED = {"file_id": "c", "file_name": "c.zip", "file_size": 900}


@on_telegram
async def test_an_album_has_one_answer_with_what_was_taken_and_what_was_refused(chat: Chat) -> None:
    anna = await to_evidence(chat)
    await anna.sends_part("album-1", document={"file_id": "a", "file_name": "a.png", "file_size": 900})
    anna.sees("收到")
    await anna.sends_part("album-1", document=TOO_LARGE)
    anna.sees("收到 1 份。没收下的：\nb.mp4：文件太大，最多 20 MB")
    await anna.sends_part("album-1", document=PACKED)
    await anna.sends_part("album-1", document={"file_id": "d", "file_name": "d.png", "file_size": 900})
    assert [seen.edited for seen in anna.screen] == [True]
    anna.sees("收到 2 份。没收下的：\nb.mp4：", "c.zip：压缩包收不了", "还有就接着发")
    edits = [each for each in chat.client.session.requests if isinstance(each, EditMessageText)][-3:]
    assert all((each.message_id or 0) > 0 for each in edits)  # the channel knows which message that is
    assert len(await pieces(chat)) == 2
    await anna.presses("发完了")
    anna.sees("2 份")


@on_telegram
async def test_an_album_whose_first_part_is_refused_is_answered_once_all_the_same(chat: Chat) -> None:
    anna = await to_evidence(chat)
    await anna.sends_part("album-1", document=TOO_LARGE)
    anna.sees("一份都没收下：\nb.mp4：文件太大，最多 20 MB")
    await anna.sends_part("album-1", photo="photo-1")
    assert [seen.edited for seen in anna.screen] == [True]
    anna.sees("收到 1 份。没收下的：\nb.mp4：")
    await anna.sends_part("album-1", photo="photo-2", caption="我被车撞了")
    anna.sees("120")
    assert len(await pieces(chat)) == 2
    await anna.sends_part("album-2", photo="photo-3")
    assert [seen.edited for seen in anna.screen] == [False]
    anna.sees_no("没收下")


@on_telegram
async def test_an_album_for_a_case_that_is_filed_has_one_answer_too(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await anna.sends(case.number)
    await anna.presses("补充")
    await anna.sends_part("album-1", photo="photo-1")
    await anna.sends_part("album-1", document=TOO_LARGE)
    await anna.sends_part("album-1", document=PACKED)
    assert [seen.edited for seen in anna.screen] == [True]
    anna.sees("收到 1 份。没收下的：\nb.mp4：", "c.zip：压缩包收不了")


async def test_what_was_sent_first_and_is_refused_is_told_when_the_form_begins(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends_photo("photo-1")
    await anna.sends_file("c", name="c.zip", size=900)
    await anna.sends("超时罚了我50块")
    await anna.presses("要，接着填")
    if chat.client.channel.name == "telegram":
        anna.sees("收到 1 份。没收下的：\nc.zip：压缩包收不了", "（1/7）")
    anna.sees("（1/7）")


@on_telegram
async def test_a_place_of_the_map_keeps_its_name_and_one_far_away_is_asked_again(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await report_a_hole(anna)
    await anna.shares(0, 0)
    anna.sees("不在河湾市", "（1/4）")
    here = {"latitude": 32.6151, "longitude": 115.1651}
    await anna.sends_parts(location=here, venue={"location": here, "title": "测试小区东门", "address": "青石路 8 号"})
    anna.sees("测试小区东门 青石路 8 号", "（2/4）")


@on_telegram
@pytest.mark.parametrize(
    "parts",
    [
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
        {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "x"}}},
        {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
    ],
)
async def test_what_telegram_tells_itself_is_not_answered(chat: Chat, parts: dict[str, object]) -> None:
    anna = await to_reason(chat)
    await anna.sends_parts(**parts)
    assert anna.screen == []
    await anna.sends("超时")
    anna.sees("（6/7）")
