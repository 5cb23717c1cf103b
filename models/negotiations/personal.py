"""Data kept of people in negotiations: export it, hand it over when two chats become one person, forget it."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.filer import written
from models.cases.personal import LONGEST_KEPT
from models.negotiations.joining import JOINED, Joining, NegotiationPerson, negotiation_digest
from models.negotiations.negotiation import Move, Negotiation, steps_of
from models.outbox.causes import CauseKind
from models.outbox.message import withdraw
from models.people.person import Person
from models.storage.database import Json
from models.storage.personal import PORTION, Kept, Leaving, Merging, Old, Personal


async def export_negotiations(session: AsyncSession, person: Person) -> dict[str, Json]:
    """The person's negotiations. The union's words are included if the person joined, as they were told them."""
    return {"negotiations": [await _exported(session, row) for row in await _rows_of(session, person)]}


async def _exported(session: AsyncSession, row: NegotiationPerson) -> Json:
    about = await session.get_one(Negotiation, row.negotiation_id)
    told = await steps_of(session, about.id) if row.answer in JOINED else []
    steps = [each for each in told if each.what is not Move.CALL or row.answer is Joining.NAMED]
    return {
        "type": about.type,
        "platform": about.platform,
        "state": about.state,
        "asked_at": row.asked_at.isoformat(),
        "answer": row.answer.value if row.answer else None,
        "answered_at": row.answered_at.isoformat() if row.answered_at else None,
        "story": [{"at": each.at.isoformat(), "what": each.what.value, "text": each.text} for each in steps],
    }


async def forget_negotiations_of(session: AsyncSession, leaving: Leaving) -> int:
    """Takes the person out of every negotiation."""
    digest = await negotiation_digest(session, leaving.person)
    await session.execute(sa.delete(NegotiationPerson).where(NegotiationPerson.digest == digest))
    return 0


async def hand_over_negotiations(session: AsyncSession, merging: Merging) -> None:
    """Gives the rows of `other` to `kept`, who are one person now. If both were asked, the answer of `kept` counts,
    else that of `other`."""
    mine = {row.negotiation_id: row for row in await _rows_of(session, merging.kept)}
    digest = await negotiation_digest(session, merging.kept)
    for row in await _rows_of(session, merging.other):
        own = mine.get(row.negotiation_id)
        if own is None:
            row.digest, row.person = digest, written(merging.kept)
            continue
        if own.answer is None:
            own.answer, own.answered_at = row.answer, row.answered_at
        for kind in (CauseKind.NEGOTIATION_ASK, CauseKind.NEGOTIATION):
            await withdraw(session, cause=kind.of(row.id))
        await session.delete(row)
    await session.flush()


async def forget_negotiations(session: AsyncSession, *, now: datetime, limit: int = PORTION) -> int:
    """Deletes a portion of the negotiations that ended LONGEST_KEPT ago, with their steps and people. Returns how
    many."""
    over = sa.select(Negotiation.id).where(Negotiation.ended_at < now - LONGEST_KEPT).limit(limit)
    ids = (await session.scalars(over)).all()
    gone = sa.delete(Negotiation).where(Negotiation.id.in_(ids))
    await session.execute(gone, execution_options={"synchronize_session": False})
    return len(ids)


async def _rows_of(session: AsyncSession, person: Person) -> Sequence[NegotiationPerson]:
    mine = sa.select(NegotiationPerson).where(NegotiationPerson.digest == await negotiation_digest(session, person))
    return (await session.scalars(mine.order_by(NegotiationPerson.id))).all()


async def _digests(session: AsyncSession, person: Person) -> Sequence[str]:
    return [await negotiation_digest(session, person)]


PERSONAL = Personal(
    kept=(Kept("negotiation_person.digest", LONGEST_KEPT, after="the negotiation ended", digests=_digests),),
    export=export_negotiations,
    hand_over=hand_over_negotiations,
    forget=forget_negotiations_of,
    forget_old=(Old(forget_negotiations, PORTION),),
)
