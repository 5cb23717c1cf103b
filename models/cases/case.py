"""A case: something a person wants a department to settle, from the day it is filed to the day it is over.

What may be done with it is in models/cases/steps.py, and is done by models/cases/taking.py. What is filled in and not
yet filed is a draft (models/cases/draft.py).
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.errors import CaseGone
from models.cases.seal import beside_seal, seal_of
from models.cases.steps import OPEN, CaseState
from models.storage.database import Base, BigId, EncryptedJson, Json, Opened, UtcDateTime, cipher_at, values_of


class Case(Base):
    """A filed case. type, department, district, platform: keys of the city pack.

    person_id: who filed it under their name; an anonymous case has none here (models/cases/filer.py finds its filer)
    and a pseudonym instead, four digits that staff see. latitude, longitude: WGS-84, of a city report's spot alone.
    """

    __tablename__ = "case"
    __table_args__ = (
        sa.Index("ix_case_department", "department", "state", "accept_by"),
        sa.Index("ix_case_answer", "department", "state", "answer_by"),
        sa.Index("ix_case_handler", "handler_id", "state", "answer_by"),
        sa.Index("ix_case_type", "type", "platform", "filed_at"),
        sa.Index("ix_case_spot", "type", "latitude", "longitude"),
        sa.Index("ix_case_filed", "filed_at"),
        sa.Index("ix_case_urgent", "state", sqlite_where=sa.text("urgent = 1"), postgresql_where=sa.text("urgent")),
        sa.Index(
            "ix_case_unsealed",
            "id",
            sqlite_where=sa.text("seal <> day_seal"),
            postgresql_where=sa.text("seal <> day_seal"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    type: Mapped[str]
    department: Mapped[str]
    district: Mapped[str | None]
    platform: Mapped[str | None]
    state: Mapped[CaseState] = mapped_column(
        sa.Enum(CaseState, native_enum=False, length=16, values_callable=values_of)
    )
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), index=True)
    anonymous: Mapped[bool]
    pseudonym: Mapped[str | None]
    locked: Mapped[Any] = mapped_column("answers", EncryptedJson("number"))
    answers = Opened[Json]("locked", "number")
    """Question key -> answer, as its kind keeps it (models/questions)."""
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    reporters: Mapped[int] = mapped_column(default=1)
    """How many people stand behind it: the one who filed it and those who joined."""
    filed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accept_by: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_by: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a department first took it, answered it, settled it; a reopened case keeps the first of each."""
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reopened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    handler_id: Mapped[int | None] = mapped_column(BigId)
    """The number of the member of staff who has it, if somebody has (models/staff/post.py)."""
    bounces: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often a department other than the lead one has passed it on."""
    solved: Mapped[bool | None]
    """What the worker last said to that question."""
    satisfied: Mapped[str | None]
    """yes, so_so or no, as the worker last said."""
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when its clock stands still (models/cases/clock.py)."""
    waited_s: Mapped[int] = mapped_column(default=0, server_default="0")
    """For how long it stood still before: seconds of working time."""
    warned: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    """How far the warnings of its deadline are, and when the next is due."""
    warn_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    close_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """When a settled case is closed, unless its worker answers."""
    urgent: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Somebody's life may hang on it (models/casework/urgent.py): nothing about it waits for a better hour."""
    event_count: Mapped[int] = mapped_column(default=0)
    head: Mapped[str]
    """The number and the hash of the last link of its record."""
    old_links: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many of its links are from before links were sealed (models/cases/record.py)."""
    filers: Mapped[str] = mapped_column(default="", server_default="")
    """The seal of who stands behind it (models/cases/filer.py)."""
    beside: Mapped[str] = mapped_column(default="", server_default="")
    """The seal of what stands beside it (models/casework/beside.py)."""
    seal: Mapped[str] = mapped_column(default="", server_default="")
    """Of this row as it is (models/cases/seal.py); none where its record did not hold when it was to be sealed."""
    day_seal: Mapped[str] = mapped_column(default="", server_default="")
    """The seal as the last daily line has it (models/receipts/daily_seal.py); while it is another, the case waits for
    one."""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@sa.event.listens_for(Case, "before_insert")
def _seal_first(_: Any, connection: sa.Connection, case: Case) -> None:
    for column in ("reporters", "bounces", "waited_s", "warned", "event_count", "old_links"):
        if getattr(case, column) is None:  # what the database would fill in is in the seal too
            setattr(case, column, Case.__table__.c[column].default.arg)
    cipher = cipher_at(connection.dialect)
    case.filers, case.beside = case.filers or "", case.beside or beside_seal(case.number, (), cipher)
    case.seal = seal_of(case, cipher)


@sa.event.listens_for(Case, "before_update")
def _seal_again(_: Any, connection: sa.Connection, case: Case) -> None:
    """Whatever changes it. A case whose record did not hold stays without one."""
    if case.seal:
        case.seal = seal_of(case, cipher_at(connection.dialect))


async def locked_case(session: AsyncSession, case_id: int) -> Case:
    """The case as it is now, nobody else's until the transaction ends. Raises CaseGone."""
    case = await session.get(Case, case_id, with_for_update=True, populate_existing=True)
    if case is None:
        raise CaseGone
    return case
