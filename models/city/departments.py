"""A department: an authority of the city that cases are sent to. Platforms stand beside it: whom cases are about."""

from dataclasses import dataclass
from pathlib import Path

from models.city.table import LONGEST_SHARED_KEY, Complaints, PackTable, Titles, Unread, complaining, listed
from models.values.opening_hours import BadOpeningHours
from models.values.written_hours import to_osm


@dataclass(frozen=True)
class Shift:
    """Who is rung at once when a life is in danger. hours: OSM opening hours. who: roles, or names, of posts."""

    hours: str
    who: tuple[str, ...]


REFUSALS = "refusals"
"""Of `second_look`: only answers that refuse something."""


@dataclass(frozen=True)
class Department:
    """hours and phone as people read them. lead: supervises all the others, sees every case, has the last word. duty:
    its duty list; without one, everybody is on duty always. second_look: a lead looks at answers before they go to the
    worker, at all or at refusals (models/casework/second_look.py)."""

    key: str
    titles: Titles
    hours: Titles
    phone: str
    lead: bool
    sample: bool
    """Invented: hours and number must be marked so wherever they show."""
    duty: tuple[Shift, ...] = ()
    second_look: bool | str = False


@dataclass(frozen=True)
class Platform:
    """A company that workers work through. words: what people call it, for every language together."""

    key: str
    titles: Titles
    words: tuple[str, ...]


def load_departments(file: Path, complaints: Complaints | None = None) -> dict[str, Department]:
    """Every department of the file, in its order; exactly one leads. Raises BadCityPack as `complaining` says."""
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
    """Every platform of the file, in its order; a word names one platform only. Raises BadCityPack as `complaining`
    says."""
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
