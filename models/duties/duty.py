"""Duties: something that somebody has to do by a day, whoever gave it and whatever it is about.

    GIVEN ──accept──> ACCEPTED ──report──> REPORTED ──strike──> STRUCK
                          ^                    │
                          └─────send back──────┘       withdraw: GIVEN, ACCEPTED ──> WITHDRAWN

An order of a leader (督办), what an inspection found at a station (整改) and a milestone of the programme (任务节点)
are duties. They differ in who gives them (models/duties/rights.py) and in what striking off needs
(models/duties/steps.py).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.duties.errors import DutyGone
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime, values_of
from models.storage.encryption import NAME_LENGTH, Cipher, canonical, cipher_of, exactly

KEPT = timedelta(days=3 * 366)
"""How long a duty stays after it has ended."""


class DutyKind(StrEnum):
    """ORDER: of a leader or the lead department. FINDING: what an inspection found at a place. MILESTONE: of a task of
    the programme."""

    ORDER = "order"
    FINDING = "finding"
    MILESTONE = "milestone"


class OwnerKind(StrEnum):
    DEPARTMENT = "department"
    POST = "post"
    PLACE = "place"


class DutyState(StrEnum):
    GIVEN = "given"
    ACCEPTED = "accepted"
    REPORTED = "reported"
    STRUCK = "struck"
    WITHDRAWN = "withdrawn"


class Colour(StrEnum):
    """How near the day is: NONE, more than three working days; BLUE, three or fewer; ORANGE, it is the day or past;
    RED, five working days past. A duty that is reported or has ended has NONE."""

    NONE = "none"
    BLUE = "blue"
    ORANGE = "orange"
    RED = "red"


WAITS = (DutyState.GIVEN, DutyState.ACCEPTED)
"""The owner has to do something."""
OPEN = (*WAITS, DutyState.REPORTED)
OVER = (DutyState.STRUCK, DutyState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has to do it. key: of the department in the pack, or the number of the post or of the place, whose hosts do
    it."""

    kind: OwnerKind
    key: str

    @classmethod
    def department(cls, key: str) -> "Owner":
        return cls(OwnerKind.DEPARTMENT, key)

    @classmethod
    def post(cls, staff_id: int) -> "Owner":
        return cls(OwnerKind.POST, str(staff_id))

    @classmethod
    def place(cls, place_id: int) -> "Owner":
        return cls(OwnerKind.PLACE, str(place_id))


@dataclass(frozen=True, slots=True)
class About:
    """What a duty is about. kind: the noun, such as `place` or `task`; key: its name there, such as a place's code."""

    kind: str
    key: str


class Duty(Base):
    """One duty. department: the one that answers for it: the owner itself, that of the post, or the one that looks
    after places. given_by, reported_by, asked_by: numbers of posts. due_at: the end of a day of the city.

    asked_by, asked_until: more time that is asked for and not answered. told: the last colour of which the owner was
    told; warn_at: the moment of the next, NULL if there is none. event_count, head: of its record. seal: of this row;
    empty once it was found invalid. day_seal: the seal in the last daily line.
    """

    __tablename__ = "duty"
    __table_args__ = (
        sa.Index("ix_duty_owner", "owner_kind", "owner", "state"),
        sa.Index("ix_duty_department", "department", "state", "due_at"),
        sa.Index("ix_duty_about", "about_kind", "about"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[DutyKind] = mapped_column(sa.Enum(DutyKind, native_enum=False, length=9, values_callable=values_of))
    owner_kind: Mapped[OwnerKind] = mapped_column(
        sa.Enum(OwnerKind, native_enum=False, length=10, values_callable=values_of)
    )
    owner: Mapped[str]
    department: Mapped[str]
    about_kind: Mapped[str | None]
    about: Mapped[str | None]
    wanted: Mapped[Json] = mapped_column(EncryptedJson)
    given_by: Mapped[int]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[DutyState] = mapped_column(sa.Enum(DutyState, native_enum=False, length=9, values_callable=values_of))
    reported_by: Mapped[int | None]
    asked_by: Mapped[int | None]
    asked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told: Mapped[Colour] = mapped_column(
        sa.Enum(Colour, native_enum=False, length=6, values_callable=values_of), default=Colour.NONE
    )
    warn_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    event_count: Mapped[int] = mapped_column(default=0)
    head: Mapped[str]
    seal: Mapped[str]
    day_seal: Mapped[str] = mapped_column(default="", server_default="")

    @property
    def owned_by(self) -> Owner:
        return Owner(self.owner_kind, self.owner)

    @property
    def is_about(self) -> About | None:
        """What it is about; None if that is in its words alone."""
        return About(self.about_kind, self.about) if self.about_kind and self.about else None


SEALED = (
    "id", "kind", "owner_kind", "owner", "department", "about_kind", "about", "given_by", "given_at", "due_at", "state",
    "reported_by", "asked_by", "asked_until", "ended_at", "told", "warn_at", "event_count", "head",
)  # fmt: skip


def duty_seal(duty: Any, cipher: Cipher) -> str:
    """The valid seal of a duty's row, or of a row with its columns."""
    return cipher.seal("duty", canonical({name: _plain(getattr(duty, name)) for name in SEALED}))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return exactly(value)
    return str(value) if isinstance(value, StrEnum) else value


def duty_name(duty_id: int, cipher: Cipher) -> str:
    """The name of the duty in daily lines; nobody can tell without the secret which it is."""
    return cipher.seal("duty name", str(duty_id).encode())[:NAME_LENGTH]


async def locked_duty(session: AsyncSession, duty_id: int) -> Duty:
    """The duty, locked until the transaction ends. If somebody wrote into its row, it goes on without a seal, so that
    `audit` keeps reporting it. Raises DutyGone."""
    duty = await session.get(Duty, duty_id, with_for_update=True, populate_existing=True)
    if duty is None:
        raise DutyGone
    if duty.seal != duty_seal(duty, cipher_of(session)):
        duty.seal = ""
    return duty
