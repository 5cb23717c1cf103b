"""House numbers of a street: the one in a text, and the nearest one in the directory."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.places.place import Place
from models.values.position import Position

NEXT_DOOR = 10
"""Difference of house numbers; a place within it is as good as the number that was said."""
_NUMBER = r"\s*(?:no\.?\s*)?(\d{1,5}|[一二三四五六七八九十百零〇两]{1,6}(?=号))"
_FIGURES = {figure: number for number, figure in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


class KnownNumber(NamedTuple):
    number: int
    position: Position


def number_said(text: str, street: str) -> int | None:
    """The house number after the street's name, None if there is none. text, street: plain, as models/places/search.py
    compares names."""
    found = re.search(re.escape(street) + _NUMBER, text)
    if found is None:
        return None
    return int(found[1]) if found[1].isdecimal() else _written(found[1])


def _written(figures: str) -> int:
    """二十四 -> 24, 一百零五 -> 105, 八八 -> 88."""
    if not re.search("[十百]", figures):
        return int("".join(str(_FIGURES[each]) for each in figures))
    total, last = 0, 0
    for each in figures:
        if each in "十百":
            total += (last or 1) * (10 if each == "十" else 100)
            last = 0
        else:
            last = _FIGURES[each]
    return total + last


async def known_numbers(session: AsyncSession, street: str) -> Sequence[KnownNumber]:
    """The house numbers of the places on a street, the lowest first."""
    rows = await session.execute(
        sa.select(Place.address, Place.latitude, Place.longitude).where(
            Place.street == street, Place.closed_at.is_(None)
        )
    )
    numbers = [(number_said(address, street), latitude, longitude) for address, latitude, longitude in rows]
    known = [KnownNumber(number, Position.wgs84(*where)) for number, *where in numbers if number is not None]
    return sorted(known, key=lambda each: each.number)


def nearest_number(known: Sequence[KnownNumber], number: int) -> KnownNumber | None:
    """The known number nearest to this one, the lower of two that are equally near; None if none is known."""
    return min(known, key=lambda each: abs(each.number - number), default=None)
