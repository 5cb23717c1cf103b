"""What people say is different at a place: who counts, what it changes, and that it can be undone."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from models.my_data.nouns import NOUNS
from models.outbox.message import OutboxMessage
from models.people.person import Person, meet
from models.places.change import (
    CLAIM_LASTS,
    GONE,
    Heard,
    PlaceChange,
    PlaceClaim,
    What,
    changes_of,
    confirm_place,
    decide_claim,
    forget_claims,
    mark_of,
    say_changed,
    undo_change,
)
from models.places.directory import PlaceRow
from models.places.errors import ChangeGone, ClaimGone, PlaceGone, TooManyReports
from models.places.host import PlaceNews
from models.places.importing import Changes, put_places
from models.places.nearest import nearest_places
from models.places.place import Place
from models.places.running import close_days
from models.staff.errors import NotStaff
from tests.models.places.test_place_running import Station
from tests.models.places.test_place_running import station as station
from tests.world.filing import LONG_AGO, NOW, a_person
from tests.world.outbox_rows import as_put

LATER = "Mo-Su 09:00-21:00"
MINUTE = timedelta(minutes=1)


async def riders(station: Station, *names: str) -> list[Person]:
    async with station.database.transaction() as session:
        return [await a_person(session, name) for name in names]


async def says(station: Station, person: Person, what: What, value: str, **when: Any) -> Heard:
    async with station.database.transaction() as session:
        now = when.get("at", NOW)
        return await say_changed(session, station.place_id, what, value, person, city=station.city, now=now)


async def place_of(station: Station) -> Place:
    async with station.database.reading() as session:
        return await session.get_one(Place, station.place_id)


async def told_of(station: Station, news: PlaceNews) -> list[tuple[int, dict[str, Any]]]:
    async with station.database.reading() as session:
        rows = as_put(await session.scalars(sa.select(OutboxMessage)))
        return [(row.person_id, row.content["facts"]) for row in rows if row.content["news"] == news]


async def test_other_hours_count_when_a_second_person_says_the_same(station: Station) -> None:
    anna, bert = await riders(station, "anna", "bert")
    for _ in range(2):
        assert await says(station, anna, What.HOURS, LATER) is Heard.NOTED
    assert await says(station, bert, What.HOURS, "24/7") is Heard.NOTED
    assert (await place_of(station)).hours == "Mo-Su 07:00-22:00"
    assert await says(station, bert, What.HOURS, LATER, at=NOW + MINUTE) is Heard.CHANGED
    place = await place_of(station)
    assert (place.hours, place.checked_at, place.checked_by) == (LATER, NOW + MINUTE, "rider")
    assert await says(station, anna, What.HOURS, LATER) is Heard.AS_KNOWN
    claims = await told_of(station, PlaceNews.CLAIM)
    assert {person for person, _ in claims} == {station.host.id}
    assert [person for person, _ in await told_of(station, PlaceNews.CHANGED)] == [station.host.id, station.lead.id]
    async with station.database.reading() as session:
        assert (await session.scalars(sa.select(PlaceClaim))).all() == []
        (change,) = await changes_of(session, station.place_id, station.host, city=station.city)
    assert (change.before, change.after, change.by, change.staff_id) == ("Mo-Su 07:00-22:00", LATER, "rider", None)


async def test_two_people_at_the_same_moment_change_it_once(station: Station) -> None:
    people = await riders(station, "anna", "bert", "carl", "dora")
    heard = await asyncio.gather(*(says(station, each, What.HOURS, LATER) for each in people))
    assert sorted(heard) == sorted([Heard.NOTED, Heard.CHANGED, Heard.AS_KNOWN, Heard.AS_KNOWN])
    async with station.database.reading() as session:
        assert len((await session.scalars(sa.select(PlaceChange))).all()) == 1
        assert (await session.scalars(sa.select(PlaceClaim))).all() == []


async def test_new_identities_count_for_nothing(station: Station) -> None:
    async with station.database.transaction() as session:
        fresh = [await a_person(session, f"fresh{n}", since=NOW - timedelta(minutes=50)) for n in range(2)]
        stranger, _, _ = await meet(session, "telegram", "stranger", locale="zh-CN", now=LONG_AGO)
    (anna,) = await riders(station, "anna")
    assert await says(station, anna, What.CLOSED, GONE) is Heard.NOTED
    for who in (*fresh, stranger):
        assert await says(station, who, What.CLOSED, GONE) is Heard.NOT_COUNTED
        async with station.database.transaction() as session:
            heard = await confirm_place(session, station.place_id, who, city=station.city, now=NOW)
        assert heard is Heard.NOT_COUNTED
    place = await place_of(station)
    assert (place.closed_at, place.checked_by) == (None, "import")


async def test_whoever_runs_it_is_believed_at_once_and_decides_what_riders_say(station: Station) -> None:
    assert await says(station, station.host, What.ACCESS, "code\n扫门上的码") is Heard.CHANGED
    place = await place_of(station)
    assert (place.access, place.access_note, place.checked_by) == ("code", "扫门上的码", "host")
    anna, bert = await riders(station, "anna", "bert")
    await says(station, anna, What.ACCESS, "ask\n")
    await says(station, bert, What.HOURS, LATER)
    claims = {facts["what"]: facts["claim_id"] for _, facts in await told_of(station, PlaceNews.CLAIM)}
    async with station.database.transaction() as session:
        with pytest.raises(NotStaff):
            await decide_claim(session, claims["access"], anna, is_so=True, city=station.city, now=NOW)
        await decide_claim(session, claims["access"], station.host, is_so=True, city=station.city, now=NOW)
        await decide_claim(session, claims["hours"], station.lead, is_so=False, city=station.city, now=NOW)
    for claim in claims.values():
        async with station.database.transaction() as session:
            with pytest.raises(ClaimGone):
                await decide_claim(session, claim, station.host, is_so=True, city=station.city, now=NOW)
    place = await place_of(station)
    assert (place.access, place.access_note, place.hours) == ("ask", None, "Mo-Su 07:00-22:00")
    assert place.checked_by == "staff"


async def test_a_change_is_undone_by_whoever_runs_it_unless_it_was_changed_again(station: Station) -> None:
    anna, bert = await riders(station, "anna", "bert")
    for rider in (anna, bert):
        await says(station, rider, What.CLOSED, GONE)
    with pytest.raises(PlaceGone):
        await says(station, anna, What.HOURS, LATER)
    (change, *_) = {facts["change_id"] for _, facts in await told_of(station, PlaceNews.CHANGED)}
    async with station.database.transaction() as session:
        with pytest.raises(NotStaff):
            await undo_change(session, change, anna, city=station.city, now=NOW)
        await undo_change(session, change, station.host, city=station.city, now=NOW + MINUTE)
    async with station.database.reading() as session:
        found = await nearest_places(session, station.position, open_at=NOW, zone=station.city.zone)
        assert station.place_id in {each.place.id for each in found}, "the search has it again"
    async with station.database.transaction() as session:
        with pytest.raises(ChangeGone):
            await undo_change(session, change, station.host, city=station.city, now=NOW)
    for minutes, hours in enumerate((LATER, "24/7")):
        await says(station, station.host, What.HOURS, hours, at=NOW + minutes * MINUTE)
    async with station.database.transaction() as session:
        last, first, _ = await changes_of(session, station.place_id, station.host, city=station.city)
        with pytest.raises(ChangeGone):
            await undo_change(session, first.id, station.host, city=station.city, now=NOW)
        await undo_change(session, last.id, station.host, city=station.city, now=NOW)
    assert (await place_of(station)).hours == LATER


async def test_usual_hours_change_below_a_closure(station: Station) -> None:
    await station.does(close_days, first=NOW.date(), last=NOW.date())
    await says(station, station.host, What.HOURS, LATER)
    assert not await station.is_found(station.at(14))
    assert await station.is_found(station.at(20, 1))
    assert not await station.is_found(station.at(8, 1))


async def test_a_word_on_what_was_shown_before_a_change_confirms_nothing(station: Station) -> None:
    (anna,) = await riders(station, "anna")
    mark = mark_of(await place_of(station))
    for hours, heard in ((None, Heard.AS_KNOWN), (LATER, Heard.CHANGED)):
        if hours is not None:
            await says(station, station.host, What.HOURS, hours)
        async with station.database.transaction() as session:
            now = NOW + timedelta(days=1)
            assert await confirm_place(session, station.place_id, anna, mark=mark, city=station.city, now=now) is heard
    assert (await place_of(station)).checked_by == "host"


async def test_nobody_says_many_things_and_what_is_said_is_forgotten(station: Station) -> None:
    (anna,) = await riders(station, "anna")
    for hour in range(5):
        await says(station, anna, What.HOURS, f"0{hour}:00-21:00")
    with pytest.raises(TooManyReports):
        await says(station, anna, What.HOURS, LATER)
    places = next(noun for noun in NOUNS if "place_claim.person_id" in {kept.column for kept in noun.kept})
    assert places.export is not None
    async with station.database.transaction() as session:
        exported = await places.export(session, anna)
        assert [each["value"] for each in exported["place_claims"]] == ["04:00-21:00"]
        await forget_claims(session, now=NOW + CLAIM_LASTS + MINUTE)
        assert (await session.scalars(sa.select(PlaceClaim))).all() == []


async def test_an_import_leaves_what_people_changed_unless_it_was_checked_later(station: Station) -> None:
    await says(station, station.host, What.HOURS, LATER)
    place = await place_of(station)
    given = {name: getattr(place, name) for name in PlaceRow._fields if name != "checked_on"}
    tomorrow = (NOW + timedelta(days=1)).date().isoformat()
    expected = (("Mo-Su 08:00-20:00", None, LATER, 1), ("Mo-Su 08:00-20:00", tomorrow, "Mo-Su 08:00-20:00", 0))
    for hours, checked_on, then, kept in expected:
        changes, row = Changes(), PlaceRow(**{**given, "hours": hours, "checked_on": checked_on})
        async with station.database.transaction() as session:
            await put_places(session, [row], changes, zone=station.city.zone, now=NOW, dry_run=False)
        assert ((await place_of(station)).hours, changes.kept) == (then, kept)
    place = await place_of(station)
    assert place.checked_by == "import"
    async with station.database.reading() as session:
        by = (await session.scalars(sa.select(PlaceChange.by).order_by(PlaceChange.id))).all()
    assert by == ["host", "import"]


async def test_an_import_fills_in_how_to_get_in_and_never_empties_it(station: Station) -> None:
    place = await place_of(station)
    given = {name: getattr(place, name) for name in PlaceRow._fields if name != "checked_on"} | {"checked_on": None}
    for access in ("app", None):
        row = PlaceRow(**{**given, "access": access})
        async with station.database.transaction() as session:
            await put_places(session, [row], Changes(), zone=station.city.zone, now=NOW, dry_run=False)
        assert (await place_of(station)).access == "app"
