"""One place with what waits there for an answer, for the department that runs the places."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.people.person import Person
from models.places.change import PlaceClaim
from models.places.errors import PlaceGone
from models.places.host import need_place_staff, need_runner
from models.places.place import Place
from models.staff.post import Staff, StaffRole


async def place_at_desk(session: AsyncSession, place_id: int, person: Person, *, city: City) -> Place:
    """The place, also one that is closed for good. Raises NotStaff, PlaceGone."""
    await need_place_staff(session, person, city)
    place = await session.get(Place, place_id)
    if place is None:
        raise PlaceGone(place_id)
    return place


async def claims_of(session: AsyncSession, place_id: int, person: Person, *, city: City) -> list[PlaceClaim]:
    """What riders say is different there and nobody has decided, each once, the latest first. Raises NotStaff."""
    await need_runner(session, person, place_id, city)
    waiting = sa.select(PlaceClaim).where(PlaceClaim.place_id == place_id).order_by(PlaceClaim.at.desc())
    return list({(each.what, each.value): each for each in await session.scalars(waiting)}.values())


async def host_posts(session: AsyncSession, place_id: int, person: Person, *, city: City) -> Sequence[Staff]:
    """The posts of the place, those included that nobody has joined yet. Raises NotStaff."""
    await need_place_staff(session, person, city)
    posts = sa.select(Staff).where(Staff.place_id == place_id, Staff.role == StaffRole.HOST, Staff.active)
    return (await session.scalars(posts.order_by(Staff.id))).all()
