"""How much goes over the wire: every page of the console with all its styles and scripts, lists full of cases too."""

import re
from datetime import timedelta

import pytest

from bot.app import App
from bot.web.console.routes import TABLE
from bot.web.console.table import Page
from models.casework.handling import note_case, take_case
from models.lists.views import COLUMNS
from models.staff.post import Staff, StaffRole
from tests.world.console.desk_client import DeskClient, a_desk
from tests.world.filing import a_case, a_person

MOST_BYTES = 60_000
SAID = "站长老赵说我第{}单超时，扣了五十块钱，也不说为什么，找他也不理，平台客服让我找站长"
FILES = re.compile(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"')
IMPORTS = re.compile(r'from "\./([\w.]+)"')
SLOW = {"/console/system/check"}
"""Starts a process; the page is that of the system."""
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


async def wire_bytes(desk: DeskClient, path: str) -> tuple[int, str]:
    """What comes over the wire for a file, and what it says."""
    answer = await desk.get(path, **{"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"})
    assert answer.status_code in (200, 204, 303, 404), (path, answer.status_code)
    return answer.num_bytes_downloaded, answer.text


async def weight(desk: DeskClient, path: str, known: dict[str, int]) -> int:
    """The bytes of a page with everything that it needs, for a browser that was never here. known: files looked at."""
    total, text = await wire_bytes(desk, path)
    left, files = FILES.findall(text), set[str]()
    while left:
        file = left.pop()
        if file in files:
            continue
        files.add(file)
        known[file], script = await wire_bytes(desk, file)
        left += [f"{file.rpartition('/')[0]}/{name}" for name in IMPORTS.findall(script)]
    return total + sum(known[each] for each in files)


async def test_every_page_is_light_when_the_lists_are_full(app: App) -> None:
    desk = await a_desk(app, "郑", "market_regulation", StaffRole.ADMIN)
    of_places = await a_desk(app, "林", "union", StaffRole.ADMIN)
    async with app.database.transaction() as session:
        worker = await a_person(session, since=app.clock() - timedelta(days=30))
        staff = await session.get_one(Staff, desk.staff_id)
        cases = [
            await a_case(session, worker, app.city, now=app.clock(), deduction_reason=SAID.format(count))
            for count in range(60)
        ]
        for case in cases[:55]:
            await take_case(session, case.id, staff, city=app.city, now=app.clock())
        for count in range(30):
            text = SAID.format(count)
            await note_case(session, cases[0].id, staff, text, city=app.city, now=app.clock())
    everything = "&columns=".join(["heap=open", *COLUMNS])
    paths = {row.path for row in TABLE if isinstance(row, Page)} - SLOW
    paths |= {
        f"/console/cases?{everything}",
        "/console/cases?heap=mine",
        f"/console/colleagues/cases?of={desk.staff_id}",
    }
    known, found = dict[str, int](), dict[str, int]()
    for path in paths:
        filled = path.replace("{number}", cases[0].number if "/cases/" in path else "1")
        filled = filled.format(assist=1, piece=1, item="open", type="deduction", key="none")
        found[path] = await weight(of_places if "/places" in path else desk, filled, known)
    assert {path: size for path, size in found.items() if size > MOST_BYTES} == {}
    assert found[f"/console/cases?{everything}"] > sum(known[each] for each in known if "lists" in each) + 5_000


async def test_another_site_learns_nothing_from_the_size_of_a_page(app: App) -> None:
    desk = await a_desk(app)
    ours = await desk.get("/console/cases", **{"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"})
    theirs = await desk.get("/console/cases", **{"Accept-Encoding": "gzip", "Sec-Fetch-Site": "cross-site"})
    unsaid = await desk.get("/console/cases", **{"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in unsaid.headers, "an old browser does not say who led it here"
    assert ours.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in theirs.headers
