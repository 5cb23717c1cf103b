"""What is typed plainly leads where it says, also while a place is asked for; ways that texts name are there."""

import re

import pytest

from handlers.talk.texts import LOCALES
from tests.world.articles import find_articles, sample_articles
from tests.world.chat import Chat
from tests.world.learned import learned

ON_TWO = [("telegram", "sqlite"), ("wechat", "sqlite")]
ON_ONE = [("webchat", "sqlite")]
_WAY = re.compile(r"我的(?: → [^\s→，。；：”）]+)+")


def ways_told() -> set[str]:
    return {way for file in (LOCALES / "zh-CN").glob("*.ftl") for way in _WAY.findall(file.read_text(encoding="utf-8"))}


@pytest.fixture
def clever(chat: Chat) -> Chat:
    assert chat.app.understanding is not None
    chat.app.understanding.model = learned().model
    chat.app.understanding.sounds_of = learned().sounds_of
    return chat


PLAIN = [
    ("随手拍", "看到什么了"),
    ("随手拍！", "看到什么了"),
    ("投诉维权", "投诉维权，是哪方面"),
    ("我要投诉", "投诉维权，是哪方面"),
    ("找人帮忙", "找人帮忙，是哪方面"),
    ("请帮我打开查政策", "文章"),
    ("暖新福利", "想看哪类"),
    ("看病体检", "看病体检"),
    ("受伤、事故", "受伤、事故，是哪方面"),
    ("我的信息", "语言：中文"),
    ("連接另一個號", "连起来"),
    ("免打扰、通知", "不打扰"),
    ("帮我看看我的投诉", "还没交过"),
    ("投诉到哪了", "还没交过"),
    ("人工", "没有真人在线"),
    ("转人工客服", "没有真人在线"),
    ("有人吗？", "没有真人在线"),
    ("你是真人吗", "没有真人在线"),
    ("谢谢啦", "不客气"),
    ("辛苦了～", "不客气"),
    ("算了吧", "没交的都没交出去"),
    ("不投诉了", "没交的都没交出去"),
    ("不是这个意思", "那换个说法"),
    ("你理解错了", "那换个说法"),
    ("答非所问", "那换个说法"),
    ("租房补贴", "每月 300 元"),
]


@pytest.mark.parametrize(("channel", "database_kind"), ON_TWO, indirect=True)
async def test_words_that_mean_one_thing_lead_there_also_where_a_place_is_asked_for(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    for said, seen in PLAIN:
        chat.wait(seconds=15)
        await anna.sends(said)
        anna.sees(seen)
        await anna.sends("厕所")
        anna.sees("找厕所")
        await anna.sends(said)
        anna.sees(seen)
        anna.sees_no("没找到")


@pytest.mark.parametrize(("channel", "database_kind"), ON_TWO, indirect=True)
async def test_every_way_that_a_text_names_can_be_walked(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    ways = ways_told()
    assert len(ways) >= 3
    for way in sorted(ways):
        chat.wait(seconds=15)
        await anna.sends("首页")
        for step in way.split(" → "):
            assert any(step in label for label in anna.labels()), (way, step, anna.labels())
            await anna.presses(next(label for label in anna.labels() if step in label))


ELSEWHERE = [
    ("昨天超时罚了我50块", "乱扣款、罚款"),
    ("工资没发", "拖欠、少发工资"),
    ("体检", "体检"),
    ("周六有什么活动", "（周六）"),
    ("晚上十点以后别给我发消息", "不打扰"),
    ("井盖没了", "井盖"),
    ("天气怎么样", "这个我帮不上"),
    ("帮我把驾照到期的日子记下来", "证件"),
]


@pytest.mark.parametrize(("channel", "database_kind"), ON_TWO, indirect=True)
async def test_something_else_than_a_place_leaves_the_question_where(clever: Chat) -> None:
    anna = await clever.person("anna", agreed=True)
    for said, seen in ELSEWHERE:
        clever.wait(seconds=15)
        await anna.sends("厕所")
        await anna.sends(said)
        anna.sees(seen)
        anna.sees_no("没找到", "找厕所")


@pytest.mark.parametrize(("channel", "database_kind"), ON_TWO, indirect=True)
async def test_an_unknown_street_is_named(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("石桥路附近充电")
    anna.sees("没找到“石桥路”", "找手机充电")
    await anna.sends("幸福里小区门口")
    anna.sees("没找到“幸福里小区门口”", "找手机充电")


@pytest.mark.parametrize(("channel", "database_kind"), ON_TWO, indirect=True)
async def test_where_one_was_a_moment_ago_is_offered_for_ten_minutes(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    assert "📍 还在刚才那里" not in anna.labels()
    await anna.shares_centre()
    await anna.sends("喝水")
    await anna.presses("📍 还在刚才那里")
    anna.sees("有喝水", "青石路暖新驿站　180 米")
    await anna.sends("热水")
    chat.wait(minutes=11)
    await anna.presses("📍 还在刚才那里")
    anna.sees("过了 10 分钟", "找热水")
    assert "📍 还在刚才那里" not in anna.labels()


QUESTIONS = [
    ("我跟平台算不算劳动关系", "《我跟公司算不算劳动关系》", "要提交："),
    ("怎么认定工伤", "《工伤怎么认定", "要提交：登记职业伤害"),
    ("房租补贴怎么申请", "租房补贴", "要提交：住房、租房补贴"),
    ("工资没发我能不能找平台", "《工资没发、少发，先这样要》", "要提交：拖欠、少发工资"),
    ("劳动合同法第七条", "《劳动合同法》第七条", None),
    ("劳动法第九十九条是什么", "没找到", None),
    ("劳动合同法第八十二条", "《劳动合同法》第八十二条", None),
    ("最近有什么新规定", "最新的规定：\n1. ", None),
    ("扣了我八十，站长还骂人", "乱扣款", "骚扰"),
]


@pytest.mark.parametrize(("channel", "database_kind"), ON_ONE, indirect=True)
async def test_a_question_is_answered_before_a_form_is_offered(clever: Chat) -> None:
    await find_articles(clever.app, sample_articles(clever.city))
    anna = await clever.person("anna", agreed=True)
    for said, seen, button in QUESTIONS:
        clever.wait(seconds=15)
        await anna.sends(said)
        anna.sees(seen)
        assert button is None or any(button in label for label in anna.labels()), (said, anna.labels())
    await anna.sends("昨天超时罚了我50块，怎么办")
    anna.sees("要交给部门办吗")
    await anna.sends("凭什么扣我钱")
    anna.sees("要交给部门办吗")
    await anna.presses("不是这个")
    assert any(label.startswith(("📄", "🎁")) for label in anna.labels()), anna.labels()
