"""A negotiation (协商): the union speaks to a platform for the people who filed the same thing.

    ASKING ──demand──> DEMANDED ──reply──> REPLIED ──result──> ENDED
                          ^   └──call          │ └──reply, call (it stays)
                          └──────demand────────┘        result: also from ASKING and DEMANDED

Each step is a row that nothing changes. The union takes the steps, the lead department reads; only the service knows
who takes part (models/negotiations/joining.py). No case is touched: each keeps its rights and its clock.
"""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.casework.common_problem import UNION
from models.city.pack import City
from models.negotiations.errors import NegotiationGone, NegotiationMovedOn
from models.outbox.message import News
from models.staff.errors import NotStaff
from models.staff.post import Staff
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime, values_of

MOST_LISTED = 60


class NegotiationState(StrEnum):
    ASKING = "asking"
    DEMANDED = "demanded"
    REPLIED = "replied"
    ENDED = "ended"


class Move(StrEnum):
    """A step of the union. CALL: asks something of the people who joined by name."""

    OPEN = "open"
    DEMAND = "demand"
    CALL = "call"
    REPLY = "reply"
    RESULT = "result"


class NegotiationNews(News):
    """ASKED: to people who filed the same. DEMAND to RESULT: each move, to people who joined. GATHERED: to the
    negotiators, when enough have joined. PROMISED: to the negotiators, on the day by which the platform promised
    something."""

    ASKED = "negotiation-asked"
    DEMAND = "negotiation-news-demand"
    CALL = "negotiation-news-call"
    REPLY = "negotiation-news-reply"
    RESULT = "negotiation-news-result"
    GATHERED = "negotiation-gathered"
    PROMISED = "negotiation-news-promised"


_ASKING, _DEMANDED, _REPLIED = NegotiationState.ASKING, NegotiationState.DEMANDED, NegotiationState.REPLIED
LEADS_TO = {
    (_ASKING, Move.DEMAND): _DEMANDED,
    (_REPLIED, Move.DEMAND): _DEMANDED,
    (_DEMANDED, Move.CALL): _DEMANDED,
    (_REPLIED, Move.CALL): _REPLIED,
    (_DEMANDED, Move.REPLY): _REPLIED,
    (_REPLIED, Move.REPLY): _REPLIED,
    **{(state, Move.RESULT): NegotiationState.ENDED for state in (_ASKING, _DEMANDED, _REPLIED)},
}
"""Every move that is possible, and the state it leads to."""


