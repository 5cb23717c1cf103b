"""Somebody has all that is kept of them deleted, where a test is not about how they say so."""

from functools import cache

from sqlalchemy.ext.asyncio import AsyncSession

from bot.settings import SAMPLE_CITY
from models.city.pack import City, load_city
from models.my_data.forgetting import forget
from models.people.person import Person
from models.storage.personal import Leaving
from tests.world.filing import NOW


@cache
def _city() -> City:
    return load_city(SAMPLE_CITY)


async def leaves(session: AsyncSession, person: Person) -> int:
    """They are forgotten. Returns how many of their cases go on without them."""
    return await forget(session, Leaving(person, _city(), NOW))
