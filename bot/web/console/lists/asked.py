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
        return address_of(replace(self.wanted, after=None), self.columns)

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
        return address_of(replace(self.wanted, sort=sort, backwards=again, after=None), self.columns)

    def following(self, after: After) -> str:
        return address_of(replace(self.wanted, after=after), self.columns)


async def asked_of(desk: Desk, query: str | None = None) -> Asked:
    """The list of the request's address, or of a query. Raises ViewGone."""
    pairs = parse_qsl(query if query is not None else desk.request.url.query)
    plain, columns = dict(pairs), [value for name, value in pairs if name == "columns"]
    number = number_in(plain.get("view", ""))
    if number is not None:
        view = await view_of(desk.session, number, desk.staff)
        after = After.read(plain.get("after", ""), view.wanted.order)
        return Asked(replace(view.wanted, after=after), view.columns, view)
    return Asked(Wanted.read(plain), columns_of(columns))


def address_of(wanted: Wanted, columns: Sequence[str] = FIRST_COLUMNS) -> str:
    """The address of a list; columns are named only if they are not the usual ones."""
    plain: dict[str, Any] = wanted.plain()
    if wanted.anonymous is not None:
        plain["anonymous"] = _ANONYMOUS[wanted.anonymous]
    if wanted.backwards:
        plain["backwards"] = "1"
    if wanted.after is not None:
        plain["after"] = str(wanted.after)
    shown = [("columns", each) for each in COLUMNS if each in columns] if tuple(columns) != FIRST_COLUMNS else []
    return f"{PATH}?{urlencode([*plain.items(), *shown])}"
