"""`import places`: a CSV or GeoJSON file becomes the directory, in two passes.

The first pass reads the whole file, checks every row and puts the good ones into a temporary SQLite file; if there is
an error, nothing else happens. The second pass writes them, one batch a transaction, so that a service on the same
database hardly waits. Memory does not grow with the file.
"""

import asyncio
import codecs
import csv
import json
import sqlite3
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO

import ijson
import shapely

from bot.commands.import_report import ImportReport
from models.city.pack import City
from models.places.directory import Check, PlaceRow, Problem, Rules
from models.places.importing import close_places, open_codes, put_places
from models.storage.database import Database
from models.values.position import Datum

COLUMNS = (
    *("code", "kind", "name", "latitude", "longitude", "district"),
    *("address", "needs", "hours", "phone", "note"),
)
MORE_COLUMNS = ("access", "access_note", "checked_at")
"""Columns that a file may lack, beside the fields of the city's kinds of place (`Rules.fields`)."""
IGNORED_COLUMNS = {"photo"}

BATCH = 1000
PAUSE_S = 0.02
"""Seconds between two batches on SQLite: others who wait for its only writer poll every 25–100 ms."""
READ_BYTES = 1 << 16
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How Excel files begin, the newer and the older format."""
SURELY_UTF8 = 20
"""If this many characters beyond ASCII decode as UTF-8, the file is broken UTF-8 and not GB18030."""

Progress = Callable[[int, int], None]
"""Called with (done, total), in no particular unit; `done` grows up to `total`."""
Read = tuple[int, Mapping[str, str]]
"""A row as it was read: the number of its line (or feature), and column -> text."""


class _BadFile(Exception):
    """The rest of the file cannot be read."""

    def __init__(self, key: str, line: int | None = None, **args: str) -> None:
        super().__init__(key)
        self.problem = Problem(key, None, args, line)


async def import_places(
    database: Database,
    city: City,
    file: Path,
    *,
    datum: Datum,
    now: datetime,
    dry_run: bool = False,
    replace: bool = False,
    accept_outside: bool = False,
    sample: bool = False,
    progress: Progress = lambda done, total: None,
) -> ImportReport:
    """Check the whole file, then add and change places by code. Wrong rows are in the report and stop everything.

    datum: of the file's coordinates. dry_run: only report what would change. replace: close every place that is not in
    the file. accept_outside: a place more than 200 km from the centre is a warning, not an error. sample: the rows are
    invented. now: aware UTC.
    """
    report = ImportReport(dry_run)
    rules = Rules(city, datum, accept_outside, sample)
    with (
        tempfile.TemporaryDirectory(prefix="nuanxin-import-") as folder,
        closing(_Staged(Path(folder) / "rows.db")) as staged,
    ):
        await asyncio.to_thread(_stage, file, rules, staged, report, progress)
        if report.ok:
            await _write(database, staged, report, progress, zone=city.zone, now=now)
        if report.ok and replace:
            await _close_missing(database, staged, report, now)
    return report


def check_file(
    city: City, file: Path, *, datum: Datum, accept_outside: bool, sample: bool
) -> tuple[ImportReport, frozenset[str]]:
    """The report of an import of the file, and the codes in it; nothing is written. Blocks."""
    report, rows = read_places(city, file, datum=datum, accept_outside=accept_outside, sample=sample)
    return report, frozenset(rows)


def read_places(
    city: City, file: Path, *, datum: Datum, accept_outside: bool = False, sample: bool = False
) -> tuple[ImportReport, dict[str, PlaceRow | None]]:
    """The findings about a file, and its rows by code in the order of the file, None for a row with errors; nothing is
    written. Blocks."""
    report = ImportReport(dry_run=True)
    rules = Rules(city, datum, accept_outside, sample)
    with (
        tempfile.TemporaryDirectory(prefix="nuanxin-import-") as folder,
        closing(_Staged(Path(folder) / "rows.db")) as staged,
    ):
        _stage(file, rules, staged, report, lambda done, total: None)
        return report, staged.rows()


# --- first pass: read, check, lay aside -----------------------------------------------------------------------------


class _Staged:
    """The checked rows of a file in a temporary SQLite database, each code once."""

    def __init__(self, file: Path) -> None:
        self._rows = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._rows.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4000; BEGIN")
        self._rows.execute(
            "CREATE TABLE row (id INTEGER PRIMARY KEY, code TEXT UNIQUE, line INTEGER, latitude REAL, place TEXT)"
        )

    def first_line(self, code: str, line: int, place: PlaceRow | None) -> int:
        """Keep the row; return the line where its code came first, this one or an earlier one."""
        put = self._rows.execute(
            "INSERT OR IGNORE INTO row (code, line, latitude, place) VALUES (?, ?, ?, ?)",
            (code, line, place and place.latitude, place and json.dumps(place, ensure_ascii=False)),
        )
        if put.rowcount:
            return line
        return int(self._rows.execute("SELECT line FROM row WHERE code = ?", (code,)).fetchone()[0])

    def batches(self) -> Iterator[list[PlaceRow]]:
        """The rows in batches from south to north: a batch then touches few pages of the position indexes, which takes
        half the time.
        """
        rows = self._rows.execute("SELECT place FROM row ORDER BY latitude, id")
        while batch := rows.fetchmany(BATCH):
            yield [PlaceRow(*json.loads(place)) for (place,) in batch]

    def rows(self) -> dict[str, PlaceRow | None]:
        """Every code with its row, in the order of the file; None for a row with errors."""
        rows = self._rows.execute("SELECT code, place FROM row ORDER BY id")
        return {code: PlaceRow(*json.loads(place)) if place else None for code, place in rows}

    def holds(self, code: str) -> bool:
        return self._rows.execute("SELECT 1 FROM row WHERE code = ?", (code,)).fetchone() is not None

    def close(self) -> None:
        self._rows.close()


def _stage(file: Path, rules: Rules, staged: _Staged, report: ImportReport, progress: Progress) -> None:
    """Fill `staged` and the report's problems; this is the first half of the progress."""
    try:
        with file.open("rb") as raw:
            size = max(file.stat().st_size, 1)
            for line, values in _read(raw, report, frozenset((*COLUMNS, *MORE_COLUMNS, *rules.fields))):
                report.rows += 1
                _check(line, values, rules, staged, report)
                if report.rows % 500 == 0:
                    progress(min(raw.tell(), size), 2 * size)
        if not report.rows and report.ok:
            report.error(Problem("import-no-rows"))
    except _BadFile as bad:
        report.error(bad.problem)
    except OSError as error:
        report.error(Problem("import-unreadable", None, {"reason": error.strerror or str(error)}))


