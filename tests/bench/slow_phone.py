"""A page on an old phone: 360 × 640, a sixth of a core, and a weak line."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, Page

SLOWER = 6
BYTES_A_SECOND = 400_000 / 8
LATENCY_MS = 60


@dataclass
class Line:
    """What came over the line, as it was packed."""

    received: float = 0.0

    def finished(self, event: Any) -> None:
        self.received += event["encodedDataLength"]


async def slow_page(browser: Browser, *, weak_line: bool = True) -> tuple[Page, Line]:
    """A page with a context of its own, which the caller closes."""
    context = await browser.new_context(viewport={"width": 360, "height": 640}, locale="zh-CN", service_workers="block")
    page, line = await context.new_page(), Line()
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    if weak_line:
        slow = {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        }
        await session.send("Network.emulateNetworkConditions", slow)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.on("Network.loadingFinished", lambda event: line.finished(event))
    return page, line
