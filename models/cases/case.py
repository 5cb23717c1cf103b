"""A case: something that a person wants a department to settle, from the day it is filed to the day it is over.

models/cases/steps.py lists the steps that are possible; models/cases/taking.py takes them. Before it is filed, a case
is a draft (models/cases/draft.py).
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.errors import CaseGone
from models.cases.seal import beside_seal, seal_of
from models.cases.steps import OPEN, CaseState
from models.storage.database import Base, BigId, EncryptedJson, Json, Opened, UtcDateTime, values_of
from models.storage.encryption import cipher_at

LISTED = ("department", "state", "type", "platform", "district", "handler_id", "anonymous", "reopened_at")
"""Columns by which lists are filtered: the index of each order holds them, so that a list reads no rows but those it
shows."""
TO_TAKE = "state IN ('filed', 'reopened')"
IN_HAND = "state IN ('accepted', 'waiting_worker', 'answered', 'settled')"
_TO_TAKE, _IN_HAND, _REOPENED = sa.text(TO_TAKE), sa.text(IN_HAND), sa.text("reopened_at IS NOT NULL")


class Case(Base):
    """A filed case. type, department, district, platform: keys of the city pack.

    person_id: the filer; an anonymous case has none here (models/cases/filer.py finds its filer), but a pseudonym, four
    digits that staff see. latitude, longitude: WGS-84, only of the spot of a city report.
    """

    __tablename__ = "case"
    __table_args__ = (
        sa.Index("ix_case_department", "department", "state", "accept_by"),
        sa.Index("ix_case_answer", "department", "state", "answer_by"),
        sa.Index("ix_case_handler", "handler_id", "state", "answer_by"),
        sa.Index("ix_case_type", "type", "platform", "filed_at"),
        sa.Index("ix_case_spot", "type", "latitude", "longitude"),
        sa.Index("ix_case_filed", "filed_at", "id", *LISTED, "accept_by", "answer_by", "changed_at"),
        sa.Index("ix_case_changed", "changed_at", "id", *LISTED, "accept_by", "answer_by", "filed_at"),
        sa.Index(
            "ix_case_to_take", "accept_by", "id", *LISTED, "filed_at", sqlite_where=_TO_TAKE, postgresql_where=_TO_TAKE
        ),
        sa.Index(
            "ix_case_in_hand", "answer_by", "id", *LISTED, "filed_at", sqlite_where=_IN_HAND, postgresql_where=_IN_HAND
        ),
        sa.Index("ix_case_reopened", "reopened_at", sqlite_where=_REOPENED, postgresql_where=_REOPENED),
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
    """Question key -> answer, in the form that its kind stores (models/questions)."""
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    reporters: Mapped[int] = mapped_column(default=1)
    """The number of people behind the case: the filer and those who joined."""
    filed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accept_by: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_by: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a department first took the case. This and the next two keep the first moment when it is reopened."""
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reopened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, server_default="1970-01-01 00:00:00")
    """The moment of the last link of its record; of an anonymous case only the hour."""
    handler_id: Mapped[int | None] = mapped_column(BigId)
    """The handler's post (models/staff/post.py); None while nobody handles the case."""
    bounces: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often a department other than the lead department has transferred it."""
    solved: Mapped[bool | None]
    """Whether the worker last said that it is solved; None if they have not answered."""
    satisfied: Mapped[str | None]
    """The worker's last answer: yes, so_so or no."""
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its clock stopped (models/cases/clock.py); None while it runs."""
    waited_s: Mapped[int] = mapped_column(default=0, server_default="0")
    """Seconds of working time for which the clock has stood still before."""
    warned: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    """The last warning level of its deadline (models/cases/clock.py); `warn_at` is when the next warning is due."""
    warn_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    close_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """When a settled case closes by itself, unless its worker answers."""
    urgent: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """A life may be at stake (models/casework/urgent.py): no message about it waits for a better hour."""
    event_count: Mapped[int] = mapped_column(default=0)
    head: Mapped[str]
    """The hash of the last link of its record; `event_count` is the number of that link."""
    old_links: Mapped[int] = mapped_column(default=0, server_default="0")
    """The number of links from before links were sealed (models/cases/record.py)."""
    filers: Mapped[str] = mapped_column(default="", server_default="")
    """The seal of the people behind the case (models/cases/filer.py)."""
    beside: Mapped[str] = mapped_column(default="", server_default="")
    """The seal of the rows beside the case (models/casework/beside.py)."""
    seal: Mapped[str] = mapped_column(default="", server_default="")
    """The seal of this row (models/cases/seal.py); empty if its record was broken when it was to be sealed."""
    day_seal: Mapped[str] = mapped_column(default="", server_default="")
    """The seal in the last daily line (models/receipts/daily_seal.py); while it differs from `seal`, the case waits for
    the next line."""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@sa.event.listens_for(Case, "before_insert")
def _seal_first(_: Any, connection: sa.Connection, case: Case) -> None:
    for column in ("reporters", "bounces", "waited_s", "warned", "event_count", "old_links"):
        if getattr(case, column) is None:  # the seal covers the database's defaults too
            setattr(case, column, Case.__table__.c[column].default.arg)
    case.changed_at = case.changed_at or case.filed_at
    cipher = cipher_at(connection.dialect)
    case.filers, case.beside = case.filers or "", case.beside or beside_seal(case.number, (), cipher)
    case.seal = seal_of(case, cipher)


@sa.event.listens_for(Case, "before_update")
def _seal_again(_: Any, connection: sa.Connection, case: Case) -> None:
    """Renew the seal with every change of a case. A case whose record was broken stays without a seal."""
    if case.seal:
        case.seal = seal_of(case, cipher_at(connection.dialect))


async def locked_case(session: AsyncSession, case_id: int) -> Case:
    """The current case, locked until the transaction ends. Raises CaseGone."""
    case = await session.get(Case, case_id, with_for_update=True, populate_existing=True)
    if case is None:
        raise CaseGone
    return case
