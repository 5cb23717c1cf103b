"""What everybody reads of a station's grade: exactly what was published, nothing counted anew."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.result import AssessmentResult
from models.assessment.round import AssessmentRound, shown_seed
from models.city.table import Titles
from models.places.felt import Felt
from models.places.place import Place
from models.storage.database import Json


@dataclass(frozen=True, slots=True)
class Failed:
    """A criterion that was not met. fixed: whoever runs the station says that it is put right since; why: in their
    words, why it is not."""

    titles: Titles
    must: bool
    fixed: bool
    why: str | None


@dataclass(frozen=True, slots=True)
class ShownGrade:
    """A published grade. week: the Monday of the week of the visit. until: the last day on which it counts. found,
    kept: per cent; None: nothing is known. felt: None while fewer than five riders said something. mended: what failed
    before and was seen to be put right."""

    stars: int
    failed_must: bool
    week: date
    until: date
    found: int | None
    kept: int | None
    felt: Felt | None
    failed: tuple[Failed, ...]
    mended: tuple[Titles, ...]
    reply: str | None
    version: str


@dataclass(frozen=True, slots=True)
class ShownRound:
    """What is published of a round. seal: the digest of its seed; seed: itself, once the round is over. agreement:
    kappa; None before the grades are published."""

    begins: date
    ends: date
    version: str
    seal: str
    seed: str | None
    agreement: float | None


async def grades_of(session: AsyncSession, ids: Collection[int], *, today: date) -> dict[int, ShownGrade]:
    """The newest published grade of each of these places that still counts."""
    if not ids:
        return {}
    published = (
        sa.select(AssessmentResult)
        .where(
            AssessmentResult.place_id.in_(ids),
            AssessmentResult.published_at.is_not(None),
            AssessmentResult.until >= today,
        )
        .order_by(AssessmentResult.round_id)
    )
    return {each.place_id: _grade(each) for each in await session.scalars(published)}


async def grade_of(session: AsyncSession, place_id: int, *, today: date) -> ShownGrade | None:
    """The grade of the place; None if it has none that counts."""
    return (await grades_of(session, [place_id], today=today)).get(place_id)


async def stars_by_code(
    session: AsyncSession, *, today: date, ids: Collection[int] | None = None
) -> Mapping[str, tuple[int, bool]]:
    """Code of a place -> its stars, and whether a must failed. ids: of these places; None: of all."""
    rows = (
        sa.select(Place.code, AssessmentResult.stars, AssessmentResult.failed)
        .join(Place, Place.id == AssessmentResult.place_id)
        .where(AssessmentResult.published_at.is_not(None), AssessmentResult.until >= today)
        .order_by(AssessmentResult.round_id)
    )
    if ids is not None:
        rows = rows.where(Place.id.in_(ids))
    return {row.code: (row.stars, row.failed) for row in await session.execute(rows)}


def _grade(result: AssessmentResult) -> ShownGrade:
    shown: Json = result.shown
    assert result.until is not None  # it is published
    return ShownGrade(
        stars=shown["stars"],
        failed_must=any(each["must"] for each in shown["failed"]),
        week=date.fromisoformat(shown["week"]),
        until=result.until,
        found=shown["found"],
        kept=shown["kept"],
        felt=Felt(**shown["felt"]) if shown["felt"] is not None else None,
        failed=tuple(Failed(each["titles"], each["must"], each["fixed"], each["why"]) for each in shown["failed"]),
        mended=tuple(shown["mended"]),
        reply=shown["reply"],
        version=shown["version"],
    )


async def shown_rounds(session: AsyncSession, *, today: date, most: int = 5) -> Sequence[ShownRound]:
    """The newest rounds, newest first."""
    rounds = sa.select(AssessmentRound).order_by(AssessmentRound.id.desc()).limit(most)
    return [
        ShownRound(each.begins, each.ends, each.version, each.seal, shown_seed(each, today=today), each.agreement)
        for each in await session.scalars(rounds)
    ]
