"""Merge groups that are too small to show, and hide figures that are too small, so that nobody can be recognised.

Neither may a hidden figure be found by subtracting one figure that is shown from another.
"""

from collections.abc import Collection, Mapping, Sequence

LEAST_GROUP = 5
"""People, or cases: smaller groups are merged."""

Whole = tuple[Mapping[str, int | None], Collection[str]]
"""Figures that are shown elsewhere, and the keys of the groups whose people those figures include."""


def merged_groups(
    counts: Mapping[str, Mapping[str, int]],
    *,
    size: str = "reached",
    wholes: Sequence[Whole] = (),
    never: Collection[str] = (),
) -> dict[str, dict[str, int]]:
    """The groups, with those of fewer than LEAST_GROUP people merged under the empty key.

    A group is merged if it has too few people, if its key is in `never`, or if the shown groups of a whole leave too
    few of that whole. If the merged group is too small, or consists of a single group that is not small itself, the
    smallest of the others joins it; if none is left to join, the merged group is left out.

    size: the name of the figure that counts people. never: keys that are merged whatever their size.
    """
    large = {key: dict(values) for key, values in counts.items() if key and values[size] >= LEAST_GROUP}
    alone = [key for key in large if key in never]
    for whole in wholes:
        while closest := _too_close(large, whole, (size,), but=alone):
            alone += closest
    small = [dict(counts[key]) for key in counts if key not in large or key in alone]
    large = {key: values for key, values in large.items() if key not in alone}
    while large and small and (_size(small, size) < LEAST_GROUP or (alone and len(small) == 1)):
        smallest = min(large, key=lambda key: (large[key][size], key))
        small.append(large.pop(smallest))
    if small and _size(small, size) >= LEAST_GROUP and not (alone and len(small) == 1):
        large[""] = {name: sum(values[name] for values in small) for name in small[0]}
    return large


def _size(groups: Sequence[Mapping[str, int]], size: str) -> int:
    return sum(values[size] for values in groups)


def _too_close(
    groups: Mapping[str, Mapping[str, int]], whole: Whole, names: Sequence[str], *, but: Collection[str]
) -> list[str]:
    """The smallest shown group of a whole, if the whole without its shown groups leaves too few; else nothing.

    but: keys that are not shown.
    """
    values, keys = whole
    inside = sorted((key for key in keys if key in groups and key not in but), key=lambda key: groups[key][names[0]])
    few = any(leaves_few(values, [groups[key] for key in inside], name) for name in names)
    return inside[:1] if few else []


def leaves_few(figures: Mapping[str, int | None], parts: Sequence[Mapping[str, int | None]], name: str) -> bool:
    """Whether a figure minus the shown figures of its parts leaves 1 to LEAST_GROUP - 1. A hidden figure tells
    nothing."""
    counted = [each[name] for each in (figures, *parts)]
    known = [each for each in counted[1:] if each is not None]
    return counted[0] is not None and bool(known) and _is_small(counted[0] - sum(known))


def without_small_cells(
    groups: Mapping[str, Mapping[str, int]],
    units: Sequence[Sequence[str]],
    *,
    opinions: Sequence[Sequence[str]] = (),
    wholes: Sequence[Whole] = (),
    parts: Mapping[str, Sequence[Sequence[Mapping[str, int | None]]]] | None = None,
) -> dict[str, dict[str, int | None]]:
    """The groups with None for every figure of 1 to LEAST_GROUP - 1, and for every figure that would reveal one.

    units: names of figures that are hidden together. opinions: units of the form (said something, said yes), in which
    the number that said no must not be too small either. parts: per key, divisions of the group that are shown
    elsewhere. Names in no unit are always shown.

    If a hidden figure could be computed from the others and the total, the smallest of the others is hidden too. So is
    a group if the shown groups of a whole leave too few of it, or if its parts leave too few of the group.
    """
    shown: dict[str, dict[str, int | None]] = {key: dict(values) for key, values in groups.items()}
    for unit in (*units, *opinions):
        close = {
            key
            for key, by in (parts or {}).items()
            if any(leaves_few(groups[key], each, name) for each in by for name in unit)
        }
        for key in _to_hide(groups, unit, opinion=unit in opinions, wholes=wholes, close=close):
            shown[key].update(dict.fromkeys(unit))
    return shown


def _to_hide(
    groups: Mapping[str, Mapping[str, int]],
    unit: Sequence[str],
    *,
    opinion: bool,
    wholes: Sequence[Whole],
    close: Collection[str],
) -> set[str]:
    def figures_of(key: str) -> list[int]:
        values = [groups[key][name] for name in unit]
        return [*values, values[0] - values[1]] if opinion else values

    def is_revealed(keys: Collection[str]) -> bool:
        together = [sum(each) for each in zip(*(figures_of(key) for key in keys), strict=True)]
        return len(keys) == 1 or any(_is_small(each) for each in together)

    hidden = {key for key in groups if any(_is_small(each) for each in figures_of(key))} | {*close}
    while True:
        more = {key for whole in wholes for key in _too_close(groups, whole, unit, but=hidden)}
        if not more and hidden and is_revealed(hidden):
            others = sorted(groups.keys() - hidden, key=lambda key: (groups[key][unit[0]], key))
            more = {*others[:1]}
        if not more:
            return hidden
        hidden |= more


def _is_small(count: int) -> bool:
    return 0 < count < LEAST_GROUP
