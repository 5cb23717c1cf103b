"""WeChat's messages, and the events of the account's menu, door codes and followers, as aiogram updates.

https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_standard_messages.html
https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_event_pushes.html
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channel import text_menu
from bot.channels.wechat import signs
from bot.channels.wechat.xml import BadXml
from handlers.talk.screens import HOME
from models.storage.database import Json
from models.values.position import BadPosition, Datum, Position
from models.wechat.window import Opening

SAYS = "say:"
"""Stands before the words that an entry of the account's menu says."""
SCENE = re.compile(r"[A-Za-z0-9_-]{1,64}")
ANSWERED_EVENTS = frozenset({"subscribe", "unsubscribe", "scan", "location", "click"})
"""The other events are no conversation."""
LONGEST_TEXT = 4096
YES = "👍"
STICKER = {
    "file_id": "-", "file_unique_id": "-", "type": "regular", "width": 0, "height": 0, "is_animated": False,
    "is_video": False,
}  # fmt: skip
"""Stands for content that is no words and cannot be fetched."""
REQUIRED = ("ToUserName", "FromUserName", "CreateTime", "MsgType")


def checked(fields: dict[str, Any]) -> Json:
    """The fields of a message that has a sender, a time and a kind; without the address beside a position.

    Raises BadXml.
    """
    if not all(isinstance(fields.get(name), str) and fields[name] for name in REQUIRED):
        raise BadXml("no sender, time or kind")
    if not fields["CreateTime"].isascii() or not fields["CreateTime"].isdigit() or len(fields["CreateTime"]) > 11:
        raise BadXml("no time")
    if len(fields["FromUserName"]) > 128 or len(fields["ToUserName"]) > 128:
        raise BadXml("no id")
    if fields["MsgType"] == "event" and not isinstance(fields.get("Event"), str):
        raise BadXml("no event")
    if fields["MsgType"] != "event" and not isinstance(fields.get("MsgId"), str):
        raise BadXml("no message id")
    return {name: value for name, value in fields.items() if name not in ("Label", "Encrypt")}


def event_of(raw: Mapping[str, Any]) -> str | None:
    """The event's name in lower case; None for a message."""
    return str(raw["Event"]).lower() if raw["MsgType"] == "event" else None


def is_report(raw: Mapping[str, Any]) -> bool:
    """Return whether it is an event that is no conversation."""
    event = event_of(raw)
    return event is not None and event not in ANSWERED_EVENTS


def delivery_key(raw: Mapping[str, Any]) -> str:
    """The same for every delivery of one message or event. It contains no readable id of a person."""
    if raw["MsgType"] != "event":
        return f"message:{raw['MsgId']}"[:80]
    told = "|".join(str(raw.get(name, "")) for name in ("FromUserName", "CreateTime", "Event", "EventKey", "MsgID"))
    return f"event:{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def sent_at(raw: Mapping[str, Any]) -> datetime:
    """The moment it was sent; aware UTC."""
    return datetime.fromtimestamp(int(raw["CreateTime"]), UTC)


def opens(raw: Mapping[str, Any]) -> Opening | None:
    """The window to write to the person that the event opens; None if it opens none."""
    event = event_of(raw)
    if event is None:
        return Opening.MESSAGE
    return Opening.PRESS if event in ("subscribe", "scan", "click") else None


def words_of(raw: Mapping[str, Any]) -> str:
    """The words that were written, recognised in a recording, or said by an entry of the account's menu."""
    pressed = str(raw.get("EventKey") or "")
    said = {
        "text": raw.get("Content"),
        "voice": raw.get("Recognition"),
        "event": pressed[len(SAYS) :] if event_of(raw) == "click" and pressed.startswith(SAYS) else None,
    }.get(raw["MsgType"])
    return str(said or "").strip()[:LONGEST_TEXT]


