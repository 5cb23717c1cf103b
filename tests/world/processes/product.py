"""The product as its own process, started the way an operator starts it."""

import asyncio
import base64
import hashlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.world.processes.forked import Forked, start_forked
from tests.world.processes.serving import free_port

ROOT = Path(__file__).parents[3]
SECRET = "s" * 40
READY_WITHIN_S = 180
"""On a machine that does much else at the same time; alone it takes five."""


@dataclass
class Product:
    """A running `python -m bot run`."""

    process: asyncio.subprocess.Process | Forked
    url: str
    log: Path

    async def stop(self) -> int:
        """As systemd stops it."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return await asyncio.wait_for(self.process.wait(), 60)
        except TimeoutError:
            self.process.kill()
            raise


def key_of(folder: Path) -> str:
    """The encryption key of everything that runs in the folder."""
    return base64.urlsafe_b64encode(hashlib.sha256(str(folder).encode()).digest()).decode()


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """Settings of a product that keeps everything in the folder and knows nothing of this machine's."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "DATA_DIR": str(folder),
        "ENCODER": "false",
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/nuanxin.db",
        "SECRET_KEY": SECRET,
        "ENCRYPTION_KEYS": settings.pop("ENCRYPTION_KEYS", key_of(folder)),
        "HTTP_PORT": str(free_port()),
        **settings,
    }


async def start_product(folder: Path, env: dict[str, str], *options: str) -> Product:
    """Starts it and waits until it is ready. options: of `run`."""
    log = folder / "log"
    with log.open("ab") as out:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", *options), cwd=folder, env=env, stdout=out, stderr=out
        )
    return await _ready(process, env, log)


async def fork_product(folder: Path, env: dict[str, str]) -> Product:
    """The same, forked from a process that has imported everything: for what the start has no part in. It learns
    nothing of the pack."""
    from tests.world.processes.product_process import run  # aiogram takes seconds to import

    return await _ready(Forked(start_forked(run, folder, env)), env, folder / "log")


async def _ready(process: asyncio.subprocess.Process | Forked, env: dict[str, str], log: Path) -> Product:
    product = Product(process, f"http://127.0.0.1:{env['HTTP_PORT']}", log)
    try:
        await _until_ready(product)
    except BaseException:
        if process.returncode is None:  # it would go on for ever, beside whatever is measured next
            process.kill()
            await process.wait()
        raise
    return product


async def _until_ready(product: Product) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    async with aiohttp.ClientSession() as client:
        while True:
            assert product.process.returncode is None, product.log.read_text()
            assert time.monotonic() < deadline, product.log.read_text()
            try:
                async with client.get(f"{product.url}/readyz") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.02)


@asynccontextmanager
async def running_product(folder: Path, **settings: str) -> AsyncIterator[Product]:
    """A product for the length of the block."""
    product = await start_product(folder, environment(folder, **settings))
    try:
        yield product
    finally:
        if product.process.returncode is None:
            await product.stop()
