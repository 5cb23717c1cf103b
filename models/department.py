"""A department: an authority of the city that cases are sent to. Platforms stand beside it: whom cases are about."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.opening_hours import BadOpeningHours
from models.pack_table import LOCALES, BadCityPack, PackTable, Titles
from models.written_hours import to_osm


@dataclass(frozen=True)
class Shift:
    """Who is rung at once when a life is in danger. hours: OSM opening hours. who: roles, or names, of posts."""

    hours: str
    who: tuple[str, ...]


@dataclass(frozen=True)
class Department:
    """hours and phone as people read them. lead: supervises all the others, sees every case, has the last word. duty:
    its duty list; without one, everybody is on duty always."""

    key: str
    titles: Titles
    hours: Titles
    phone: str
    lead: bool
    sample: bool
    """Invented: hours and number must be marked so wherever they show."""
    duty: tuple[Shift, ...] = ()


@dataclass(frozen=True)
class Platform:
    """A company that workers work through. words: what people call it, for every language together."""

    key: str
    titles: Titles
    words: tuple[str, ...]


def load_departments(file: Path) -> dict[str, Department]:
    """Every department of the file, in its order. Raises BadCityPack; exactly one leads."""
    pack = PackTable.of_toml(file)
    found = {key: _department(key, table) for key, table in pack.tables()}
    leads = [each.key for each in found.values() if each.lead]
    if len(leads) != 1:
        raise BadCityPack(file, "lead", f"{len(leads)} departments lead", "Write lead = true for exactly one")
    return found


def _department(key: str, table: PackTable) -> Department:
    table.only("titles", "hours", "phone", "lead", "sample", "duty")
    return Department(
        key=key,
        titles=table.titles(),
        hours=table.table("hours").texts(),
        phone=table.text("phone"),
        lead=table.has("lead") and table.flag("lead"),
        sample=table.has("sample") and table.flag("sample"),
        duty=tuple(_shift(each) for _, each in table.table("duty").tables()) if table.has("duty") else (),
    )


def _shift(table: PackTable) -> Shift:
    table.only("hours", "who")
    try:
        return Shift(to_osm(table.text("hours")), table.texts_of("who"))
    except BadOpeningHours as error:
        raise table.bad("hours", str(error), 'Write it like "08:00-22:00" or "Mo-Fr 08:30-17:30"') from error


def load_platforms(file: Path) -> dict[str, Platform]:
    """Every platform of the file, in its order. Raises BadCityPack; a word names one platform only."""
    found: dict[str, Platform] = {}
    owners: dict[str, str] = {}
    for key, table in PackTable.of_toml(file).tables():
        table.only("titles", "words")
        found[key] = Platform(key, table.titles(), table.texts_of("words"))
        for word in found[key].words:
            if word in owners:
                raise table.bad(
                    "words", f"{word!r} means {owners[word]} too", "A word names one platform: take one away"
                )
            owners[word] = key
    return found


def words_by_locale(table: PackTable) -> Mapping[str, tuple[str, ...]]:
    """The `words` of a table: locale -> what people say."""
    words = table.table("words")
    words.only(*LOCALES)
    return {locale: words.texts_of(locale) for locale in LOCALES}