def as_update(raw: Json, chat_id: int, menu: Json | None, key: str, *, device_datum: Datum) -> Json:
    """The message or event in the Bot API's form. menu: what the numbers shown last stand for.

    Raises ValueError for an impossible position.
    """
    person = {"id": chat_id, "is_bot": False, "first_name": "-"}
    chat = {"id": chat_id, "type": "private"}
    message = {"message_id": 0, "date": int(raw["CreateTime"]), "chat": chat, "from": person}

    def pressed(data: str) -> Json:
        """A press of a button with this data."""
        tap = {"id": key, "from": person, "chat_instance": "-", "data": data}
        return {"callback_query": {**tap, "message": {**message, "text": "."}}}

    def said(**content: Json) -> Json:
        """A message with this content."""
        return {"message": {**message, **content}}

    event = event_of(raw)
    if event is None:
        return _message(raw, menu, pressed, said)
    if event == "location":
        where = _position(raw.get("Latitude"), raw.get("Longitude"), device_datum)
        return {"edited_message": {**message, "edit_date": message["date"], "location": where}}
    if event == "unsubscribe":
        return {"my_chat_member": _left(message, person)}
    if event == "click":
        pressed_key = str(raw.get("EventKey") or "")
        return said(text=pressed_key[len(SAYS) :]) if pressed_key.startswith(SAYS) else pressed(pressed_key or "?")
    scene = str(raw.get("EventKey") or "").removeprefix("qrscene_")
    return said(text=f"/start {scene}" if SCENE.fullmatch(scene) else "/start")


def _message(raw: Json, menu: Json | None, pressed: Any, said: Any) -> Json:
    kind = raw["MsgType"]
    if kind == "text":
        return _text(raw, menu, pressed, said)
    if kind == "location":
        return said(location=_position(raw.get("Location_X"), raw.get("Location_Y"), "gcj02"))
    media = str(raw.get("MediaId") or "-")
    file = {"file_id": media, "file_unique_id": media[:64]}
    if kind == "image":
        return said(photo=[{**file, "width": 0, "height": 0}])
    if kind == "voice":
        heard = str(raw.get("Recognition") or "").strip()[:LONGEST_TEXT]
        voice = {**file, "duration": 0}
        choice = text_menu.chosen(menu, heard)
        if choice is not None and choice.press is not None:
            return pressed(choice.press)
        return said(text=heard.rstrip("。"), voice=voice) if heard.rstrip("。") else said(voice=voice)
    if kind in ("video", "shortvideo"):
        return said(video={**file, "width": 0, "height": 0, "duration": 0})
    if kind == "link":
        told = (raw.get("Title"), raw.get("Url"))
        return said(text="\n".join(str(each) for each in told if each)[:LONGEST_TEXT] or "-")
    return said(document={**file, "file_name": str(raw.get("Title") or "")[:255]})


def _text(raw: Json, menu: Json | None, pressed: Any, said: Any) -> Json:
    """A press on a choice that WeChat drew names the choice; else a number or its words are looked up in the menu."""
    tapped = raw.get("bizmsgmenuid")
    if isinstance(tapped, str) and tapped not in ("", "0"):
        return pressed(tapped)
    text = signs.answer_below(str(raw.get("Content") or "")[:LONGEST_TEXT])
    if signs.means_yes(text):
        return said(text=YES)
    if signs.says_nothing(text):
        return said(sticker=STICKER)
    choice = text_menu.chosen(menu, text)
    if choice is None:
        return pressed(HOME) if text_menu.means_home(menu, text) else said(text=text or "-")
    return pressed(choice.press) if choice.press is not None else said(text=choice.say)


def _position(latitude: Any, longitude: Any, datum: Datum) -> Json:
    try:
        position = Position.from_datum(datum, float(latitude), float(longitude))
    except (TypeError, BadPosition) as error:
        raise ValueError("no position") from error
    return {"latitude": position.latitude, "longitude": position.longitude}


def _left(message: Json, person: Json) -> Json:
    """The event by which Telegram tells that somebody has stopped the bot."""
    bot = {"id": 1, "is_bot": True, "first_name": "-"}
    return {
        "chat": message["chat"],
        "from": person,
        "date": message["date"],
        "old_chat_member": {"status": "member", "user": bot},
        "new_chat_member": {"status": "kicked", "user": bot, "until_date": 0},
    }
