"""The columns of a place that a list shows, and literal text in a LIKE."""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.places.place import Place
from models.storage.one_hop import OneHop
from models.values.position import Position

LIKE_ESCAPE = "/"


class ListedPlace(NamedTuple):
    """The columns of Place that a list shows, read together with the search; `find_place` reads the rest."""

    id: int
    code: str
    kind: str
    name: str
    latitude: float
    longitude: float
    address: str
    needs: str
    hours: str
    sample: bool
    shut_until: datetime | None
    checked_at: datetime | None
    unmended_at: datetime | None

    @property
    def position(self) -> Position:
        return Position.wgs84(self.latitude, self.longitude)


async def listed_places(session: AsyncSession, ids: Collection[int]) -> dict[int, ListedPlace]:
    """Id -> place, as it is now, without places that are closed for good."""
    rows = await _by_id_statement().rows(session, ids=list(ids))
    return {row[0]: ListedPlace._make(row) for row in rows}


@lru_cache(maxsize=1)
def _by_id_statement() -> OneHop:
    columns = Place.__table__.c
    listed = sa.select(*(columns[name] for name in ListedPlace._fields))
    return OneHop(listed.where(columns.id.in_(sa.bindparam("ids", expanding=True)), columns.closed_at.is_(None)))


def like_literal(text: str) -> str:
    """The text escaped for a LIKE with LIKE_ESCAPE, so that no character is a wildcard."""
    for special in (LIKE_ESCAPE, "%", "_"):
        text = text.replace(special, LIKE_ESCAPE + special)
    return text
