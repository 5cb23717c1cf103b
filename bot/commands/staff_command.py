"""`python -m bot staff add | list | remove`: the people who answer for a department or look after a place."""

from collections.abc import Callable
from datetime import datetime

from bot.commands.ready_database import ready_database
from bot.configured_channels import PARTS, parts_on
from bot.settings import Settings
from handlers.talk.texts import Words
from models.casework.errors import StaffGone
from models.casework.posts import end_post
from models.city.pack import City, load_city
from models.places.errors import PlaceGone, PlaceUnknown
from models.places.place import Place, place_by_code
from models.staff.post import CODE_LASTS, LINK_MARK, LONGEST_NAME, Staff, StaffRole, add_staff, all_staff

Say = Callable[[str], None]


async def add(
    settings: Settings,
    words: Words,
    say: Say,
    *,
    department: str | None,
    place: str | None,
    name: str,
    role: StaffRole | None,
    now: datetime,
) -> bool:
    """Add a post and say its one-time code and links; return whether it could. Raises BadCityPack, Unready."""
    city = load_city(settings.city_dir)
    role = role or (StaffRole.STAFF if department is not None else StaffRole.HOST)
    problem = _misplaced(city, words, department, place, role) or _misnamed(words, name)
    if problem is not None:
        say(problem)
        return False
    async with ready_database(settings, words) as database, database.transaction() as session:
        try:
            place_id = (await place_by_code(session, place)).id if place is not None else None
        except (PlaceUnknown, PlaceGone):
            say(words("error-place-unknown", code=place))
            return False
        staff, code = await add_staff(
            session, name=name.strip(), role=role, now=now, department=department, place_id=place_id
        )
    say(words("operator-staff-added", id=staff.id, name=staff.name, code=f"{code[:5]}-{code[5:]}"))
    say(words("operator-staff-code-lasts", days=CODE_LASTS.days))
    for link in await _links(settings, code):
        say(words("operator-staff-link", link=link))
    return True


def _misplaced(city: City, words: Words, department: str | None, place: str | None, role: StaffRole) -> str | None:
    if (department is None) == (place is None):
        return words("operator-staff-where")
    if (role is StaffRole.HOST) != (place is not None):
        return words("operator-staff-host")
    if department is not None and department not in city.departments:
        return words("operator-staff-department", key=department, known=", ".join(city.departments))
    return None


def _misnamed(words: Words, name: str) -> str | None:
    if not 0 < len(name.strip()) <= LONGEST_NAME or not name.isprintable():
        return words("operator-staff-name", most=LONGEST_NAME)
    return None


async def _links(settings: Settings, code: str) -> list[str]:
    """The links that use the code with one tap; empty if no channel has any, and the code has to be typed."""
    on = parts_on(settings)
    off = [part for part in PARTS.values() if part not in on]
    for parts in (on, off):
        links = [await part.link(settings, f"{LINK_MARK}{code}") for part in parts]
        if any(links):
            return [link for link in links if link is not None]
    return []


async def list_staff(settings: Settings, words: Words, say: Say) -> None:
    """Say every post: where, which role, and whether somebody has it. Raises BadCityPack, Unready."""
    city = load_city(settings.city_dir)
    async with ready_database(settings, words) as database, database.reading() as session:
        posts = await all_staff(session)
        for each in posts:
            place = await session.get(Place, each.place_id) if each.place_id is not None else None
            say(_line(each, place, words, city))
    if not posts:
        say(words("operator-staff-none"))


def _line(staff: Staff, place: Place | None, words: Words, city: City) -> str:
    known = city.departments.get(staff.department or "")
    where = words.pick(known.titles) if known else place.name if place else staff.department or ""
    state = "waiting" if staff.joined_at is None else "there" if staff.person_id is not None else "left"
    return words("operator-staff", id=staff.id, name=staff.name, role=staff.role.value, where=where, state=state)


async def remove(settings: Settings, words: Words, say: Say, staff_id: int, *, now: datetime) -> bool:
    """Take a post away and tell the leads; return whether there was one. Raises Unready."""
    async with ready_database(settings, words) as database:
        try:
            async with database.transaction() as session:
                staff = await end_post(session, staff_id, now=now)
        except StaffGone:
            say(words("error-staff-gone", staff_id=staff_id))
            return False
    say(words("operator-staff-removed", name=staff.name))
    return True
