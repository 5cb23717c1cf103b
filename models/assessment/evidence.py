"""The photos of visits. They are shown to who decides an appeal, in the console alone, and never to the station."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.appeals import appeal_to_decide, findings_appealed
from models.assessment.errors import AppealGone
from models.assessment.visit import StationVisit, VisitState, said_of, visits_at
from models.city.pack import City
from models.outbox.pictures import OutboxMedia, find_media
from models.people.person import Person


async def photo_of(session: AsyncSession, place_id: int, item: str, person: Person, *, city: City) -> OutboxMedia:
    """The newest photo of what the appeal is about, for somebody who may decide it. Raises what `appeal_to_decide`
    raises; AppealGone too if there is no such photo."""
    made = await appeal_to_decide(session, place_id, person, city=city)
    if item not in {each.item for each in await findings_appealed(session, made)}:
        raise AppealGone
    done = await visits_at(session, place_id, made.round_id, StationVisit.state == VisitState.DONE)
    for visit in reversed(done):
        key = visit.photos.get(item) if said_of(visit).get(item) is False else None
        media = await find_media(session, key) if key else None
        if media is not None and media.content is not None:
            return media
    raise AppealGone
