"""Pages as riders screenshot and photograph them, with the facts that stand on each: six layouts of invented platforms,
in the light and in the dark, on three phones, cropped, photographed at an angle, and saved as a bad JPEG.

Drawn by the system's Chromium. No layout is a real platform's, and no wording was taken over from one.
"""

import io
import random
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from PIL import Image, ImageFilter
from playwright.async_api import Browser

TODAY = date(2026, 11, 26)
PHONES = ((360, 780, 3.0), (390, 844, 3.0), (412, 915, 2.625))
"""Width and height in CSS pixels, and how many pixels each is."""
STATES = {"turned_down": "申诉未通过", "not_yet": "未申诉", "waiting": "申诉审核中"}
REASONS = (
    "订单超时送达", "顾客投诉服务态度差", "提前点击送达", "未按要求佩戴头盔，站点巡查发现", "拒绝系统派单",
    "虚假签收，收件人未收到快件，要求赔付", "骑行途中闯红灯被抓拍", "顾客差评：餐品洒漏且未主动联系顾客处理",
)  # fmt: skip
PLATFORMS = {"a": "平台甲", "b": "乙跑腿", "c": "丙出行", "d": "丁快递", "e": "戊货运"}
BACKGROUND = (96, 82, 70)
"""The table that a photographed phone lies on."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands on a page of a deduction; None: it does not say so."""

    platform: str
    day: date
    sum: int
    reason: str
    order: str | None = None
    appealed: str | None = None
    day_said: str = ""

    @property
    def answers(self) -> Mapping[str, object]:
        """As the form keeps them."""
        known = {
            "platform": self.platform,
            "deduction_day": self.day.isoformat(),
            "deduction_sum": self.sum,
            "order_number": self.order,
            "deduction_reason": self.reason,
            "appealed": self.appealed,
        }
        return {key: value for key, value in known.items() if value is not None}

    @property
    def yuan(self) -> str:
        return f"{self.sum / 100:.2f}"


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a paper."""

    kind: str
    expires: date


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is taken. turned: degrees; leaning: the share by which its far side is smaller."""

    name: str
    phone: int
    dark: bool = False
    jpeg: bool = False
    cropped: bool = False
    turned: float = 0.0
    leaning: float = 0.0


@dataclass(frozen=True, slots=True)
class PicturePage:
    """One picture of the set."""

    name: str
    content: bytes = field(repr=False)
    facts: Facts | None = None
    paper: Paper | None = None


LOOKS = (
    Look("phone 1", 0),
    Look("phone 2, JPEG", 1, jpeg=True),
    Look("phone 3", 2),
    Look("dark, phone 1", 0, dark=True),
    Look("dark, phone 2, JPEG", 1, dark=True, jpeg=True),
    Look("dark, phone 3", 2, dark=True),
    Look("cropped", 1, cropped=True),
    Look("dark, cropped, JPEG", 2, dark=True, jpeg=True, cropped=True),
    Look("at an angle", 0, jpeg=True, turned=4.0, leaning=0.06),
    Look("dark, at an angle", 1, dark=True, jpeg=True, turned=-5.0, leaning=0.05),
)
"""Six layouts in each of these are the set."""
PAPER_LOOKS = (
    Look("flat", 1),
    Look("JPEG", 0, jpeg=True),
    Look("at an angle", 2, jpeg=True, turned=3.0, leaning=0.05),
)

LAYOUTS = ("bill", "record", "grid", "notice", "sheet", "verdict")
PAPERS = ("health", "work_qualification", "vehicle_inspection", "vehicle_insurance")
TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parents[1] / "data" / "picture_pages"), autoescape=True)


# --- facts ------------------------------------------------------------------------------------------------------------


def _facts(layout: str, number: int) -> Facts:
    draw = random.Random(f"{layout} {number}")
    day = TODAY - timedelta(days=draw.randrange(1, 60))
    clock = f"{draw.randrange(8, 23):02}:{draw.randrange(60):02}:{draw.randrange(60):02}"
    said = draw.choice(
        (f"{day} {clock}", f"{day:%Y/%m/%d} {clock[:5]}", f"{day.year}年{day.month}月{day.day}日 {clock[:5]}")
    )
    order = f"{draw.choice(('', 'WM', 'YD'))}{day:%Y%m%d}{draw.randrange(10**7, 10**8)}"
    return Facts(
        platform=draw.choice("abcde"),
        day=day,
        sum=draw.choice((500, 1000, 2000, 5000, 8550, 10000, 20000, 3275, 50000, 1280)),
        reason=draw.choice(REASONS),
        order=order,
        appealed=None if layout == "notice" else draw.choice(list(STATES)),
        day_said=said,
    )


