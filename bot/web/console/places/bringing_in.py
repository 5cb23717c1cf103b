"""A file of many places: what it would do is shown before anything is written, and one press writes exactly that."""

import asyncio
import csv
import io
import tempfile
from pathlib import Path
from typing import Any

from starlette.responses import Response

from bot.channel.kept_files import KeptFiles
from bot.commands.import_report import ImportReport, problem_lines
from bot.commands.place_file import WORKBOOKS, read_places
from bot.foreign_files import FileUnfit
from bot.web.console.desk import Desk, Done
from bot.web.console.places.editing import DATUMS, datum_of
from bot.web.console.places.listing import PATH, title_of
from bot.web.console.table import Page, Press
from bot.web.console.who import Who
from handlers.phrases.place_facts import change_said
from models.casework.files import uploaded_pieces
from models.city.pack import City
from models.errors import DomainError
from models.events.programme import fill_programme
from models.exchange.errors import FormUnfinished, UploadGone
from models.places.desk.bringing_in import MOST_ROWS, Look, bring_in, look_at_rows
from models.places.directory import PlaceRow, Problem
from models.places.host import need_place_staff
from models.places.importing import Planned
from models.values.position import Datum

FILE = f"{PATH}/import"
SHOWN = 200
"""Places of each sort that are shown one by one."""


async def show(desk: Desk) -> Response:
    """The form for a file; with a file, what it would do, or what is wrong with it. Raises NotStaff, UploadGone."""
    await need_place_staff(desk.session, desk.person, desk.city)
    given = desk.entered or desk.request.query_params
    file, datum, replace = given.get("file", ""), given.get("datum", ""), given.get("replace", "") == "yes"
    shown: dict[str, Any] = {"file": file, "datum": datum, "replace": replace, "datums": DATUMS, "most": MOST_ROWS}
    if file and datum in DATUMS:
        report, rows = await _read(desk, file, datum_of(datum))
        look = Look(())
        if report.ok:
            look = await look_at_rows(desk.session, rows, desk.person, replace=replace, city=desk.city)
        shown |= _looked(desk, report, look)
    return desk.page("places/import.html", title=desk.words("console-import-title"), **shown)


def _looked(desk: Desk, report: ImportReport, look: Look) -> dict[str, Any]:
    by_how: dict[str, list[Planned]] = {"new": [], "changed": [], "reopened": []}
    for each in look.planned:
        by_how.get(each.how, []).append(each)
    kept = [each for each in look.planned if each.kept]
    return {
        "looked": True,
        "errors": list(problem_lines(report.wrong, "import-error", report, desk.words)),
        "warnings": list(problem_lines(report.doubtful, "import-warning", report, desk.words)),
        "counts": look.counts,
        "rows": report.rows,
        "mark": look.mark,
        "changes_some": any(by_how.values()) or bool(look.closing),
        "new": [_new(desk, each) for each in by_how["new"][:SHOWN]],
        "changed": [_changed(desk, each) for each in [*by_how["changed"], *by_how["reopened"]][:SHOWN]],
        "closing": [(name, code) for _, code, name in look.closing[:SHOWN]],
        "kept": [_kept(desk, each) for each in kept[:SHOWN]],
        "shown": SHOWN,
    }


def _new(desk: Desk, planned: Planned) -> tuple[str, str, str, str]:
    row = planned.row
    return row.code, row.name, title_of(desk.words, desk.city.kinds, row.kind), row.address


def _changed(desk: Desk, planned: Planned) -> tuple[str, str, list[tuple[str, str]]]:
    said = [
        tuple(change_said(desk.words, desk.city, what, value, desk.today) for value in pair)
        for what, pair in planned.differences.items()
    ]
    return planned.row.code, planned.row.name, said  # type: ignore[return-value]  # pairs


def _kept(desk: Desk, planned: Planned) -> tuple[str, str, str]:
    said = [desk.words("console-place-column", column=each.value) for each in planned.kept]
    return planned.row.code, planned.row.name, desk.words("place-and").join(said)


async def _read(desk: Desk, key: str, datum: Datum) -> tuple[ImportReport, list[PlaceRow]]:
    """The findings about an uploaded file, and its rows. Raises UploadGone."""
    try:
        await uploaded_pieces(desk.session, desk.person, [key], now=desk.now)
        content = await KeptFiles(desk.app.database, desk.app.clock).read_sent(key)
    except (DomainError, LookupError) as error:
        raise UploadGone from error
    if content.startswith(WORKBOOKS):
        try:
            content = _as_csv(await desk.app.foreign_files.rows_of_table(content))
        except FileUnfit as unfit:
            report = ImportReport(dry_run=True)
            report.error(Problem("console-sheet-unread", None, {"reason": unfit.reason.replace("_", "-")}))
            return report, []
    return await asyncio.to_thread(_rows_of, content, desk.city, datum)


def _as_csv(rows: list[list[str]]) -> bytes:
    """The rows of a workbook as the text of a file; a line of it is a row of the sheet."""
    out = io.StringIO()
    csv.writer(out).writerows([[" ".join(cell.splitlines()) for cell in row] for row in rows])
    return out.getvalue().encode()


def _rows_of(content: bytes, city: City, datum: Datum) -> tuple[ImportReport, list[PlaceRow]]:
    with tempfile.TemporaryDirectory(prefix="nuanxin-places-") as folder:
        file = Path(folder) / "places"
        file.write_bytes(content)
        report, found = read_places(city, file, datum=datum, sample=city.sample)
    if len(found) > MOST_ROWS:
        report.error(Problem("console-import-too-many", None, {"most": str(MOST_ROWS)}))
    return report, [row for row in found.values() if row is not None]


async def write(desk: Desk) -> Done:
    """Write the file as it was looked at. Raises UploadGone, FormUnfinished, PlacesChangedMeanwhile."""
    await need_place_staff(desk.session, desk.person, desk.city)
    report, rows = await _read(desk, desk.entered.get("file", ""), datum_of(desk.entered.get("datum", "")))
    if not report.ok:
        raise FormUnfinished(report.error_count)
    await bring_in(
        desk.session,
        rows,
        desk.person,
        replace=desk.entered.get("replace") == "yes",
        mark=desk.entered.get("mark", ""),
        city=desk.city,
        now=desk.now,
    )
    await fill_programme(desk.session, desk.city, now=desk.now)  # events whose place was missing get their dates now
    return Done(PATH, "places-imported")


PAGES = (Page(FILE, show, Who.PLACES), Press(FILE, write, show, Who.PLACES))
