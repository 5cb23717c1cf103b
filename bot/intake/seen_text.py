"""Read typed text as people see it: invisible characters are removed on every channel, before any handler.

A command also counts in capitals, with a full-width stroke, and with the bot's name behind it.
"""

import re
from typing import Any

from aiogram.types import Message, Update

from models.values.clean_text import clean_text, is_clean

_TYPED = {"text": "entities", "caption": "caption_entities"}
"""Part of a message -> its entities, whose offsets no longer fit once something was removed."""
_COMMAND = re.compile(r"\s*[/／]([A-Za-z][A-Za-z0-9_]{0,31})(?:@[A-Za-z0-9_]+)?(?=\s|$)")
_NAMED = {"venue": ("title", "address"), "contact": ("first_name", "last_name")}


def with_seen_text(update: Update) -> Update:
    """The update with clean text; the same update if there was nothing to remove."""
    for name in ("message", "edited_message"):
        message = getattr(update, name)
        changes = _cleaned(message) if message is not None else {}
        if changes:
            update = update.model_copy(update={name: message.model_copy(update=changes)})
    return update


def _cleaned(message: Message) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for part, marks in _TYPED.items():
        value = getattr(message, part)
        if value and not is_clean(value):
            changes |= {part: clean_text(value), marks: None}
    typed = changes.get("text", message.text) or ""
    if (command := _COMMAND.match(typed)) and (plain := f"/{command[1].lower()}{typed[command.end() :]}") != typed:
        changes |= {"text": plain, "entities": None}
    for part, names in _NAMED.items():
        thing = getattr(message, part)
        said = {name: getattr(thing, name) for name in names} if thing is not None else {}
        dirty = {name: clean_text(value) for name, value in said.items() if value and not is_clean(value)}
        if dirty:
            changes[part] = thing.model_copy(update=dirty)
    return changes
