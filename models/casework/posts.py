"""Giving and ending posts in the chat. Each change is a link in the record of the colleague who made it
(models/staff/record.py).

    an administrator   manages every post of every department, and the hosts of places
    a lead             manages the clerks (STAFF) of their own department
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.steps import OPEN
from models.casework.errors import LastAdmin, StaffCodeGone, StaffGone
from models.city.pack import City
from models.outbox.message import News, Pushed, Put, put_all
from models.people.errors import NameUnreadable
from models.people.person import Person
from models.places.place import find_place
from models.staff.console_session import end_sessions_of_post
from models.staff.errors import NotStaff
from models.staff.four_eyes import note_holder
from models.staff.identity import forget_identity_of_post
from models.staff.passkey import forget_passkeys_of_post
from models.staff.post import (
    LONGEST_NAME,
    Staff,
    StaffCode,
    StaffRole,
    add_staff,
    department_posts,
    leads_of,
    need_staff,
    new_code,
    seal_post,
    staff_for_code,
)
from models.staff.record import StaffEvent, need_record, note_event
from models.staff.seal import sealed_posts
from models.storage.personal import Leaving
from models.values.clean_text import clean_line


class PostNews(News):
    """ROLE, REMOVED: to the holder of the post. LEFT: to the leads, with the number of cases that nobody has now. by:
    the name of who took the post away; "none" if it ended by itself."""

    ROLE = "staff-role-news"
    REMOVED = "staff-removed-news"
    LEFT = "staff-left-news"


class Change(StrEnum):
    INVITED = "invited"
    CODE_AGAIN = "code_again"
    ROLE = "role"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of a post. name: of the post; by: of the post that made the change."""

    name: str
    by: str
    what: Change
    role: StaffRole
    at: datetime


# --- who may --------------------------------------------------------------------------------------------------------


async def need_manager(session: AsyncSession, person: Person) -> Staff:
    """The person's post, if it may manage others. Raises NotStaff."""
    return await need_staff(session, person, StaffRole.LEAD, StaffRole.ADMIN)


def roles_given_by(by: Staff) -> tuple[StaffRole, ...]:
    """The roles that a colleague may give to others in a department."""
    if by.role is StaffRole.ADMIN:
        return (StaffRole.STAFF, StaffRole.LEAD, StaffRole.ADMIN, StaffRole.LEADER)
    return (StaffRole.STAFF,) if by.role is StaffRole.LEAD else ()


def may_manage(by: Staff, staff: Staff) -> bool:
    """Whether a colleague may change or end a post. A lead may not change a lead's post, their own included."""
    if by.role is StaffRole.ADMIN:
        return True
    return by.role is StaffRole.LEAD and staff.department == by.department and staff.role is StaffRole.STAFF


# --- questions ------------------------------------------------------------------------------------------------------


async def posts_managed(
    session: AsyncSession, person: Person, *, department: str | None, limit: int, skip: int = 0
) -> Sequence[Staff]:
    """The posts of a department, the leads first; with None, the posts of places. A lead sees only their own
    department. Raises NotStaff."""
    by = await need_manager(session, person)
    if by.role is not StaffRole.ADMIN and department != by.department:
        raise NotStaff
    where = Staff.department == department if department is not None else Staff.place_id.is_not(None)
    posts = sa.select(Staff).where(Staff.active, where)
    ordered = posts.order_by(Staff.role == StaffRole.STAFF, Staff.id)
    return (await session.scalars(ordered.limit(limit).offset(skip))).all()


async def count_posts(session: AsyncSession) -> dict[str, int]:
    """How many active posts each department has; the key "" counts the posts of places."""
    of = sa.func.coalesce(Staff.department, "")
    rows = await session.execute(sa.select(of, sa.func.count()).where(Staff.active).group_by(of))
    return {row[0]: row[1] for row in rows}


async def post_managed(session: AsyncSession, staff_id: int, person: Person) -> Staff:
    """The active post, locked, if the person may see it. Raises NotStaff, StaffGone."""
    by = await need_manager(session, person)
    staff = await session.get(Staff, staff_id, with_for_update=True, populate_existing=True)
    if staff is None or not staff.active:
        raise StaffGone(staff_id)
    if by.role is not StaffRole.ADMIN and staff.department != by.department:
        raise NotStaff
    return staff


