"""The frames of a page beside its answers: the person's own inputs, and earlier messages."""

from collections.abc import Sequence

from models.storage.database import Json

LINK_COMMAND = "/start"
"""A link hands this in with a code, which nobody must read later."""


def own_entry(raw: Json) -> Json | None:
    """The input as the page shows it, without the position, which is kept nowhere; None if it is not shown."""
    own = {"id": raw["id"]}
    if "press" in raw:
        return {**own, "press": raw["press"], "message": raw.get("message")}
    if "location" in raw:
        return {**own, "location": True}
    if "photo" in raw:
        return {**own, "photo": raw["photo"]}
    if "document" in raw:
        return {**own, "document": raw["document"], "name": raw.get("name", "")}
    text = str(raw.get("text", ""))
    return None if not text or text.split()[0] == LINK_COMMAND else {**own, "text": text}


def as_old(frames: Sequence[Json]) -> list[Json]:
    """Earlier frames for a page that has none of them: an edit of a message that it does not have becomes a message."""
    known = {frame["message"]["id"] for frame in frames if "message" in frame}
    old = []
    for frame in frames:
        if "edit" in frame and frame["edit"]["id"] not in known:
            known.add(frame["edit"]["id"])
            frame = {**{key: value for key, value in frame.items() if key != "edit"}, "message": frame["edit"]}
        old.append({**frame, "old": True})
    return old
