"""Who filed a case, or joined it: the one place where a case and a person meet, readable by the service alone.

A row holds the person encrypted, and a keyed digest (HMAC-SHA-256 under the secret FILER_KEY) by which somebody's own
cases are found. Staff never get this table; every other table about a case holds no person of an anonymous one.
A person's number may be given out again after they were forgotten, so the digest takes their first day with it.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.case import Case
from models.case_seal import filers_seal
from models.database import Base, BigId, EncryptedJson, Json, Opened, UtcDateTime, cipher_at
from models.person import Person
from models.secret import FILER_KEY, secret


class Part(StrEnum):
    """What somebody has to do with a case."""

    FILED = "filed"
    JOINED = "joined"


class CaseFiler(Base):
    """One person of one case. draft_id: the draft it was filed from, so that a double tap finds the case again."""

    __tablename__ = "case_filer"
    __table_args__ = (sa.UniqueConstraint("case_id", "digest"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(index=True)
    locked: Mapped[Any] = mapped_column("person", EncryptedJson(by="digest"))
    person = Opened[Json]("locked", by="digest")
    part: Mapped[Part] = mapped_column(
        sa.Enum(Part, native_enum=False, length=8, values_callable=lambda kind: [each.value for each in kind])
    )
    draft_id: Mapped[str | None] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


@sa.event.listens_for(Session, "before_flush")
def _seal_filers(session: Session, *_: Any) -> None:
    """Whoever comes or goes, the case says so. Whoever changes them has the case locked."""
    changed = [each for each in (*session.new, *session.dirty, *session.deleted) if isinstance(each, CaseFiler)]
    for case_id in {row.case_id for row in changed}:
        known = session.scalars(sa.select(CaseFiler).where(CaseFiler.case_id == case_id)).all()
        filers = {row for row in (*known, *changed) if row.case_id == case_id} - set(session.deleted)
        case = session.get_one(Case, case_id)
        digests = [(row.digest, row.part) for row in filers]
        case.filers = filers_seal(case.number, digests, cipher_at(session.get_bind().dialect))


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody to be told of a case. cause: for the outbox; it leads to the case through this table only."""

    person_id: int
    part: Part
    cause: str


async def digest_of(session: AsyncSession, person: Person) -> str:
    """By which the person's rows are found: hexadecimal."""
    return filer_digest(await secret(session, FILER_KEY), _kept(person))


def filer_digest(key: bytes, kept: Json) -> str:
    """The digest of a person as rows keep them: id, since."""
    return hmac.new(key, f"{kept['id']} {kept['since']}".encode(), hashlib.sha256).hexdigest()


def _kept(person: Person) -> Json:
    return {"id": person.id, "since": person.created_at.isoformat()}


async def remember_filer(
    session: AsyncSession, case_id: int, person: Person, *, part: Part, now: datetime, draft_id: str | None = None
) -> None:
    session.add(
        CaseFiler(
            case_id=case_id,
            digest=await digest_of(session, person),
            person=_kept(person),
            part=part,
            draft_id=draft_id,
            at=now,
        )
    )
    await session.flush()


async def filer_row(session: AsyncSession, case_id: int, person: Person) -> CaseFiler | None:
    """The person's own row of a case, if they have part in it."""
    digest = await digest_of(session, person)
    return await session.scalar(sa.select(CaseFiler).where(CaseFiler.case_id == case_id, CaseFiler.digest == digest))


async def followers_of(session: AsyncSession, case_id: int) -> Sequence[Follower]:
    """Everybody to be told of a step, the one who filed it first; nobody who was forgotten since."""
    rows = (
        await session.scalars(sa.select(CaseFiler).where(CaseFiler.case_id == case_id).order_by(CaseFiler.id))
    ).all()
    ids = [row.person["id"] for row in rows]
    since = dict((await session.execute(sa.select(Person.id, Person.created_at).where(Person.id.in_(ids)))).all())
    return [
        Follower(row.person["id"], row.part, f"case_filer:{row.id}")
        for row in rows
        if row.person["id"] in since and since[row.person["id"]].isoformat() == row.person["since"]
    ]