async def changes_of(session: AsyncSession, person: Person, *, limit: int, skip: int = 0) -> Sequence[Changed]:
    """Changes of posts, the newest first; a lead gets those of their own department. Raises NotStaff."""
    by = await need_manager(session, person)
    about, doer = sa.orm.aliased(Staff), sa.orm.aliased(Staff)
    theirs = sa.true() if by.role is StaffRole.ADMIN else about.department == by.department
    rows = await session.execute(
        sa.select(about.name, doer.name, StaffEvent.what, StaffEvent.role, StaffEvent.at)
        .join(about, about.id == StaffEvent.post_id)
        .join(doer, doer.id == StaffEvent.staff_id)
        .where(theirs)
        .order_by(StaffEvent.at.desc(), StaffEvent.staff_id, StaffEvent.number.desc())
        .limit(limit)
        .offset(skip)
    )
    return [
        Changed(name, doer_name, Change(what), StaffRole(role or ""), at) for name, doer_name, what, role, at in rows
    ]


# --- coming and going -----------------------------------------------------------------------------------------------


async def invite(
    session: AsyncSession,
    *,
    name: str,
    role: StaffRole,
    department: str | None = None,
    place_id: int | None = None,
    by: Person,
    city: City,
    now: datetime,
) -> tuple[Staff, str]:
    """Makes a post and its code; the change goes into the record. Raises NotStaff, NameUnreadable, PlaceGone."""
    manager = await need_manager(session, by)
    if (department is None) == (place_id is None) or (department is not None and department not in city.departments):
        raise NotStaff
    elsewhere = manager.role is not StaffRole.ADMIN and department != manager.department
    if department is not None and (elsewhere or role not in roles_given_by(manager)):
        raise NotStaff
    if place_id is not None:
        if manager.role is not StaffRole.ADMIN or role is not StaffRole.HOST:
            raise NotStaff
        await find_place(session, place_id)
    said = clean_line(name)
    if not 0 < len(said) <= LONGEST_NAME or not said.isprintable():
        raise NameUnreadable(most=LONGEST_NAME)
    staff, code = await add_staff(session, name=said, role=role, now=now, department=department, place_id=place_id)
    staff.invited_by = manager.id
    await _note(session, staff, manager, Change.INVITED, now=now)
    return staff, code


async def code_again(session: AsyncSession, staff_id: int, *, by: Person, now: datetime) -> tuple[Staff, str]:
    """Makes a new code for a post that nobody has joined yet; the earlier code becomes invalid. Raises NotStaff,
    StaffGone."""
    manager, staff = await _managed(session, staff_id, by)
    if staff.person_id is not None:
        raise NotStaff
    code = await new_code(session, staff, now=now)
    await _note(session, staff, manager, Change.CODE_AGAIN, now=now)
    return staff, code


async def change_role(session: AsyncSession, staff_id: int, role: StaffRole, *, by: Person, now: datetime) -> Staff:
    """Changes the role within the department to clerk, lead, administrator or leader; the holder is told, and a new
    leader's cases go to nobody. Raises NotStaff, StaffGone, LastAdmin."""
    manager, staff = await _managed(session, staff_id, by)
    if staff.department is None or manager.role is not StaffRole.ADMIN or role not in roles_given_by(manager):
        raise NotStaff
    if staff.role is role:
        return staff
    if not sealed_posts(session, [staff]):  # sealing the post again would vouch for a row that somebody tampered with
        raise StaffGone(staff_id)
    await _keep_an_admin(session, staff)
    staff.role = role
    seal_post(session, staff)
    await _note(session, staff, manager, Change.ROLE, now=now)
    await _tell(session, [staff.person_id], PostNews.ROLE, now=now, role=role.value, by=manager.name)
    if role is StaffRole.LEADER and (left := await _hand_over_cases(session, staff, None)):
        await _tell_left(session, staff, left, now=now, but={by.id, staff.person_id})
    return staff


async def remove(session: AsyncSession, staff_id: int, *, by: Person, now: datetime) -> Staff:
    """Ends the post at once. The holder is told, and so are the leads, with the number of cases that nobody has now.
    Raises NotStaff, StaffGone, LastAdmin."""
    manager, staff = await _managed(session, staff_id, by)
    await _keep_an_admin(session, staff)
    left, person_id = await _count_open(session, staff), staff.person_id
    await remove_staff(session, staff_id)
    await _note(session, staff, manager, Change.REMOVED, now=now)
    await _tell(session, [person_id], PostNews.REMOVED, now=now, by=manager.name)
    await _tell_left(session, staff, left, now=now, by=manager.name, but={by.id, person_id})
    return staff


async def end_post(session: AsyncSession, staff_id: int, *, now: datetime) -> Staff:
    """Ends the post from the server; the leads are told, with the number of cases that nobody has now. Raises
    StaffGone."""
    post = await session.get(Staff, staff_id)
    left = await _count_open(session, post) if post is not None else 0
    staff = await remove_staff(session, staff_id)
    await _tell_left(session, staff, left, now=now, but={staff.person_id})
    return staff


