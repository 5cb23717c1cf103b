"""The audience of a notice, and who of it hears of it: by work, district, language, event or a department's own list;
never by what somebody complained of.

Everybody who agreed to being remembered can be told, except people who switched the topic off or blocked every chat
they have. An emergency of a district goes to all who are there and to all whose district is not known, whatever they
switched off.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.events.booking import Booking, BookingState
from models.events.errors import EventGone
from models.events.event import Event, EventDate
from models.notices.people_list import NoticeListed
from models.outbox.causes import CauseKind
from models.outbox.message import OutboxMessage, OutboxState
from models.people.errors import ConsentNeeded
from models.people.person import Contact, Person
from models.storage.database import Json

_SEATED = (BookingState.BOOKED, BookingState.ATTENDED, BookingState.NO_SHOW)


class Topic(StrEnum):
    """The subject of a notice; each person switches each on or off."""

    POLICY = "policy"
    TRAINING = "training"
    WEATHER = "weather"
    BENEFITS = "benefits"
    PARTY = "party"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Audience:
    """Keys of the city pack; an empty tuple: all of them. booked, attended: numbers of events, for people who have or
    had a seat at one, or who were there. listed: numbers of lists (models/notices/people_list.py). got: numbers of
    notices that are corrected, for people who got them. `listed` and `got` are not narrowed by anything else."""

    occupations: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    booked: tuple[int, ...] = ()
    attended: tuple[int, ...] = ()
    listed: tuple[int, ...] = ()
    got: tuple[int, ...] = ()

    def as_json(self) -> Json:
        return {name: list(keys) for name, keys in asdict(self).items()}

    @classmethod
    def of_json(cls, value: Mapping[str, list[Any]]) -> "Audience":
        return cls(**{each.name: tuple(value.get(each.name, ())) for each in fields(cls)})


@dataclass(frozen=True, slots=True)
class AudienceCount:
    """Numbers of people. told: get it; switched_off, blocked: left out for that reason. channels: `told`, by the
    channel of each person's newest chat that is not blocked."""

    told: int
    switched_off: int
    blocked: int
    channels: Mapping[str, int] = field(default_factory=dict)


def is_meant(audience: Audience, *, emergency: bool) -> sa.ColumnElement[bool]:
    """Whether a person belongs to the audience."""
    conditions: list[sa.ColumnElement[bool]] = [Person.consent_at.is_not(None)]
    if audience.listed:
        listed = sa.select(NoticeListed.person_id).where(NoticeListed.list_id.in_(audience.listed))
        return sa.and_(*conditions, Person.id.in_(listed))
    if audience.got:
        return sa.and_(*conditions, Person.id.in_(_who_got(audience.got)))
    if audience.occupations:
        conditions.append(Person.occupation.in_(audience.occupations))
    if audience.locales:
        conditions.append(Person.locale.in_(audience.locales))
    for events, states in ((audience.booked, _SEATED), (audience.attended, (BookingState.ATTENDED,))):
        if events:
            seats = sa.select(Booking.person_id).join(EventDate, EventDate.id == Booking.date_id)
            seats = seats.where(EventDate.event_id.in_(events), Booking.state.in_(states))
            conditions.append(Person.id.in_(seats))
    if audience.districts:
        there = Person.district.in_(audience.districts)
        conditions.append(sa.or_(there, Person.district.is_(None)) if emergency else there)
    return sa.and_(*conditions)


def _who_got(notices: tuple[int, ...]) -> sa.Select[tuple[int]]:
    """The people who were sent one of these notices, or told the gist of it."""
    rows = OutboxMessage.__table__.c
    theirs = rows.cause.in_([CauseKind.NOTICE.of(each) for each in notices])
    got = sa.or_(rows.state.in_((OutboxState.SENT, OutboxState.SENDING)), rows.told_at.is_not(None))
    return sa.select(rows.person_id).where(theirs, got)


async def need_own_events(session: AsyncSession, audience: Audience, department: str) -> None:
    """Checks that the events of the audience are the department's own. Raises EventGone."""
    events = {*audience.booked, *audience.attended}
    own = sa.select(sa.func.count()).where(Event.id.in_(events), Event.department == department)
    if events and (await session.scalars(own)).one() != len(events):
        raise EventGone


def is_told(audience: Audience, topic: Topic, *, emergency: bool) -> sa.ColumnElement[bool]:
    """Whether a person gets a notice for the audience."""
    return sa.and_(is_meant(audience, emergency=emergency), _listens(topic, emergency=emergency), _HAS_CHAT)


async def count_audience(session: AsyncSession, audience: Audience, topic: Topic, *, emergency: bool) -> AudienceCount:
    """How many people get it and how many do not, as things are now."""
    meant, listens = is_meant(audience, emergency=emergency), _listens(topic, emergency=emergency)

    async def people(*conditions: sa.ColumnElement[bool]) -> int:
        return (await session.scalars(sa.select(sa.func.count()).select_from(Person).where(*conditions))).one()

    newest = (
        sa.select(Contact.channel)
        .where(Contact.person_id == Person.id, Contact.blocked_at.is_(None))
        .order_by(Contact.id.desc())
        .limit(1)
        .scalar_subquery()
        .label("channel")
    )
    told = sa.select(newest).where(meant, listens, _HAS_CHAT).subquery()
    by_channel = sa.select(told.c.channel, sa.func.count()).group_by(told.c.channel)
    channels: dict[str, int] = dict((await session.execute(by_channel)).all())
    return AudienceCount(
        told=sum(channels.values()),
        switched_off=await people(meant, sa.not_(listens)),
        blocked=await people(meant, listens, sa.not_(_HAS_CHAT)),
        channels=channels,
    )


def topics_off(person: Person) -> frozenset[Topic]:
    """The topics that the person has switched off."""
    return frozenset(Topic(key) for key in person.topics_off.split("|") if key in set(Topic))


async def switch_topic(session: AsyncSession, person: Person, topic: Topic, *, on: bool) -> None:
    """Switches a topic on or off for a person. Raises ConsentNeeded."""
    if not person.agreed:
        raise ConsentNeeded
    off = topics_off(person) - {topic} if on else topics_off(person) | {topic}
    person.topics_off = "|".join(sorted(off))
    await session.flush()


def _listens(topic: Topic, *, emergency: bool) -> sa.ColumnElement[bool]:
    return sa.true() if emergency else Person.topics_off.not_like(f"%{topic.value}%")


# The index is looked up for each person: PostgreSQL would turn an EXISTS into a join with all contacts, which a portion
# of some hundred people must not pay for.
_HAS_CHAT = (
    sa.select(Contact.id)
    .where(Contact.person_id == Person.id, Contact.blocked_at.is_(None))
    .limit(1)
    .scalar_subquery()
    .is_not(None)
)
