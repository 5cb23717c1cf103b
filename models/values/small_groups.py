"""Groups that are too small to be shown are counted together, and figures that are too small are left out, so that
nobody is recognised; nor by taking one figure that is shown from another.
"""

from collections.abc import Collection, Mapping, Sequence

LEAST_GROUP = 5
"""People, or cases: smaller groups are merged."""

Whole = tuple[Mapping[str, int | None], Collection[str]]
"""Figures that are shown elsewhere, and the keys of the groups whose people they all count too."""


def merged_groups(
    counts: Mapping[str, Mapping[str, int]],
    *,
    size: str = "reached",
    wholes: Sequence[Whole] = (),
    never: Collection[str] = (),
) -> dict[str, dict[str, int]]:
    """Groups of fewer than LEAST_GROUP people become one, under the empty key; where even that is smaller, or would be
    one group alone, the smallest of the others joins it. So does one that leaves too few of a whole. never: keys that
    are merged whatever their size."""
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
    """The smallest group in a whole, where the figures of those in it leave too few of it. but: keys not shown."""
    values, keys = whole
    inside = sorted((key for key in keys if key in groups and key not in but), key=lambda key: groups[key][names[0]])
    few = any(leaves_few(values, [groups[key] for key in inside], name) for name in names)
    return inside[:1] if few else []


def leaves_few(figures: Mapping[str, int | None], parts: Sequence[Mapping[str, int | None]], name: str) -> bool:
    """Whether too few are left of a figure without those of parts of it. One that is not shown leaves nothing."""
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
    """The groups with None for every figure of 1 to LEAST_GROUP - 1, and for what would tell it.

    units: names of figures that are hidden together; opinions: those of them, as (how many said something, how many
    said yes), in which so few must not have said no either. Where a hidden figure could be told from the others and
    from everything together, the smallest of the others is hidden too; so is one that leaves too few of a whole, or of
    which its parts leave too few. parts: of a key, shown elsewhere, by what they are told apart. Names in no unit are
    always shown.
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
    def told(key: str) -> list[int]:
        values = [groups[key][name] for name in unit]
        return [*values, values[0] - values[1]] if opinion else values

    def is_told(keys: Collection[str]) -> bool:
        together = [sum(each) for each in zip(*(told(key) for key in keys), strict=True)]
        return len(keys) == 1 or any(_is_small(each) for each in together)

    hidden = {key for key in groups if any(_is_small(each) for each in told(key))} | {*close}
    while True:
        more = {key for whole in wholes for key in _too_close(groups, whole, unit, but=hidden)}
        if not more and hidden and is_told(hidden):
            others = sorted(groups.keys() - hidden, key=lambda key: (groups[key][unit[0]], key))
            more = {*others[:1]}
        if not more:
            return hidden
        hidden |= more


def _is_small(count: int) -> bool:
    return 0 < count < LEAST_GROUP
