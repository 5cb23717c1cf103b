"""Choose the groups of a report that divides the same cases in several ways, so that no two groups reveal a third.

All cases of a platform may be of one type. Then the type without the platform is a group too; if it has fewer than
LEAST_GROUP cases, one of the two is merged with others. The same holds between the figures of a department and those of
everybody. Combinations of three or more figures are not checked.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.values.small_groups import Whole, leaves_few, merged_groups, without_small_cells

Figures = Mapping[str, int]
Cell = tuple[Sequence[str], Figures]
"""Cases that agree in all keys, one key per division (type, platform …), and their figures."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Figures that are shown. by: the number of the division; cells: the numbers of the cells counted."""

    by: int
    cells: frozenset[int]
    figures: Mapping[str, int | None]


def shown_groups(
    cells: Sequence[Cell],
    *,
    size: str,
    units: Sequence[Sequence[str]],
    opinions: Sequence[Sequence[str]],
    beside: Sequence[Mapping[str, Mapping[str, int | None]]],
) -> list[dict[str, dict[str, int | None]]]:
    """The groups that may be shown, for each division; "" is the merged group (models/values/small_groups.py).

    size, units, opinions: as there. beside: for each division, the groups that are shown for a larger set of cases.
    """
    elsewhere = [
        _Part(by, _cells_with(cells, by, key), figures)
        for by, groups in enumerate(beside)
        for key, figures in groups.items()
        if key
    ]
    own: list[_Part] = []
    found = []
    for by in range(len(beside)):
        others = [*own, *(part for part in elsewhere if part.by == by)]
        merged, sets = _merged(cells, by, own, others, size=size)
        wholes = _wholes(others, sets)
        parts = {key: _parts_of(sets[key], own) for key in merged}
        shown = without_small_cells(merged, units, opinions=opinions, wholes=wholes, parts=parts)
        own += [_Part(by, sets[key], figures) for key, figures in shown.items()]
        found.append(shown)
    return found


def _merged(
    cells: Sequence[Cell], by: int, own: Sequence[_Part], others: Sequence[_Part], *, size: str
) -> tuple[dict[str, dict[str, int]], dict[str, frozenset[int]]]:
    """The groups of a division, and the cells that each counts."""
    keys = {keys[by]: _cells_with(cells, by, keys[by]) for keys, _ in cells}
    counts = {key: _sum(cells, numbers) for key, numbers in keys.items()}
    never: set[str] = set()
    while True:
        wholes = _wholes(others, keys)
        merged = merged_groups(counts, size=size, wholes=wholes, never=never)
        sets = {key: keys[key] for key in merged if key}
        sets[""] = frozenset(range(len(cells))).difference(*sets.values())
        few = {key for key in merged if any(leaves_few(merged[key], each, size) for each in _parts_of(sets[key], own))}
        for figures, inside in _wholes(others, {key: sets[key] for key in merged}):
            few |= {*inside} if leaves_few(figures, [merged[key] for key in inside], size) else set()
        if not few:
            return merged, sets
        by_size = sorted((key for key in merged if key), key=lambda key: (merged[key][size], key))
        if not by_size:
            return {}, {}
        never.add(next((key for key in by_size if key in few), by_size[0]))


def _wholes(parts: Sequence[_Part], sets: Mapping[str, Collection[int]]) -> list[Whole]:
    return [(part.figures, [key for key, cells in sets.items() if part.cells.issuperset(cells)]) for part in parts]


def _parts_of(cells: frozenset[int], own: Sequence[_Part]) -> list[list[Mapping[str, int | None]]]:
    """The figures shown for parts of these cells, one list per division."""
    found: dict[int, list[Any]] = defaultdict(list)
    for part in own:
        if part.cells <= cells:
            found[part.by].append(part.figures)
    return [*found.values()]


def _cells_with(cells: Sequence[Cell], by: int, key: str) -> frozenset[int]:
    return frozenset(number for number, (keys, _) in enumerate(cells) if keys[by] == key)


def _sum(cells: Sequence[Cell], numbers: Collection[int]) -> dict[str, int]:
    figures = [cells[number][1] for number in numbers]
    return {name: sum(each[name] for each in figures) for name in figures[0]}
