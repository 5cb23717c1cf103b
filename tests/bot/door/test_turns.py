import asyncio
from functools import partial

import pytest

from bot.door.turns import Turns


async def test_calls_are_made_in_order_with_a_turn_for_everybody_else_in_between() -> None:
    seen: list[str] = []
    done = asyncio.Event()
    turns = Turns()

    def other() -> None:
        seen.append("other")
        if not done.is_set():
            asyncio.get_running_loop().call_soon(other)

    asyncio.get_running_loop().call_soon(other)
    for name in ("first", "second", "third"):
        turns.add(partial(seen.append, name))
    turns.add(done.set)
    await done.wait()

    assert [each for each in seen if each != "other"] == ["first", "second", "third"]
    for before, after in (("first", "second"), ("second", "third")):
        assert "other" in seen[seen.index(before) : seen.index(after)]


async def test_there_is_a_rest_between_two_calls() -> None:
    loop = asyncio.get_running_loop()
    at: list[float] = []
    done = asyncio.Event()
    turns = Turns(0.05)
    for call in (lambda: at.append(loop.time()), lambda: at.append(loop.time()), done.set):
        turns.add(call)
    await done.wait()

    assert at[1] - at[0] >= 0.045


async def test_a_call_that_fails_is_reported_and_the_next_one_is_made() -> None:
    failed: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: failed.append(context["exception"]))
    done = asyncio.Event()
    turns = Turns()

    def fail() -> None:
        raise OSError("gone")

    turns.add(fail)
    turns.add(done.set)
    await done.wait()

    with pytest.raises(OSError, match="gone"):
        raise failed[0]  # type: ignore[misc]
