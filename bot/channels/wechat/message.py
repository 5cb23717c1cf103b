"""A reply as it is stored for WeChat, and what becomes of it when it is sent: as few messages as it fits into.

Stored items are dicts; each has one of

    text     with `links` [[label, address]], `choices` [[mark, label, press, say]], `file` {key, name}
    news     a card with a link: {title, description, url}, and `choices`
    image    the key of a kept file

The line before the choices and the file's link come in when it is sent: by then the person's language is known, and
what waited can be merged with what is new.
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
from handlers.talk.texts import Words
from models.storage.database import Json
from models.values.position import Position

LIMIT = 2048
"""Bytes of a text in UTF-8."""
ROOM = 200
"""Bytes kept for the line before the choices and the file's line."""
MOST_LINES = 9
"""Of choices below a text: a rider reads them at a glance."""
GAP = "　"
BETWEEN = "\n\n"
_SENTENCE = re.compile(r"(?<=[。！？!?；;…])(?=\S)|(?<=[.!?] )|(?<=\n)")
_TAG = re.compile(r"<(?=[\s/\x00-\x1f]*(?:a(?![a-z0-9])|[!?]))", re.IGNORECASE)
"""What WeChat could take for a tag of its own: it draws `<a` with anything behind it that ends a name."""

FileLink = Callable[[str], str]
"""The address of a kept file, by its key."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that WeChat shows. done: how many stored items are said with it."""

    text: str | None = None
    news: Json = None
    image: str | None = None
    head: str = ""
    """The text without the lines of the choices, where WeChat itself draws them."""
    lines: list[text_menu.Choice] = field(default_factory=list)
    done: int = 1


def stored(methods: Sequence[TelegramMethod[Any]]) -> tuple[list[Json], list[text_menu.Choice] | None]:
    """The items, and the choices of the last menu in them. Raises TypeError for a method WeChat has nothing for."""
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
    """An edit is said anew; a tap's answer is said where it has words."""
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
    """The text with nothing in it that WeChat could draw as a link: only ours are."""
    return _TAG.sub("＜", text)


def _texts(text: str, keyboard: Json) -> list[Json]:
    """The text in as many parts as it needs, the keyboard below the last."""
    links = sum(_bytes(_anchor(*each)) + 3 for each in keyboard["links"])
    lines = sum(_bytes(f"{mark} {label}") + 1 for mark, label, _, _ in keyboard["choices"])
    text = plain(text)
    if _bytes(text) + links + lines + ROOM <= LIMIT:
        return [{"text": text, **keyboard}]
    *parts, last = split(text, max(LIMIT - links - lines - ROOM, LIMIT // 4))
    return [*({"text": part} for part in parts), {"text": last, **keyboard}]


def split(text: str, limit: int) -> list[str]:
    """The text in parts of at most so many bytes of UTF-8, broken at ends of lines and sentences where it can be."""
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
    """A sentence that is too long itself, by characters."""
    pieces: list[str] = []
    while _bytes(text) > limit:
        head = text.encode()[:limit].decode(errors="ignore")
        pieces.append(head)
        text = text[len(head) :]
    return [*pieces, text]


def one_menu(reply: Sequence[Json]) -> tuple[list[Json], list[text_menu.Choice] | None]:
    """The items with every number in them meaning one thing, and that menu; None for one item, or none with choices.

    The last item keeps its numbers: it is the answer to what was just said. Those before it go on counting, and a
    choice that is there already is not said twice.
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
    """A choice that stood in the text under a number of its own says so beside the new one."""
    label = f"({choice.label})" if choice.label == choice.mark else choice.label
    return replace(choice, mark=mark, label=label)


def messages(reply: Sequence[Json], words: Words, file_link: FileLink, *, apart: bool = False) -> list[Message]:
    """What is sent for the items, merged where it fits. apart: a menu stays by itself, since WeChat draws it."""
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
    """How many lines the choices of each item may take, so that all together are not more than MOST_LINES."""
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
    """At most so many lines: more choices stand two or three to a line, the last one by itself."""
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
    """The fields of a passive reply, besides who and when."""
    if message.news is not None:
        card = message.news
        article = {"Title": card["title"], "Description": card["description"], "PicUrl": "", "Url": card["url"]}
        return {"MsgType": "news", "ArticleCount": 1, "Articles": [article]}
    if message.image is not None:
        return {"MsgType": "image", "Image": {"MediaId": media_id or ""}}
    return {"MsgType": "text", "Content": message.text or ""}


def as_service_message(message: Message, media_id: str | None, *, menus: bool) -> dict[str, Json]:
    """The body of a customer-service message. menus: choices are drawn by WeChat, and can be tapped."""
    if message.news is not None:
        return {"msgtype": "news", "news": {"articles": [{**message.news, "picurl": ""}]}}
    if message.image is not None:
        return {"msgtype": "image", "image": {"media_id": media_id or ""}}
    if menus and message.lines:
        drawn = [{"id": each.press or "0", "content": each.label} for each in message.lines]
        return {"msgtype": "msgmenu", "msgmenu": {"head_content": message.head, "list": drawn, "tail_content": ""}}
    return {"msgtype": "text", "text": {"content": message.text or ""}}
