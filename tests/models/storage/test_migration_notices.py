"""The step to notices that say what they lead to brings those of before over, whatever became of them, and back."""

import json

import pytest
import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from models.notices.notice import Notice, Opens, Target
from models.storage.database import Database

BEFORE = {
    1: {"key": "menu-button-places", "data": "find", "url": None, "arguments": {}},
    2: {"key": "menu-button-events", "data": "events:", "url": None, "arguments": {}},
    3: {"key": "menu-button-articles", "data": "articles:0", "url": None, "arguments": {}},
    4: {"key": "notice-button-link", "data": None, "url": "https://example.com/a?b=1", "arguments": {}},
    5: {"key": "weather-button-shelter", "data": "need:rest", "url": None, "arguments": {}},
    6: {"key": "weather-button-shelter", "data": "find", "url": None, "arguments": {}},
}
AFTER = {
    1: Target(Opens.PLACES),
    2: Target(Opens.EVENTS),
    3: Target(Opens.ARTICLES),
    4: Target(Opens.LINK, "https://example.com/a?b=1"),
    5: Target(Opens.SHELTER, "rest"),
    6: Target(Opens.SHELTER),
}
INSERT = sa.text(
    "INSERT INTO notice (id, author, department, topic, urgency, titles, texts, buttons, audience, state, paused,"
    " created_at, prepared_to, mass) VALUES (:id, 1, 'social_work', 'city', 'today', '{}', '{}', :buttons, '{}',"
    " 'done', false, '2026-11-01', 9, false)"
)
LOOK = sa.text("SELECT id, buttons FROM notice ORDER BY id")


@pytest.mark.parametrize("killed", [False, True], ids=["at once", "after a kill"])
async def test_notices_of_before_lead_where_they_did(database: Database, database_url: str, killed: bool) -> None:
    await database.close()
    downgrade(database_url, "0078")
    before = {number: [[button]] for number, button in BEFORE.items()} | {7: []}
    done = {1: [{"opens": "places", "of": ""}]} if killed else {}
    async with database.transaction() as session:
        for number, buttons in (before | done).items():
            await session.execute(INSERT, {"id": number, "buttons": json.dumps(buttons)})
    await database.close()
    upgrade(database_url)
    async with database.reading() as session:
        notices = (await session.scalars(sa.select(Notice).order_by(Notice.id))).all()
        assert {each.id: each.targets for each in notices} == {**{n: [each] for n, each in AFTER.items()}, 7: []}
        assert {each.id: each.links for each in notices if each.links} == {4: ["https://example.com/a?b=1"]}
    await database.close()
    downgrade(database_url, "0078")
    async with database.reading() as session:
        rows = {number: _read(buttons) for number, buttons in await session.execute(LOOK)}
    assert rows == before
    await database.close()
    upgrade(database_url)


def _read(buttons: object) -> object:
    return json.loads(buttons) if isinstance(buttons, str) else buttons
