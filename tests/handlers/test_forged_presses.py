"""A press that no button could have made is answered like an old button, by everybody, and is no defect."""

from collections.abc import Iterator
from types import UnionType
from typing import Any, get_args

import pytest
import sqlalchemy as sa
from aiogram.filters.callback_data import CallbackData
from structlog.testing import capture_logs

from models.people.conversation import FailedUpdate
from models.staff.post import StaffRole
from tests.house.test_buttons import kinds, read_all_handlers
from tests.world.chat import Chat, Someone
from tests.world.staff_chat import a_colleague

ODD_WORDS = ("no-such-key",)
ODD_NUMBERS = ("-1", "99999999999999999999")
LONGEST = 64
"""Bytes of what a button calls back with."""


def forged() -> Iterator[str]:
    """For every kind of button: its prefix alone, and each of its parts made odd, the others plain."""
    read_all_handlers()
    for kind in sorted({each for each in kinds(CallbackData) if each.__module__.startswith("handlers.")}, key=str):
        parts = list(kind.model_fields.values())
        yield kind.__prefix__
        for odd in range(len(parts)):
            for value in ODD_NUMBERS if _is_number(parts[odd].annotation) else ODD_WORDS:
                plain = ["1" if _is_number(part.annotation) else "x" for part in parts]
                plain[odd] = value
                data = ":".join([kind.__prefix__, *plain])
                if len(data.encode()) <= LONGEST:
                    yield data


def _is_number(annotation: Any) -> bool:
    return int in (get_args(annotation) if isinstance(annotation, UnionType) else (annotation,))


async def _lead(chat: Chat) -> Someone:
    return await a_colleague(chat, "王芳", "social_work", StaffRole.LEAD)


async def _rider(chat: Chat) -> Someone:
    return await chat.person("anna", agreed=True)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("channel", "database_kind", "role"),
    [("telegram", "postgresql", _lead), ("webchat", "sqlite", _rider)],
    indirect=["channel", "database_kind"],
)
async def test_no_forged_press_is_a_defect(chat: Chat, role: Any) -> None:
    someone = await role(chat)
    await someone.sends("首页")
    silent = []
    with capture_logs() as logs:
        for number, data in enumerate(forged()):
            if number % 25 == 0:
                chat.wait(seconds=11)  # who is faster is not heard
            await someone._do({"press": data, "message": 1})
            if not someone.screen:
                silent.append(data)
            assert "我这边出错了" not in someone.text, data
    assert silent == []
    async with chat.app.database.reading() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(FailedUpdate)) == 0
    assert [each for each in logs if each["event"] in ("update failed", "no reply")] == []


@pytest.mark.parametrize(("channel", "database_kind"), [("telegram", "sqlite")], indirect=True)
async def test_an_error_behind_a_button_of_ours_is_still_a_defect(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **named: object) -> None:
        raise KeyError("lost")

    anna = await _rider(chat)
    monkeypatch.setattr("handlers.filing.choosing.in_rows", broken)
    await anna.presses("投诉维权")
    anna.sees("我这边出错了")
    async with chat.app.database.reading() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(FailedUpdate)) == 1
