"""All facts of a place as one form: what an import may say of it, checked by the same rules, each fact a change of its
own that can be undone.

A column whose text stays as it was shown is left alone, so that reading and writing it cannot change what is known.
"""

from collections.abc import Mapping
from datetime import datetime
from zlib import crc32

from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.people.person import Person
from models.places.change import COLUMNS, PlaceChange, What, change_place, position_value, value_of
from models.places.directory import Check, PlaceRow, Rules
from models.places.errors import PlaceChangedMeanwhile, PlaceFormWrong
from models.places.host import need_place_staff
from models.places.place import Place, find_place
from models.values.position import Datum

_TEXTS = ("kind", "name", "district", "address", "phone", "note", "access", "access_note")
_OF: Mapping[What, tuple[str, ...]] = {
    What.POSITION: ("latitude", "longitude"),
    What.ACCESS: ("access", "access_note"),
    What.HOURS: ("hours",),
    **{each: (each.value,) for each in COLUMNS},
}
"""The columns of the form by what they change; details have a column for each field of the kind."""


def form_of(place: Place, city: City) -> dict[str, str]:
    """The columns of the form as they are now, as an import would write them. Degrees are WGS-84."""
    kind = city.kinds.get(place.kind)
    return {
        "code": place.code,
        **{name: getattr(place, name) or "" for name in _TEXTS},
        "latitude": repr(place.latitude),
        "longitude": repr(place.longitude),
        "needs": place.needs.strip("|"),
        "hours": place.usual,
        **{name: place.said.get(name, "") for name in (kind.fields if kind is not None else ())},
    }


def form_mark(place: Place) -> str:
    """A short mark of all facts of the place: it differs once one has changed."""
    known = "\n".join(value_of(place, what) for what in What)
    return f"{crc32(known.encode()):08x}"


def checked_form(place: Place, given: Mapping[str, str], *, datum: Datum, city: City) -> tuple[PlaceRow | None, Check]:
    """The form as a row of an import, None if it has errors, and what is wrong or doubtful about it. given: column ->
    text, also of some columns alone; datum: of its degrees."""
    values = {**form_of(place, city), **given, "code": place.code}
    fields = city.kinds[values["kind"]].fields if values["kind"] in city.kinds else {}
    others = {name for kind in city.kinds.values() for name in kind.fields} - set(fields)
    known = {name: text for name, text in values.items() if name not in others}
    check = Check(known, Rules(city, datum, accept_outside=True, sample=place.sample))
    return check.row(), check


async def edit_place(
    session: AsyncSession,
    place_id: int,
    given: Mapping[str, str],
    person: Person,
    *,
    mark: str,
    datum: Datum,
    city: City,
    now: datetime,
) -> list[PlaceChange]:
    """Changes the facts in which the form differs from the place. mark: of the place as the form was shown. Raises
    NotStaff, PlaceGone, PlaceChangedMeanwhile, PlaceFormWrong."""
    await need_place_staff(session, person, city)
    await find_place(session, place_id)
    place = await session.get_one(Place, place_id, with_for_update=True, populate_existing=True)
    if mark != form_mark(place):
        raise PlaceChangedMeanwhile
    row, check = checked_form(place, given, datum=datum, city=city)
    if row is None:
        raise PlaceFormWrong(len(check.errors))
    values = _values(place, row, given, datum=datum, city=city)
    return await change_place(session, place, values, person, city=city, now=now)


def _values(place: Place, row: PlaceRow, given: Mapping[str, str], *, datum: Datum, city: City) -> dict[What, str]:
    """What the form says, but for what it leaves as it was."""
    shown = form_of(place, city)
    said = {name for name, text in given.items() if text != shown.get(name, "")}
    if datum != "wgs84":
        said |= {"latitude", "longitude"}
    values = {what: _value(row, what) for what, columns in _OF.items() if said.intersection(columns)}
    if set(row.needs.split("|")) != set(place.needs.split("|")):  # the kind is a need too, where riders ask for it
        values[What.NEEDS] = row.needs
    else:
        values.pop(What.NEEDS, None)
    return values | {What.DETAILS: row.details}


def _value(row: PlaceRow, what: What) -> str:
    if what is What.POSITION:
        return position_value(row.latitude, row.longitude)
    if what is What.ACCESS:
        return f"{row.access or ''}\n{row.access_note or ''}"
    return getattr(row, what) or ""
