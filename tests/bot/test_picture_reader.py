"""The process that reads pictures: it may be sent anything, may die, and ends when nobody needs it."""

import asyncio
import signal
from collections.abc import AsyncIterator

import pytest

from bot.picture_reader import LARGEST, PictureReader, PictureUnread
from tests.models.pictures.pages import a_page

PAGE = a_page(["扣款金额 50.00 元", "订单编号 WM202611227788"])


@pytest.fixture
async def reader() -> AsyncIterator[PictureReader]:
    reader = PictureReader()
    yield reader
    await reader.close()


async def test_it_reads_one_after_the_other_and_outlives_what_is_no_picture(reader: PictureReader) -> None:
    first, nothing, second = await asyncio.gather(
        reader.lines_of(PAGE), reader.lines_of(b"\x89PNG\r\n\x1a\n no picture"), reader.lines_of(PAGE),
        return_exceptions=True,
    )  # fmt: skip
    said = [text.replace(" ", "") for text, _, _ in first["lines"]]
    assert said == ["扣款金额50.00元", "订单编号WM202611227788"]
    assert all(score > 0.9 and len(corners) == 4 for _, score, corners in first["lines"])
    assert second == first
    assert isinstance(nothing, PictureUnread)


async def test_a_picture_that_kills_it_is_unread_and_the_next_one_is_read(reader: PictureReader) -> None:
    reading = asyncio.create_task(reader.lines_of(PAGE))
    while reader.process is None:
        await asyncio.sleep(0.01)
    reader.process.send_signal(signal.SIGKILL)
    with pytest.raises(PictureUnread):
        await reading
    assert len((await reader.lines_of(PAGE))["lines"]) == 2


async def test_what_takes_too_long_or_is_too_large_is_given_up() -> None:
    hasty = PictureReader(within_s=0.05)
    with pytest.raises(PictureUnread):
        await hasty.lines_of(PAGE)
    assert hasty.process is None
    with pytest.raises(PictureUnread):
        await hasty.lines_of(bytes(LARGEST + 1))
    assert hasty.process is None


async def test_it_ends_when_nobody_sends_a_picture() -> None:
    reader = PictureReader(idle_s=0.1)
    assert (await reader.lines_of(PAGE))["lines"]
    process = reader.process
    assert process is not None
    assert await process.wait() == 0
    await reader.close()