def _check(line: int, values: Mapping[str, str], rules: Rules, staged: _Staged, report: ImportReport) -> None:
    check = Check(values, rules)
    place = check.row()
    code = " ".join(values.get("code", "").split())
    if code and code.encode(errors="ignore").decode() == code:
        first = staged.first_line(code, line, place)
        if first != line:
            check.errors.append(Problem("import-duplicate-code", "code", {"code": code, "first": str(first)}))
    for found, keep in ((check.errors, report.error), (check.warnings, report.warn)):
        for problem in found:
            keep(Problem(problem.key, problem.column, problem.args, line))


def _read(raw: BinaryIO, report: ImportReport, known: Collection[str]) -> Iterator[Read]:
    """The rows of the file in any format and encoding. known: the columns that are read. Raises _BadFile."""
    encoding = _encoding(raw)
    raw.seek(0)
    text = TextIOWrapper(raw, encoding=encoding, newline="")
    try:
        start = text.read(READ_BYTES).lstrip()[:1]
        text.seek(0)
        report.by_feature = start in ("{", "[")
        yield from (_geojson if report.by_feature else _csv)(text, report, known)
    finally:
        text.detach()


def _encoding(raw: BinaryIO) -> str:
    """`utf-16` if the file begins so; else `utf-8-sig` or `gb18030`, the first that decodes the whole file. Raises
    _BadFile.
    """
    begins = raw.read(8)
    if begins.startswith(WORKBOOKS):
        raise _BadFile("import-workbook")
    if begins.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        if _first_broken(raw, "utf-16") is not None:
            raise _BadFile("import-bad-encoding", 1)
        return "utf-16"
    broken = _first_broken(raw, "utf-8")
    if broken is None:
        return "utf-8-sig"
    line, well_read = broken
    if well_read < SURELY_UTF8 and _first_broken(raw, "gb18030") is None:
        return "gb18030"
    raise _BadFile("import-bad-encoding", line)


