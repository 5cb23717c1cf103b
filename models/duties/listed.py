"""Lists and counts of duties: for a person by their posts, for the console with filters, for the figures."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.duties.colours import due_between
from models.duties.duty import OPEN, OVER, WAITS, About, Colour, Duty, DutyKind, DutyState, Owner, OwnerKind
from models.duties.rights import sees_all
from models.staff.post import Staff, StaffRole

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class WantedDuties:
    """What is looked for; None: everything. over: those that have ended, in place of those that have not."""

    kind: DutyKind | None = None
    department: str | None = None
    owner: Owner | None = None
    colour: Colour | None = None
    about: About | None = None
    over: bool = False


async def duties_of(
    session: AsyncSession,
    posts: Sequence[Staff],
    wanted: WantedDuties = WantedDuties(),
    *,
    city: City,
    now: datetime,
    skip: int = 0,
    limit: int = MOST_LISTED,
) -> Sequence[Duty]:
    """The duties that somebody with these posts sees: open ones by their day, ended ones the newest first."""
    found = sa.select(Duty).where(_seen_by(posts, city), *_which(wanted, city, now))
    by = (Duty.ended_at.desc(), Duty.id.desc()) if wanted.over else (Duty.due_at, Duty.id)
    return (await session.scalars(found.order_by(*by).offset(skip).limit(limit))).all()


async def duties_to_do(session: AsyncSession, posts: Sequence[Staff], *, limit: int = MOST_LISTED) -> Sequence[Duty]:
    """The open duties that these posts themselves have to do, by their day."""
    mine = sa.select(Duty).where(_owned_by(posts), Duty.state.in_(OPEN))
    return (await session.scalars(mine.order_by(Duty.due_at, Duty.id).limit(limit))).all()


async def count_to_do(session: AsyncSession, posts: Sequence[Staff]) -> int:
    """How many duties wait for these posts to do something."""
    mine = sa.select(sa.func.count()).select_from(Duty).where(_owned_by(posts), Duty.state.in_(WAITS))
    return (await session.scalars(mine)).one()


def _owned_by(posts: Sequence[Staff]) -> sa.ColumnElement[bool]:
    owners = [Owner.post(each.id) for each in posts]
    owners += [Owner.place(each.place_id) for each in posts if each.place_id is not None]
    owners += [Owner.department(each.department) for each in posts if each.department and _handles(each)]
    return _is_owner(owners)


def _handles(staff: Staff) -> bool:
    return staff.role is not StaffRole.LEADER


def _is_owner(owners: Collection[Owner]) -> sa.ColumnElement[bool]:
    either = [
        sa.and_(Duty.owner_kind == kind, Duty.owner.in_([each.key for each in owners if each.kind is kind]))
        for kind in OwnerKind
        if any(each.kind is kind for each in owners)
    ]
    return sa.or_(sa.false(), *either)


def _seen_by(posts: Sequence[Staff], city: City) -> sa.ColumnElement[bool]:
    if any(sees_all(each, city) for each in posts):
        return sa.true()
    departments = [each.department for each in posts if each.department]
    given = Duty.given_by.in_([each.id for each in posts if each.department])
    return sa.or_(_owned_by(posts), Duty.department.in_(departments), given)


def _which(wanted: WantedDuties, city: City, now: datetime) -> list[sa.ColumnElement[bool]]:
    which: list[sa.ColumnElement[bool]] = [Duty.state.in_(OVER if wanted.over else OPEN)]
    if wanted.kind is not None:
        which.append(Duty.kind == wanted.kind)
    if wanted.department is not None:
        which.append(Duty.department == wanted.department)
    if wanted.owner is not None:
        which.append(_is_owner([wanted.owner]))
    if wanted.about is not None:
        which += [Duty.about_kind == wanted.about.kind, Duty.about == wanted.about.key]
    if wanted.colour is not None:
        which += _has_colour(wanted.colour, city, now)
    return which


def _has_colour(colour: Colour, city: City, now: datetime) -> list[sa.ColumnElement[bool]]:
    after, until = due_between(colour, city=city, today=now.astimezone(city.zone).date())
    bounds = [Duty.due_at > after] if after is not None else []
    bounds += [Duty.due_at <= until] if until is not None else []
    coloured = sa.and_(Duty.state.in_(WAITS), *bounds)
    return [sa.or_(coloured, Duty.state == DutyState.REPORTED) if colour is Colour.NONE else coloured]


@dataclass(frozen=True, slots=True)
class DutyCounts:
    """Duties of one department that wait. due: blue or orange, of the coming days; late: past their day, the red ones
    too."""

    due: int = 0
    late: int = 0
    red: int = 0


async def counts_by_department(
    session: AsyncSession, department: str | None = None, *, city: City, now: datetime
) -> Mapping[str, DutyCounts]:
    """How many duties are due within three working days, late, and red, by department. department: only that one."""
    today = now.astimezone(city.zone).date()
    (_, blue_until), (_, red_until) = (
        due_between(colour, city=city, today=today) for colour in (Colour.BLUE, Colour.RED)
    )
    which = {
        "due": sa.and_(Duty.due_at >= now, Duty.due_at <= blue_until),
        "late": Duty.due_at < now,
        "red": Duty.due_at <= red_until,
    }
    columns = [sa.func.sum(sa.case((which, 1), else_=0)).label(name) for name, which in which.items()]
    rows = sa.select(Duty.department, *columns).where(Duty.state.in_(WAITS)).group_by(Duty.department)
    if department is not None:
        rows = rows.where(Duty.department == department)
    found = {row[0]: DutyCounts(*map(int, row[1:])) for row in await session.execute(rows)}
    return {key: found[key] for key in city.departments if key in found and found[key] != DutyCounts()}
