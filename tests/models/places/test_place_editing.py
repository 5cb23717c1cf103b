"""Facts of a place changed at the desk: who may, two at once, and what an import leaves as they said."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from models.people.person import Person
from models.places.change import PlaceChange, What, undo_change
from models.places.desk.bringing_in import bring_in, look_at_rows
from models.places.desk.editing import edit_place, form_mark, form_of
from models.places.directory import Check, PlaceRow, Rules
from models.places.errors import PlaceChangedMeanwhile, PlaceFormWrong
from models.places.place import Place
from models.staff.errors import NotStaff
from tests.models.places.test_place_running import Station
from tests.models.places.test_place_running import station as station
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_person

LATER = NOW + timedelta(days=1)


async def place_of(station: Station) -> Place:
    async with station.database.reading() as session:
        return await session.get_one(Place, station.place_id)


async def edits(station: Station, person: Person, given: dict[str, str], mark: str = "", **about: Any) -> list[Any]:
    mark = mark or form_mark(await place_of(station))
    about = {"datum": "wgs84", "city": station.city, "now": NOW} | about
    async with station.database.transaction() as session:
        return await edit_place(session, station.place_id, given, person, mark=mark, **about)


def row_of(station: Station, place: Place, **changed: str) -> PlaceRow:
    values = form_of(place, station.city) | changed
    row = Check(values, Rules(station.city, "wgs84", accept_outside=True, sample=True)).row()
    assert row is not None
    return row


async def imports(station: Station, row: PlaceRow) -> None:
    about: dict[str, Any] = {"replace": False, "city": station.city}
    async with station.database.transaction() as session:
        look = await look_at_rows(session, [row], station.lead, **about)
        await bring_in(session, [row], station.lead, mark=look.mark, now=LATER, **about)


async def test_a_host_or_another_department_changes_no_facts_and_brings_nothing_in(station: Station) -> None:
    async with station.database.transaction() as session:
        clerk = await a_clerk(session, "外人", "transport", LEAD)
        outsider, rider = await session.get_one(Person, clerk.person_id), await a_person(session, "anna")
    row = row_of(station, await place_of(station), name="别的名字")
    for person in (station.host, outsider, rider):
        with pytest.raises(NotStaff):
            await edits(station, person, {"name": "别的名字"})
        async with station.database.transaction() as session:
            with pytest.raises(NotStaff):
                await look_at_rows(session, [row], person, replace=True, city=station.city)
            with pytest.raises(NotStaff):
                await bring_in(session, [row], person, replace=True, mark="", city=station.city, now=NOW)
    assert (await place_of(station)).name == "青石路暖新驿站"


async def test_of_two_forms_shown_at_the_same_time_one_is_taken(station: Station) -> None:
    mark = form_mark(await place_of(station))
    forms = [edits(station, station.lead, {"phone": phone}, mark) for phone in ("1", "2")]
    done = await asyncio.gather(*forms, return_exceptions=True)
    assert [type(each) for each in done if isinstance(each, Exception)] == [PlaceChangedMeanwhile]
    async with station.database.reading() as session:
        (change,) = await session.scalars(sa.select(PlaceChange))
    assert change.after == (await place_of(station)).phone


async def test_the_street_follows_name_and_address_and_a_kind_takes_its_fields_along(station: Station) -> None:
    await edits(station, station.lead, {"address": "望江路 5 号"})
    assert (await place_of(station)).street == "望江路"
    await edits(station, station.lead, {"kind": "gate", "guard": "登记手机号"})
    assert (await place_of(station)).said == {"guard": "登记手机号"}
    await edits(station, station.lead, {"kind": "station"})
    assert ((await place_of(station)).kind, (await place_of(station)).details) == ("station", "")
    with pytest.raises(PlaceFormWrong):
        await edits(station, station.lead, {"kind": "shop"})


async def test_an_import_leaves_what_was_changed_here_until_its_row_was_checked_later(station: Station) -> None:
    before = await place_of(station)
    row = row_of(station, before, phone="0371-1")
    (change,) = await edits(station, station.lead, {"name": "新名字"})
    await imports(station, row)
    now = await place_of(station)
    assert (now.name, now.phone) == ("新名字", "0371-1")
    await imports(station, row._replace(checked_on=(NOW + timedelta(days=2)).date().isoformat()))
    assert (await place_of(station)).name == before.name
    async with station.database.transaction() as session:
        history = (await session.scalars(sa.select(PlaceChange).order_by(PlaceChange.id))).all()
        said = [(each.what, each.by) for each in history]
        assert said[0] == ("name", "staff")
        assert sorted(said[1:]) == sorted([(What.PHONE, "import"), (What.NEEDS, "import"), (What.NAME, "import")])
        with pytest.raises(NotStaff):  # a host changes what hosts are asked, not its name
            await undo_change(session, history[-1].id, station.host, city=station.city, now=LATER)
        await undo_change(session, history[-1].id, station.lead, city=station.city, now=LATER)
    assert (await place_of(station)).name == "新名字"
    assert change.id == history[0].id
