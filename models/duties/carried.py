"""Orders from before they were duties: their words are encrypted for their new place, and their records are sealed.

The step of the tables that took them over (0121) knows no keys; this runs before anybody is served.
"""

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.duties.duty import Duty, duty_seal
from models.duties.record import DutyEvent, DutyStep, link_hash
from models.storage.encryption import BEGINNING, Cipher, cipher_of, digest, salted

WANTED_BEFORE, TEXT_BEFORE = "leader_order.wanted", "leader_order_step.text"
"""The places that the words were encrypted for."""
STATES = {
    DutyStep.GIVE: "given",
    DutyStep.ACCEPT: "accepted",
    DutyStep.REPORT: "reported",
    DutyStep.SEND_BACK: "accepted",
    DutyStep.STRIKE: "struck",
    DutyStep.WITHDRAW: "withdrawn",
}
"""The state after each step that an order could have."""


async def carry_orders(session: AsyncSession, after: int, portion: int) -> int | None:
    """Brings over a portion of the orders after the number `after`. Returns the last number; None if there was none.
    Raises WrongKey."""
    cipher, last = cipher_of(session), None
    rows = sa.select(Duty, _raw(Duty.wanted)).options(sa.orm.defer(Duty.wanted))
    rows = rows.where(Duty.id > after, Duty.seal == "", Duty.head == "").order_by(Duty.id).limit(portion)
    for duty, token in (await session.execute(rows)).all():
        last, duty.wanted = duty.id, _opened(token, WANTED_BEFORE, cipher)
        duty.head = await _seal_steps(session, duty.id, cipher)
        duty.seal = duty_seal(duty, cipher)
    await session.flush()
    return last


async def _seal_steps(session: AsyncSession, duty_id: int, cipher: Cipher) -> str:
    """Makes the chain of the steps as they are. Returns its head."""
    previous = BEGINNING
    steps = sa.select(DutyEvent, _raw(DutyEvent.sealed)).options(sa.orm.defer(DutyEvent.sealed))
    steps = steps.where(DutyEvent.duty_id == duty_id).order_by(DutyEvent.number)
    for step, token in (await session.execute(steps)).all():
        sealed = salted({"text": _opened(token, TEXT_BEFORE, cipher)} if token is not None else None)
        step.sealed, step.data_digest, step.state = sealed, digest(sealed), STATES[step.what]
        step.previous = previous
        step.hash = previous = link_hash(step, cipher)
    return previous


def _raw(column: Any) -> Any:
    return sa.type_coerce(column, sa.LargeBinary)


def _opened(token: bytes, place: str, cipher: Cipher) -> Any:
    return json.loads(cipher.decrypt(token, place))
