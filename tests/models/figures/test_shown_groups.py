"""No figure of a report taken from another leaves a group of fewer than five."""

import math
from collections.abc import Sequence
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from models.figures.shown_groups import Cell, shown_groups
from models.values.small_groups import LEAST_GROUP

UNITS, OPINIONS = (("settled",),), (("rated", "content"),)
NONE: list[dict[str, dict[str, int | None]]] = [{}, {}, {}]
Shown = Sequence[dict[str, dict[str, int | None]]]


def _cell(type_: str, platform: str, district: str, received: int, settled: int = 0, content: int = 0) -> Cell:
    figures = {"received": received, "settled": min(received, settled), "rated": min(received, settled)}
    return (type_, platform, district), {**figures, "content": min(received, settled, content)}


def _shown(cells: Sequence[Cell], beside: Shown = NONE) -> Shown:
    return shown_groups(cells, size="received", units=UNITS, opinions=OPINIONS, beside=beside)


def _cells_of(cells: Sequence[Cell], shown: Shown, by: int, key: str) -> frozenset[int]:
    numbers = {number for number, (keys, _) in enumerate(cells) if keys[by] == key}
    rest = {number for number, (keys, _) in enumerate(cells) if keys[by] not in shown[by] or not keys[by]}
    return frozenset(numbers if key else rest)


def _differences(cells: Sequence[Cell], shown: Shown, name: str) -> list[int]:
    """Of every group, without those of another kind that lie in it."""
    found = []
    for one, other in product(range(3), range(3)):
        for key, figures in shown[one].items():
            whole, inside = figures[name], _cells_of(cells, shown, one, key)
            parts = [each[name] for k, each in shown[other].items() if _cells_of(cells, shown, other, k) <= inside]
            known = [each for each in parts if each is not None]
            if one != other and whole is not None and known:
                found.append(whole - sum(known))
    return found


def test_a_platform_without_a_type_is_a_group_too() -> None:
    """All of platform a is of two types; eight of nine are of the one that is shown."""
    cells = [_cell("pay", "a", "", 8), _cell("heat", "a", "", 1), _cell("heat", "b", "", 9)]
    by_type, by_platform, _ = _shown(cells)
    assert {key: each["received"] for key, each in by_type.items()} == {"pay": 8, "heat": 10}
    assert {key: each["received"] for key, each in by_platform.items()} == {"": 18}


def test_what_a_department_is_shown_leaves_no_case_of_another_one() -> None:
    cells = [_cell("pay", "a", "x", 5), _cell("heat", "a", "x", 9), _cell("rest", "a", "x", 20)]
    city = [*cells, _cell("pay", "a", "y", 1)]
    everybody = _shown(city)
    assert everybody[0]["pay"]["received"] == 6
    alone, beside = _shown(cells)[0], _shown(cells, everybody)[0]
    assert alone["pay"]["received"] == 5
    assert {key: each["received"] for key, each in beside.items()} == {"rest": 20, "": 14}


def test_nor_how_it_ended() -> None:
    cells = [_cell("pay", "a", "x", 9, 6, 0), _cell("heat", "a", "x", 20, 20, 10), _cell("rest", "a", "x", 20, 20, 10)]
    city = [*cells, _cell("pay", "a", "y", 9, 1, 0)]
    everybody = _shown(city)
    shown = _shown(cells, everybody)[0]
    assert (everybody[0]["pay"]["settled"], shown["pay"]["received"], shown["pay"]["settled"]) == (7, 9, None)


_KEYS = st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.sampled_from(["", "x", "y"]))
_CELLS = st.dictionaries(_KEYS, st.tuples(st.integers(1, 12), st.integers(0, 12), st.integers(0, 12)), max_size=12).map(
    lambda found: [_cell(*keys, *numbers) for keys, numbers in found.items()]
)


@given(_CELLS)
def test_no_group_without_those_that_lie_in_it_is_small(cells: list[Cell]) -> None:
    shown = _shown(cells)
    for name in ("received", "settled", "rated"):
        assert not any(0 < each < LEAST_GROUP for each in _differences(cells, shown, name)), name
        total = sum(figures[name] for _, figures in cells)
        for groups in shown:
            told = [each[name] for each in groups.values() if each[name] is not None]
            assert not any(0 < each < LEAST_GROUP for each in told)
            hidden = total - sum(told)
            assert not (told and 0 < hidden < LEAST_GROUP)


@given(_CELLS, _CELLS)
def test_no_group_of_everybody_without_the_department_is_small(own: list[Cell], others: list[Cell]) -> None:
    everybody = _shown([*own, *others])
    shown = _shown(own, everybody)
    for by, name in product(range(3), ("received", "settled", "rated")):
        for key in shown[by].keys() & everybody[by].keys() - {""}:
            one, other = everybody[by][key][name], shown[by][key][name]
            if one is not None and other is not None:
                assert not 0 < one - other < LEAST_GROUP


def test_however_many_there_are_it_is_quickly_done() -> None:
    """A city's week: some hundreds of cells, each once and no longer."""
    cells = [_cell(f"t{n % 25}", f"p{n % 9}", f"d{n % 11}", 1 + math.isqrt(n)) for n in range(500)]
    assert all(_shown(cells))
