"""The database steps: up, down and up again, and the tables they make are the tables the code expects."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.commands.migration import MIGRATIONS, downgrade, newest_version, upgrade
from models.storage.database import Base, Database
from models.storage.every_table import every_table


async def _tables(database: Database) -> set[str]:
    async with database.engine.connect() as connection:
        return set(await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names())) - {"alembic_version"}


async def test_the_steps_make_exactly_the_tables_of_the_models(database: Database) -> None:
    async with database.engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync, opts={"compare_type": True}), Base.metadata)
        )
    assert differences == []


def test_an_enum_is_kept_by_its_values_but_for_the_two_oldest() -> None:
    enums = {f"{table}.{column.name}": column.type for table in every_table() for column in table.columns}
    by_name = [
        where
        for where, type_ in enums.items()
        if isinstance(type_, sa.Enum) and type_.enum_class and type_.enums != [each.value for each in type_.enum_class]
    ]
    assert sorted(by_name) == ["parked_reply.state", "place_feedback.kind"]


async def test_every_step_can_be_taken_back_and_again(database: Database, database_url: str) -> None:
    await database.close()
    downgrade(database_url)
    assert await _tables(database) == set()
    await database.close()
    upgrade(database_url)
    assert await _tables(database) == set(Base.metadata.tables)


async def test_a_second_upgrade_changes_nothing(database: Database, database_url: str) -> None:
    await database.close()
    upgrade(database_url)
    assert await _tables(database) == set(Base.metadata.tables)


def test_the_newest_version_is_alembics_head() -> None:
    assert newest_version() == ScriptDirectory(str(MIGRATIONS)).get_current_head()
