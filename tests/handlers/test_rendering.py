"""Markdown on a phone: entities where a channel has them, plain text where not, split between paragraphs."""

import pytest
from aiogram.types import MessageEntity

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.wechat.channel import WeChatChannel
from handlers.articles.rendering import BETWEEN, Rich, bold, parts, render
from handlers.talk.abilities import TextLimit, utf8, utf16

TELEGRAM, WECHAT = TelegramChannel.can.text_limit, WeChatChannel.can.text_limit
TEXT = """\
## 先做 👍 两件事

1. **截图**：订单页
2. *催*一次，看[这里](https://example.com/a?b=1&c=2)
- 点
- `NX-1`

一段 <b>不是粗体</b> & 完
下一行
"""


def said(rich: Rich, entity: MessageEntity) -> str:
    """What an entity covers, counted as Telegram counts."""
    units = rich.text.encode("utf-16-le")
    return units[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le")


def test_on_telegram_entities_cover_exactly_what_was_marked() -> None:
    whole = parts(render(TEXT, entities=True), TELEGRAM)
    assert len(whole) == 1
    marked = [(each.type, said(whole[0], each)) for each in whole[0].entities]
    assert marked == [
        ("bold", "先做 👍 两件事"),
        ("bold", "截图"),
        ("italic", "催"),
        ("text_link", "这里"),
        ("code", "NX-1"),
    ]
    assert whole[0].entities[3].url == "https://example.com/a?b=1&c=2"
    assert "① 截图：订单页\n② 催一次" in whole[0].text
    assert "· 点\n· NX-1" in whole[0].text
    assert whole[0].text.endswith("一段 <b>不是粗体</b> & 完\n下一行")


def test_elsewhere_it_is_plain_and_a_link_is_written_out() -> None:
    blocks = render(TEXT, entities=False)
    assert [each.entities for each in blocks] == [[]] * len(blocks)
    assert "这里 https://example.com/a?b=1&c=2" in BETWEEN.join(each.text for each in blocks)


@pytest.mark.parametrize("limit", [TELEGRAM, WECHAT])
def test_what_is_long_is_split_between_paragraphs(limit: TextLimit) -> None:
    paragraphs = [f"第{number}段" + "字👍" * 150 for number in range(20)]
    made = parts(render("\n\n".join(paragraphs), entities=limit.entities), limit)
    assert len(made) > 1
    assert all(limit.size(each.text) <= limit.most for each in made)
    assert [block for each in made for block in each.text.split(BETWEEN)] == paragraphs


def test_a_paragraph_too_long_by_itself_is_split_without_losing_a_character() -> None:
    text = "汉👍" * 3000
    made = parts([bold("标题"), Rich(text)], TELEGRAM)
    assert all(utf16(each.text) <= 4096 for each in made)
    assert "".join(each.text for each in made).replace(BETWEEN, "") == f"标题{text}"
    assert all(utf8(each.text) <= 1500 for each in parts([Rich(text)], WECHAT))
