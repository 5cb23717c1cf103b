"""What a grade is made of: a must beats any points, riders under five are never shown, two visitors are compared, and
a draw can be drawn again."""

import hashlib
from datetime import date

import pytest

from models.assessment.agreement import kappa
from models.assessment.drawing import VisitKind, draw, seal_of
from models.assessment.kept import Kept, keeps_to
from models.assessment.score import grade, seen_on_visits
from models.assessment.visit import StationVisit, VisitState
from models.city.pack import City
from models.city.standard import Measure
from models.places.felt import Felt, felt_of, note_word
from models.storage.database import Database
from tests.world.directory import PLACES
from tests.world.filing import a_person
from tests.world.stations.assessment import place_of

CODES = [f"HW{number:04}" for number in range(1, 1152)]
GOOD = Kept(reports=3, answered=3, late=22 * 60, checked=3)


def test_a_failed_must_beats_a_hundred_points(city: City) -> None:
    standard = city.standard
    assert standard is not None
    criteria = standard.of_place("station", city.needs)
    all_well = dict.fromkeys((each.key for each in criteria), True)
    best = grade(standard, criteria, all_well, GOOD, None, ())
    assert (best.points, best.stars, best.failed) == (100, 5, ())
    for must in (each.key for each in criteria if each.must):
        failed = grade(standard, criteria, all_well | {must: False}, GOOD, None, ())
        assert (failed.points, failed.stars, failed.failed_musts) == (100, 0, (must,))
        struck = grade(standard, criteria, all_well | {must: False}, GOOD, None, {must})
        assert struck == best, "an appeal that was upheld"


def test_what_nobody_knows_counts_neither_way(city: City) -> None:
    standard = city.standard
    assert standard is not None
    criteria = standard.of_place("station", city.needs)
    seen = {"open": True, "seats": True, "clean": None}
    nothing = grade(standard, criteria, seen, Kept(checked=1), None, ())
    assert (nothing.found, nothing.felt) == (100, None)
    assert grade(standard, criteria, {}, Kept(checked=1), None, ()).found is None


def visit(kind: VisitKind, **answers: bool | None) -> StationVisit:
    done = {"state": VisitState.DONE, "done_week": date(2026, 11, 23), "week": date(2026, 11, 23)}
    return StationVisit(id=1, round_id=1, place_id=1, kind=kind, answers=answers, photos={}, **done)


def test_a_colleagues_word_stands_and_a_rider_decides_on_no_must() -> None:
    seen = seen_on_visits(
        [
            visit(VisitKind.RIDER, open=False, seats=False, clean=False),
            visit(VisitKind.FIRST, open=True, seats=True, known=False),
            visit(VisitKind.SECOND, open=False, seats=False),
            visit(VisitKind.RISK, known=True, seats=None),
        ],
        {"open"},
    )
    assert seen == {"open": True, "seats": True, "known": True, "clean": False}


def test_data_are_held_against_their_bounds(city: City) -> None:
    standard = city.standard
    assert standard is not None
    by_measure = {each.measure: each for each in standard.criteria.values() if each.measure is not None}
    late = by_measure[Measure.LATE]
    assert keeps_to(late, Kept(late=19 * 60), None) is True
    assert keeps_to(late, Kept(late=18 * 60), None) is False
    assert keeps_to(late, Kept(), None) is None
    answered = by_measure[Measure.ANSWERED]
    assert keeps_to(answered, Kept(reports=10, answered=9), None) is True
    assert keeps_to(answered, Kept(reports=10, answered=8), None) is False
    assert keeps_to(answered, Kept(), None) is None, "nobody reported anything"
    assert keeps_to(by_measure[Measure.SHUT], Kept(shut=3), None) is False
    assert keeps_to(by_measure[Measure.CHECKED], Kept(), None) is False


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], None),
        ([(True, True)] * 5, 1.0),
        ([(True, True), (False, False)], 1.0),
        ([(True, False), (False, True)], -1.0),
        ([(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15, 0.4),
    ],
    ids=["nobody went twice", "one answer alone", "agreed", "at odds", "Cohen's own kind of table"],
)
def test_the_agreement_of_two_visitors_is_cohens_kappa(pairs: list[tuple[bool, bool]], expected: float | None) -> None:
    assert kappa(pairs) == pytest.approx(expected) if expected is not None else kappa(pairs) is None


def test_a_draw_is_repeated_from_its_seed_and_from_nothing_else() -> None:
    once = draw("one seed", CODES, CODES[:100])
    assert draw("one seed", list(reversed(CODES)), CODES[:100]) == once, "the order of the directory does not matter"
    assert draw("another seed", CODES, CODES[:100]) != once
    first = [each for each in once if each.kind is VisitKind.FIRST]
    assert sorted(each.code for each in first) == CODES, "each station once"
    by_hand = min(CODES, key=lambda code: hashlib.sha256(f"one seed:week:{code}".encode()).digest())
    assert first[0].code == by_hand, "anybody can compute it"
    assert {each.week for each in first} == set(range(52))
    assert sum(each.kind is VisitKind.SECOND for each in once) == 58, "5 % of 1,151, rounded up"
    risk = {each.code: each.week for each in once if each.kind is VisitKind.RISK}
    weeks = {each.code: each.week for each in first}
    assert {*risk} == {*CODES[:100]}
    assert {(risk[code] - weeks[code]) % 52 for code in risk} == {26}, "half a year apart"
    assert len(seal_of("one seed")) == 64


async def test_riders_under_five_are_never_shown_and_more_are_drawn_to_the_mean(database: Database, city: City) -> None:
    async with database.transaction() as session:
        session.add_all(PLACES(city))
        await session.flush()
        here, there = await place_of(session, "T1"), await place_of(session, "T3")
        people = [await a_person(session, f"9001770{number}") for number in range(6)]
        for person in people[:4]:
            for _ in range(3):  # three words of one person are one
                await note_word(session, here.id, person.id, good=True, today=date(2026, 11, 26))
        for person in people:
            await note_word(session, there.id, person.id, good=False, today=date(2026, 11, 26))
        await note_word(session, there.id, people[0].id, good=True, today=date(2026, 11, 27))
        districts = {here.id: "hewan", there.id: "hewan"}
        assert await felt_of(session, districts) == {there.id: Felt(round(100 * (1 + 5 * 0.5) / 11), 6)}
        await note_word(session, here.id, people[4].id, good=True, today=date(2026, 11, 26))
        felt = await felt_of(session, districts)
        assert felt[here.id].people == 5
        assert 50 < felt[here.id].per_cent < 100, "five good words alone are not full marks"
