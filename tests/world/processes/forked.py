"""Processes forked from one that has imported everything: those that are killed again and again start at once."""

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import Any

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(
    [
        "tests.world.processes.sender_process",
        "tests.world.processes.product_process",
        "tests.world.processes.booking_process",
        "tests.world.processes.upgrade_process",
        "tests.world.processes.command_process",
    ]
)


def start_forked(run: Callable[..., None], *arguments: Any) -> BaseProcess:
    """run: a function of one of the modules above."""
    process = _PROCESSES.Process(target=run, args=arguments, daemon=True)
    process.start()
    return process


class Forked:
    """Such a process, watched as asyncio's own are."""

    def __init__(self, process: BaseProcess) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, signal: int) -> None:
        os.kill(self.pid, signal)

    def kill(self) -> None:
        self._process.kill()

    async def wait(self) -> int:
        await asyncio.to_thread(self._process.join)
        assert self._process.exitcode is not None
        return self._process.exitcode


async def kill(process: BaseProcess) -> None:
    """As the power going off."""
    process.kill()
    await asyncio.to_thread(process.join)
