"""Data kept of people who reported something about a place."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.people.person import Person
from models.places.change import CLAIM_LASTS, PlaceClaim, forget_claims
from models.places.hours import forget_exceptions
from models.places.place import USEFUL_WINDOW, PlaceFeedback, forget_feedback, forget_reporters
from models.storage.database import Json
from models.storage.personal import PORTION, Kept, Old, Personal, columns_of


async def _export(session: AsyncSession, person: Person) -> dict[str, Json]:
    said = await session.scalars(sa.select(PlaceFeedback).where(PlaceFeedback.person_id == person.id))
    claims = await session.scalars(sa.select(PlaceClaim).where(PlaceClaim.person_id == person.id))
    return {"feedback": [columns_of(each) for each in said], "place_claims": [columns_of(each) for each in claims]}


PERSONAL = Personal(
    kept=(
        Kept("place_feedback.person_id", USEFUL_WINDOW, after="they said it", outlives="counts for the place"),
        Kept("place_claim.person_id", CLAIM_LASTS, after="they said it"),
    ),
    export=_export,
    forget_old=(
        Old(forget_reporters),
        Old(forget_feedback, PORTION),
        Old(forget_claims),
        Old(forget_exceptions, PORTION, of_city=True),
    ),
)
