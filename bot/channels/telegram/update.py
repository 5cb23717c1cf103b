"""Telegram's updates as aiogram reads them. A server may be older, newer or not Telegram's own: a field that aiogram
refuses is left out, and the person's words are still read.
"""

from copy import deepcopy
from typing import Any

import structlog
from aiogram import Bot
from aiogram.types import Update
from pydantic import ValidationError

from models.storage.database import Json

log = structlog.get_logger(__name__)
_FILES = frozenset(
    {
        "photo",
        "document",
        "video",
        "voice",
        "audio",
        "video_note",
        "animation",
        "sticker",
        "location",
        "venue",
        "contact",
    }
)
"""Parts of a message that are its content: missing fields in them are filled in."""
_INSTEAD = {"int": 0, "float": 0.0, "bool": False, "string": "-", "missing": "-"}
"""By the beginning of an error's name: the value put where one is missing or wrong."""
_MOST_TRIES = 12


def as_update(raw: Json, bot: Bot) -> Update:
    """The update without what aiogram refuses. Never changes `raw`. Raises ValueError if nothing can be read."""
    mended = raw
    for _ in range(_MOST_TRIES):
        try:
            update = Update.model_validate(mended, context={"bot": bot})
        except ValidationError as error:
            if mended is raw:
                mended = deepcopy(raw)
            changed = isinstance(mended, dict) and [_mend(mended, each) for each in error.errors(include_input=False)]
            if not changed or not any(changed):
                raise
        else:
            if mended is not raw:
                log.warning("fields of an update left out", update=update.update_id)
            return update
    raise ValueError("too much in the update cannot be read")


def _mend(raw: dict[str, Any], error: Any) -> bool:
    """Remove what is refused, or put something harmless there; return whether that could be done."""
    path = list(error["loc"])
    if len(path) < 2 or not isinstance(raw.get(path[0]), dict):
        return False
    event, field, *inside = raw[path[0]], *path[1:]
    if path[0] == "callback_query" and field != "message":
        return field not in ("id", "from") and event.pop(field, None) is not None
    if field == "from":
        sender = event.get("from")
        event["from"] = {**_id_of(sender), "is_bot": False, "first_name": "-"}
        return type(event["from"].get("id")) is int and sender != event["from"]
    if field == "chat":
        chat = event.get("chat")
        event["chat"] = {**_id_of(chat), "type": chat.get("type", "private") if isinstance(chat, dict) else "private"}
        return type(event["chat"].get("id")) is int and chat != event["chat"]
    if field in ("old_chat_member", "new_chat_member"):
        return _mend_member(event, field)
    if field in ("message_id", "date", "edit_date"):
        known = event.get(field)
        event[field] = 0
        return known != 0 or type(known) is not int
    if field in _FILES and inside and _fill(event[field], inside, error["type"]):
        return True
    return event.pop(field, None) is not None


def _mend_member(event: dict[str, Any], field: str) -> bool:
    """Replace a membership that aiogram does not know by what we know of it: the member is there, or not."""
    member = event.get(field)
    status = member.get("status") if isinstance(member, dict) else None
    user = {**_id_of(member.get("user") if isinstance(member, dict) else None), "is_bot": True, "first_name": "-"}
    if status == "kicked":
        event[field] = {"status": "kicked", "until_date": 0, "user": user}
    else:
        event[field] = {"status": status if status in ("member", "left") else "left", "user": user}
    return type(user.get("id")) is int and event[field] != member


def _id_of(of: Any) -> dict[str, Any]:
    return {"id": of.get("id")} if isinstance(of, dict) else {}


def _fill(part: Any, path: list[Any], kind: str) -> bool:
    """Fill in a value that is missing, or of the wrong type, inside a file and the like."""
    *way, last = path
    if last in ("latitude", "longitude"):
        return False
    for step in way:
        part = part[step] if isinstance(part, dict | list) and _has(part, step) else None
    if not isinstance(part, dict):
        return False
    instead = next((value for name, value in _INSTEAD.items() if kind.startswith(name)), None)
    if instead is None:
        return part.pop(last, None) is not None
    before = part.get(last)
    part[last] = instead
    return before != instead or type(before) is not type(instead)


def _has(part: Any, step: Any) -> bool:
    return (isinstance(part, dict) and step in part) or (
        isinstance(part, list) and isinstance(step, int) and step < len(part)
    )
