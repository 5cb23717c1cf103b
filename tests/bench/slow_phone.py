"""A page on an old phone: 360 × 640, a sixth of a core, and a weak line."""

from dataclasses import dataclass, field

from playwright.async_api import Browser, Page, Request

SLOWER = 6
BYTES_A_SECOND = 400_000 / 8
LATENCY_MS = 60


@dataclass
class Line:
    """What came over the line, for the page and its threads."""

    finished: list[Request] = field(default_factory=list)

    async def received_kb(self) -> tuple[float, float]:
        """As it was packed, and the headers beside it."""
        sizes = [await each.sizes() for each in self.finished]
        kinds = ("responseBodySize", "responseHeadersSize")
        bodies, headers = (sum(each[kind] for each in sizes) / 1000 for kind in kinds)
        return bodies, headers


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
    context.on("requestfinished", lambda request: line.finished.append(request))
    return page, line
