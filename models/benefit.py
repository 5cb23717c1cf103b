"""What a city offers its workers: `benefits.toml` of the city pack, in categories, each item ending in something to do.

[categories.KEY] emoji, titles · [items.KEY] category, titles, what, who, bring, until (sentences), action;
where known amount, where, source (sentences), phone, as_of (the day of the source)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from models.action import Action, ActionTargets, BadAction
from models.pack_table import PackTable, Titles


@dataclass(frozen=True)
class BenefitCategory:
    key: str
    emoji: str
    titles: Titles


@dataclass(frozen=True)
class Benefit:
    """One item. what it is, who it is for, what to bring, until when: each in plain sentences."""

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
    """When the source says so."""


@dataclass(frozen=True)
class Benefits:
    """A loaded file; both in its order. Every category has an item."""

    categories: Mapping[str, BenefitCategory] = field(default_factory=dict)
    items: Mapping[str, Benefit] = field(default_factory=dict)

    def of(self, category: str) -> list[Benefit]:
        return [each for each in self.items.values() if each.category == category]


def load_benefits(file: Path, targets: ActionTargets) -> Benefits:
    """The benefits of a pack. Raises BadCityPack at the first thing that is wrong."""
    pack = PackTable.of_toml(file)
    pack.only("categories", "items")
    categories = {key: _category(key, table) for key, table in pack.table("categories").tables()}
    items = {key: _item(key, table, categories, targets) for key, table in pack.table("items").tables()}
    used = {each.category for each in items.values()}
    for key in categories.keys() - used:
        raise pack.bad(f"categories.{key}", "no item is in it", "Put one in, or take it away")
    return Benefits(categories, items)


def _category(key: str, table: PackTable) -> BenefitCategory:
    table.only("emoji", "titles")
    return BenefitCategory(key, table.text("emoji"), table.titles())


def _item(key: str, table: PackTable, categories: Mapping[str, object], targets: ActionTargets) -> Benefit:
    table.only(
        "category", "titles", "what", "who", "bring", "until", "action", "amount", "where", "phone", "source", "as_of"
    )
    category = table.text("category")
    if category not in categories:
        raise table.bad("category", f"{category!r} is no category", f"One of: {', '.join(categories)}")
    try:
        action = targets.read(table.text("action"))
    except BadAction as error:
        raise table.bad("action", error.problem, error.mend) from error
    said = {name: table.table(name).texts() for name in ("what", "who", "bring", "until")}
    more = {name: table.table(name).texts() if table.has(name) else None for name in ("amount", "where", "source")}
    return Benefit(
        key=key,
        category=category,
        titles=table.titles(),
        action=action,
        phone=table.text("phone") if table.has("phone") else None,
        as_of=_day(table) if table.has("as_of") else None,
        amount=more["amount"],
        where=more["where"],
        source=more["source"],
        **said,
    )


def _day(table: PackTable) -> date:
    try:
        return date.fromisoformat(table.text("as_of"))
    except ValueError as error:
        raise table.bad("as_of", "it is no day", 'Write it as "2026-11-23"') from error
