"""Who may go where: every route of the console as each role in each department, and every press on what is others'."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.app import App
from bot.web.console.routes import TABLE
from bot.web.console.table import Page, Press
from models.cases.case import Case
from models.staff.post import Staff, StaffRole, seal_post
from models.storage.database import Base
from tests.world.console.desk_client import DeskClient, a_desk
from tests.world.filing import a_case, a_person

OURS, LEADING = "market_regulation", "social_work"
CLERKS = {"staff", "lead", "admin"}
LEADS = {"lead", "admin"}
EVERYBODY = {*CLERKS, "leader"}
RUNNERS = {"runs places"}
MAY: dict[str, set[str]] = {
    "/console": EVERYBODY,
    "/console/articles": CLERKS,
    "/console/assessment": EVERYBODY,
    "/console/assessment/{number}/{item}": LEADS,
    "/console/assists/{assist}": CLERKS,
    "/console/assists/{assist}/evidence/{piece}": CLERKS,
    "/console/benefits": CLERKS,
    "/console/cases": CLERKS,
    "/console/cases/{number}": CLERKS,
    "/console/cases/{number}/compose": CLERKS,
    "/console/cases/{number}/do/confirm-reveal": CLERKS,
    "/console/cases/{number}/do/{act}": CLERKS,
    "/console/cases/{number}/draft": CLERKS,
    "/console/cases/{number}/evidence/{piece}": CLERKS,
    "/console/cases/{number}/evidence/{piece}/blackened": CLERKS,
    "/console/cases/{number}/evidence/{piece}/boxes": CLERKS,
    "/console/cases/{number}/evidence/{piece}/file": CLERKS,
    "/console/cases/{number}/evidence/{piece}/original": CLERKS,
    "/console/cases/{number}/file": CLERKS,
    "/console/cases/{number}/identity": CLERKS,
    "/console/cases/{number}/live": CLERKS,
    "/console/cases/{number}/looks": LEADS,
    "/console/cases/{number}/named": CLERKS,
    "/console/cases/{number}/others": CLERKS,
    "/console/cases/{number}/print": CLERKS,
    "/console/cases/{number}/return": CLERKS,
    "/console/cases/{number}/slip": CLERKS,
    "/console/cases/{number}/ties": CLERKS,
    "/console/colleagues": LEADS,
    "/console/colleagues/assign": LEADS,
    "/console/colleagues/away": LEADS,
    "/console/colleagues/back": LEADS,
    "/console/colleagues/cases": LEADS,
    "/console/colleagues/hand-over": LEADS,
    "/console/colleagues/spread": LEADS,
    "/console/devices": EVERYBODY,
    "/console/devices/end": EVERYBODY,
    "/console/devices/colleagues": LEADS,
    "/console/devices/colleagues/end": LEADS,
    "/console/identity/found": EVERYBODY,
    "/console/identity/untie": EVERYBODY,
    "/console/passkeys/add": EVERYBODY,
    "/console/passkeys/begin": EVERYBODY,
    "/console/passkeys/new": EVERYBODY,
    "/console/passkeys/remove": EVERYBODY,
    "/console/presence": EVERYBODY,
    "/console/presence/ask": EVERYBODY,
    "/console/presence/begin": EVERYBODY,
    "/console/presence/passkey": EVERYBODY,
    "/console/duties": EVERYBODY,
    "/console/duties/give": EVERYBODY,
    "/console/duties/step/accept": EVERYBODY,
    "/console/duties/step/ask_time": EVERYBODY,
    "/console/duties/step/more_time": EVERYBODY,
    "/console/duties/step/no_time": EVERYBODY,
    "/console/duties/step/report": EVERYBODY,
    "/console/duties/step/send_back": EVERYBODY,
    "/console/duties/step/strike": EVERYBODY,
    "/console/duties/step/withdraw": EVERYBODY,
    "/console/duties/{number}": EVERYBODY,
    "/console/duties/{number}/proof/{piece}": EVERYBODY,
    "/console/figures": {"lead", "admin", "leader", "leading staff"},
    "/console/figures/cases": {"lead", "admin", "leader", "leading staff"},
    "/console/figures/late": {"lead", "admin", "leader", "leading staff"},
    "/console/figures/sheet": {"lead", "admin", "leader", "leading staff"},
    "/console/file": CLERKS,
    "/console/file/{type}": CLERKS,
    "/console/keys": LEADS,
    "/console/keys/end": LEADS,
    "/console/library": CLERKS,
    "/console/library/new": CLERKS,
    "/console/library/preview": CLERKS,
    "/console/library/{key}": CLERKS,
    "/console/library/{key}/do/{act}": CLERKS,
    "/console/library/{key}/history/{number}": CLERKS,
    "/console/lists/bulk": CLERKS,
    "/console/lists/heaps": CLERKS,
    "/console/lists/rows": CLERKS,
    "/console/lists/sheet": CLERKS,
    "/console/lists/views": CLERKS,
    "/console/lists/views/delete": CLERKS,
    "/console/log": LEADS,
    "/console/events": CLERKS,
    "/console/events/make": CLERKS,
    "/console/events/new": CLERKS,
    "/console/events/subsidies": CLERKS,
    "/console/events/{number}": CLERKS,
    "/console/events/{number}/check-ins": CLERKS,
    "/console/events/{number}/code": CLERKS,
    "/console/events/{number}/do/{act}": CLERKS,
    "/console/events/{number}/list": CLERKS,
    "/console/notices": CLERKS,
    "/console/notices/count": CLERKS,
    "/console/notices/keep": CLERKS,
    "/console/notices/new": CLERKS,
    "/console/notices/{number}": CLERKS,
    "/console/notices/{number}/do/{act}": CLERKS,
    "/console/notices/{number}/edit": CLERKS,
    "/console/notices/{number}/live": CLERKS,
    "/console/notices/{number}/picture": CLERKS,
    "/console/places": RUNNERS,
    "/console/places/doors": RUNNERS,
    "/console/places/import": RUNNERS,
    "/console/places/{number}": RUNNERS,
    "/console/places/{number}/do/{act}": RUNNERS,
    "/console/places/{number}/edit": RUNNERS,
    "/console/orders": EVERYBODY,
    "/console/orders/{number}": EVERYBODY,
    "/console/posts": LEADS,
    "/console/posts/step/code": LEADS,
    "/console/posts/step/end": LEADS,
    "/console/posts/step/invite": LEADS,
    "/console/posts/step/remove": LEADS,
    "/console/posts/step/role": LEADS,
    "/console/posts/{number}": LEADS,
    "/console/questions": CLERKS,
    "/console/questions/{number}": CLERKS,
    "/console/questions/{number}/do/{act}": CLERKS,
    "/console/sheet": CLERKS,
    "/console/sign-out": EVERYBODY,
    "/console/system": {"admin"},
    "/console/system/again": {"admin"},
    "/console/system/check": {"admin"},
    "/console/work-orders": CLERKS,
    "/console/work-orders/sheet": CLERKS,
}
"""Path -> roles whose posts may use it. `leading staff`: clerks of the lead department too; `runs places`: every post
from which cases are handled in it, and in the department that runs the places. A right that depends on the
case or the colleague is the operation's, and is tested below."""
CLOSED = 403
FOLLOWED = {"/console/cases/{number}/live", "/console/cases/{number}/others"}
"""Parts of a page that is open: they say that another department has the case now, and nothing of it."""
WHOLE_LOG = "/console/log", StaffRole.ADMIN
"""An administrator reads the log of every department: numbers of cases, and nothing of what is in them."""
SLOW = {"/console/system/check"}
"""Starts a process for whoever may: opened in one department alone."""


