"""What riders answer a menu without buttons with, and a question to which yes or nothing is the answer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.text_menu import Choice, chosen, lay_out, means_home, to_json
from handlers.talk.said_words import says
from handlers.talk.screens import Button, Home, Screen
from handlers.talk.typed_mark import mark_in
from models.cases.number import number_of, read_number, without_what_is_round_it

NUMBERED = to_json(
    [
        Choice("1", "同意，开始", "agree"),
        Choice("2", "📣 投诉维权", "complain"),
        Choice("3", "申诉过，被驳回", "refused"),
        Choice("4", "申诉过，没回音", "waiting"),
        Choice("0", "首页", "home"),
    ]
)
LETTERED = to_json([Choice("a", "今天", "today"), Choice("b", "昨天", "yesterday"), Choice("c", "首页", "home")])
SECOND = (
    "2",
    "２",
    "2️⃣",
    "②",
    "❷",
    "⑵",
    "㈡",
    "⒉",
    "Ⅱ",
    "二",
    "贰",
    "貳",
    "2.",
    "2、",
    "“2”",
    "(2)",
    "【2】",
    "2。",
    "选2",
    "選2",
    "选 2",
    "我选2",
    "第2个",
    "第二个",
    "第二项",
    "我想选第二个吧",
    "回2",
    "按2",
    "2吧",
    "2 吧",
    "2号",
    "#2",
    "no.2",
    "2谢谢",
    "谢谢，2",
    "选项2",
    "答案是2",
    "投诉维权",
    "📣投诉维权",
    "投訴維權",
    "选投诉维权",
    "投诉维权吧",
    "2 投诉维权",
    "2.📣 投诉维权",
)
NONE = (
    "1 2",
    "1,2",
    "1、2",
    "3.5",
    "10:30",
    "2号门",
    "2点",
    "二维码",
    "两三个",
    "222",
    "申诉过",
    "",
    "。",
    "投诉",
    "2024",
)


@pytest.mark.parametrize("said", SECOND)
def test_a_choice_is_read_however_it_is_dressed(said: str) -> None:
    choice = chosen(NUMBERED, said)
    assert choice is not None
    assert choice.press == "complain"


@pytest.mark.parametrize(
    "said", ["B", "b", "Ｂ", "🅱️", "Ⓑ", "选b", "b。", "(b)", "b吧", "回b", "b 昨天", "昨天", "昨天吧"]
)
def test_a_letter_is_read_however_it_is_dressed(said: str) -> None:
    choice = chosen(LETTERED, said)
    assert choice is not None
    assert choice.press == "yesterday"


@pytest.mark.parametrize("said", NONE)
def test_what_may_be_words_is_no_choice(said: str) -> None:
    assert chosen(NUMBERED, said) is None


@pytest.mark.parametrize("said", ["2", "2号", "选2", "二", "50"])
def test_a_number_is_the_answer_below_letters(said: str) -> None:
    assert chosen(LETTERED, said) is None


def test_the_beginning_of_a_label_is_enough_where_no_other_begins_so() -> None:
    agreed = chosen(NUMBERED, "同意")
    assert agreed is not None
    assert agreed.press == "agree"
    assert chosen(NUMBERED, "申诉过") is None


@pytest.mark.parametrize("said", ["0", "０", "零", "0️⃣", "0.", "选0"])
def test_a_nought_leads_home_but_below_letters(said: str) -> None:
    assert means_home(None, said)
    assert not means_home(LETTERED, said)


@given(
    st.integers(1, 99),
    st.sampled_from(["", "选", "第", "我选", "回"]),
    st.sampled_from(["", "个", "吧", "。", "，谢谢"]),
)
def test_a_number_is_the_same_in_every_dress(number: int, before: str, behind: str) -> None:
    assert mark_in(f"{before}{number}{behind}") == str(number)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_mark_or_none(said: str) -> None:
    mark = mark_in(said)
    assert mark is None or mark.isdecimal() or (len(mark) == 1 and mark.isalpha())


def test_two_ways_home_are_one_choice() -> None:
    screen = Screen("办好了。", ((Button("没别的事", Home()),),)).with_home(lambda key: "首页")  # type: ignore[arg-type]
    assert [(each.mark, each.label) for each in lay_out(screen.markup()).choices] == [("0", "首页")]


YES = (
    "对对对",
    "对啊！",
    "對啊",
    "对对对对对",
    "👍🏻",
    "👌",
    "好👌",
    "对的~",
    "没错呀",
    "是的是的",
    "对，没错",
    "嗯，对",
    "行行行",
    "YES!",
    "ｏｋ",
    "冇错",
    "啱",
    "嗯嗯嗯嗯",
    "正确的",
    "没问题啊",
    "✅",
    "要得",
    "对着呢",
    "是这天",
)
NO_YES = ("不对", "对不对", "是不是", "对吗", "嗯？", "没对", "不行", "前天", "好难", "对面", "👎", "要不", "")


@pytest.mark.parametrize("said", YES)
def test_a_yes_is_heard_in_other_words_and_signs(said: str) -> None:
    assert says("filing-yes-words", said)


@pytest.mark.parametrize("said", NO_YES)
def test_what_only_begins_like_a_yes_is_none(said: str) -> None:
    assert not says("filing-yes-words", said)


@pytest.mark.parametrize(
    "said",
    [
        "TD",
        "td",
        "T",
        "ｔｄ",
        "TD退订",
        "回T退订",
        "STOP",
        "Stop.",
        "取消订阅",
        "取消訂閱",
        "退订",
        "unsubscribe",
        "别给我发了",
        "恢复通知",
        "重新订阅",
        "subscribe",
        "不要再发了！",
    ],
)
def test_the_words_of_text_messages_lead_to_the_switches_of_notices(said: str) -> None:
    assert says("notice-topics-words", said)


@pytest.mark.parametrize("said", ["投诉站长", "停电了", "test", "提现被拒"])
def test_other_words_do_not(said: str) -> None:
    assert not says("notice-topics-words", said)


@pytest.mark.parametrize(
    "round_it", ["{}。", "“{}”", "编号 {}", "（{}）", "编号：{}，谢谢", "诉求编号{}的进度怎么样了？"]
)
def test_a_number_of_a_case_is_read_whatever_stands_round_it(round_it: str) -> None:
    number = number_of(date(2026, 11, 29), 1)
    for written in (
        number,
        number.lower(),
        number.replace("-", ""),
        number.replace("-", " "),
        number.replace("-", "—"),
    ):
        typed = round_it.format(written)
        assert read_number(typed) == number
        assert read_number(without_what_is_round_it(typed)) == number


def test_of_two_numbers_none_is_read() -> None:
    first, second = number_of(date(2026, 11, 29), 1), number_of(date(2026, 11, 29), 2)
    assert read_number(f"{first}、{second}") is None
