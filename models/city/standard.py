"""The standard by which the city's places are assessed: `standard.toml` of the city pack.

version, from, source, grades (the least points for one to five stars), rider_points; then tables: `owners`, `sources`,
`faults`, and the criteria in `musts` and `items`. A must fails the place whatever its points; an item has a weight. A
criterion is seen on a visit, in data that arises anyway, or by riders' words; `measure` and `bound` say which data.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from models.city.departments import Department
from models.city.ground import Need
from models.city.kinds import PlaceKind
from models.city.table import LONGEST_SHARED_KEY, Complaints, PackTable, Titles, complaining, listed

STARS = 5
MOST_POINTS = 100
MOST_OF_RIDER = 6
"""The most criteria that a rider is asked about on one visit."""
MOST_WEIGHT, MOST_DAYS, MOST_RIDER_POINTS = 100, 60, 1000
LINK = "https://"

Kind = TypeVar("Kind", bound=StrEnum)


class Seen(StrEnum):
    """How a criterion is seen."""

    VISIT = "visit"
    DATA = "data"
    RIDERS = "riders"


class Evidence(StrEnum):
    """What a visitor brings along."""

    PHOTO = "photo"
    NONE = "none"


class Measure(StrEnum):
    """What data says of a place, and how the bound is meant. SHUT: shut doors confirmed in a year, at most; ANSWERED:
    per cent of the reports that were answered within a week, at least; SAID: per cent of the days on which its host
    said whether it opens, at least; LATE: the hour of the day until which it is open on some day, at least; CHECKED:
    days since somebody said that what is written of it is right, at most; FELT: per cent of riders who found it good,
    at least."""

    SHUT = "shut"
    ANSWERED = "answered"
    SAID = "said"
    LATE = "late"
    CHECKED = "checked"
    FELT = "felt"


_BOUNDS = {
    Measure.SHUT: (0, 365),
    Measure.ANSWERED: (1, 100),
    Measure.SAID: (1, 100),
    Measure.LATE: (1, 24),
    Measure.CHECKED: (1, 366),
    Measure.FELT: (1, 100),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault. days: working days to put it right."""

    key: str
    titles: Titles
    days: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where a criterion comes from. link: empty if it is not on the web."""

    key: str
    titles: Titles
    link: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A must, or an item with its weight. ask: the question to a visitor, answered by yes if all is well. needs: it is
    asked only where one of these is offered; empty: everywhere. riders: it is asked of riders too. measure, bound: for
    what is not seen on a visit."""

    key: str
    must: bool
    titles: Titles
    ask: Titles
    kinds: tuple[str, ...]
    seen: Seen
    fault: str
    source: str
    needs: tuple[str, ...] = ()
    evidence: Evidence = Evidence.NONE
    weight: int = 0
    riders: bool = False
    measure: Measure | None = None
    bound: int = 0


