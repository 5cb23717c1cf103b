"""Processes forked from one that has imported everything: those that are killed again and again start at once."""

import asyncio
import multiprocessing
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import Any

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(
    ["tests.sender_process", "tests.product_process", "tests.booking_process", "tests.upgrade_process"]
)


def start_forked(run: Callable[..., None], *arguments: Any) -> BaseProcess:
    """run: a function of one of the modules above."""
    process = _PROCESSES.Process(target=run, args=arguments, daemon=True)
    process.start()
    return process


async def kill(process: BaseProcess) -> None:
    """As the power going off."""
    process.kill()
    await asyncio.to_thread(process.join)
