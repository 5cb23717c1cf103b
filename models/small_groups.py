"""Groups that are too small to be shown are counted together, and figures that are too small are left out, so that
nobody is recognised."""

from collections.abc import Mapping, Sequence

LEAST_GROUP = 5
"""People, or cases: smaller groups are merged."""


def merged_groups(counts: Mapping[str, Mapping[str, int]], *, size: str = "reached") -> dict[str, dict[str, int]]:
    """Groups of fewer than LEAST_GROUP people become one, under the empty key; where even that is smaller, the
    smallest of the others joins it."""
    large = {key: dict(values) for key, values in counts.items() if key and values[size] >= LEAST_GROUP}
    small = [dict(values) for key, values in counts.items() if key not in large]
    rest = sum(values[size] for values in small)
    while small and rest < LEAST_GROUP and large:
        smallest = min(large, key=lambda key: (large[key][size], key))
        rest += large[smallest][size]
        small.append(large.pop(smallest))
    if small and rest >= LEAST_GROUP:
        large[""] = {name: sum(values[name] for values in small) for name in small[0]}
    return large


def without_small_cells(
    groups: Mapping[str, Mapping[str, int]], units: Sequence[Sequence[str]], *, opinions: Sequence[Sequence[str]] = ()
) -> dict[str, dict[str, int | None]]:
    """The groups with None for every figure of 1 to LEAST_GROUP - 1, and for what would tell it.

    units: names of figures that are hidden together; opinions: those of them, as (how many said something, how many
    said yes), in which so few must not have said no either. Where a hidden figure could be told from the others and
    from everything together, the smallest of the others is hidden too. Names in no unit are always shown.
    """
    shown: dict[str, dict[str, int | None]] = {key: dict(values) for key, values in groups.items()}
    for unit in (*units, *opinions):
        for key in _to_hide(groups, unit, opinion=unit in opinions):
            shown[key].update(dict.fromkeys(unit))
    return shown


def _to_hide(groups: Mapping[str, Mapping[str, int]], unit: Sequence[str], *, opinion: bool) -> set[str]:
    def told(key: str) -> list[int]:
        values = [groups[key][name] for name in unit]
        return [*values, values[0] - values[1]] if opinion else values

    hidden = {key for key in groups if any(_is_small(each) for each in told(key))}
    others = sorted(groups.keys() - hidden, key=lambda key: (groups[key][unit[0]], key))
    while hidden and others:
        together = [sum(each) for each in zip(*(told(key) for key in hidden), strict=True)]
        if len(hidden) > 1 and not any(_is_small(each) for each in together):
            break
        hidden.add(others.pop(0))
    return hidden


def _is_small(count: int) -> bool:
    return 0 < count < LEAST_GROUP