@dataclass(frozen=True, slots=True)
class Standard:
    """grades: the least points for one star, two stars, and so on. owners: kind of place -> the department whose
    places these are. rider_points: for a rider's visit."""

    version: str
    titles: Titles
    source: Titles
    begins: date
    grades: tuple[int, ...]
    owners: Mapping[str, str]
    sources: Mapping[str, Source]
    faults: Mapping[str, Fault]
    criteria: Mapping[str, Criterion]
    rider_points: int = 0

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of place that are assessed, in the order of the owners."""
        return tuple(self.owners)

    def of_place(self, kind: str, needs: Collection[str]) -> list[Criterion]:
        """The criteria for a place of this kind that offers these needs, musts first."""
        return [
            each
            for each in self.criteria.values()
            if kind in each.kinds and (not each.needs or set(each.needs) & set(needs))
        ]

    def stars_of(self, points: int) -> int:
        """From 0 to STARS."""
        return sum(points >= least for least in self.grades)

    def days_for(self, key: str) -> int:
        """Working days to put right what fails this criterion; the longest of all if the standard has it no more."""
        known = self.criteria.get(key)
        return self.faults[known.fault].days if known is not None else max(each.days for each in self.faults.values())


def load_standard(
    file: Path,
    complaints: Complaints | None = None,
    *,
    kinds: Mapping[str, PlaceKind],
    needs: Mapping[str, Need],
    departments: Mapping[str, Department],
) -> Standard | Any:
    """The standard. Raises BadCityPack unless `complaints` is given; then None stands for a file that cannot be
    read."""
    with complaining(complaints) as found:
        pack = PackTable.of_toml(file, found)
        if pack.unread:
            return None
        pack.only(
            "version", "titles", "source", "from", "grades", "rider_points", "owners", "sources", "faults", "musts",
            "items",
        )  # fmt: skip
        faults = {key: _fault(key, table) for key, table in pack.table("faults").tables(LONGEST_SHARED_KEY)}
        sources = {key: _source(key, table) for key, table in pack.table("sources").tables(LONGEST_SHARED_KEY)}
        owners = _owners(pack.table("owners"), kinds, departments)
        known = _Known(owners, needs, faults, sources)
        criteria = {
            key: _criterion(key, table, known, must=of == "musts")
            for of in ("musts", "items")
            for key, table in pack.table(of).tables(LONGEST_SHARED_KEY)
        }
        _check(pack, criteria, owners)
        return Standard(
            version=pack.text("version"),
            titles=pack.titles(),
            source=pack.titles("source"),
            begins=_begins(pack),
            grades=_grades(pack),
            owners=owners,
            sources=sources,
            faults=faults,
            criteria=criteria,
            rider_points=pack.whole("rider_points", 0, MOST_RIDER_POINTS) if pack.has("rider_points") else 0,
        )


@dataclass(frozen=True, slots=True)
class _Known:
    owners: Mapping[str, str]
    needs: Mapping[str, Need]
    faults: Mapping[str, Fault]
    sources: Mapping[str, Source]


def _fault(key: str, table: PackTable) -> Fault:
    table.only("titles", "days")
    return Fault(key, table.titles(), table.whole("days", 1, MOST_DAYS))


def _source(key: str, table: PackTable) -> Source:
    table.only("titles", "link")
    link = table.text("link") if table.has("link") else ""
    if link and not link.startswith(LINK):
        table.bad("link", "pack-standard-no-link", said=link)
    return Source(key, table.titles(), link)


def _owners(table: PackTable, kinds: Mapping[str, PlaceKind], departments: Mapping[str, Department]) -> dict[str, str]:
    owners = {key: table.named(key, departments, "departments.toml") for key in table.all_keys()}
    for key in owners:
        if kinds:  # else city.toml could not be read, which is complained of already
            table.check_known(key, [key], kinds, "city.toml")
    return owners


def _criterion(key: str, table: PackTable, known: _Known, *, must: bool) -> Criterion:
    table.only(
        "titles", "ask", "kinds", "needs", "seen", "evidence", "fault", "source", "riders", "measure", "bound",
        *(() if must else ("weight",)),
    )  # fmt: skip
    seen = _one_of(table, "seen", Seen, Seen.VISIT)
    measure, bound = _measured(table, seen)
    titles = table.titles()
    return Criterion(
        key=key,
        must=must,
        titles=titles,
        ask=table.titles("ask") if seen is Seen.VISIT else titles,
        kinds=table.all_named("kinds", known.owners, "[owners]"),
        seen=seen,
        fault=table.named("fault", known.faults, "[faults]"),
        source=table.named("source", known.sources, "[sources]"),
        needs=table.all_named("needs", known.needs, "needs.toml") if table.has("needs") else (),
        evidence=_one_of(table, "evidence", Evidence, Evidence.NONE) if table.has("evidence") else Evidence.NONE,
        weight=0 if must else table.whole("weight", 1, MOST_WEIGHT),
        riders=table.has("riders") and table.flag("riders"),
        measure=measure,
        bound=bound,
    )


def _one_of(table: PackTable, key: str, kinds: type[Kind], usual: Kind) -> Kind:
    said = table.text(key)
    if said in list(kinds):
        return kinds(said)
    table.unusable(key, "pack-standard-one-of", said=said, known=listed([each.value for each in kinds]))
    return usual


def _measured(table: PackTable, seen: Seen) -> tuple[Measure | None, int]:
    """What data is asked, and its bound; of a criterion that is seen on a visit, nothing."""
    if seen is Seen.VISIT:
        for key in ("measure", "bound"):
            if table.has(key):
                table.bad(key, "pack-standard-not-measured", name=key)
        return None, 0
    for key in ("ask", "evidence", "riders"):
        if table.has(key):
            table.bad(key, "pack-standard-not-asked", name=key, seen=seen.value)
    measure = _one_of(table, "measure", Measure, Measure.SHUT)
    if (measure is Measure.FELT) != (seen is Seen.RIDERS):
        table.bad("measure", "pack-standard-felt", said=measure.value)
    return measure, table.whole("bound", *_BOUNDS[measure])


def _check(pack: PackTable, criteria: Mapping[str, Criterion], owners: Mapping[str, str]) -> None:
    """Complain about a key that is a must and an item, and about kinds with no visit to make or too much to ask
    riders."""
    musts, items = pack.table("musts"), pack.table("items")
    for key in musts.values:
        if items.has(key):
            items.bad(key, "pack-standard-twice", said=key)
    for kind in owners:
        of_kind = [each for each in criteria.values() if kind in each.kinds]
        if not any(each.must for each in of_kind) or not any(each.weight for each in of_kind):
            pack.bad(f"owners.{kind}", "pack-standard-kind-bare", said=kind)
        asked = [each.key for each in of_kind if each.riders]
        if len(asked) > MOST_OF_RIDER:
            pack.bad(f"owners.{kind}", "pack-standard-rider-asked", said=len(asked), most=MOST_OF_RIDER)


def _begins(pack: PackTable) -> date:
    value = pack.values.get("from")
    if type(value) is date:
        return value
    pack.unusable("from", "pack-no-date", said=value if value is not None else "—")
    return date(2000, 1, 1)


def _grades(pack: PackTable) -> tuple[int, ...]:
    """The least points for each number of stars, rising."""
    said = pack.values.get("grades")
    whole = isinstance(said, list) and all(type(each) is int and 0 < each <= MOST_POINTS for each in said)
    if isinstance(said, list) and whole and len(said) == STARS and sorted(set(said)) == said:
        return tuple(said)
    pack.unusable("grades", "pack-standard-grades", said=said if said is not None else "—", count=STARS)
    return tuple(range(MOST_POINTS - STARS + 1, MOST_POINTS + 1))
