"""Brings a database to the tables this version needs (Alembic; the steps are in models/migrations).

Alembic is imported when there is a step to take: it holds 10 MB, and most starts find the tables as they should be.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parents[2] / "models" / "migrations"


def alembic_config(database_url: str) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["database_url"] = database_url
    return config


def upgrade(database_url: str, revision: str = "head") -> None:
    """Runs the missing steps; nothing where there are none. Blocks: not to be called in an event loop."""
    from alembic import command

    command.upgrade(alembic_config(database_url), revision)


@cache
def newest_version() -> str:
    """What this version of the program needs: the number that the file of its last step begins with."""
    return max(step.name.partition("_")[0] for step in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def downgrade(database_url: str, revision: str = "base") -> None:
    """Takes steps back, losing what the tables hold."""
    from alembic import command

    command.downgrade(alembic_config(database_url), revision)
