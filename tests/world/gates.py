"""Gates of estates, for tests."""

import itertools
from datetime import datetime

from models.places.place import Place, details_of
from models.values.position import Position

METRES_A_DEGREE = 111_195.0
CENTRE = Position.wgs84(32.615, 115.165)
_numbers = itertools.count(1)


def a_gate(
    name: str,
    at: Position = CENTRE,
    *,
    north_m: float = 0.0,
    kind: str = "gate",
    code: str | None = None,
    checked_at: datetime | None = None,
    **said: str,
) -> Place:
    """A gate that is not in the database yet. said: its fields."""
    return Place(
        code=code or f"G{next(_numbers)}",
        kind=kind,
        name=name,
        latitude=at.latitude + north_m / METRES_A_DEGREE,
        longitude=at.longitude,
        address="",
        needs="|gate|" if kind == "gate" else "|toilet|",
        hours="",
        details=details_of(said),
        checked_at=checked_at,
        sample=False,
    )
