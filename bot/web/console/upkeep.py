"""系统: what could not be sent and sending it again; how the service is, and the check that the operator runs."""

import asyncio
import platform
import sys
from datetime import datetime, timedelta

import sqlalchemy as sa
from starlette.responses import Response

from bot.commands.backup import last_backup
from bot.commands.migration import newest_version
from bot.web.console.desk import Desk, Done
from bot.web.console.table import Page, Press
from bot.web.console.who import Who
from bot.web.typed import number_in
from handlers.phrases.cases import time_said
from models.outbox.failures import count_rows, failed_rows, retry_failed
from models.outbox.sending import SenderLease
from models.storage.process_lease import ProcessLease

PATH, AGAIN, CHECK = "/console/system", "/console/system/again", "/console/system/check"
SHOWN = 100
CHECKED_WITHIN_S = 90
OLD_BACKUP = timedelta(days=2)


async def show(desk: Desk) -> Response:
    """Versions, backup, channels, leases, and what waits or failed."""
    return await _page(desk)


async def _page(desk: Desk, found: list[str] | None = None) -> Response:
    made = last_backup(desk.app.settings.data_dir)
    failed = await failed_rows(desk.session, limit=SHOWN)
    counts = await count_rows(desk.session)
    return desk.page(
        "leads/system.html",
        title=desk.words("console-way-system"),
        versions=[
            ("console-system-database", newest_version()),
            ("console-system-python", platform.python_version()),
            ("console-system-kind", "SQLite" if desk.app.database.is_sqlite else "PostgreSQL"),
        ],
        backup=time_said(desk.words, desk.city, made) if made is not None else "",
        backup_old=made is None or desk.now - made > OLD_BACKUP,
        channels=[desk.words("me-chat", channel=name) for name in desk.app.channels],
        leases=[(name, holder[:8], _until(desk, until)) for name, holder, until in await _leases(desk)],
        counts=[(desk.words("console-system-state", state=state.value), count) for state, count in counts.items()],
        failed=[(each, time_said(desk.words, desk.city, each.send_at)) for each in failed],
        found=found,
    )


async def _leases(desk: Desk) -> list[tuple[str, str, datetime]]:
    """Which process sends on which channel, and which runs the jobs."""
    sending = sa.select(SenderLease.channel, SenderLease.holder, SenderLease.until)
    working = sa.select(ProcessLease.name, ProcessLease.holder, ProcessLease.until)
    rows = [*await desk.session.execute(sending), *await desk.session.execute(working)]
    return [(str(name), str(holder), until) for name, holder, until in rows]


def _until(desk: Desk, until: datetime) -> str:
    return desk.words("console-system-lease", holds="yes" if until > desk.now else "no")


async def send_again(desk: Desk) -> Done:
    """Send the chosen rows once more, or all that failed."""
    chosen = [number for each in desk.every("row") if (number := number_in(each)) is not None]
    ids = chosen if desk.entered.get("which") == "chosen" else None
    await retry_failed(desk.session, desk.staff, now=desk.now, ids=ids)
    return Done(PATH, "sent-again")


async def check(desk: Desk) -> Response:
    """Run the operator's check in a process of its own: reading a city pack would hold everybody else up."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "check", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(), CHECKED_WITHIN_S)
        lines = said.decode(errors="replace").splitlines()
    except TimeoutError:
        process.kill()
        lines = [desk.words("console-system-check-slow")]
    return await _page(desk, lines)


PAGES = (
    Page(PATH, show, Who.ADMINS),
    Press(AGAIN, send_again, show, Who.ADMINS),
    Page(CHECK, check, Who.ADMINS),
)
