"""Pages of the console in a real browser: signed in, looked at by axe-core in both schemes, and kept as pictures."""

import os
import re
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import BrowserContext, Page

from tests.bot.web.test_accessible_pages import FOUND
from tests.world.console.desk_client import DeskClient
from tests.world.web_page import Site

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
SCHEMES: tuple[Any, ...] = ("light", "dark")
PICTURES = os.environ.get("CONSOLE_PICTURES")
"""A folder for pictures of every page, for whoever wants to look at them."""


async def signed_in(context: BrowserContext, site: Site, desk: DeskClient) -> Page:
    """A page of the browser that has this session. What breaks the policy, or a script, fails the test."""
    await context.add_cookies([{**desk.cookie, "url": site.url}])  # type: ignore[typeddict-item]
    page = await context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    page.on("console", lambda said: pytest.fail(said.text) if "Content Security Policy" in said.text else None)
    return page


async def look(
    page: Page, name: str, path: str, found: dict[tuple[str, str], Any], schemes: tuple[Any, ...] = SCHEMES
) -> None:
    """Adds what axe-core finds on the page."""
    await page.evaluate(AXE_SCRIPT)
    for scheme in schemes:
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if findings := await page.evaluate(FOUND):
            found[path, f"{name} {scheme}"] = findings
        if PICTURES:
            file = re.sub(r"\W+", "-", re.sub(r"NX-[\d-]+", "NX", path)).strip("-")
            await page.screenshot(path=f"{PICTURES}/{file}-{name}-{scheme}.png", full_page=True)
