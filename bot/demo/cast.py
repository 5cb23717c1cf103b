"""The people of the demonstration: staff of four departments, a leader, a host, and riders who chat on the web page."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.casework.posts import join_staff
from models.city.pack import City
from models.people.person import Person, agree, change_profile, meet
from models.places.place import Place
from models.staff.post import Staff, StaffRole, add_staff

RIDERS = 70
CAME_BEFORE = timedelta(days=120)
"""How long ago everybody joined."""
CHANNEL = "webchat"


@cache
def said() -> Mapping[str, Any]:
    """What the people say."""
    return tomllib.loads((Path(__file__).with_name("said.toml")).read_text(encoding="utf-8"))


@dataclass
class Cast:
    """Numbers of rows. leads, clerks: posts by department; leader, host: posts; riders: people."""

    leads: dict[str, int] = field(default_factory=dict)
    clerks: dict[str, list[int]] = field(default_factory=dict)
    leader: int = 0
    host: int = 0
    riders: list[int] = field(default_factory=list)

    @property
    def departments(self) -> list[str]:
        """The departments that have somebody."""
        return list(self.leads)


async def hire(session: AsyncSession, city: City, rng: Random, *, now: datetime) -> Cast:
    """Make everybody join, each by a code of their own, in a chat that nobody can open."""
    since, cast, names = now - CAME_BEFORE, Cast(), said()["staff"]
    for department in (key for key in names if key in city.departments):
        lead, *clerks = names[department]
        cast.leads[department] = await _join(session, rng, lead, StaffRole.LEAD, now=since, department=department)
        roles = [
            StaffRole.ADMIN if department == city.lead_department.key and not number else StaffRole.STAFF
            for number in range(len(clerks))
        ]
        posts = [
            await _join(session, rng, name, role, now=since, department=department)
            for name, role in zip(clerks, roles, strict=True)
        ]
        cast.clerks[department] = posts
    lead_department = city.lead_department.key
    cast.leader = await _join(session, rng, names["leader"], StaffRole.LEADER, now=since, department=lead_department)
    place_id = await session.scalar(sa.select(sa.func.min(Place.id)).where(Place.closed_at.is_(None)))
    if place_id is not None:
        cast.host = await _join(session, rng, names["host"], StaffRole.HOST, now=since, place_id=place_id)
    districts = list(city.districts)
    for _ in range(RIDERS):
        rider = await _person(session, rng, now=since + timedelta(hours=rng.randrange(900)))
        occupation = rng.choice(["delivery"] * 5 + ["courier"] * 3 + list(city.occupations))
        await change_profile(session, rider, occupation=occupation, district=rng.choice(districts))
        cast.riders.append(rider.id)
    return cast


async def _join(
    session: AsyncSession,
    rng: Random,
    name: str,
    role: StaffRole,
    *,
    now: datetime,
    department: str | None = None,
    place_id: int | None = None,
) -> int:
    _, code = await add_staff(session, name=name, role=role, department=department, place_id=place_id, now=now)
    post: Staff = await join_staff(session, code, await _person(session, rng, now=now), now=now)
    return post.id


async def _person(session: AsyncSession, rng: Random, *, now: datetime) -> Person:
    address = f"demonstration-{rng.getrandbits(64):016x}"
    person, _, _ = await meet(session, CHANNEL, address, locale="zh-CN", now=now)
    await agree(session, person, now=now)
    return person


async def cast_of(session: AsyncSession, city: City) -> Cast:
    """The same people, found again in a database that was filled before."""
    cast = Cast()
    posts: Sequence[Staff] = (await session.scalars(sa.select(Staff).where(Staff.active).order_by(Staff.id))).all()
    for each in posts:
        if each.role is StaffRole.LEADER:
            cast.leader = cast.leader or each.id
        elif each.role is StaffRole.HOST:
            cast.host = cast.host or each.id
        elif each.department is not None and each.role is StaffRole.LEAD:
            cast.leads.setdefault(each.department, each.id)
        elif each.department is not None:
            cast.clerks.setdefault(each.department, []).append(each.id)
    return cast
