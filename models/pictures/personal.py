"""Data kept of the pictures that a person showed."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.people.person import Person
from models.pictures.page import Page
from models.pictures.reading import SHOWN_KEPT, ReadState, ShownPicture, forget_shown
from models.storage.database import Json
from models.storage.personal import PORTION, Kept, Old, Personal


async def _export(session: AsyncSession, person: Person) -> dict[str, Json]:
    mine = await session.scalars(sa.select(ShownPicture).where(ShownPicture.person_id == person.id))
    return {
        "pictures": [
            {
                "came_at": each.came_at.isoformat(),
                "read": each.state,
                "text": Page.of(each.lines).text if each.state is ReadState.READ else None,
            }
            for each in mine
        ]
    }


PERSONAL = Personal(
    kept=(Kept("shown_picture.person_id", SHOWN_KEPT, after="it was sent"),),
    export=_export,
    forget_old=(Old(forget_shown, PORTION),),
)
