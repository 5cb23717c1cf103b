"""From answers and data to a grade. A failed must beats any number of points: the station has no stars then."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.assessment.drawing import VisitKind
from models.assessment.kept import Kept, keeps_to
from models.assessment.visit import StationVisit, said_of
from models.city.standard import Criterion, Seen, Standard
from models.places.felt import Felt

Verdicts = Mapping[str, bool | None]
"""Criterion -> whether it is met; None: not known, and then it counts neither way."""


@dataclass(frozen=True, slots=True)
class Grade:
    """The three legs by themselves, in per cent of their weight; None: nothing is known. points: of all that is known.
    failed: the musts and the items that are not met. stars: 0 if a must failed."""

    stars: int
    points: int
    found: int | None
    kept: int | None
    felt: Felt | None
    failed_musts: tuple[str, ...]
    failed: tuple[str, ...]


def seen_on_visits(visits: Iterable[StationVisit], musts: Collection[str]) -> Verdicts:
    """The last answer to each question. visits: done ones, in their order. A colleague's word stands before a rider's,
    who decides on no must; a blind second visit only tells how far two agree."""
    done = [each for each in visits if each.kind is not VisitKind.SECOND]
    of_riders = [said_of(each) for each in done if each.kind is VisitKind.RIDER]
    of_colleagues = [said_of(each) for each in done if each.kind is not VisitKind.RIDER]
    said: dict[str, bool | None] = {}
    for answers in of_riders:
        said |= {key: value for key, value in answers.items() if value is not None and key not in musts}
    for answers in of_colleagues:
        said |= {key: value for key, value in answers.items() if value is not None or key not in said}
    return said


def grade(
    standard: Standard,
    criteria: Sequence[Criterion],
    seen: Verdicts,
    kept: Kept,
    felt: Felt | None,
    struck: Collection[str],
) -> Grade:
    """The grade of a place. criteria: those that apply to it. struck: what an appeal took off; it counts neither
    way."""
    verdicts: dict[str, bool | None] = {}
    for each in criteria:
        met = seen.get(each.key) if each.seen is Seen.VISIT else keeps_to(each, kept, felt)
        verdicts[each.key] = None if each.key in struck else met
    failed = tuple(each.key for each in criteria if verdicts[each.key] is False)
    failed_musts = tuple(each.key for each in criteria if each.must and each.key in failed)
    points = _share(criteria, verdicts) or 0
    return Grade(
        stars=0 if failed_musts else standard.stars_of(points),
        points=points,
        found=_share([each for each in criteria if each.seen is Seen.VISIT], verdicts),
        kept=_share([each for each in criteria if each.seen is Seen.DATA], verdicts),
        felt=felt,
        failed_musts=failed_musts,
        failed=failed,
    )


def _share(criteria: Iterable[Criterion], verdicts: Verdicts) -> int | None:
    """Per cent of the weight of what is known that is met."""
    known = [each for each in criteria if each.weight and verdicts[each.key] is not None]
    whole = sum(each.weight for each in known)
    return round(100 * sum(each.weight for each in known if verdicts[each.key]) / whole) if whole else None
