"""A field that cannot be read spoils no message: what somebody said is read all the same."""

from copy import deepcopy
from typing import Any

import pytest
from aiogram import Bot
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.update import as_update

BOT = Bot("42:TEST")
ANNA = {"id": 7, "is_bot": False, "first_name": "Anna"}
CHAT = {"id": 7, "type": "private", "first_name": "Anna"}
MESSAGE = {"message_id": 5, "date": 1790000000, "chat": CHAT, "from": ANNA}
PHOTO = {"file_id": "photo-1", "file_unique_id": "u", "width": 90, "height": 90}
SPOILT: dict[str, Any] = {
    "forward_origin": {"type": "hidden_user", "date": 1},
    "forward_from": {"first_name": "-"},
    "external_reply": {"origin": {"type": "x"}},
    "reply_to_message": {"message_id": 1},
    "entities": [{"type": "bold"}],
    "quote": {"text": "x"},
    "via_bot": {"id": 1},
    "link_preview_options": {"url": 3},
    "sender_chat": {"id": -5},
    "reply_markup": {"inline_keyboard": 3},
    "poll": {"id": "1"},
    "edit_date": "yesterday",
    "from": {"id": 7},
    "chat": {"id": 7},
    "date": None,
    "message_id": "five",
}


@pytest.mark.parametrize("kind", ["message", "edited_message"])
@pytest.mark.parametrize("field", SPOILT)
def test_words_and_photos_are_read_beside_any_field_that_is_refused(kind: str, field: str) -> None:
    raw = {"update_id": 1, kind: {**MESSAGE, "text": "我被车撞了", "photo": [PHOTO], field: SPOILT[field]}}
    before = deepcopy(raw)
    message = getattr(as_update(raw, BOT), kind)
    assert (message.text, message.chat.id, message.from_user.id) == ("我被车撞了", 7, 7)
    assert message.photo[0].file_id == "photo-1"
    assert raw == before


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("document", {"file_id": "file-1", "thumbnail": {"a": 1}, "file_size": "big"}),
        ("voice", {"file_id": "file-1"}),
        ("video", {"file_id": "file-1", "duration": None}),
        ("video_note", {"file_id": "file-1"}),
    ],
)
def test_a_file_is_kept_whatever_is_missing_beside_it(kind: str, part: Any) -> None:
    message = as_update({"update_id": 1, "message": {**MESSAGE, kind: part}}, BOT).message
    assert message is not None
    assert getattr(message, kind).file_id == "file-1"


def test_half_a_position_is_none() -> None:
    message = as_update({"update_id": 1, "message": {**MESSAGE, "location": {"latitude": 1.5}}}, BOT).message
    assert message is not None
    assert message.location is None


def test_a_press_is_read_below_a_message_that_is_refused() -> None:
    tap = {"id": "1", "from": ANNA, "chat_instance": "-", "data": "home", "message": {"message_id": 1}}
    press = as_update({"update_id": 1, "callback_query": tap}, BOT).callback_query
    assert press is not None
    assert press.data == "home"


def test_who_stops_the_bot_is_known_whatever_a_newer_server_calls_it() -> None:
    event = {"chat": CHAT, "from": ANNA, "date": 1, "old_chat_member": {"status": "new", "user": {"id": 42}}}
    event["new_chat_member"] = {"status": "kicked", "user": {"id": 42}}
    member = as_update({"update_id": 1, "my_chat_member": event}, BOT).my_chat_member
    assert member is not None
    assert member.new_chat_member.status == "kicked"


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
FIELDS = sorted({*SPOILT} - {"from", "chat"})


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), JUNK, max_size=4))
def test_no_junk_in_other_fields_takes_the_words_away(junk: dict[str, Any]) -> None:
    message = as_update({"update_id": 1, "message": {**MESSAGE, "text": "厕所", **junk}}, BOT).message
    assert message is not None
    assert message.text == "厕所"


@pytest.mark.parametrize(
    "raw", [{"update_id": 1, "message": [1]}, {"update_id": 1, "message": {"chat": "-"}}, [], None]
)
def test_what_is_no_update_is_refused(raw: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        as_update(raw, BOT)
