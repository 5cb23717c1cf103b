"""Texts that WeChat makes of something else are no words; what somebody wrote stays as they wrote it."""

import pytest

from bot.channels.wechat.signs import answer_below, means_yes, says_nothing

NOTHING = [
    "[收到不支持的消息类型，暂无法显示]",
    "【收到不支持的消息类型，暂无法显示】",
    "收到不支持的消息类型，暂无法显示",
    "[该消息类型暂不能展示]",
    "[当前微信版本不支持展示该内容，请升级至最新版本。]",
    "当前版本不支持该消息",
    "[Unsupported Message]",
    "[Received an unsupported message type]",
    "This type of message is not supported",
    "[动画表情]",
    "[图片]",
    "【图片】",
    "[微信红包]",
    "[微笑]",
    "[微笑][流泪]",
    "[Smile]",
    "/::<",
    "/::< /:rose",
    "/微笑",
]
WORDS = [
    "系统说我超时",
    "/::< 系统说我超时",
    "[微笑]系统说我超时",
    "平台说不支持这种申诉",
    "系统不支持的消息没说原因",
    "(系统不支持)",
    "【系统不支持】",
    "【平台说超时】",
    "[图片]里写了",
    "/超时",
    "//超时",
    "系统提示：不支持该操作",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_stands_for_something_else_is_no_words(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", WORDS)
def test_what_somebody_wrote_is_words(text: str) -> None:
    assert not says_nothing(text)
    assert answer_below(text) == text


@pytest.mark.parametrize("text", ["[强]", "[OK]", "/:strong", "/:ok", "[强][强]"])
def test_a_thumb_is_a_yes(text: str) -> None:
    assert means_yes(text)
    assert not means_yes(f"{text} 不对")


def test_an_answer_below_a_quotation_is_read_without_it() -> None:
    quoted = "「暖新助手：平台给的理由是什么？\n1 跳过」\n- - - - - - - - - - -\n说我超时\n扣了钱"
    assert answer_below(quoted) == "说我超时\n扣了钱"
    assert answer_below("「张三：[图片]」\n—————————\n2") == "2"
