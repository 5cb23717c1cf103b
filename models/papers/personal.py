"""Data kept of a person's papers."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.papers.paper import papers_of
from models.people.person import Person
from models.storage.database import Json
from models.storage.personal import Kept, Personal, Until, columns_of


async def _export(session: AsyncSession, person: Person) -> dict[str, Json]:
    return {"certificates": [columns_of(each) for each in await papers_of(session, person.id)]}


PERSONAL = Personal(kept=(Kept("certificate.person_id", Until.THEY_GO),), export=_export)
