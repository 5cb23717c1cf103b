"""A notice as each channel shows it, made by the same code that sends it."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from aiogram.types import InlineKeyboardMarkup

from bot.channel import text_menu
from bot.channels.wechat.message import messages, stored
from handlers.pushed.table import pushed_methods, pushed_screen
from handlers.talk.texts import Texts, Words
from models.city.pack import City
from models.city.wechat_templates import TemplateKind
from models.notices.notice import Notice
from models.wechat.account import WECHAT

TELEGRAM, PAGE = "telegram", "webchat"


@dataclass(frozen=True, slots=True)
class Shown:
    """One message on a channel. rows: its buttons; picture: whether one comes with it; fields: of a template message,
    instead of a text."""

    channel: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)
    picture: bool = False
    fields: list[tuple[str, str]] = field(default_factory=list)


def shown_on_channels(notice: Notice, texts: Texts, locale: str, *, city: City, now: datetime) -> list[Shown]:
    """The notice for somebody with this language: on Telegram and on the page with buttons, on WeChat and wherever
    there is only text with numbers, and the gist of WeChat's template if the pack has one."""
    content = asdict(notice.pushed)
    with_buttons = [_with_buttons(name, _methods(texts.on(name).in_(locale), content)) for name in (TELEGRAM, PAGE)]
    words = texts.on(WECHAT).in_(locale)
    return [
        *with_buttons,
        *_wechat(words, content),
        _text(texts.in_(locale), content),
        *_gist(notice, words, content, city, now),
    ]


def _methods(words: Words, content: Any) -> list[Any]:
    return pushed_methods(0, pushed_screen(words, content), content.get("picture"))


def _with_buttons(channel: str, methods: list[Any]) -> Shown:
    last = methods[-1]
    text = getattr(last, "text", None) or getattr(last, "caption", None) or ""
    markup = last.reply_markup
    rows = markup.inline_keyboard if isinstance(markup, InlineKeyboardMarkup) else []
    picture = any(getattr(each, "photo", None) is not None for each in methods)
    return Shown(channel, text, [[each.text for each in row] for row in rows], picture)


def _wechat(words: Words, content: Any) -> list[Shown]:
    items, _ = stored(_methods(words, content))
    said = messages(items, words, lambda key: key)
    picture = any(each.image is not None for each in said)
    texts = [each.text for each in said if each.text is not None]
    return [Shown(WECHAT, text, picture=picture and number == 0) for number, text in enumerate(texts)]


def _text(words: Words, content: Any) -> Shown:
    screen = pushed_screen(words, content)
    choose = {how: words("wechat-choose", how=how) for how in ("numbers", "letters", "both")}
    text, _ = text_menu.render(screen.text, screen.markup(), choose=choose)  # type: ignore[arg-type]
    return Shown("text", text)


def _gist(notice: Notice, words: Words, content: Any, city: City, now: datetime) -> list[Shown]:
    template = city.wechat_templates.get(TemplateKind.NOTICE)
    if template is None:
        return []
    due_at = (notice.send_at or now).astimezone(city.zone)
    text = pushed_screen(words, content).text
    filled = template.fill(text, due_at=due_at, city=words.pick(city.titles), pick=words.pick)
    return [Shown("template", fields=list(filled.items()))]
