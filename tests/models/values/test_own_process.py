"""Programs that are started in processes of their own: this process pays nothing for it, and none of them stays."""

import asyncio
import mmap
import os
import resource
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
import uvloop

from bot.foreign_files import ForeignFiles
from bot.picture_reader import PictureReader, PictureUnread
from models.learned.kept import LearningFailed, learn_apart
from models.values.own_process import OwnProcess, begin_process

PAGES = 4_000


def says(program: str) -> tuple[str, ...]:
    return (sys.executable, "-c", program)


async def begun(program: str) -> OwnProcess:
    return await begin_process(says(program), cwd=Path.cwd())


async def read_a_table() -> None:
    assert await ForeignFiles().text_of_table(b"a,b") == "a,b"


async def read_a_picture() -> None:
    hasty = PictureReader(within_s=0.05)
    with pytest.raises(PictureUnread):
        await hasty.lines_of(b"no picture")


async def learn() -> None:
    with pytest.raises(LearningFailed):
        await learn_apart("no_such_module", b"")


@pytest.mark.skipif(sys.platform != "linux", reason="counts the pages of Linux")
@pytest.mark.parametrize("start", [read_a_table, read_a_picture, learn])
def test_no_memory_of_the_service_is_copied_for_a_process(start: Callable[[], Awaitable[None]]) -> None:
    with mmap.mmap(-1, PAGES * mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as memory:
        memory.madvise(mmap.MADV_NOHUGEPAGE)

        def write() -> int:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
            for page in range(PAGES):
                memory[page * mmap.PAGESIZE] = 1
            return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

        write()
        uvloop.run(start())
        assert write() < PAGES / 10


async def test_it_answers_with_all_that_it_was_given() -> None:
    process = await begun("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])")
    assert await process.answer_to(b"ab" * 1_000_000) == b"ba" * 1_000_000
    assert process.returncode == 0
    await process.end()


async def test_one_that_reads_nothing_is_over_with_its_code() -> None:
    process = await begun("import sys; sys.stdin.close(); print('no'); sys.exit(3)")
    assert await process.answer_to(b"x" * 5_000_000) == f"no{os.linesep}".encode()
    assert process.returncode == 3
    await process.end()


async def test_one_that_is_ended_leaves_nothing() -> None:
    process = await begun("import time; time.sleep(60)")
    assert process.returncode is None
    await process.end()
    assert process.returncode == -signal.SIGKILL
    await process.end()
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)


async def test_one_that_ends_by_itself_is_noticed_though_nobody_asks() -> None:
    process = await begun("")
    async with asyncio.timeout(60):
        while process.returncode is None:
            await asyncio.sleep(0.01)
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)
    await process.end()


async def test_what_is_no_program_is_told() -> None:
    with pytest.raises(OSError, match="such-program"):
        await begin_process(("no-such-program",), cwd=Path.cwd())
