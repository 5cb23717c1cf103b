"""A process that brings a database up to date, and is killed at one of the statements that it takes."""

import os
import signal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.commands.migration import upgrade


def run(database_url: str, killed_at: int) -> None:
    """killed_at: the number of the statement, from one on, before which the power goes off."""
    statements = 0

    def count(*_: Any) -> None:
        nonlocal statements
        statements += 1
        if statements == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(Engine, "before_cursor_execute", count)
    upgrade(database_url)
