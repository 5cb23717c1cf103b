"""Staff: posts that answer for a department or look after a place.

An operator gets a code, and the person who types it has the post. The post is a row of its own, so that the record of a
case names it after its person has left. A person has one post in a department, and one for each place they look after.
Former holders are remembered in models/staff/four_eyes.py.

A post is sealed, and so is its code (models/staff/seal.py): every query here leaves out posts whose seal does not hold.
"""

import hashlib
import re
import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city.pack import City
from models.people.person import Person
from models.staff.absence import Away, away_among, away_until
from models.staff.errors import NotStaff
from models.staff.record import begin_record
from models.staff.seal import code_seal, post_holds, post_seal, sealed_posts
from models.storage.database import Base, BigId, Json, UtcDateTime, values_of
from models.storage.encryption import cipher_of
from models.storage.one_hop import OneHop

CODE_LASTS = timedelta(days=7)
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without letters that people confuse when somebody reads a code aloud."""
CODE_LENGTH = 10
LINK_MARK = "staff_"
"""The prefix of the code in a link."""
LONGEST_NAME = 20
_TYPED = re.compile(rf"[{LETTERS}]{{{CODE_LENGTH}}}")


class StaffRole(StrEnum):
    """STAFF handles cases, LEAD also those of absent colleagues and approves, ADMIN also looks after the product.
    LEADER sees figures and gives orders, and opens no case. HOST looks after a place."""

    STAFF = "staff"
    LEAD = "lead"
    ADMIN = "admin"
    LEADER = "leader"
    HOST = "host"


class Staff(Base):
    """A post. name: as workers are told it (王老师). Either a department (key of the city pack) or a place is set.
    person_id: NULL until somebody has joined, and after they were forgotten.
    """

    __tablename__ = "staff"
    __table_args__ = (sa.Index("ix_staff_department", "department", "active"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), index=True)
    department: Mapped[str | None]
    place_id: Mapped[int | None] = mapped_column(sa.ForeignKey("place.id", ondelete="CASCADE"), index=True)
    role: Mapped[StaffRole] = mapped_column(sa.Enum(StaffRole, native_enum=False, length=8, values_callable=values_of))
    name: Mapped[str]
    active: Mapped[bool]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    joined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    invited_by: Mapped[int | None]
    """The post that made it in the chat; NULL: it was made on the server."""
    seal: Mapped[str] = mapped_column(default="", server_default="")


class StaffCode(Base):
    """The code that gives somebody the post, once; only a hash of it is kept, sealed."""

    __tablename__ = "staff_code"

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


@sa.event.listens_for(Staff, "after_insert")
def _begin_record(_: Any, connection: sa.Connection, staff: Staff) -> None:
    """Begins the record of a post when the post is inserted."""
    begin_record(connection, staff.id)


# --- the seal ---------------------------------------------------------------------------------------------------------


def seal_post(session: AsyncSession, staff: Staff) -> None:
    """Seals the post as it now is. The post must have its id."""
    staff.seal = post_seal(staff, cipher_of(session))


async def broken_post(session: AsyncSession) -> int | None:
    """The number of the first post whose seal does not hold and that would give rights, now or by its code."""
    table, role = Staff.__table__.c, sa.type_coerce(Staff.role, sa.String).label("role")
    columns = [role if column is table.role else column for column in table]
    gives = sa.or_(Staff.person_id.is_not(None), Staff.joined_at.is_(None))
    rows = await session.execute(sa.select(*columns).where(Staff.active, gives).order_by(Staff.id))
    return next((row.id for row in rows if not post_holds(row, cipher_of(session))), None)


async def seal_old_posts(session: AsyncSession, after: int, portion: int) -> int | None:
    """Seals a portion of posts and codes from before seals existed, as they are, after the number `after`. Returns the
    last number; None if there was none."""
    rows = sa.select(Staff, StaffCode).outerjoin(StaffCode, StaffCode.staff_id == Staff.id).where(Staff.id > after)
    last = None
    for staff, code in await session.execute(rows.order_by(Staff.id).limit(portion)):
        last = staff.id
        if not staff.seal:
            seal_post(session, staff)
            if code is not None:
                code.code_hash = code_seal(staff.id, code.code_hash, code.expires_at, cipher_of(session))
    return last


# --- who somebody is --------------------------------------------------------------------------------------------------


async def desk_of(session: AsyncSession, person: Person) -> Staff | None:
    """The person's post in a department, a leader's too; None if they have none."""
    return next(iter(sealed_posts(session, await department_posts(session, person.id))), None)


async def need_desk(session: AsyncSession, person: Person) -> Staff:
    """The person's post in a department, a leader's too. Raises NotStaff."""
    staff = await desk_of(session, person)
    if staff is None:
        raise NotStaff
    return staff


async def staff_of(session: AsyncSession, person: Person) -> Staff | None:
    """The person's post in a department, from which cases are handled; None if they have none."""
    staff = await desk_of(session, person)
    return staff if staff is not None and staff.role is not StaffRole.LEADER else None


