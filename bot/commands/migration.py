"""Bring a database to the tables that this version needs (Alembic; the steps are in models/migrations).

Alembic is imported only if there is a step to take: it uses 10 MB, and most starts find the tables up to date.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parents[2] / "models" / "migrations"


def alembic_config(database_url: str) -> "Config":
    """Alembic's configuration for this database."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["database_url"] = database_url
    return config


def upgrade(database_url: str, revision: str = "head") -> None:
    """Run the missing steps, if any. Blocks: do not call it in an event loop."""
    from alembic import command

    command.upgrade(alembic_config(database_url), revision)


@cache
def newest_version() -> str:
    """The version of the tables that this program needs: the number at the beginning of its last step's file name."""
    return max(step.name.partition("_")[0] for step in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def downgrade(database_url: str, revision: str = "base") -> None:
    """Take steps back, with the loss of what the tables hold."""
    from alembic import command

    command.downgrade(alembic_config(database_url), revision)
