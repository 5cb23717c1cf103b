"""The picture of a place, for everybody: whoever runs the place sends it in a chat; it is drawn anew before it is
shown."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.outbox.pictures import OutboxMedia, drop_media, expect_media, find_media, keep_for_everybody
from models.people.person import Contact, Person
from models.places.host import need_runner
from models.places.place import Place, find_place


async def put_photo(
    session: AsyncSession,
    place_id: int,
    person: Person,
    contact: Contact,
    file_id: str,
    *,
    city: City,
    now: datetime,
    channel: str | None = None,
) -> Place:
    """Takes a picture that was sent in this chat, or by another `channel`, in place of the one before; a job fetches
    it. Raises NotStaff, PlaceGone."""
    await need_runner(session, person, place_id, city)
    await find_place(session, place_id)
    place = await session.get_one(Place, place_id, with_for_update=True, populate_existing=True)
    before = place.photo
    place.photo = await expect_media(session, contact, file_id, now=now, channel=channel)
    await keep_for_everybody(session, place.photo)
    if before is not None:
        await drop_media(session, before)
    await session.flush()
    return place


async def photo_of(session: AsyncSession, place: Place) -> OutboxMedia | None:
    """The picture, if it has arrived and can be shown."""
    media = await find_media(session, place.photo) if place.photo is not None else None
    return media if media is not None and media.content is not None else None
