"""`events.toml`: what a whole one gives, that every slip names its spot and the mend, and how dates are made of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.city.events import EventKind, EventTemplate, load_events
from models.city.pack import BadCityPack, City
from models.events.event import Event, EventDate, find_date, forget_old_dates
from models.events.programme import DAYS_AHEAD, fill_programme
from models.places.place import Place
from models.storage.database import Database
from tests.world.complaints import complains
from tests.world.events import NOW, a_date, people

WHOLE = """\
[first_aid]
kind = "training"
titles = { zh-CN = "急救", en = "First aid" }
about = { zh-CN = "练", en = "Practice" }
bring = { zh-CN = "身份证", en = "Your card" }
department = "health"
place = "T1"
room = { zh-CN = "三楼", en = "Third floor" }
when = ["Th 14:30-16:30", "Fr 23:00-01:00"]
weeks = 2
seats = 20
subsidy_yuan = 100
points = 5
training_hours = 1.5
cancel_hours = 24
remind_minutes = [60, 1440]
questions = ["size"]
certificate = true
satisfies = "health"
article = "heat"

[live]
kind = "online"
titles = { zh-CN = "直播", en = "Live" }
about = { zh-CN = "看", en = "Watch" }
department = "health"
online = "https://live.example/1"
when = ["Mo 15:30-16:00"]
seats = 500
"""


def load(file: Path, text: str) -> dict[str, EventTemplate]:
    file.write_text(text, encoding="utf-8")
    return load_events(file, departments=["health"], papers=["health"], articles=["heat"])


def test_a_whole_file_gives_all_that_is_in_it(tmp_path: Path) -> None:
    events = load(tmp_path / "events.toml", WHOLE)
    aid, live = events["first_aid"], events["live"]
    assert (aid.kind, aid.place, aid.online, aid.weeks, aid.seats) == (EventKind.TRAINING, "T1", None, 2, 20)
    assert (aid.subsidy_yuan, aid.points, aid.training_minutes, aid.cancel_minutes) == (100, 5, 90, 1440)
    assert (aid.remind_minutes, aid.questions, aid.certificate) == ((1440, 60), ("size",), True)
    assert (aid.satisfies, aid.article, aid.bring) == ("health", "heat", {"zh-CN": "身份证", "en": "Your card"})
    assert (live.place, live.online, live.remind_minutes, live.cancel_minutes) == (
        None,
        "https://live.example/1",
        (1440, 60),
        120,
    )


def test_its_dates_are_those_weekdays_every_second_week_and_may_pass_midnight(tmp_path: Path, city: City) -> None:
    aid = load(tmp_path / "events.toml", WHOLE)["first_aid"]
    dates = aid.dates(date(2026, 11, 26), 28, city.zone)
    assert [f"{start:%a %m-%d %H:%M}" for start, _ in dates] in (
        ["Thu 11-26 14:30", "Fri 11-27 23:00", "Thu 12-10 14:30", "Fri 12-11 23:00"],
        ["Thu 12-03 14:30", "Fri 12-04 23:00", "Thu 12-17 14:30", "Fri 12-18 23:00"],
    )
    assert {end - start for start, end in dates} == {timedelta(hours=2)}


SLIPS = {
    "TOML cannot be read": ("[live]", "[live", "line 22", ""),
    "a key is misspelt": ("seats = 20", "seat = 20", "first_aid.seat", "not known"),
    "no seats": ("seats = 500\n", "", "live.seats", "missing"),
    "half a seat": ("seats = 500", "seats = 1.5", "line 29, live.seats", "not a whole number"),
    "too many seats": ("seats = 500", "seats = 5000", "live.seats", "not a whole number"),
    "an unknown kind": ('"online"', '"party"', "live.kind", "not in kind"),
    "both a place and an address": ('online = "', 'place = "T1"\nonline = "', "live.place", "exactly one way"),
    "an address without TLS": ("https://", "http://", "live.online", "no https address"),
    "an unknown department": (
        'department = "health"\nplace',
        'department = "x"\nplace',
        "first_aid.department",
        "not in",
    ),
    "an unknown certificate": ('satisfies = "health"', 'satisfies = "x"', "first_aid.satisfies", "not in"),
    "an unknown article": ('"heat"', '"x"', "first_aid.article", "not in"),
    "a weekday that is none": ('"Mo 15', '"周八 15', "live.when", "no weekly time"),
    "a time without an end": ("15:30-16:00", "15:30", "live.when", "no weekly time"),
    "five weeks": ("weeks = 2", "weeks = 5", "first_aid.weeks", "not a whole number"),
    "a third of an hour": ("training_hours = 1.5", "training_hours = 1.3", "first_aid.training_hours", "not counted"),
    "a reminder after the start": ("[60, 1440]", "[-5]", "first_aid.remind_minutes", "no list of minutes"),
    "a question nobody knows": ('["size"]', '["shoe"]', "first_aid.questions", "not in questions"),
}


@pytest.mark.parametrize(("old", "new", "where", "problem"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_names_its_spot_and_the_mend(tmp_path: Path, old: str, new: str, where: str, problem: str) -> None:
    assert WHOLE.count(old) >= 1
    with pytest.raises(BadCityPack) as caught:
        load(tmp_path / "events.toml", WHOLE.replace(old, new))
    assert complains(caught.value, "events.toml", where, problem)


# --- into the database ----------------------------------------------------------------------------------------------


async def _with_places(database: Database, city: City) -> None:
    """Only those that the events of the sample city are held at."""
    codes = sorted({each.place for each in city.events.values() if each.place})
    async with database.transaction() as session:
        for number, code in enumerate(codes):
            about = {"needs": "|rest|", "hours": "24/7", "sample": True, "address": code, "kind": "complex"}
            session.add(Place(code=code, name=code, latitude=32.6, longitude=115.1 + number / 100, **about))


async def test_the_sample_city_has_more_than_forty_events_of_every_kind_in_the_month_to_come(
    database: Database, city: City
) -> None:
    await _with_places(database, city)
    async with database.transaction() as session:
        added = await fill_programme(session, city, now=NOW)
        assert await fill_programme(session, city, now=NOW) == 0
    async with database.reading() as session:
        dates = (await session.scalars(sa.select(EventDate).order_by(EventDate.starts_at))).all()
        events = (await session.scalars(sa.select(Event))).all()
        event_date, event, place = await find_date(session, next(each.id for each in dates if each.online_url is None))
    assert len(dates) == added >= 40
    assert len(events) >= 40
    assert {each.kind for each in dates} == set(EventKind)
    assert NOW < dates[0].starts_at < NOW + timedelta(days=1)
    assert dates[-1].starts_at > NOW + timedelta(days=DAYS_AHEAD - 2)
    assert {each.kind for each in dates if each.starts_at < NOW + timedelta(days=8)} == set(EventKind)
    assert (event_date.taken, event.sample, place is not None) == (0, True, True)


async def test_a_day_later_one_more_day_is_there_and_what_was_moved_stays(database: Database, city: City) -> None:
    await _with_places(database, city)
    async with database.transaction() as session:
        await fill_programme(session, city, now=NOW)
    async with database.transaction() as session:
        moved = (await session.scalars(sa.select(EventDate).order_by(EventDate.id))).first()
        assert moved is not None
        moved.starts_at += timedelta(days=2)
        before = (await session.scalars(sa.select(sa.func.count()).select_from(EventDate))).one()
    later = NOW + timedelta(days=1)
    aid = replace(city.events["first_aid"], titles={"zh-CN": "改了名", "en": "Renamed"})
    changed = replace(city, events={**city.events, "first_aid": aid})
    async with database.transaction() as session:
        added = await fill_programme(session, changed, now=later)
        titles = (await session.scalars(sa.select(Event.titles).where(Event.key == "first_aid"))).one()
        after = (await session.scalars(sa.select(sa.func.count()).select_from(EventDate))).one()
    assert 0 < added < 30
    assert after == before + added
    assert titles["zh-CN"] == "改了名"


async def test_an_event_at_a_place_that_is_not_there_waits_until_it_is(database: Database, city: City) -> None:
    held_somewhere = {each.key for each in city.events.values() if each.place}
    async with database.transaction() as session:
        await fill_programme(session, city, now=NOW)
    assert await _keys_with_dates(database) == city.events.keys() - held_somewhere
    await _with_places(database, city)
    async with database.transaction() as session:
        await fill_programme(session, city, now=NOW)
    assert held_somewhere
    assert await _keys_with_dates(database) >= held_somewhere


async def _keys_with_dates(database: Database) -> set[str | None]:
    async with database.reading() as session:
        return set(await session.scalars(sa.select(Event.key).join(EventDate, EventDate.event_id == Event.id)))


async def test_old_dates_that_nobody_booked_are_forgotten(database: Database, city: City) -> None:
    from models.events.seat import book_seat

    old, booked, coming = [await a_date(database, city) for _ in range(3)]
    (anna,) = await people(database, 1)
    async with database.transaction() as session:
        await book_seat(session, booked, person=anna, city=city, now=NOW)
        (await session.get_one(EventDate, coming)).ends_at = datetime(2027, 2, 1, tzinfo=UTC)
    async with database.transaction() as session:
        assert await forget_old_dates(session, now=datetime(2027, 1, 15, tzinfo=UTC), limit=10) == 1
    async with database.reading() as session:
        assert set(await session.scalars(sa.select(EventDate.id))) == {booked, coming}
    assert old


def test_a_date_of_its_own_is_held_on_that_day_alone(tmp_path: Path, city: City) -> None:
    text = WHOLE.replace('when = ["Mo 15:30-16:00"]', 'when = ["2026-12-05 15:30-16:00"]')
    live = load(tmp_path / "events.toml", text)["live"]
    ((starts_at, ends_at),) = live.dates(date(2026, 11, 20), 31, city.zone)
    assert (starts_at.isoformat(), ends_at - starts_at) == ("2026-12-05T15:30:00+08:00", timedelta(minutes=30))
    assert live.dates(date(2026, 12, 6), 31, city.zone) == []


@pytest.mark.parametrize("when", ["2026-13-05 15:30-16:00", "2026-12-05", "12-05 15:30-16:00"])
def test_a_date_that_is_none_names_its_spot(tmp_path: Path, when: str) -> None:
    with pytest.raises(BadCityPack, match="weekly-time"):
        load(tmp_path / "events.toml", WHOLE.replace("Mo 15:30-16:00", when))
