"""Reads the address of a list, and makes the addresses of lists that differ from it in one thing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from models.city.pack import City
from models.places.listing import MOST_PAGES, Asked
from models.places.search import LONGEST_WORDS

PAGE_PATH = "/map"
LONGEST_CODE = 64


@dataclass(frozen=True, slots=True)
class Query:
    """The query `/map?need=…&open=1&district=&q=&place=&page=`. Values that the city does not have are left out."""

    needs: tuple[str, ...] = ()
    open_only: bool = True
    district: str | None = None
    words: str = ""
    place: str | None = None
    page: int = 0

    @classmethod
    def of(cls, given: QueryParams, city: City) -> "Query":
        named = {key for value in given.getlist("need") for key in value.split(",")}
        district, page = given.get("district", ""), given.get("page", "")
        return cls(
            needs=tuple(key for key in city.needs if key in named),
            open_only=given.get("open") != "0",
            district=district if district in city.districts else None,
            words=_readable(given.get("q", ""))[:LONGEST_WORDS],
            place=_readable(given.get("place", ""))[:LONGEST_CODE] or None,
            page=min(int(page), MOST_PAGES - 1) if page.isascii() and page.isdecimal() and len(page) < 4 else 0,
        )

    def asked(self, city: City) -> Asked:
        district = city.districts.get(self.district or "")
        return Asked(self.needs, self.open_only, district, self.words, self.page)

    def but(self, **other: Any) -> str:
        """The address of the first page of the same list, with other values for some fields."""
        return replace(self, **{"page": 0, **other}).link

    def with_need(self, key: str, city: City) -> str:
        """The address with the need added, or removed if it is there. An unlisted kind stands alone, whatever its
        hours."""
        alone, on = key in city.unlisted_kinds, key in self.needs
        if alone:
            return self.but(needs=() if on else (key,), open_only=on)
        kept = {*self.needs} - {*city.unlisted_kinds} ^ {key}
        return self.but(needs=tuple(each for each in city.needs if each in kept))

    @property
    def link(self) -> str:
        query: list[tuple[str, str]] = [("need", key) for key in self.needs]
        said: Mapping[str, str | None] = {
            "open": None if self.open_only else "0",
            "district": self.district,
            "q": self.words or None,
            "place": self.place,
            "page": str(self.page) if self.page else None,
        }
        query += [(name, value) for name, value in said.items() if value is not None]
        return f"{PAGE_PATH}?{urlencode(query)}" if query else PAGE_PATH


def _readable(text: str) -> str:
    """The text without characters that no database can store: halves of characters, and NUL."""
    return "".join(each for each in text if each.isprintable()).strip()