def test_every_route_stands_in_the_table_of_rights() -> None:
    assert sorted({row.path for row in TABLE}) == sorted(MAY)


def filled(path: str, number: str) -> str:
    """The path about somebody's case, or about a thing that is not there."""
    return path.replace("{number}", number if "/cases/" in path else "999999").format(
        assist="999999", piece="1", item="open", act="take", type="deduction", key="none"
    )


@pytest.mark.parametrize("role", [each for each in StaffRole if each is not StaffRole.HOST])
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_every_role_in_every_department_gets_where_the_table_says_and_nowhere_else(
    app: App, role: StaffRole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))  # the operator's check makes keys there
    async with app.database.transaction() as session:
        case = await a_case(session, await a_person(session), app.city)
    wrong = []
    for department in app.city.departments:
        desk = await a_desk(app, f"{department} {role}", department, role)
        mine = {role.value, "leading staff" if department == LEADING and role is StaffRole.STAFF else role.value}
        if department in (LEADING, app.city.stations_department) and role is not StaffRole.LEADER:
            mine.add("runs places")
        sees = department in (case.department, LEADING) and role is not StaffRole.LEADER
        for row in TABLE:
            if not isinstance(row, Page) or (row.path in SLOW and department != OURS):
                continue
            path = filled(row.path, case.number)
            answer = await desk.get(path)
            open_to = bool(MAY[row.path] & mine)
            if (answer.status_code != CLOSED) is not open_to:
                wrong.append((department, role, path, answer.status_code))
            shown = "/cases/{number}" in row.path and row.path not in FOLLOWED and answer.status_code == 200
            named = case.number in answer.text and (row.path, role) != WHOLE_LOG
            if not sees and (shown or named):
                wrong.append((department, role, path, "a case of another department"))
            if answer.status_code == 500:
                wrong.append((department, role, path, 500))
        await desk.http.aclose()
    assert wrong == []