def _paper(kind: str, number: int) -> tuple[str, Paper]:
    draw = random.Random(f"{kind} {number}")
    last = TODAY + timedelta(days=draw.randrange(10, 900))
    first = last - timedelta(days=365)
    last_zh, first_zh = (f"{each.year}年{each.month:02}月{each.day:02}日" for each in (last, first))
    about = {
        "name": draw.choice(("李四", "王小明", "赵铁柱")),
        "number": draw.randrange(10**7, 10**8),
        "plate": draw.randrange(10**4, 10**5),
    }
    body = TEMPLATES.get_template(f"{kind}.html").render(
        about, last=last, first=first, last_zh=last_zh, first_zh=first_zh
    )
    return body, Paper(kind, last)


# --- drawn ------------------------------------------------------------------------------------------------------------


async def picture_pages(
    browser: Browser, looks: Sequence[Look] = LOOKS, layouts: Sequence[str] = LAYOUTS
) -> AsyncIterator[PicturePage]:
    """Every layout in each of the looks, and the papers if all looks are asked for."""
    for number, look in enumerate(looks):
        for layout in layouts:
            facts = _facts(layout, number)
            content = _taken(await _screenshot(browser, _body(layout, facts), look), look)
            yield PicturePage(f"{layout}, {look.name}", content, facts=facts)
    for (kind, number), look in zip(_papers(), cycle(PAPER_LOOKS), strict=False) if looks is LOOKS else ():
        body, paper = _paper(kind, number)
        yield PicturePage(f"{kind}, {look.name}", _taken(await _screenshot(browser, body, look), look), paper=paper)


def _papers() -> Iterator[tuple[str, int]]:
    return ((kind, number) for kind in PAPERS for number in range(len(PAPER_LOOKS)))


def _body(layout: str, facts: Facts) -> str:
    said = {"platform": PLATFORMS[facts.platform], "appealed": STATES.get(facts.appealed or ""), "day": facts.day_said}
    return TEMPLATES.get_template(f"{layout}.html").render(
        said, yuan=facts.yuan, reason=facts.reason, order=facts.order
    )


async def _screenshot(browser: Browser, body: str, look: Look) -> Image.Image:
    width, height, scale = PHONES[look.phone]
    page = await browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
    style, theme = TEMPLATES.get_template("style.css").render(), "dark" if look.dark else "light"
    await page.set_content(f'<meta charset="utf-8"><style>{style}</style><body class="{theme}">{body}</body>')
    picture = await page.screenshot()
    await page.close()
    return Image.open(io.BytesIO(picture)).convert("RGB")


def _taken(picture: Image.Image, look: Look) -> bytes:
    """The picture as its look wants it, in a file."""
    if look.cropped:
        picture = picture.crop((0, round(picture.height * 0.06), picture.width, round(picture.height * 0.7)))
    if look.turned or look.leaning:
        picture = _photographed(picture, look)
    out = io.BytesIO()
    if look.jpeg:
        picture.save(out, "JPEG", quality=60)
    else:
        picture.save(out, "PNG")
    return out.getvalue()


def _photographed(picture: Image.Image, look: Look) -> Image.Image:
    """Turned, leaning back, and not quite sharp, on a table."""
    wide, high = picture.size
    away = look.leaning * wide
    corners = ((away, away), (wide - away * 0.6, 0.0), (wide, high), (0.0, high))
    leant = picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, _coefficients(corners, wide, high), Image.Resampling.BICUBIC,
        fillcolor=BACKGROUND,
    )  # fmt: skip
    turned = leant.rotate(look.turned, Image.Resampling.BICUBIC, expand=True, fillcolor=BACKGROUND)
    return turned.filter(ImageFilter.GaussianBlur(0.8))


def _coefficients(corners: Sequence[tuple[float, float]], wide: int, high: int) -> list[float]:
    """Of the projection that puts the picture's corners there (https://pillow.readthedocs.io, Image.transform)."""
    import numpy as np

    rows, values = [], []
    for (x, y), (u, v) in zip(corners, ((0, 0), (wide, 0), (wide, high), (0, high)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(each) for each in np.linalg.solve(np.array(rows, float), np.array(values, float))]