class Negotiation(Base):
    """type, platform: keys of the city pack; each pair has at most one running negotiation. people: how many were
    asked. gathered_at: when the negotiators were told that enough have joined, or all have answered."""

    __tablename__ = "negotiation"
    __table_args__ = (
        sa.Index(
            "ix_negotiation_running",
            "type",
            "platform",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    type: Mapped[str]
    platform: Mapped[str]
    state: Mapped[NegotiationState] = mapped_column(
        sa.Enum(NegotiationState, native_enum=False, length=8, values_callable=values_of)
    )
    people: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    step_count: Mapped[int] = mapped_column(default=0)
    gathered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    promised_on: Mapped[date | None]
    """The last day by which the platform promised to do what the result says; NULL if it named none."""
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The moment when the negotiators were reminded of that day."""

    @property
    def running(self) -> bool:
        return self.state is not NegotiationState.ENDED


class NegotiationStep(Base):
    """One step. said: the words, and the name of the post that wrote them."""

    __tablename__ = "negotiation_step"
    __table_args__ = (sa.UniqueConstraint("negotiation_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    negotiation_id: Mapped[int] = mapped_column(sa.ForeignKey("negotiation.id", ondelete="CASCADE"))
    number: Mapped[int]
    what: Mapped[Move] = mapped_column(sa.Enum(Move, native_enum=False, length=8, values_callable=values_of))
    staff_id: Mapped[int] = mapped_column(BigId)
    said: Mapped[Json] = mapped_column(EncryptedJson)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def text(self) -> str:
        return str(self.said["text"])

    @property
    def name(self) -> str:
        return str(self.said["name"])


# --- who may ----------------------------------------------------------------------------------------------------------


def negotiating_department(city: City) -> str:
    """The key of the union; in a city without one, of the lead department."""
    return UNION if UNION in city.departments else city.lead_department.key


def negotiates(staff: Staff, city: City) -> bool:
    """Whether the post belongs to the department that negotiates."""
    return staff.department == negotiating_department(city)


def may_read_negotiations(staff: Staff, city: City) -> bool:
    return negotiates(staff, city) or staff.department == city.lead_department.key


def need_negotiator(staff: Staff, city: City) -> None:
    """Checks that the post negotiates. Raises NotStaff."""
    if not negotiates(staff, city):
        raise NotStaff


def need_reader(staff: Staff, city: City) -> None:
    """Checks that the post may read negotiations. Raises NotStaff."""
    if not may_read_negotiations(staff, city):
        raise NotStaff


# --- questions --------------------------------------------------------------------------------------------------------


async def negotiation_for_staff(session: AsyncSession, negotiation_id: int, staff: Staff, *, city: City) -> Negotiation:
    """A negotiation that the post may read. Raises NotStaff, NegotiationGone."""
    need_reader(staff, city)
    found = await session.get(Negotiation, negotiation_id)
    if found is None:
        raise NegotiationGone
    return found


async def running_negotiation(session: AsyncSession, type_key: str, platform: str) -> Negotiation | None:
    """The negotiation about this problem that has not ended; None if there is none."""
    about = (Negotiation.type == type_key, Negotiation.platform == platform, Negotiation.ended_at.is_(None))
    return await session.scalar(sa.select(Negotiation).where(*about))


async def all_negotiations(session: AsyncSession, staff: Staff, *, city: City) -> Sequence[Negotiation]:
    """The running negotiations, then the newest that ended; MOST_LISTED at most. Raises NotStaff."""
    need_reader(staff, city)
    order = (Negotiation.ended_at.is_not(None), Negotiation.opened_at.desc(), Negotiation.id.desc())
    return (await session.scalars(sa.select(Negotiation).order_by(*order).limit(MOST_LISTED))).all()


async def count_running(session: AsyncSession) -> int:
    running = sa.select(sa.func.count()).select_from(Negotiation).where(Negotiation.ended_at.is_(None))
    return (await session.execute(running)).scalar_one()


async def steps_of(session: AsyncSession, negotiation_id: int) -> Sequence[NegotiationStep]:
    """The steps of a negotiation, the oldest first."""
    mine = sa.select(NegotiationStep).where(NegotiationStep.negotiation_id == negotiation_id)
    return (await session.scalars(mine.order_by(NegotiationStep.number))).all()


def moves_for(negotiation: Negotiation, staff: Staff, city: City) -> list[Move]:
    """The moves that the post may make now, for buttons."""
    possible = [move for move in Move if (negotiation.state, move) in LEADS_TO]
    return possible if negotiates(staff, city) else []


# --- steps ------------------------------------------------------------------------------------------------------------


async def locked_negotiation(session: AsyncSession, negotiation_id: int) -> Negotiation:
    """The negotiation, freshly read and locked until the transaction ends. Raises NegotiationGone."""
    found = await session.get(Negotiation, negotiation_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NegotiationGone
    return found


async def add_step(
    session: AsyncSession, negotiation: Negotiation, move: Move, staff: Staff, text: str, *, now: datetime
) -> NegotiationStep:
    """Takes a move and writes it down; the negotiation must be locked, or new. Raises NegotiationMovedOn."""
    if move is not Move.OPEN:
        to = LEADS_TO.get((negotiation.state, move))
        if to is None:
            raise NegotiationMovedOn(negotiation.state)
        negotiation.state = to
    negotiation.ended_at = None if negotiation.running else now
    negotiation.step_count += 1
    step = NegotiationStep(
        negotiation_id=negotiation.id,
        number=negotiation.step_count,
        what=move,
        staff_id=staff.id,
        said={"text": text, "name": staff.name},
        at=now,
    )
    session.add(step)
    await session.flush()
    return step
