"""The benefits that a city offers its workers: `benefits.toml` of the city pack. Each item ends in an action.

[categories.KEY] emoji, titles; optional: department, which owns its items
[items.KEY] category, titles, what, who, bring, until (sentences), action;
optional: amount, where, source (sentences), phone, as_of (the day of the source), department
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from models.city.actions import Action, ActionKind, ActionTargets, action_of
from models.city.table import LONGEST_SHARED_KEY, Complaints, PackTable, Titles, complaining, emoji_of

NOWHERE = Action(ActionKind.PHONE, "")
"""Takes the place of an action that cannot be read."""


@dataclass(frozen=True)
class BenefitCategory:
    key: str
    emoji: str
    titles: Titles
    department: str | None = None
    """The department that owns its items, where an item does not say another."""


@dataclass(frozen=True)
class Benefit:
    """One item. what: the benefit; who: its recipients; bring: papers to bring; until: the deadline; all in
    sentences."""

    key: str
    category: str
    titles: Titles
    what: Titles
    who: Titles
    bring: Titles
    until: Titles
    action: Action
    amount: Titles | None = None
    where: Titles | None = None
    phone: str | None = None
    source: Titles | None = None
    as_of: date | None = None
    """The day of the source."""
    department: str | None = None
    """The department that owns it."""


@dataclass(frozen=True)
class Benefits:
    """The loaded file, categories and items in its order. Every category has an item."""

    categories: Mapping[str, BenefitCategory] = field(default_factory=dict)
    items: Mapping[str, Benefit] = field(default_factory=dict)

    def of(self, category: str) -> list[Benefit]:
        return [each for each in self.items.values() if each.category == category]


def load_benefits(
    file: Path,
    targets: ActionTargets,
    complaints: Complaints | None = None,
    departments: Mapping[str, object] | None = None,
) -> Benefits:
    """The benefits of a pack. Raises BadCityPack unless `complaints` is given."""
    with complaining(complaints) as found:
        pack = PackTable.of_toml(file, found)
        pack.only("categories", "items")
        known = departments or {}
        groups = pack.table("categories").tables(LONGEST_SHARED_KEY)
        categories = {key: _category(key, table, known) for key, table in groups}
        tables = pack.table("items").tables(LONGEST_SHARED_KEY)
        items = {key: _item(key, table, categories, targets, known) for key, table in tables}
        used = {each.category for each in items.values()}
        for key in categories.keys() - used if used <= categories.keys() else ():
            pack.bad(f"categories.{key}", "pack-empty-category")
        return Benefits(categories, items)


def _category(key: str, table: PackTable, departments: Mapping[str, object]) -> BenefitCategory:
    table.only("emoji", "titles", "department")
    return BenefitCategory(key, emoji_of(table), table.titles(), _owner(table, departments))


def _owner(table: PackTable, departments: Mapping[str, object]) -> str | None:
    return table.named("department", departments, "departments.toml") if table.has("department") else None


def _item(
    key: str,
    table: PackTable,
    categories: Mapping[str, object],
    targets: ActionTargets,
    departments: Mapping[str, object],
) -> Benefit:
    table.only(
        "category", "titles", "what", "who", "bring", "until", "action", "amount", "where", "phone", "source", "as_of",
        "department",
    )  # fmt: skip
    more = {name: table.titles(name) if table.has(name) else None for name in ("amount", "where", "source")}
    return Benefit(
        key=key,
        category=table.named("category", categories, "[categories]"),
        titles=table.titles(),
        action=action_of(table, targets) or NOWHERE,
        amount=more["amount"],
        where=more["where"],
        phone=table.text("phone") if table.has("phone") else None,
        source=more["source"],
        as_of=_day(table) if table.has("as_of") else None,
        department=_owner(table, departments),
        **{name: table.titles(name) for name in ("what", "who", "bring", "until")},
    )


def _day(table: PackTable) -> date | None:
    try:
        return date.fromisoformat(table.text("as_of"))
    except ValueError:
        table.bad("as_of", "pack-no-day")
        return None
