"""The console in English: no page says anything in Chinese that the product says, not the city."""

import re

import pytest
import sqlalchemy as sa

from bot.app import App
from bot.web.console.routes import TABLE
from bot.web.console.table import Page
from models.people.person import Person
from models.staff.post import StaffRole
from tests.world.console.desk_client import a_desk, text_of
from tests.world.filing import a_case, a_person

CHINESE = re.compile(r"[\u3400-\u9fff]+")
ITS_OWN_NAME = "中文"
"""A language is called by its own name where it is chosen."""
SLOW = {"/console/system/check"}
"""Starts a process; the page is that of the system."""


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_no_page_says_anything_in_chinese(app: App) -> None:
    desk = await a_desk(app, "Zheng", role=StaffRole.ADMIN)
    async with app.database.transaction() as session:
        await session.execute(sa.update(Person).values(locale="en"))
        worker = await a_person(session)
        case = await a_case(session, worker, app.city, now=app.clock(), deduction_reason="late by their clock")
    found = {}
    for row in TABLE:
        if isinstance(row, Page) and row.path not in SLOW:
            path = row.path.replace("{number}", case.number if "/cases/" in row.path else "1")
            answer = await desk.get(
                path.format(assist=1, piece=1, item="open", type="deduction", key="none"), **{"Accept-Language": "en"}
            )
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                found[path] = [said for said in CHINESE.findall(text_of(answer)) if said != ITS_OWN_NAME]
    assert {path: said for path, said in found.items() if said} == {}
