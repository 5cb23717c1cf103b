"""What a list of cases is asked for: a heap, filters, an order, and the place where its page begins."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from models.cases.steps import CaseState

LONGEST_WORDS = 60
"""Characters of what is searched for; the rest is left out."""
YEARS = range(2000, 2200)
"""Other years are nobody's wish, and reckoning with them overflows."""
LONGEST_AGE = 20_000
"""Days."""
NOBODY = 0
"""As a handler: a case that nobody handles."""


class DeskHeap(StrEnum):
    """The heaps of a desk. A case can be in several. EVERYTHING is no heap of work but what a search looks through."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    SOON = "soon"
    OVERDUE = "overdue"
    WAITING = "waiting"
    REOPENED = "reopened"
    ASSISTING = "assisting"
    OPEN = "open"
    ENDED = "ended"
    EVERYTHING = "everything"


class Sort(StrEnum):
    """DUE: the earliest deadline first. FILED, CHANGED: the newest first. TYPE: by the key of the type."""

    DUE = "due"
    FILED = "filed"
    CHANGED = "changed"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class After:
    """A row of the list at which a page ends or begins: its value in the order of the list, and its number."""

    value: datetime | str
    id: int

    def __str__(self) -> str:
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        return f"{value}~{self.id}"

    @classmethod
    def read(cls, text: str, sort: Sort) -> Self | None:
        """The place that `str` wrote; None for anything else."""
        value, _, number = text.rpartition("~")
        if not value.isprintable() or not value or not (number.isascii() and number.isdecimal() and len(number) < 19):
            return None
        if sort is Sort.TYPE:
            return cls(value, int(number))
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
        return cls(moment, int(number)) if moment.tzinfo is not None and moment.year in YEARS else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list. type, platform, district, department: keys of the pack. handler: the number of a post, or NOBODY. age:
    days since it was filed, at least. since, until: filed on these days of the city or between them. words: all of
    them, or a number. same: the number of a case whose like is wanted: same type, and same platform or spot. after: the
    last row of the page before this one; before: the first row of the page after it; both None: the first page."""

    heap: DeskHeap = DeskHeap.MINE
    type: str | None = None
    platform: str | None = None
    district: str | None = None
    department: str | None = None
    handler: int | None = None
    state: CaseState | None = None
    age: int | None = None
    since: date | None = None
    until: date | None = None
    anonymous: bool | None = None
    words: str = ""
    same: str | None = None
    sort: Sort | None = None
    backwards: bool = False
    after: After | None = None
    before: After | None = None

    @property
    def first_page(self) -> Self:
        """The same list from its beginning."""
        return replace(self, after=None, before=None)

    @property
    def order(self) -> Sort:
        """The order of the list. What has ended has no deadline any more."""
        over = self.heap in (DeskHeap.ENDED, DeskHeap.EVERYTHING)
        if self.sort is None or (over and self.sort is Sort.DUE):
            return (Sort.CHANGED if self.heap is DeskHeap.ENDED else Sort.FILED) if over else Sort.DUE
        return self.sort

    @property
    def descending(self) -> bool:
        return (self.order in (Sort.FILED, Sort.CHANGED)) is not self.backwards

    @property
    def is_filtered(self) -> bool:
        """Whether anything but heap and order is wanted."""
        return self.first_page != Wanted(heap=self.heap, sort=self.sort, backwards=self.backwards)

    def plain(self) -> dict[str, Any]:
        """The filters and the order as JSON, without the place of the page."""
        names = (name for name in self.__dataclass_fields__ if name not in _PLACES)
        known = {name: getattr(self, name) for name in names if getattr(self, name) not in (None, "", False)}
        if self.anonymous is False:
            known["anonymous"] = False
        return {name: each.isoformat() if isinstance(each, date) else each for name, each in known.items()}

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        """What `plain` wrote, or somebody typed: a value that is not known counts as not wanted."""
        named = ("type", "platform", "district", "department", "same")
        texts = {name: _printable(plain[name])[:40] for name in named if plain.get(name)}
        heap = _member(DeskHeap, plain.get("heap")) or DeskHeap.MINE
        sort = _member(Sort, plain.get("sort"))
        made = cls(
            heap=heap,
            handler=_number(plain.get("handler")),
            state=_member(CaseState, plain.get("state")),
            age=min(_number(plain.get("age")) or 0, LONGEST_AGE) or None,
            since=_day(plain.get("since")),
            until=_day(plain.get("until")),
            anonymous=_ANONYMOUS.get(str(plain.get("anonymous", ""))),
            words=_printable(plain.get("words")).strip()[:LONGEST_WORDS],
            sort=sort,
            backwards=str(plain.get("backwards", "")) in ("1", "True"),
            **texts,  # type: ignore[arg-type]  # all of them are texts
        )
        after, before = (After.read(str(plain.get(name) or ""), made.order) for name in _PLACES)
        return replace(made, after=after, before=before)


def _printable(value: Any) -> str:
    """The text without what no database can hold."""
    return "".join(each for each in str(value or "") if each.isprintable())


_PLACES = ("after", "before")
_ANONYMOUS = {"True": True, "yes": True, "False": False, "no": False}


def _member(kind: Any, value: Any) -> Any:
    try:
        return kind(value) if value else None
    except ValueError:
        return None


def _number(value: Any) -> int | None:
    text = "" if value is None else str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None


def _day(value: Any) -> date | None:
    try:
        day = date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return None
    return day if day is not None and day.year in YEARS else None