async def need_staff(session: AsyncSession, person: Person, *roles: StaffRole) -> Staff:
    """The person's post from which cases are handled; with `roles`, one with such a role. Raises NotStaff."""
    staff = await staff_of(session, person)
    if staff is None or (roles and staff.role not in roles):
        raise NotStaff
    return staff


async def posts_of(session: AsyncSession, person: Person) -> Sequence[Staff]:
    """All posts of the person, in departments and at places."""
    return sealed_posts(session, await _posts_statement().entities(session, Staff, person_id=person.id))


async def has_post(session: AsyncSession, person_id: int) -> bool:
    """Whether the person answers for a department, or looks after a place."""
    mine = sa.select(Staff).where(Staff.person_id == person_id, Staff.active)
    return bool(sealed_posts(session, await session.scalars(mine)))


async def post_at(session: AsyncSession, staff_id: int | None) -> Staff | None:
    """The post with that number; None if it has ended or nobody has it."""
    rows = sa.select(Staff).where(Staff.id == staff_id, Staff.active, Staff.person_id.is_not(None))
    return next(iter(sealed_posts(session, await session.scalars(rows))), None)


@lru_cache(maxsize=1)
def _posts_statement() -> OneHop:
    columns = Staff.__table__.c
    mine = sa.select(*columns).where(columns.person_id == sa.bindparam("person_id"), columns.active)
    return OneHop(mine.order_by(columns.id))


async def export_posts(session: AsyncSession, person: Person) -> dict[str, Json]:
    """The data kept about the person's posts, also about ended ones."""
    mine = sa.select(Staff).where(Staff.person_id == person.id).order_by(Staff.id)
    posts = (await session.scalars(mine)).all()
    away = await away_until(session, [each.id for each in posts])
    return {
        "posts": [
            {
                "name": each.name,
                "role": each.role.value,
                "department": each.department,
                "place_id": each.place_id,
                "joined_at": each.joined_at.isoformat() if each.joined_at else None,
                "active": each.active,
                "away_until": away[each.id].isoformat() if each.id in away else None,
            }
            for each in posts
        ]
    }


async def hosted_places(session: AsyncSession, person: Person) -> Sequence[int]:
    """The numbers of the places that the person hosts."""
    mine = sa.select(Staff).where(Staff.person_id == person.id, Staff.active, Staff.place_id.is_not(None))
    posts = sealed_posts(session, await session.scalars(mine.order_by(Staff.id)))
    return [each.place_id for each in posts if each.place_id is not None]


async def hosts_of_place(session: AsyncSession, place_id: int) -> Sequence[Staff]:
    """The hosts of the place."""
    hosts = sa.select(Staff).where(Staff.place_id == place_id, Staff.role == StaffRole.HOST, Staff.active)
    return sealed_posts(session, await session.scalars(hosts.order_by(Staff.id)))


async def need_host(session: AsyncSession, person: Person, place_id: int) -> Staff:
    """The person's post at the place. Raises NotStaff."""
    mine = sa.select(Staff).where(Staff.person_id == person.id, Staff.active, Staff.place_id == place_id)
    host = next(iter(sealed_posts(session, await session.scalars(mine))), None)
    if host is None:
        raise NotStaff
    return host


async def colleagues(
    session: AsyncSession, department: str, *, leads_only: bool = False, present: bool = False
) -> Sequence[Staff]:
    """The posts of a department that handle cases and whose holders can be told something. present: without those who
    are away, unless all are."""
    rows = await _team_statement(leads_only).entities(session, Staff, department=department)
    team = sealed_posts(session, rows)
    away = await away_until(session, [each.id for each in team]) if present else {}
    return [each for each in team if each.id not in away] or team


@lru_cache(maxsize=2)
def _team_statement(leads_only: bool) -> OneHop:
    columns = Staff.__table__.c
    there = sa.select(*columns).where(
        columns.department == sa.bindparam("department"),
        columns.active,
        columns.person_id.is_not(None),
        columns.role != StaffRole.LEADER,
    )
    if leads_only:
        there = there.where(columns.role != StaffRole.STAFF)
    return OneHop(there.order_by(columns.id))


async def leaders_of(session: AsyncSession, department: str) -> Sequence[Staff]:
    """The leaders' posts of a department whose holders can be told something."""
    there = (Staff.department == department, Staff.active, Staff.person_id.is_not(None))
    leaders = sa.select(Staff).where(*there, Staff.role == StaffRole.LEADER)
    return sealed_posts(session, await session.scalars(leaders.order_by(Staff.id)))


async def unstaffed(session: AsyncSession, city: City) -> list[str]:
    """Departments of the pack in which nobody can be told anything, by keys, in the pack's order; never the lead
    one."""
    staffed = (await teams_of(session, city.departments)).departments()
    return [key for key in city.departments if key not in staffed and key != city.lead_department.key]


class Post(NamedTuple):
    """The columns of a post that are needed to tell its holder something."""

    id: int
    person_id: int | None
    department: str | None
    role: StaffRole


