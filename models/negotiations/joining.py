"""The people who are asked to join a negotiation, and their answers: like models/cases/filer.py, a table of the service
alone.

A row holds the person encrypted, and the keyed digest by which they find their own. Staff get counts, but none of a
group so small that somebody could be recognised. Until the demand is delivered a person can change their answer; after
that they can only leave.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.case import Case
from models.cases.filer import CaseFiler, person_digest, written
from models.cases.steps import CaseState
from models.negotiations.errors import JoiningOver, NegotiationGone
from models.negotiations.negotiation import Negotiation, NegotiationState
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Put, Urgency, put_all
from models.people.person import Person
from models.people.settled import is_settled
from models.storage.database import Base, BigId, EncryptedJson, Json, Opened, UtcDateTime, values_of
from models.storage.unlinkable import by_the_hour, digest_key
from models.values.small_groups import LEAST_GROUP

ASKED_SINCE = timedelta(days=30)
"""How far back a filed case counts: its filer is asked, unless the case was withdrawn."""
DOMAIN = "negotiation"
"""The domain of the digests in this table."""


class Joining(StrEnum):
    """A person's answer to the question whether they join."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    NO = "no"


JOINED = (Joining.NAMED, Joining.ANONYMOUS)


class NegotiationPerson(Base):
    """One person who was asked. answer: NULL until they have answered. asked_at, answered_at: rounded to the hour."""

    __tablename__ = "negotiation_person"
    __table_args__ = (sa.UniqueConstraint("negotiation_id", "digest"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    negotiation_id: Mapped[int] = mapped_column(sa.ForeignKey("negotiation.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(index=True)
    locked: Mapped[Any] = mapped_column("person", EncryptedJson("digest"))
    person = Opened[Json]("locked", "digest")
    answer: Mapped[Joining | None] = mapped_column(
        sa.Enum(Joining, native_enum=False, length=10, values_callable=values_of)
    )
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class JoinedCounts:
    """How many people take part. people: None if fewer than LEAST_GROUP. named, anonymous: None unless both groups are
    that large."""

    people: int | None
    named: int | None
    anonymous: int | None


async def still_asked(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which rows are still to be asked: people who have not answered, in a negotiation that still asks."""
    return await _holding(
        session, ids, NegotiationPerson.answer.is_(None), Negotiation.state == NegotiationState.ASKING
    )


async def still_joined(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which rows have joined: a person who left hears no more."""
    return await _holding(session, ids, NegotiationPerson.answer.in_(JOINED))


async def _holding(session: AsyncSession, ids: Collection[str], *where: sa.ColumnElement[bool]) -> set[str]:
    rows = sa.select(NegotiationPerson.id).join(Negotiation, Negotiation.id == NegotiationPerson.negotiation_id)
    asked = NegotiationPerson.id.in_([int(each) for each in ids])
    return {str(each) for each in await session.scalars(rows.where(asked, *where))}


# --- for the negotiators ----------------------------------------------------------------------------------------------


async def filers_of_problem(
    session: AsyncSession, type_key: str, platform: str, *, now: datetime, gathering: Negotiation | None = None
) -> dict[str, Json]:
    """The people who filed the problem within ASKED_SINCE, are not forgotten, and are not new
    (models/people/settled.py): the person in the form that rows hold, by the digest of `NegotiationPerson`.
    gathering: a negotiation; then only people who filed since it was opened and whom it has not asked.
    """
    same = (Case.type == type_key, Case.platform == platform, Case.state != CaseState.WITHDRAWN)
    since = now - ASKED_SINCE if gathering is None else by_the_hour(gathering.opened_at) - timedelta(hours=1)
    filed = sa.select(CaseFiler.digest, CaseFiler.locked).join(Case, Case.id == CaseFiler.case_id)
    rows = await session.execute(filed.where(*same, Case.filed_at > since, Case.filed_at <= now))
    people = [locked.open(digest) for digest, locked in rows]
    key = await digest_key(session)
    settled = [each for each in people if is_settled(datetime.fromisoformat(each["since"]), now)]
    found = {person_digest(key, DOMAIN, each): each for each in settled}
    if gathering is not None:
        asked = sa.select(NegotiationPerson.digest).where(NegotiationPerson.negotiation_id == gathering.id)
        for each in await session.scalars(asked):
            found.pop(each, None)
    there = await _there(session, found.values())
    return {digest: person for digest, person in found.items() if person["id"] in there}


async def negotiation_digest(session: AsyncSession, person: Person) -> str:
    """The digest by which the person's rows are found. It differs from the digest of their cases, which would tell who
    was asked."""
    return person_digest(await digest_key(session), DOMAIN, written(person))


async def _there(session: AsyncSession, people: Iterable[Json]) -> set[int]:
    """Of people in the form that rows hold, the ids of those who were not forgotten since."""
    since = {each["id"]: each["since"] for each in people}
    rows = await session.execute(sa.select(Person.id, Person.created_at).where(Person.id.in_(since)))
    return {number for number, created_at in rows if created_at.isoformat() == since[number]}


async def ask_all(
    session: AsyncSession, negotiation: Negotiation, people: dict[str, Json], pushed: Pushed, *, now: datetime
) -> None:
    """Asks each person (as `filers_of_problem` returns them) whether they join."""
    rows = [
        NegotiationPerson(negotiation_id=negotiation.id, digest=digest, person=person, asked_at=by_the_hour(now))
        for digest, person in sorted(people.items())
    ]
    session.add_all(rows)
    await session.flush()
    await put_all(
        session,
        [_put(row, CauseKind.NEGOTIATION_ASK, pushed, number=1, now=now) for row in sorted(rows, key=_by_person)],
    )


def _by_person(row: NegotiationPerson) -> int:
    """The order of the outbox rows: in the order of our rows, a person's place in one table would tell their place in
    the other."""
    number: int = row.person["id"]
    return number


async def tell_joined(
    session: AsyncSession,
    negotiation: Negotiation,
    pushed: Pushed,
    *,
    now: datetime,
    answers: Collection[Joining] = JOINED,
) -> None:
    """Tells people whose answer is in `answers` the last step, once, outside their quiet times."""
    mine = (NegotiationPerson.negotiation_id == negotiation.id, NegotiationPerson.answer.in_(answers))
    rows = sorted(await session.scalars(sa.select(NegotiationPerson).where(*mine)), key=_by_person)
    there = await _there(session, [row.person for row in rows])
    number = negotiation.step_count
    await put_all(
        session,
        [_put(row, CauseKind.NEGOTIATION, pushed, number=number, now=now) for row in rows if row.person["id"] in there],
    )


def _put(row: NegotiationPerson, kind: CauseKind, pushed: Pushed, *, number: int, now: datetime) -> Put:
    cause = kind.of(row.id)
    return Put(row.person["id"], pushed, now, Urgency.TODAY, dedupe_key=f"{cause}:{number}", cause=cause)


async def heard_from_enough(session: AsyncSession, negotiation_id: int) -> tuple[bool, bool]:
    """Whether LEAST_GROUP have joined, and whether everybody asked has answered."""
    answer = NegotiationPerson.answer
    joined = sa.func.coalesce(sa.func.sum(sa.case((answer.in_(JOINED), 1), else_=0)), 0)
    open_ = sa.func.coalesce(sa.func.sum(sa.case((answer.is_(None), 1), else_=0)), 0)
    counts = sa.select(joined, open_).where(NegotiationPerson.negotiation_id == negotiation_id)
    row = (await session.execute(counts)).one()
    return row[0] >= LEAST_GROUP, row[1] == 0


async def joined_counts(session: AsyncSession, negotiation_id: int) -> JoinedCounts:
    by_answer = (
        sa.select(NegotiationPerson.answer, sa.func.count().label("people"))
        .where(NegotiationPerson.negotiation_id == negotiation_id, NegotiationPerson.answer.in_(JOINED))
        .group_by(NegotiationPerson.answer)
    )
    counts = {row.answer: row.people for row in await session.execute(by_answer)}
    named, anonymous = (counts.get(each, 0) for each in JOINED)
    apart = min(named, anonymous) >= LEAST_GROUP
    people = named + anonymous if named + anonymous >= LEAST_GROUP else None
    return JoinedCounts(people, named if apart else None, anonymous if apart else None)


# --- for people who are asked -----------------------------------------------------------------------------------------


async def own_negotiation(
    session: AsyncSession, negotiation_id: int, person: Person
) -> tuple[Negotiation, Joining | None]:
    """The negotiation and the person's answer, if they joined or still can. Raises NegotiationGone."""
    row = await _row(session, negotiation_id, person)
    found = await session.get(Negotiation, negotiation_id) if row is not None else None
    if row is None or found is None or not (row.answer in JOINED or found.state is NegotiationState.ASKING):
        raise NegotiationGone
    return found, row.answer


async def own_negotiations(session: AsyncSession, person: Person) -> Sequence[Negotiation]:
    """The negotiations that the person joined or can still join, the newest first."""
    mine = sa.and_(
        NegotiationPerson.digest == await negotiation_digest(session, person),
        sa.or_(NegotiationPerson.answer.in_(JOINED), Negotiation.state == NegotiationState.ASKING),
    )
    found = sa.select(Negotiation).join(NegotiationPerson, NegotiationPerson.negotiation_id == Negotiation.id)
    return (
        await session.scalars(found.where(mine).order_by(Negotiation.opened_at.desc(), Negotiation.id.desc()))
    ).all()


async def answer_negotiation(
    session: AsyncSession, negotiation_id: int, person: Person, answer: Joining, *, now: datetime
) -> Negotiation:
    """Records that the person joins, by name or not, refuses, or leaves; the same answer again changes nothing. Raises
    NegotiationGone, JoiningOver (the demand is delivered: one can only leave).
    """
    locked = {"with_for_update": {"read": True}, "populate_existing": True}
    found = await session.get(Negotiation, negotiation_id, **locked)  # type: ignore[arg-type]
    row = await _row(session, negotiation_id, person)
    if found is None or row is None:
        raise NegotiationGone
    if row.answer is answer:
        return found
    if found.state is not NegotiationState.ASKING and (answer is not Joining.NO or row.answer is None):
        raise JoiningOver
    row.answer, row.answered_at = answer, by_the_hour(now)
    await session.flush()
    return found


async def _row(session: AsyncSession, negotiation_id: int, person: Person) -> NegotiationPerson | None:
    digest = await negotiation_digest(session, person)
    mine = (NegotiationPerson.negotiation_id == negotiation_id, NegotiationPerson.digest == digest)
    return await session.scalar(sa.select(NegotiationPerson).where(*mine))
