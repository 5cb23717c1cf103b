"""A reply as it is stored for WeChat, and the messages it becomes when it is sent: as few as it fits into.

Stored items are dicts; each has one of

    text     with `links` [[label, address]], `choices` [[mark, label, press, say]], `file` {key, name}
    news     a card with a link: {title, description, url}, and `choices`
    image    the key of a kept file

The line before the choices and the file's link are added when it is sent: then the person's language is known, and a
waiting reply can be merged with a new one.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    SendDocument,
    SendMessage,
    SendPhoto,
    SendVenue,
    TelegramMethod,
)

from bot.channel import text_menu
from handlers.talk import map_links
from handlers.talk.kept_file import KeptFile
from handlers.talk.pin import Pin
from handlers.talk.texts import Words
from models.storage.database import Json
from models.values.position import Position

LIMIT = 2048
"""Bytes of a text in UTF-8."""
ROOM = 200
"""Bytes kept for the line before the choices and the file's line."""
MOST_LINES = 9
"""Lines of choices below a text, so that a rider can read them at a glance."""
GAP = "　"
BETWEEN = "\n\n"
_SENTENCE = re.compile(r"(?<=[。！？!?；;…])(?=\S)|(?<=[.!?] )|(?<=\n)")
_TAG = re.compile(r"<(?=[\s/\x00-\x1f]*(?:a(?![a-z0-9])|[!?]))", re.IGNORECASE)
"""Text that WeChat could take for a tag: it draws `<a` followed by anything that ends a name."""

FileLink = Callable[[str], str]
"""The address of a kept file, by its key."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that WeChat shows. done: how many stored items it contains."""

    text: str | None = None
    news: Json = None
    image: str | None = None
    head: str = ""
    """The text without the lines of the choices, for menus that WeChat draws itself."""
    lines: list[text_menu.Choice] = field(default_factory=list)
    done: int = 1


def stored(methods: Sequence[TelegramMethod[Any]]) -> tuple[list[Json], list[text_menu.Choice] | None]:
    """The items, and the choices of the last menu in them. Raises TypeError for a method that WeChat cannot show."""
    items: list[Json] = []
    shown: list[text_menu.Choice] | None = None
    for method in methods:
        made = _stored(method)
        items += made
        for item in made:
            if item.get("choices"):
                shown = [text_menu.Choice(*each) for each in item["choices"]]
    return items, shown


def _stored(method: TelegramMethod[Any]) -> list[Json]:
    """The items of one method. An edit becomes a new message; a press's alert becomes a message if it has words."""
    if isinstance(method, AnswerCallbackQuery):
        return [{"text": plain(method.text)}] if method.text else []
    laid = text_menu.lay_out(getattr(method, "reply_markup", None))
    links = [[plain(label), address.replace('"', "%22")] for label, address in laid.links]
    choices = [replace(each, label=plain(each.label)) for each in laid.choices]
    keyboard = {"links": links, "choices": text_menu.to_json(choices)}
    if isinstance(method, SendMessage | EditMessageText):
        return _texts(method.text or "", keyboard)
    if isinstance(method, SendVenue):
        position = Position.wgs84(method.latitude, method.longitude)
        card = {
            "title": method.title,
            "description": method.address,
            "url": map_links.amap(position, method.title),
            "picture": method.picture or "" if isinstance(method, Pin) else "",
        }
        return [{"news": card, "choices": keyboard["choices"]}]
    if isinstance(method, SendDocument) and isinstance(method.document, KeptFile):
        file = {"key": method.document.key, "name": method.document.filename}
        return [{"text": plain(method.caption or ""), "file": file, **keyboard}]
    if isinstance(method, SendPhoto) and isinstance(method.photo, KeptFile):
        below = _texts(method.caption or "", keyboard) if method.caption or laid.choices else []
        return [{"image": method.photo.key}, *below]
    raise TypeError(f"WeChat cannot show {type(method).__name__}")


def plain(text: str) -> str:
    """The text without anything that WeChat could draw as a link: only our own links are drawn."""
    return _TAG.sub("＜", text)