async def rows_of(app: App) -> dict[str, int]:
    """How many rows each table has, but for what every press leaves: looks, marks, sessions."""
    left = {"processed_update", "console_session", "console_sign_in", "console_presence", "staff_event", "staff_record"}
    async with app.database.reading() as session:
        return {
            table.name: await session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name not in left
        }


FIELDS = {
    "text": "别的部门的事",
    "what": "note",
    "case": "{number}",
    "cases": "{number}",
    "other": "{number}",
    "to": "{staff}",
    "staff": "{staff}",
    "order": "1",
    "view": "1",
    "session": "1",
    "key": "1",
    "role": "admin",
    "name": "某人",
    "until": "2026-12-30",
    "day": "2026-12-30",
    "reason": "看看",
}
"""What a form could say about what is others'."""


@pytest.mark.parametrize("act", ["take", "answer", "note", "settle", "transfer", "assign"])
async def test_a_form_with_the_numbers_of_others_changes_nothing(app: App, act: str) -> None:
    owner = await a_desk(app, "王经办", OURS)
    async with app.database.transaction() as session:
        case = await a_case(session, await a_person(session), app.city)
        assert case.department == OURS
    outsider = await a_desk(app, "外人", "transport", StaffRole.LEAD)
    before, done = await rows_of(app), []
    fields = {name: value.format(number=case.number, staff=owner.staff_id) for name, value in FIELDS.items()}
    for row in TABLE:
        if isinstance(row, Press) and ("{number}" in row.path or "bulk" in row.path or "colleagues" in row.path):
            path = filled(row.path, case.number).replace("/do/take", f"/do/{act}")
            answer = await outsider.post(path, fields)
            assert answer.status_code != 500, path
            done += [path] if answer.status_code == 303 else []
    assert await rows_of(app) == before, done
    async with app.database.reading() as session:
        now = await session.get_one(Case, case.id)
        assert (now.state, now.handler_id, now.event_count) == (case.state, case.handler_id, case.event_count)


async def test_nobody_signs_in_who_only_hosts_a_place(app: App) -> None:
    desk: DeskClient = await a_desk(app, "王经办")
    async with app.database.transaction() as session:
        staff = await session.get_one(Staff, desk.staff_id)
        staff.department, staff.role = None, StaffRole.HOST
        seal_post(session, staff)
    assert (await desk.get("/console/devices")).status_code == 303
