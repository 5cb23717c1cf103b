"""The people who filed or joined a case: the one place where a case and a person meet, readable by the service alone.

A row holds the person encrypted, and a keyed digest (models/storage/unlinkable.py) by which the person's own cases are
found. Staff never get this table; no other table about a case holds a person of an anonymous one.

A person's number may be given out again after they are forgotten, so the digest covers their first day as well.

The name of a named filer stands beside the case. Rows of named filers therefore have digests of another domain: with
one domain, the digest of a named case would lead to the same person's anonymous ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.cases.case import Case
from models.cases.seal import filers_seal
from models.outbox.causes import Cause, CauseKind
from models.outbox.message import will_tell
from models.outbox.reach import Said, last_said
from models.people.person import Person
from models.storage.database import Base, BigId, EncryptedJson, Json, Opened, UtcDateTime, values_of
from models.storage.encryption import cipher_at
from models.storage.one_hop import OneHop
from models.storage.unlinkable import by_the_hour, digest_key, digest_under, keyed_digest

NAMED, UNNAMED = "named filer", "filer"
"""The domains of the digests: filed under a name, and every other part in a case."""


class Part(StrEnum):
    """A person's part in a case."""

    FILED = "filed"
    JOINED = "joined"


class CaseFiler(Base):
    """One person of one case. draft: a digest of the draft that was filed, so that a double tap finds the case again.
    at: rounded to the hour."""

    __tablename__ = "case_filer"
    __table_args__ = (sa.UniqueConstraint("case_id", "digest"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(index=True)
    locked: Mapped[Any] = mapped_column("person", EncryptedJson("digest"))
    person = Opened[Json]("locked", "digest")
    part: Mapped[Part] = mapped_column(sa.Enum(Part, native_enum=False, length=8, values_callable=values_of))
    draft: Mapped[str | None] = mapped_column("draft_id", unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


@sa.event.listens_for(Session, "before_flush")
def _seal_filers(session: Session, *_: Any) -> None:
    """Seals the list of filers into the case whenever a row changes. The code that changes rows has the case locked."""
    changed = [each for each in (*session.new, *session.dirty, *session.deleted) if isinstance(each, CaseFiler)]
    for case_id in {row.case_id for row in changed}:
        known = session.scalars(sa.select(CaseFiler).where(CaseFiler.case_id == case_id)).all()
        filers = {row for row in (*known, *changed) if row.case_id == case_id} - set(session.deleted)
        case = session.get_one(Case, case_id)
        digests = [(row.digest, row.part) for row in filers]
        case.filers = filers_seal(case.number, digests, cipher_at(session.get_bind().dialect))


@dataclass(frozen=True, slots=True)
class Follower:
    """A person who is told about a case. cause: for the outbox; it leads to the case through this table only."""

    person_id: int
    part: Part
    cause: Cause


def written(person: Person) -> Json:
    """The person in the form that the encrypted column holds."""
    return {"id": person.id, "since": person.created_at.isoformat()}


async def digests_of(session: AsyncSession, person: Person) -> tuple[str, str]:
    """The two digests by which the person's rows are found: of cases filed under their name, and of every other
    part.
    """
    key, whose = await digest_key(session), written(person)
    return person_digest(key, NAMED, whose), person_digest(key, UNNAMED, whose)


def person_digest(key: bytes, domain: str, person: Json) -> str:
    """The digest of a person in the form that `written` returns."""
    return digest_under(key, domain, f"{person['id']} {person['since']}")


async def draft_digest(session: AsyncSession, draft_id: str) -> str:
    """The value of `CaseFiler.draft` for a draft."""
    return await keyed_digest(session, "draft", draft_id)


async def remember_filer(
    session: AsyncSession,
    case_id: int,
    person: Person,
    *,
    part: Part,
    now: datetime,
    named: bool = False,
    draft_id: str | None = None,
) -> None:
    """Notes the person's part in the case, to be written with the link of the record that the caller adds next. named:
    they filed it under their name."""
    digest_named, digest = await digests_of(session, person)
    will_tell(session, person.id, CauseKind.CASE_FILER)
    session.add(
        CaseFiler(
            case_id=case_id,
            digest=digest_named if named else digest,
            person=written(person),
            part=part,
            draft=await draft_digest(session, draft_id) if draft_id is not None else None,
            at=by_the_hour(now),
        )
    )


async def filer_row(session: AsyncSession, case_id: int, person: Person) -> CaseFiler | None:
    """The person's row of a case; None if they have no part in it."""
    digests = await digests_of(session, person)
    return await session.scalar(sa.select(CaseFiler).where(CaseFiler.case_id == case_id, CaseFiler.digest.in_(digests)))


async def rows_of(session: AsyncSession, person: Person) -> Sequence[CaseFiler]:
    """All rows of the person, in the order of their cases' ids."""
    return await _rows_statement().entities(session, CaseFiler, digests=list(await digests_of(session, person)))


@cache
def _rows_statement() -> OneHop:
    columns = CaseFiler.__table__.c
    mine = sa.select(*columns).where(columns.digest.in_(sa.bindparam("digests", expanding=True)))
    return OneHop(mine.order_by(columns.case_id))


async def is_named_now(session: AsyncSession, case_id: int, person: Person) -> None:
    """Marks the person's row of the case as filed under their name."""
    row = await filer_row(session, case_id, person)
    if row is not None:
        named, _ = await digests_of(session, person)
        row.digest, row.person = named, written(person)  # the column is encrypted under the digest
        await session.flush()


async def hand_over_part(session: AsyncSession, row: CaseFiler, other: Person, kept: Person) -> None:
    """Gives the part of `other` in a case to `kept`, when two people are linked into one."""
    which = (await digests_of(session, other)).index(row.digest)
    row.digest, row.person = (await digests_of(session, kept))[which], written(kept)


async def followers_of(session: AsyncSession, case_id: int) -> Sequence[Follower]:
    """Everybody who is told of a step, the first row first, without people who were forgotten since."""
    rows = (
        await session.scalars(sa.select(CaseFiler).where(CaseFiler.case_id == case_id).order_by(CaseFiler.id))
    ).all()
    ids = [row.person["id"] for row in rows]
    since = dict((await session.execute(sa.select(Person.id, Person.created_at).where(Person.id.in_(ids)))).all())
    return [
        Follower(row.person["id"], row.part, CauseKind.CASE_FILER.of(row.id))
        for row in rows
        if row.person["id"] in since and since[row.person["id"]].isoformat() == row.person["since"]
    ]


async def last_said_to_filer(session: AsyncSession, case_id: int) -> Said | None:
    """The state of the newest message to the worker who filed the case; it does not say who that is."""
    for each in await followers_of(session, case_id):
        if each.part is Part.FILED:
            return await last_said(session, each.cause)
    return None
