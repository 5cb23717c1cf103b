"""Groups that are too small to be shown: counted together, so that nobody is recognised."""

from collections.abc import Mapping

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
