"""The step to counted tries and agreed links brings a filled database over, also after it was killed on the way."""

import pytest
import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from models.people.person import Contact
from models.places.place import Place, PlaceFeedback
from models.storage.database import Database

BEFORE = (
    "INSERT INTO person (id, created_at, locale, last_needs, topics_off) VALUES (1, '2026-11-01', 'zh-CN', '', '')",
    "INSERT INTO contact (id, person_id, channel, address, created_at) VALUES (1, 1, 'webchat', 'a', '2026-11-01')",
    "INSERT INTO link_tries (contact_id, since, wrong) VALUES (1, '2026-11-01', 5)",
    "INSERT INTO link_code (code_hash, contact_id, created_at, withdrawn) VALUES ('x', 1, '2026-11-01', false)",
    "INSERT INTO place (id, code, kind, name, latitude, longitude, address, needs, hours, sample, useful_count)"
    " VALUES (1, 'T1', 'station', 'T1', 32.6, 115.1, '', '|toilet|', '', false, 3)",
    "INSERT INTO place_feedback (id, place_id, kind, person_id, at) VALUES (1, 1, 'SHUT', 1, '2026-11-01')",
)
HALF = (
    "ALTER TABLE contact ADD COLUMN linked_at TIMESTAMP",
    "DROP TABLE link_tries",
    "CREATE TABLE tries (name VARCHAR NOT NULL, since TIMESTAMP NOT NULL, spent INTEGER NOT NULL,"
    " CONSTRAINT pk_tries PRIMARY KEY (name))",
    "CREATE INDEX ix_tries_since ON tries (since)",
)


@pytest.mark.parametrize("killed", [False, True], ids=["at once", "after a kill"])
async def test_a_filled_database_comes_over(database: Database, database_url: str, killed: bool) -> None:
    await database.close()
    downgrade(database_url, "0027")
    async with database.transaction() as session:
        for statement in (*BEFORE, *(HALF if killed else ())):
            await session.execute(sa.text(statement))
    await database.close()
    upgrade(database_url)
    async with database.reading() as session:
        (contact,) = await session.scalars(sa.select(Contact))
        (place,), (said,) = await session.scalars(sa.select(Place)), await session.scalars(sa.select(PlaceFeedback))
        assert (contact.linked_at, place.shut_asked_at, said.fresh, place.useful_count) == (None, None, False, 3)
        assert await session.scalar(sa.text("SELECT count(*) FROM place_need")) == 1
    async with database.engine.connect() as connection:
        names = await connection.run_sync(_indexes)
    assert {"ix_tries_since", "ix_wechat_call_at", "ix_link_request_by_id", "ix_link_request_contact_id"} <= names


def _indexes(connection: sa.Connection) -> set[str | None]:
    there = sa.inspect(connection)
    return {index["name"] for table in there.get_table_names() for index in there.get_indexes(table)}