def _first_broken(raw: BinaryIO, encoding: str) -> tuple[int, int] | None:
    """The line of the first bytes that this encoding cannot decode, and how many characters beyond ASCII came before
    it; None if there are none.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    raw.seek(0)
    line, well_read, more = 1, 0, True
    while more:
        chunk = raw.read(READ_BYTES)
        more = bool(chunk)
        try:
            text = decoder.decode(chunk, final=not more)
        except UnicodeDecodeError as error:
            text = error.object[: error.start].decode(encoding, errors="ignore")
            return line + text.count("\n"), well_read + _beyond_ascii(text)
        line += text.count("\n")
        well_read += _beyond_ascii(text)
    return None


def _beyond_ascii(text: str) -> int:
    return 0 if text.isascii() else sum(char > "\x7f" for char in text)


def _csv(text: TextIOWrapper, report: ImportReport, known: Collection[str]) -> Iterator[Read]:
    """The rows below the header. Raises _BadFile for a header without the columns and for broken quoting."""
    header = text.readline(READ_BYTES)
    text.seek(0)
    reader = csv.reader(text, delimiter=max(",\t;", key=header.count), strict=True)
    columns: list[str] = []
    line = 1
    try:
        for fields in reader:
            if columns and any(fields):
                values = _fields(columns, fields, line, report)
                yield line, {column: value for column, value in values.items() if column in known}
            elif any(fields):
                columns = _header(fields, line, report, known)
            line = reader.line_num + 1
    except csv.Error as error:
        raise _BadFile("import-bad-quoting", line) from error


def _header(fields: list[str], line: int, report: ImportReport, known: Collection[str]) -> list[str]:
    columns = [name.strip().lower() for name in fields]
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        raise _BadFile("import-missing-columns", line, missing=", ".join(missing), columns=",".join(COLUMNS))
    for name in dict.fromkeys(columns):
        if name in known and columns.count(name) > 1:
            raise _BadFile("import-column-twice", line, name=name)
        if name not in known and name not in IGNORED_COLUMNS:
            report.warn(Problem("import-unknown-column", None, {"name": name[:40]}, line))
    return columns


def _fields(columns: list[str], fields: list[str], line: int, report: ImportReport) -> dict[str, str]:
    """The fields by column. A row can end before the columns that only some kinds have."""
    last = max(at for at, name in enumerate(columns, 1) if name in COLUMNS)
    if len(fields) < last or any(fields[len(columns) :]):
        args = {"fields": str(len(fields)), "columns": str(len(columns))}
        report.error(Problem("import-field-count", None, args, line))
    return dict(zip(columns, fields, strict=False))


class _Utf8:
    """A text file as the UTF-8 bytes that ijson reads."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text

    def read(self, size: int) -> bytes:
        return self._text.read(size).encode("utf-8", "surrogatepass") if size else b""


def _geojson(text: TextIOWrapper, report: ImportReport, known: Collection[str]) -> Iterator[Read]:
    """The features of a FeatureCollection of Points. Raises _BadFile for broken JSON and for a file without
    features.
    """
    number = 0
    try:
        for number, feature in enumerate(ijson.items(_Utf8(text), "features.item", use_float=True), 1):
            yield number, _feature(feature, number, report, known)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise _BadFile("import-bad-json", read=str(number)) from error
    if not number:
        raise _BadFile("import-no-features")


def _feature(feature: Any, number: int, report: ImportReport, known: Collection[str]) -> dict[str, str]:
    feature = feature if isinstance(feature, dict) else {}
    about, shape = feature.get("properties"), feature.get("geometry")
    said = about.items() if isinstance(about, dict) else ()
    values = {name: _value(value) for name, value in said if name in known}
    values = {name: value for name, value in values.items() if name not in ("latitude", "longitude")}
    match shape:
        case {"type": "Point", "coordinates": [longitude, latitude, *_]}:
            return values | {"latitude": _value(latitude), "longitude": _value(longitude)}
        case {"type": "Polygon" | "MultiPolygon" | "LineString" | "MultiLineString" | "MultiPoint"}:
            middle = _middle(shape)
            if middle is not None:
                report.warn(Problem("import-middle", None, {}, number))
                return values | {"latitude": _value(middle.y), "longitude": _value(middle.x)}
    report.error(Problem("import-no-point", None, {}, number))
    return values


def _middle(shape: Any) -> Any:
    """The centre of an area or a line if it lies on it; else a point that does. None if the shape is broken
    or empty.
    """
    try:
        drawn = shapely.from_geojson(json.dumps(shape))
    except (shapely.errors.ShapelyError, TypeError, ValueError):
        return None
    if drawn.is_empty:
        return None
    return drawn.centroid if drawn.intersects(drawn.centroid) else drawn.representative_point()


def _value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "|".join(map(_value, value))
    return f"{value:f}" if isinstance(value, float) and abs(value) < 1e-4 else str(value)


# --- second pass: write ---------------------------------------------------------------------------------------------


async def _write(database: Database, staged: _Staged, report: ImportReport, progress: Progress, **about: Any) -> None:
    """Write batch by batch, each a transaction; this is the second half of the progress. about: zone and now, as
    `put_places` takes them."""
    done = 0
    for rows in staged.batches():
        if report.dry_run:
            async with database.reading() as session:
                await put_places(session, rows, report.changes, dry_run=True, **about)
        else:
            async with database.transaction() as session:
                await put_places(session, rows, report.changes, dry_run=False, **about)
            await asyncio.sleep(PAUSE_S if database.is_sqlite else 0)
        done += len(rows)
        progress(report.rows + done, 2 * report.rows)


async def _close_missing(database: Database, staged: _Staged, report: ImportReport, now: datetime) -> None:
    last = 0
    while True:
        async with database.reading() as session:
            page = await open_codes(session, after_id=last, limit=BATCH)
        if not page:
            return
        last = page[-1][0]
        missing = [place_id for place_id, code in page if not staged.holds(code)]
        report.changes.closed += len(missing)
        if missing and not report.dry_run:
            async with database.transaction() as session:
                await close_places(session, missing, now=now)
            await asyncio.sleep(PAUSE_S if database.is_sqlite else 0)
