"""What the address of a list says, and addresses of lists."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from bot.web.console.desk import Desk
from bot.web.typed import number_in
from models.lists.views import COLUMNS, FIRST_COLUMNS, View, columns_of, view_of
from models.lists.wanted import After, DeskHeap, Sort, Wanted

PATH = "/console/cases"
_ANONYMOUS = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as its page was asked for. view: the saved view that it began with."""

    wanted: Wanted
    columns: tuple[str, ...]
    view: View | None = None

    @property
    def address(self) -> str:
        """The list from its first page."""
        return address_of(self.wanted.first_page, self.columns)

    @property
    def query(self) -> str:
        """The same page, without the path."""
        return address_of(self.wanted, self.columns).partition("?")[2]

    def of_heap(self, heap: DeskHeap) -> str:
        """Another heap, with these columns."""
        return address_of(Wanted(heap=heap), self.columns)

    def sorted_by(self, sort: Sort) -> str:
        """In this order; backwards if it is that already."""
        again = self.wanted.order is sort and not self.wanted.backwards
        return address_of(replace(self.wanted.first_page, sort=sort, backwards=again), self.columns)

    def following(self, after: After) -> str:
        """The page that begins after this row."""
        return address_of(replace(self.wanted.first_page, after=after), self.columns)

    def preceding(self, before: After) -> str:
        """The page that ends before this row."""
        return address_of(replace(self.wanted.first_page, before=before), self.columns)


async def asked_of(desk: Desk, query: str | None = None) -> Asked:
    """The list of the request's address, or of a query. Raises ViewGone."""
    pairs = parse_qsl(query if query is not None else desk.request.url.query)
    plain, columns = dict(pairs), [value for name, value in pairs if name == "columns"]
    number = number_in(plain.get("view", ""))
    if number is not None:
        view = await view_of(desk.session, number, desk.staff)
        after, before = (After.read(plain.get(name, ""), view.wanted.order) for name in ("after", "before"))
        return Asked(replace(view.wanted, after=after, before=before), view.columns, view)
    return Asked(Wanted.read(plain), columns_of(columns))


def address_of(wanted: Wanted, columns: Sequence[str] = FIRST_COLUMNS) -> str:
    """The address of a list; columns are named only if they are not the usual ones."""
    plain: dict[str, Any] = wanted.plain()
    if wanted.anonymous is not None:
        plain["anonymous"] = _ANONYMOUS[wanted.anonymous]
    if wanted.backwards:
        plain["backwards"] = "1"
    plain |= places_of(wanted)
    shown = [("columns", each) for each in COLUMNS if each in columns] if tuple(columns) != FIRST_COLUMNS else []
    return f"{PATH}?{urlencode([*plain.items(), *shown])}"


def places_of(wanted: Wanted) -> dict[str, str]:
    """Where the page begins or ends, for an address."""
    places = {"after": wanted.after, "before": wanted.before}
    return {name: str(place) for name, place in places.items() if place is not None}
