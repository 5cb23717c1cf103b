"""A real browser for tests of pages: Debian's Chromium, without anything that calls home."""

import asyncio
import atexit
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from models.city.pack import City
from tests.world.processes.serving import free_port

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]

IN_A_BROWSER = [
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium: install Debian's package chromium"),
    # a browser's process outlives the loop of a test that failed
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The browser of all tests of this process; each has contexts of its own in it."""
    async with async_playwright() as playwright:
        connected = await playwright.chromium.connect_over_cdp(await asyncio.to_thread(_address))
        yield connected
        await connected.close()


@cache
def _address() -> str:
    """Starts it, in a loop of its own: those of the tests end with them. It ends with the process."""
    port, ready = free_port(), threading.Event()
    loop, done = asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        async with async_playwright() as playwright:
            arguments = [*QUIET, f"--remote-debugging-port={port}"]
            started = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
            ready.set()
            await done.wait()
            await started.close()

    def end() -> None:
        loop.call_soon_threadsafe(done.set)
        serving.join()
        loop.close()

    serving = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    serving.start()
    atexit.register(end)
    assert ready.wait(60), "no browser"
    return f"http://127.0.0.1:{port}"


async def open_page(browser: Browser, url: str, city: City, *, width: int = 360, **options: Any) -> Page:
    """The chat page, welcomed."""
    context = await browser.new_context(
        viewport={"width": width, "height": 740},
        locale=options.pop("locale", "zh-CN"),
        geolocation={"latitude": city.centre.latitude, "longitude": city.centre.longitude},
        permissions=options.pop("permissions", ["geolocation"]),
        **options,
    )
    page = await context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    await page.goto(url)
    await expect(page.get_by_role("button", name="先看看").or_(page.get_by_role("button", name="Look"))).to_be_visible()
    return page


def newest(page: Page, name: str) -> Any:
    """The last button in the chat whose name holds this."""
    return page.get_by_role("log").get_by_role("button", name=name).last
