"""Audit duties (models/duties): no row or link was changed, moved or taken out, every picture is the one that the
record names, and no duty that a daily line covers is missing."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.duties.duty import Duty, duty_name, duty_seal
from models.duties.proof import DutyProof
from models.duties.record import DutyEvent, DutyStep, link_hash
from models.receipts.daily_seal import SealedCase
from models.storage.encryption import BEGINNING, Cipher, WrongKey, digest


@dataclass(frozen=True, slots=True)
class BrokenDuty:
    """A broken duty. duty: its number. link: the number of the broken link; 0: the duty as a whole. reason: seal,
    number, previous, data, hash, end, state, content, file, line or unreadable."""

    duty: int
    link: int
    reason: str


async def broken_duty(session: AsyncSession, cipher: Cipher) -> BrokenDuty | None:
    """The first broken duty, None if all are intact."""
    for number in (await session.scalars(sa.select(Duty.id).order_by(Duty.id))).all():
        try:
            broken = await _broken(session, await session.get_one(Duty, number), cipher)
        except (ValueError, TypeError, LookupError, WrongKey):  # a column holds a value that its type cannot have
            broken = BrokenDuty(number, 0, "unreadable")
        if broken is not None:
            return broken
    return None


async def duty_names(session: AsyncSession, cipher: Cipher) -> set[str]:
    """The names in daily lines of the duties that exist."""
    return {duty_name(each, cipher) for each in await session.scalars(sa.select(Duty.id))}


async def _broken(session: AsyncSession, duty: Duty, cipher: Cipher) -> BrokenDuty | None:
    links = sa.select(*DutyEvent.__table__.columns).where(DutyEvent.duty_id == duty.id).order_by(DutyEvent.number)
    steps = (await session.execute(links)).all()
    if duty.seal != duty_seal(duty, cipher):
        return BrokenDuty(duty.id, 0, "seal")
    previous = BEGINNING
    for number, link in enumerate(steps, 1):
        reason = _reason(number, link, previous, cipher)
        if reason is not None:
            return BrokenDuty(duty.id, number, reason)
        previous = link.hash
    if not steps or duty.event_count != len(steps) or duty.head != previous:
        return BrokenDuty(duty.id, len(steps) + 1, "end")
    if steps[-1].state != duty.state:
        return BrokenDuty(duty.id, len(steps), "state")
    if steps[0].sealed["data"].get("text") != duty.wanted:
        return BrokenDuty(duty.id, 0, "content")
    return await _broken_proof(session, duty, steps) or await _broken_line(session, duty, steps, cipher)


def _reason(number: int, link: Any, previous: str, cipher: Cipher) -> str | None:
    """The reason why a link is broken, None if it is intact."""
    if link.number != number:
        return "number"
    if link.previous != previous:
        return "previous"
    if link.sealed is None or digest(link.sealed) != link.data_digest:
        return "data"
    return "hash" if link.hash != link_hash(link, cipher) else None


async def _broken_proof(session: AsyncSession, duty: Duty, steps: Sequence[Any]) -> BrokenDuty | None:
    """Compares the pictures that are here with the digests in the record, one after the other."""
    named = {
        link.sealed["data"]["number"]: (link.number, link.sealed["data"]["sha256"])
        for link in steps
        if link.what is DutyStep.PROOF
    }
    there = sa.select(DutyProof.number).where(DutyProof.duty_id == duty.id, DutyProof.kept_at.is_not(None))
    kept = set(await session.scalars(there))
    for number in sorted(named.keys() | kept):
        link, sha256 = named.get(number, (0, ""))
        if number not in kept or not await _is_same(session, duty.id, number, sha256):
            return BrokenDuty(duty.id, link, "file")
    return None


async def _is_same(session: AsyncSession, duty_id: int, number: int, sha256: str) -> bool:
    mine = sa.select(DutyProof.id, DutyProof.sha256, DutyProof.locked)
    mine = mine.where(DutyProof.duty_id == duty_id, DutyProof.number == number)
    proof_id, noted, locked = (await session.execute(mine)).one()
    content = locked.open(proof_id) if locked is not None else b""
    return bool(hashlib.sha256(content).hexdigest() == sha256 == noted)


async def _broken_line(session: AsyncSession, duty: Duty, steps: Sequence[Any], cipher: Cipher) -> BrokenDuty | None:
    """Compares the duty with the daily lines that cover it."""
    hashes: Mapping[int, str] = {each.number: each.hash for each in steps}
    mine = sa.select(SealedCase).where(SealedCase.name == duty_name(duty.id, cipher)).order_by(SealedCase.day)
    rows = (await session.scalars(mine)).all()
    for row in rows:
        if hashes.get(row.links) != row.head:
            return BrokenDuty(duty.id, row.links, "line")
    if duty.day_seal != (rows[-1].seal if rows else ""):
        return BrokenDuty(duty.id, 0, "line")
    return None