def _texts(text: str, keyboard: Json) -> list[Json]:
    """The text in as many parts as it needs, with the keyboard below the last."""
    links = sum(_bytes(_anchor(*each)) + 3 for each in keyboard["links"])
    lines = sum(_bytes(f"{mark} {label}") + 1 for mark, label, _, _ in keyboard["choices"])
    text = plain(text)
    if _bytes(text) + links + lines + ROOM <= LIMIT:
        return [{"text": text, **keyboard}]
    *parts, last = split(text, max(LIMIT - links - lines - ROOM, LIMIT // 4))
    return [*({"text": part} for part in parts), {"text": last, **keyboard}]


def split(text: str, limit: int) -> list[str]:
    """The text in parts of at most `limit` bytes of UTF-8, broken at the ends of lines and sentences if possible."""
    parts: list[str] = []
    part = ""
    for sentence in _SENTENCE.split(text):
        for piece in _pieces(sentence, limit):
            if part and _bytes(part + piece) > limit:
                parts.append(part.strip("\n"))
                part = ""
            part += piece
    return [*parts, part.strip("\n")]


def _pieces(text: str, limit: int) -> list[str]:
    """A sentence in pieces of at most `limit` bytes."""
    pieces: list[str] = []
    while _bytes(text) > limit:
        head = text.encode()[:limit].decode(errors="ignore")
        pieces.append(head)
        text = text[len(head) :]
    return [*pieces, text]


def one_menu(reply: Sequence[Json]) -> tuple[list[Json], list[text_menu.Choice] | None]:
    """Number the choices so that every number means one thing; return the items and that menu. The menu is None for a
    single item, or if there are no choices.

    The last item keeps its numbers, because it answers what was just said. The earlier ones continue counting, and a
    choice that is there already is not repeated.
    """
    if len(reply) < 2 or not any(item.get("choices") for item in reply):
        return list(reply), None
    items: list[Json] = []
    menu: list[text_menu.Choice] = []
    for item in reversed(reply):
        choices = [text_menu.Choice(*each) for each in item.get("choices", [])]
        known = {(each.press, each.say) for each in menu}
        new = [each for each in choices if (each.press, each.say) not in known]
        if menu and new:
            marks = text_menu.free_marks(menu)
            new = [_numbered(each, next(marks)) for each in new]
        menu += new
        items.insert(0, {**item, "choices": text_menu.to_json(new)} if choices else item)
    return items, menu


def _numbered(choice: text_menu.Choice, mark: str) -> text_menu.Choice:
    """The choice with its new mark; if the text shows it under a number of its own, the label names that number too."""
    label = f"({choice.label})" if choice.label == choice.mark else choice.label
    return replace(choice, mark=mark, label=label)


def messages(reply: Sequence[Json], words: Words, file_link: FileLink, *, apart: bool = False) -> list[Message]:
    """The messages for the items, merged where they fit. apart: a menu stays in a message of its own, because WeChat
    draws it.
    """
    merged: list[Message] = []
    for item, most_lines in zip(reply, _lines_each(reply), strict=True):
        message = _message(item, words, file_link, most_lines)
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.text is not None
            and message.text is not None
            and not (apart and (last.lines or message.lines))
            and _bytes(last.text + BETWEEN + message.text) <= LIMIT
        ):
            merged[-1] = replace(
                last,
                text=last.text + BETWEEN + message.text,
                lines=[*last.lines, *message.lines],
                done=last.done + 1,
            )
        else:
            merged.append(message)
    return merged


def _lines_each(reply: Sequence[Json]) -> list[int]:
    """How many lines the choices of each item may take, so that all together take at most MOST_LINES."""
    counts = [len(item.get("choices", ())) for item in reply]
    if sum(counts) <= MOST_LINES:
        return [MOST_LINES] * len(counts)
    return [max(2, count * MOST_LINES // sum(counts)) for count in counts]


def _message(item: Json, words: Words, file_link: FileLink, most_lines: int = MOST_LINES) -> Message:
    if "image" in item:
        return Message(image=item["image"])
    lines = [text_menu.Choice(*each) for each in item.get("choices", ()) if each[0] != each[1]]
    below = [_choose(words, lines), *_rows(lines, most_lines)] if lines else []
    if "news" in item:
        card = item["news"]
        return Message(news={**card, "description": "\n".join([card["description"], *below])}, lines=lines)
    parts = [item["text"]] if item["text"] else []
    if item.get("file"):
        parts.append(words("wechat-file", link=_anchor(item["file"]["name"], file_link(item["file"]["key"]))))
    if item.get("links"):
        parts.append(words("wechat-gap").join(_anchor(*each) for each in item["links"]))
    head = "\n".join(parts)
    return Message(text="\n".join([*parts, *below]), head=head, lines=lines)


def _choose(words: Words, lines: Sequence[text_menu.Choice]) -> str:
    return words("wechat-choose", how=text_menu.how_to_choose([each.mark for each in lines]))


def _rows(lines: Sequence[text_menu.Choice], most: int) -> list[str]:
    """At most `most` lines: if there are more choices, two or three share a line; the last one stands alone."""
    said = [f"{each.mark} {each.label}" for each in lines]
    *others, last = said
    width = -(-len(others) // (most - 1)) or 1
    return [*(GAP.join(others[start : start + width]) for start in range(0, len(others), width)), last]


def _anchor(label: str, address: str) -> str:
    return f'<a href="{address}">{label}</a>'


def _bytes(text: str) -> int:
    return len(text.encode())


# --- the two ways out ------------------------------------------------------------------------------------------------


def as_answer(message: Message, media_id: str | None) -> dict[str, Json]:
    """The fields of a passive reply, without sender, receiver and time."""
    if message.news is not None:
        card = message.news
        title, text, picture = card["title"], card["description"], card.get("picture", "")
        article = {"Title": title, "Description": text, "PicUrl": picture, "Url": card["url"]}
        return {"MsgType": "news", "ArticleCount": 1, "Articles": [article]}
    if message.image is not None:
        return {"MsgType": "image", "Image": {"MediaId": media_id or ""}}
    return {"MsgType": "text", "Content": message.text or ""}


def as_service_message(message: Message, media_id: str | None, *, menus: bool) -> dict[str, Json]:
    """The body of a customer-service message. menus: WeChat draws the choices, and they can be pressed."""
    if message.news is not None:
        card = {key: message.news[key] for key in ("title", "description", "url")}
        return {"msgtype": "news", "news": {"articles": [{**card, "picurl": message.news.get("picture", "")}]}}
    if message.image is not None:
        return {"msgtype": "image", "image": {"media_id": media_id or ""}}
    if menus and message.lines:
        drawn = [{"id": each.press or "0", "content": each.label} for each in message.lines]
        return {"msgtype": "msgmenu", "msgmenu": {"head_content": message.head, "list": drawn, "tail_content": ""}}
    return {"msgtype": "text", "text": {"content": message.text or ""}}
