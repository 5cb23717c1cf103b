"""The city pack as a whole: its files, its articles, the rows of its places, and what refers to those.

`run` and `check` both read it here, so that they say the same, and report every fault at once.
"""

import asyncio
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bot.commands.database_trouble import TROUBLE
from bot.commands.import_report import ImportReport, problem_lines
from bot.commands.place_file import check_file
from handlers.talk.texts import Words
from models.city.articles import PackArticle, load_articles
from models.city.pack import BadCityPack, City, load_city
from models.city.table import Complaint, Complaints, PackTable, Unread, near_to
from models.places.place import Place
from models.storage.database import Database


class BadPlaces(BadCityPack):
    """A pack whose places cannot be used. report: of its `places.csv`."""

    def __init__(self, complaints: Collection[Complaint], file: Path, report: ImportReport) -> None:
        super().__init__(complaints)
        self.file = file
        self.report = report


@dataclass(frozen=True)
class ReadPack:
    """A pack without a fault.

    places: the report of its `places.csv`; None if it has none. nowhere: events, as `file: key`, with the code of a
    place that is not in the directory yet.
    """

    city: City
    articles: list[PackArticle]
    places: ImportReport | None
    nowhere: dict[str, str]


async def read_pack(folder: Path, database: Database | None = None) -> ReadPack:
    """Read all of it. database: may also have the places of its events. Raises BadCityPack, BadPlaces."""
    complaints = Complaints()
    city = await asyncio.to_thread(load_city, folder, complaints)
    articles: list[PackArticle] = []
    if city.articles_folder is not None:
        articles = await asyncio.to_thread(
            load_articles,
            city.articles_folder,
            topics=city.topics,
            targets=city.action_targets,
            complaints=complaints,
        )
    checkable = not any(isinstance(each, Unread) for each in (city.needs, city.districts)) and city.kinds
    there = city.places_file.exists()
    report, codes = await asyncio.to_thread(_places, city) if there and checkable else (None, frozenset())
    named = _named_places(city)
    missing = set(named.values()) - codes
    missing -= await _known(database, missing) if database is not None else set()
    nowhere = {where: code for where, code in named.items() if code in missing}
    if codes:
        _complain_of(nowhere, city, codes, complaints)
    if report is not None and not report.ok:
        raise BadPlaces(complaints.found, city.places_file, report)
    complaints.stop()
    return ReadPack(city, articles, report, nowhere)


def pack_lines(error: BadCityPack, words: Words) -> Iterator[str]:
    """Every fault of a pack, one line each, below a line that counts them."""
    report = error.report if isinstance(error, BadPlaces) else None
    yield words("pack-complaints", count=len(error.complaints) + (report.error_count if report else 0))
    for each in error.complaints:
        yield complaint_line(each, words)
    if isinstance(error, BadPlaces):
        for line in problem_lines(error.report.wrong, "pack-place", error.report, words):
            yield words("pack-at", file=str(error.file), line="none", path="none", problem=line)


def complaint_line(complaint: Complaint, words: Words) -> str:
    """One fault as a line."""
    return words(
        "pack-at",
        file=str(complaint.file),
        line="none" if complaint.line is None else str(complaint.line),
        path=complaint.path or "none",
        problem=words(complaint.key, **complaint.args),
    )


def _places(city: City) -> tuple[ImportReport, frozenset[str]]:
    return check_file(city, city.places_file, datum="wgs84", accept_outside=True, sample=city.sample)


def _named_places(city: City) -> dict[str, str]:
    """`file: key` -> the code of a place that it names."""
    named = {f"events.toml: {each.key}": each.place for each in city.events.values()}
    return {where: code for where, code in named.items() if code is not None}


async def _known(database: Database, codes: Collection[str]) -> set[str]:
    """The codes that the directory has; all codes if the directory cannot be asked."""
    try:
        async with database.reading() as session:
            connection = await session.connection()
            if not await connection.run_sync(lambda sync: sa.inspect(sync).has_table(Place.__tablename__)):
                return set()
            return set(await session.scalars(sa.select(Place.code).where(Place.code.in_(codes))))
    except TROUBLE:
        return set(codes)


def _complain_of(nowhere: dict[str, str], city: City, codes: Collection[str], complaints: Complaints) -> None:
    """Complain of codes that neither the pack nor the directory has; in a pack with places of its own they are
    misspelt.
    """
    if not nowhere:
        return
    pack = PackTable.of_toml(city.events_file, Complaints())
    table = PackTable(pack.file, "", pack.values, complaints, pack.text_read)
    for where, code in nowhere.items():
        near = near_to(code, codes)
        table.bad(
            f"{where.partition(': ')[2]}.place",
            "pack-event-place",
            said=code,
            near=near,
            likely="yes" if near else "no",
        )
