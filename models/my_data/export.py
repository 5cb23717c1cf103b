"""The data kept about a person, for them to read."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.my_data.nouns import NOUNS
from models.people.person import Person
from models.storage.database import Json


async def export(session: AsyncSession, person: Person) -> dict[str, Json]:
    """Everything kept about the person, ready for JSON: times in UTC, ISO 8601."""
    kept: dict[str, Json] = {}
    for noun in NOUNS:
        if noun.export is not None:
            kept |= await noun.export(session, person)
    return kept