async def leave_posts(session: AsyncSession, leaving: Leaving) -> int:
    """Gives the open cases of a person who leaves to nobody, and tells the leads. Returns 0: the cases are not the
    person's own."""
    for staff in await department_posts(session, leaving.person.id):
        if left := await _hand_over_cases(session, staff, None):
            await _tell_left(session, staff, left, now=leaving.now, but={staff.person_id})
    return 0


async def _count_open(session: AsyncSession, staff: Staff) -> int:
    in_hand = sa.select(sa.func.count()).select_from(Case)
    return (await session.scalars(in_hand.where(Case.handler_id == staff.id, Case.state.in_(OPEN)))).one()


async def _tell_left(
    session: AsyncSession,
    staff: Staff,
    left: int,
    *,
    now: datetime,
    by: str = "none",
    but: Collection[int | None] = (),
) -> None:
    """Tells the leads of a department that a colleague is gone. but: the people who know it."""
    if staff.department is not None:
        leads = {each.person_id for each in await leads_of(session, staff.department)}
        await _tell(session, leads.difference(but), PostNews.LEFT, now=now, name=staff.name, by=by, count=left)


async def _managed(session: AsyncSession, staff_id: int, by: Person) -> tuple[Staff, Staff]:
    staff = await post_managed(session, staff_id, by)
    manager = await need_manager(session, by)
    if not may_manage(manager, staff):
        raise NotStaff
    return manager, staff


async def _keep_an_admin(session: AsyncSession, staff: Staff) -> None:
    """Raises LastAdmin if nobody else could manage posts in the chat. The rows of all administrators are locked first,
    so that two who end each other's posts at once wait for one another."""
    if staff.role is not StaffRole.ADMIN:
        return
    joined = sa.select(Staff.id).where(Staff.role == StaffRole.ADMIN, Staff.active, Staff.person_id.is_not(None))
    there = (await session.scalars(joined.order_by(Staff.id).with_for_update())).all()
    if staff.person_id is not None and set(there) <= {staff.id}:
        raise LastAdmin


async def _note(session: AsyncSession, staff: Staff, by: Staff, what: Change, *, now: datetime) -> None:
    await note_event(session, by.id, what.value, at=now, post_id=staff.id, role=staff.role.value)


async def _tell(
    session: AsyncSession, people: Iterable[int | None], news: PostNews, *, now: datetime, **facts: object
) -> None:
    await put_all(session, [Put(each, Pushed(news, facts), now) for each in people if each is not None])


async def join_staff(session: AsyncSession, code: str, person: Person, *, now: datetime) -> Staff:
    """Gives the person the post; the code is used up. An earlier post in a department ends with it. Raises
    StaffCodeGone."""
    await session.execute(sa.select(Person.id).where(Person.id == person.id).with_for_update())  # one code at a time
    staff = await staff_for_code(session, code, now=now)
    if staff is None:
        raise StaffCodeGone
    used = sa.delete(StaffCode).where(StaffCode.staff_id == staff.id)
    if not getattr(await session.execute(used), "rowcount", 0):
        raise StaffCodeGone
    for earlier in await department_posts(session, person.id) if staff.department is not None else ():
        earlier.active = False
        seal_post(session, earlier)
        stays = earlier.department == staff.department and staff.role is not StaffRole.LEADER
        left = await _hand_over_cases(session, earlier, staff.id if stays else None)
        if left and not stays:
            await _tell_left(session, earlier, left, now=now, but={person.id})
    staff.person_id, staff.joined_at = person.id, now
    seal_post(session, staff)
    await session.flush()
    await note_holder(session, staff.id, person.id)
    return staff


async def remove_staff(session: AsyncSession, staff_id: int) -> Staff:
    """Ends the post at once; what its person did stays in the records under its name. Raises StaffGone."""
    staff = await session.get(Staff, staff_id, with_for_update=True, populate_existing=True)
    if staff is None or not staff.active:
        raise StaffGone(staff_id)
    staff.active = False
    seal_post(session, staff)
    await need_record(session, staff_id)
    await _hand_over_cases(session, staff, None)
    await session.execute(sa.delete(StaffCode).where(StaffCode.staff_id == staff_id))
    await session.flush()
    await end_sessions_of_post(session, staff_id)
    await forget_passkeys_of_post(session, staff_id)
    await forget_identity_of_post(session, staff_id)
    return staff


async def _hand_over_cases(session: AsyncSession, staff: Staff, to: int | None) -> int:
    """Gives the open cases of the post to another post (its number); with None they wait for a lead to take them
    over. Returns how many."""
    in_hand = sa.select(Case).where(Case.handler_id == staff.id, Case.state.in_(OPEN)).order_by(Case.id)
    locked = in_hand.with_for_update().execution_options(populate_existing=True)
    cases = (await session.scalars(locked)).all()
    for case in cases:
        case.handler_id = to
    await session.flush()
    return len(cases)
