"""How far two visitors of one station agree, beyond what chance would give: Cohen's kappa (Cohen 1960)."""

from collections.abc import Iterable


def kappa(pairs: Iterable[tuple[bool, bool]]) -> float | None:
    """Kappa of pairs of answers, from -1 to 1; None without a pair. Full agreement on one answer alone counts as 1,
    where the formula divides by zero."""
    both = list(pairs)
    if not both:
        return None
    count = len(both)
    agreed = sum(one == other for one, other in both) / count
    yes_one, yes_other = (sum(pair[at] for pair in both) / count for at in (0, 1))
    chance = yes_one * yes_other + (1 - yes_one) * (1 - yes_other)
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)