class Teams:
    """The posts of some departments whose holders can be told something, as `teams_of` read them. away: which of them
    are away, and their deputies."""

    def __init__(self, posts: Iterable[Post], away: Away | None = None) -> None:
        self._held = {each.id: each for each in posts}
        self._away = away or Away()

    def at(self, staff_id: int | None) -> Post | None:
        """The post with that number, if its holder can be told something; the deputy's if the holder is away."""
        there = self._away.stands_in(staff_id) if staff_id is not None else None
        return self._held.get(there) if there is not None else None

    def departments(self) -> set[str | None]:
        """The departments that have somebody."""
        return {each.department for each in self._held.values()}

    def of(self, department: str) -> list[Post]:
        """The posts of the department that are not away; if all are away, all of them."""
        everybody = [each for each in self._held.values() if each.department == department]
        return [each for each in everybody if each.id not in self._away.until] or everybody

    def leading(self, department: str) -> list[Post]:
        """The leads among them; if there are none, all of them."""
        everybody = self.of(department)
        return [each for each in everybody if each.role != StaffRole.STAFF] or everybody


async def teams_of(session: AsyncSession, departments: Collection[str]) -> Teams:
    """The posts of these departments that handle cases and whose holders can be told something, read at once."""
    there = sa.select(*Staff.__table__.columns).where(Staff.role != StaffRole.LEADER).order_by(Staff.id)
    told = there.where(Staff.department.in_(departments), Staff.active, Staff.person_id.is_not(None))
    rows = sealed_posts(session, await session.execute(told))
    posts = [Post(row.id, row.person_id, row.department, row.role) for row in rows]
    return Teams(posts, await away_among(session, [each.id for each in posts]))


async def leads_of(session: AsyncSession, department: str) -> list[Post]:
    """The leads of the department who are not away; if there are none, all its colleagues."""
    return (await teams_of(session, [department])).leading(department)


async def all_staff(session: AsyncSession) -> Sequence[Staff]:
    """All active posts, departments first."""
    active = sa.select(Staff).where(Staff.active)
    return (await session.scalars(active.order_by(Staff.department.is_(None), Staff.department, Staff.id))).all()


async def staff_names(session: AsyncSession, ids: Collection[int]) -> dict[int, str]:
    """The names of posts by their numbers, ended ones too."""
    rows = await session.execute(sa.select(Staff.id, Staff.name).where(Staff.id.in_(ids)))
    return {row.id: row.name for row in rows}


# --- coming and going -------------------------------------------------------------------------------------------------


async def add_staff(
    session: AsyncSession,
    *,
    name: str,
    role: StaffRole,
    now: datetime,
    department: str | None = None,
    place_id: int | None = None,
) -> tuple[Staff, str]:
    """Makes a post and the code that gives it to somebody, good for CODE_LASTS. The caller has checked that the
    department or place exists, and that only a place has a host."""
    staff = Staff(department=department, place_id=place_id, role=role, name=name, active=True, added_at=now)
    session.add(staff)
    await session.flush()
    return staff, await new_code(session, staff, now=now)


async def new_code(session: AsyncSession, staff: Staff, *, now: datetime) -> str:
    """Makes a code for a post that nobody has, good for CODE_LASTS; an earlier code becomes invalid."""
    seal_post(session, staff)
    code, until = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)), now + CODE_LASTS
    keyed = code_seal(staff.id, _hash(code), until, cipher_of(session))
    await session.execute(sa.delete(StaffCode).where(StaffCode.staff_id == staff.id))
    session.add(StaffCode(staff_id=staff.id, code_hash=keyed, expires_at=until))
    await session.flush()
    return code


def read_code(text: str) -> str | None:
    """The code in a typed text, with or without dashes and blanks; None if it cannot be one."""
    plain = re.sub(r"[\s-]", "", text).upper().removeprefix(LINK_MARK.upper())
    return plain if _TYPED.fullmatch(plain) else None


async def staff_for_code(session: AsyncSession, code: str, *, now: datetime) -> Staff | None:
    """The post that a code would give; None if it gives none."""
    cipher, plain = cipher_of(session), _hash(code)
    for each in await session.scalars(sa.select(StaffCode).where(StaffCode.expires_at > now)):  # few wait at a time
        if each.code_hash == code_seal(each.staff_id, plain, each.expires_at, cipher):
            rows = sa.select(Staff).where(Staff.id == each.staff_id, Staff.active)
            return next(iter(sealed_posts(session, await session.scalars(rows))), None)
    return None


async def department_posts(session: AsyncSession, person_id: int) -> Sequence[Staff]:
    """The person's posts in departments, freshly read, whether or not their seal holds."""
    mine = sa.select(Staff).where(Staff.person_id == person_id, Staff.active, Staff.department.is_not(None))
    return (await session.scalars(mine.order_by(Staff.id).execution_options(populate_existing=True))).all()


async def forget_staff_codes(session: AsyncSession, *, now: datetime) -> None:
    """Deletes codes whose time is over."""
    await session.execute(sa.delete(StaffCode).where(StaffCode.expires_at < now))


def _hash(code: str) -> str:
    return hashlib.sha256(b"staff:" + code.encode()).hexdigest()
