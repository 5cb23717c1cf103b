"""The paper about an ended negotiation: one file, the same for each participant, the union and the lead department. It
names no participant, and counts no group in which somebody could be recognised.

A job draws it (bot/jobs/work.py), outside of any transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city.pack import City
from models.negotiations.errors import NegotiationGone
from models.negotiations.joining import JOINED, JoinedCounts, joined_counts, own_negotiation
from models.negotiations.negotiation import (
    Negotiation,
    NegotiationStep,
    may_read_negotiations,
    negotiation_for_staff,
    steps_of,
)
from models.people.person import Person
from models.staff.post import Staff, staff_of
from models.storage.database import Base, EncryptedBytes


class NegotiationPaper(Base):
    """The file of one negotiation. pdf: NULL until it is drawn."""

    __tablename__ = "negotiation_paper"

    negotiation_id: Mapped[int] = mapped_column(sa.ForeignKey("negotiation.id", ondelete="CASCADE"), primary_key=True)
    pdf: Mapped[bytes | None] = mapped_column(EncryptedBytes)


@dataclass(frozen=True, slots=True)
class Agreed:
    """The content of the paper."""

    negotiation: Negotiation
    steps: Sequence[NegotiationStep]
    joined: JoinedCounts


async def want_paper(session: AsyncSession, negotiation: Negotiation) -> NegotiationPaper:
    """The row of the negotiation's paper; a new row is drawn soon."""
    paper = await session.get(NegotiationPaper, negotiation.id, populate_existing=True)
    if paper is None:
        paper = NegotiationPaper(negotiation_id=negotiation.id)
        session.add(paper)
        await session.flush()
    return paper


async def paper_for(
    session: AsyncSession, negotiation_id: int, person: Person, *, city: City
) -> tuple[NegotiationPaper, Staff | None]:
    """The paper, for a participant or for staff who may read it; for staff, their post too. Raises NegotiationGone."""
    staff = await staff_of(session, person)
    if staff is not None and may_read_negotiations(staff, city):
        negotiation = await negotiation_for_staff(session, negotiation_id, staff, city=city)
    else:
        staff = None
        negotiation, answer = await own_negotiation(session, negotiation_id, person)
        if answer not in JOINED:
            raise NegotiationGone
    if negotiation.running:
        raise NegotiationGone
    return await want_paper(session, negotiation), staff


async def papers_to_draw(session: AsyncSession, *, limit: int) -> list[Agreed]:
    """The contents of papers that wait to be drawn."""
    waiting = sa.select(Negotiation).join(NegotiationPaper, NegotiationPaper.negotiation_id == Negotiation.id)
    found = await session.scalars(waiting.where(NegotiationPaper.pdf.is_(None)).order_by(Negotiation.id).limit(limit))
    return [
        Agreed(each, await steps_of(session, each.id), await joined_counts(session, each.id)) for each in found.all()
    ]


async def keep_paper(session: AsyncSession, negotiation_id: int, pdf: bytes) -> None:
    """Keeps the drawn file; does nothing if the negotiation has gone meanwhile."""
    paper = await session.get(NegotiationPaper, negotiation_id, with_for_update=True, populate_existing=True)
    if paper is not None:
        paper.pdf = pdf
        await session.flush()
