"""The step that makes duties of leaders' orders brings every order over, whatever became of it, with its record."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from handlers.buttons.duties import ShowDuty
from handlers.pushed.table import pushed_screen
from handlers.talk.texts import texts
from models.city.pack import City
from models.duties.duty import Colour, Duty, DutyKind, DutyState, Owner
from models.duties.record import steps_of
from models.duties.slips import warn_of_duties
from models.duties.telling import OrderNews
from models.storage.database import Database
from models.upkeep.audit import audit
from models.upkeep.duty_audit import broken_duty
from models.upkeep.unlinking import is_left, unlink_old_rows

AT = datetime(2026, 11, 23, 4, 20, tzinfo=UTC).replace(tzinfo=None)
ORDER = sa.text(
    "INSERT INTO leader_order (id, department, ordered_by, ordered_at, due_at, wanted, state, closed_at, warned_at)"
    " VALUES (:id, 'union', 7, :at, :due, :wanted, :state, :closed, :warned)"
).bindparams(*(sa.bindparam(each, type_=sa.DateTime()) for each in ("at", "due", "closed", "warned")))
STEP = sa.text(
    "INSERT INTO leader_order_step (order_id, number, at, staff_id, what, text)"
    " VALUES (:id, :number, :at, :staff, :what, :text)"
).bindparams(sa.bindparam("at", type_=sa.DateTime()), sa.bindparam("text", type_=sa.LargeBinary()))
STATES: dict[str, tuple[tuple[str, ...], DutyState]] = {
    "given": (("give",), DutyState.GIVEN),
    "accepted": (("give", "accept", "answer", "send_back"), DutyState.ACCEPTED),
    "answered": (("give", "accept", "answer"), DutyState.REPORTED),
    "closed": (("give", "answer", "send_back", "answer", "close"), DutyState.STRUCK),
    "dropped": (("give", "accept", "close"), DutyState.WITHDRAWN),
}


async def _fill(database: Database) -> None:
    def locked(said: str, place: str) -> bytes:
        return database.cipher.encrypt(json.dumps(said).encode(), place)

    async with database.transaction() as session:
        for number, (state, (steps, _)) in enumerate(STATES.items(), 3):
            over = state in ("closed", "dropped")
            order = {"state": "closed" if over else state, "closed": AT if over else None}
            wanted = locked(f"查 {state}", "leader_order.wanted")
            warned = AT if state == "accepted" else None
            await session.execute(
                ORDER, {"id": number, "at": AT, "due": AT, "wanted": wanted, "warned": warned} | order
            )
            for place, step in enumerate(steps, 1):
                text = locked(f"{step} {state}", "leader_order_step.text") if step in ("answer", "send_back") else None
                text = wanted_again(database, state) if step == "give" else text
                values = {"id": number, "number": place, "at": AT, "staff": place, "what": step, "text": text}
                await session.execute(STEP, values)


def wanted_again(database: Database, state: str) -> bytes:
    """The words of an order stood in its first step too."""
    return database.cipher.encrypt(json.dumps(f"查 {state}").encode(), "leader_order_step.text")


async def test_orders_come_over_with_their_records(database: Database, database_url: str, city: City) -> None:
    await database.close()
    downgrade(database_url, "0119")
    await _fill(database)
    await database.close()
    upgrade(database_url)
    await unlink_old_rows(database)
    await unlink_old_rows(database)
    async with database.transaction() as session:
        assert not await is_left(session)
        duties = (await session.scalars(sa.select(Duty).order_by(Duty.id))).all()
        assert [each.state for each in duties] == [state for _, state in STATES.values()]
        assert [each.id for each in duties] == [3, 4, 5, 6, 7]
        assert {each.wanted for each in duties} == {f"查 {state}" for state in STATES}
        assert {(each.kind, each.owned_by) for each in duties} == {(DutyKind.ORDER, Owner.department("union"))}
        assert [each.reported_by for each in duties] == [None, 3, 3, 4, None]
        assert [each.told for each in duties][:2] == [Colour.NONE, Colour.ORANGE]
        steps = [(each.what.value, each.text) for each in await steps_of(session, 6)]
        assert steps[0] == ("give", "查 closed")
        assert steps[-3:] == [("send_back", "send_back closed"), ("report", "answer closed"), ("strike", "")]
        assert await broken_duty(session, database.cipher) is None
        assert await audit(session) is None
        later = datetime(2026, 12, 1, 4, tzinfo=UTC)
        assert await warn_of_duties(session, city=city, now=later) == 2
        fresh: Any = Duty(**{each: getattr(duties[0], each) for each in ("kind", "owner_kind", "owner", "department")})
        for name in ("wanted", "given_by", "given_at", "due_at", "state", "head", "seal"):
            setattr(fresh, name, getattr(duties[0], name))
        session.add(fresh)
        await session.flush()
        assert fresh.id == 8


@pytest.mark.parametrize("news", OrderNews)
def test_news_that_waits_since_before_is_shown_and_leads_to_the_duty(news: OrderNews) -> None:
    facts = {"order_id": 3, "name": "罗", "department": {"zh-CN": "总工会", "en": "Union"}, "by": {"day": "2026-12-04"}}
    content = {"news": news.value, "facts": {**facts, "wanted": {"said": "查"}, "text": {"said": "好"}}}
    for locale in texts().locales:
        screen = pushed_screen(texts().in_(locale), content)
        assert "查" in screen.text
        assert "{" not in screen.text
        assert screen.rows[0][0].data == ShowDuty(duty_id=3)


async def test_the_way_back_and_again_leaves_the_tables_as_they_were(database: Database, database_url: str) -> None:
    await database.close()
    downgrade(database_url, "0119")
    async with database.reading() as session:
        assert (await session.scalars(sa.text("SELECT COUNT(*) FROM leader_order"))).one() == 0
    await database.close()
    upgrade(database_url)
