"""Judge an error: whether it passes by itself, and where it arose."""

import traceback
from pathlib import Path

import sqlalchemy as sa


def is_passing(error: BaseException) -> bool:
    """Return whether the database itself is in trouble, judged by its codes: running the unit again may well succeed.

    SQLite: busy, locked, read-only, I/O error, damaged, full, cannot open, no database
    (https://www.sqlite.org/rescode.html).
    PostgreSQL classes: 08 connection, 40 rollback (deadlock), 53 resources (a full disk is one), 58 system; 57P
    operator intervention, 25006 read-only (https://www.postgresql.org/docs/current/errcodes-appendix.html).
    """
    if isinstance(error, ConnectionError | TimeoutError | sa.exc.TimeoutError):
        return True
    if not isinstance(error, sa.exc.DBAPIError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in (5, 6, 8, 10, 11, 13, 14, 26)
    state = str(getattr(error.orig, "sqlstate", None) or "")
    lost = error.connection_invalidated or isinstance(error, sa.exc.InterfaceError) or isinstance(error.orig, OSError)
    lost |= isinstance(error, sa.exc.InternalError) and not state  # the driver's own, see DRIVER_ERRORS
    return lost or state[:2] in ("08", "40", "53", "58") or state[:3] == "57P" or state == "25006"


class DatabaseAway(Exception):
    """The database is away or too busy. The update is not acknowledged and comes again."""


def place_of(error: BaseException) -> str:
    """The type of an error and where it arose, without its message, which may contain what people said."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}" if frames else ""
    return type(error).__name__ + where
