"""Parse what a page sends: nothing of it is trusted, and anything that a database cannot hold is removed."""

import json
import math
import re
from typing import Any

from bot.door.body import is_number
from models.storage.database import Json

LONGEST_TEXT = 4000
LONGEST_ID = 64
_ID = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_ID}}}")
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,35}")
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
"""NUL, and halves of characters: an emoji that was cut in two."""


def parsed(text: str) -> Json:
    """The JSON of a frame; None if it is not JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def read_input(given: Json) -> Json | None:
    """The input if it is well formed, without any other fields; else None."""
    if not isinstance(given, dict) or not _is_id(given.get("id")):
        return None
    kept = {"id": given["id"]}
    text = said(given.get("text"), LONGEST_TEXT)
    if text.strip():
        return {**kept, "text": text}
    if isinstance(given.get("press"), str) and is_number(given.get("message")):
        return {**kept, "press": said(given["press"], LONGEST_ID), "message": given["message"]}
    if _is_id(given.get("photo")):
        return {**kept, "photo": given["photo"]}
    if _is_id(given.get("document")):
        return {**kept, "document": given["document"], "name": said(given.get("name"), 255)}
    where = given.get("location")
    if isinstance(where, dict) and _degrees(where.get("latitude"), 90) and _degrees(where.get("longitude"), 180):
        return {**kept, "location": {"latitude": where["latitude"], "longitude": where["longitude"]}}
    return None


def said(value: Any, longest: int) -> str:
    """At most `longest` characters of a text, without what cannot be kept; empty if the value is no text."""
    return _UNKEEPABLE.sub("", value[:longest]) if isinstance(value, str) else ""


def id_to_answer(given: Json) -> str | None:
    """The id under which to tell the page that its input was not taken."""
    return said(given.get("id"), LONGEST_ID) or None if isinstance(given, dict) else None


def language_of(hello: Json) -> str | None:
    """The language that a page's hello names."""
    value = hello.get("language")
    return value if isinstance(value, str) and _LANGUAGE.fullmatch(value) else None


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _degrees(value: Any, most: float) -> bool:
    is_number_of_any_kind = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number_of_any_kind and abs(value) <= most and math.isfinite(value)
