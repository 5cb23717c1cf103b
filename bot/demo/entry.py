"""The lines that tell an operator how to look at the demonstration: a link for each part that somebody plays."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.demo.cast import Cast
from bot.keys import open_keys
from bot.settings import Settings
from bot.web.demonstration_entry import CHAT_PATH, Entry, entry_path
from handlers.talk.texts import Words
from models.city.pack import City
from models.people.person import contacts_of
from models.staff.post import Staff
from models.storage.database import open_database
from models.upkeep.demonstration import LINK_LASTS, new_link


async def entry_lines(settings: Settings, city: City, cast: Cast, words: Words, *, now: datetime) -> list[str]:
    """A line for a clerk, a lead, the lead department, a leader, a host, and a rider."""
    keys = open_keys(settings)
    database = open_database(settings.database_url, keys.cipher)
    lines = [words("operator-demo-links", minutes=str(int(LINK_LASTS.total_seconds() // 60)))]
    try:
        async with database.transaction() as session:
            for who, staff_id in _players(city, cast):
                staff = await session.get(Staff, staff_id)
                entry = await _entry(session, staff, now=now) if staff is not None else None
                if staff is not None and entry is not None:
                    link = settings.address + entry_path(keys.signing, entry)
                    lines.append(words("operator-demo-link", who=who, name=staff.name, link=link))
    finally:
        await database.close()
    return [*lines, words("operator-demo-worker", link=settings.address + CHAT_PATH)]


def _players(city: City, cast: Cast) -> list[tuple[str, int]]:
    lead = city.lead_department.key
    department = next(key for key in cast.leads if key != lead)
    return [
        ("clerk", cast.clerks[department][0]),
        ("lead", cast.leads[department]),
        ("leading", cast.leads[lead]),
        ("leader", cast.leader),
        ("host", cast.host),
    ]


async def _entry(session: AsyncSession, staff: Staff, *, now: datetime) -> Entry | None:
    """A link for the holder of a post: to the desk, or for a host to the chat."""
    chats = await contacts_of(session, staff.person_id) if staff.person_id is not None else []
    if not chats:
        return None
    desk = staff.id if staff.department is not None else 0
    return Entry(await new_link(session, now=now), chats[0].id, desk)
