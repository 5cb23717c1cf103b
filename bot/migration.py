"""Brings a database to the tables this version needs (Alembic; the steps are in models/migrations)."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).parent.parent / "models" / "migrations"


def alembic_config(database_url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["database_url"] = database_url
    return config


def upgrade(database_url: str, revision: str = "head") -> None:
    """Runs the missing steps; nothing where there are none. Blocks: not to be called in an event loop."""
    command.upgrade(alembic_config(database_url), revision)


@cache
def newest_version() -> str:
    """What this version of the program needs."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""


def downgrade(database_url: str, revision: str = "base") -> None:
    """Takes steps back, losing what the tables hold."""
    command.downgrade(alembic_config(database_url), revision)
