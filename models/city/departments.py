"""Departments, the authorities of the city that handle cases, and platforms, the companies that cases are about."""

from dataclasses import dataclass
from pathlib import Path

from models.city.table import LONGEST_SHARED_KEY, Complaints, PackTable, Titles, Unread, complaining, listed
from models.values.opening_hours import BadOpeningHours
from models.values.written_hours import to_osm


@dataclass(frozen=True)
class Shift:
    """The posts that are rung at once when a life is in danger. hours: OSM opening hours. who: roles or names of
    posts."""

    hours: str
    who: tuple[str, ...]


REFUSALS = "refusals"
"""The value of `second_look` that covers only answers that refuse something."""


@dataclass(frozen=True)
class Department:
    """An authority that handles cases. hours, phone: as people read them.

    lead: it supervises all others, sees every case and has the last word. duty: its duty list; if empty, everybody is
    always on duty. second_look: a lead checks answers before the worker gets them, all of them or only refusals
    (models/casework/second_look.py).
    """

    key: str
    titles: Titles
    hours: Titles
    phone: str
    lead: bool
    sample: bool
    """Whether it is invented: its hours and number are then marked as invented wherever they are shown."""
    duty: tuple[Shift, ...] = ()
    second_look: bool | str = False


@dataclass(frozen=True)
class Platform:
    """A company that workers work through. words: names that people use for it, of all languages together."""

    key: str
    titles: Titles
    words: tuple[str, ...]


def load_departments(file: Path, complaints: Complaints | None = None) -> dict[str, Department]:
    """Every department of the file, in its order; exactly one leads. Raises BadCityPack unless `complaints` is
    given."""
    with complaining(complaints) as found:
        pack = PackTable.of_toml(file, found)
        if pack.unread:
            return Unread()
        departments = {key: _department(key, table) for key, table in pack.tables()}
        leads = [each.key for each in departments.values() if each.lead]
        if len(leads) != 1 and departments:
            pack.bad("lead", "pack-one-lead", count=len(leads), which=listed(leads) or "—")
        return departments


def _department(key: str, table: PackTable) -> Department:
    table.only("titles", "hours", "phone", "lead", "sample", "duty", "second_look")
    return Department(
        key=key,
        titles=table.titles(),
        hours=table.titles("hours"),
        phone=table.text("phone"),
        lead=table.has("lead") and table.flag("lead"),
        sample=table.has("sample") and table.flag("sample"),
        second_look=table.has("second_look") and table.flag_or("second_look", REFUSALS),
        duty=tuple(_shift(each) for _, each in table.table("duty").tables()) if table.has("duty") else (),
    )


def _shift(table: PackTable) -> Shift:
    table.only("hours", "who")
    hours, who = table.text("hours"), table.texts_of("who")
    try:
        return Shift(to_osm(hours), who)
    except BadOpeningHours:
        table.bad("hours", "pack-no-hours", said=hours)
        return Shift("", who)


def load_platforms(file: Path, complaints: Complaints | None = None) -> dict[str, Platform]:
    """Every platform of the file, in its order; a word names one platform only. Raises BadCityPack unless `complaints`
    is given."""
    with complaining(complaints) as found:
        pack = PackTable.of_toml(file, found)
        if pack.unread:
            return Unread()
        platforms: dict[str, Platform] = {}
        owners: dict[str, str] = {}
        for key, table in pack.tables(LONGEST_SHARED_KEY):
            table.only("titles", "words")
            platforms[key] = Platform(key, table.titles(), table.words_together())
            for word in platforms[key].words:
                if owners.setdefault(word, key) != key:
                    table.bad("words", "pack-word-taken", said=word, owner=owners[word])
        return platforms
