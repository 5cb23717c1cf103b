"""Why a database does not let us in, as an operator can mend it: by sqlstate, or by what the network said."""

import socket
import ssl
from collections.abc import Iterator

import asyncpg
import sqlalchemy as sa
from sqlalchemy.engine import make_url

TROUBLE = (sa.exc.SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)
"""What a database that cannot be used raises, wrapped by SQLAlchemy or not."""
BY_STATE = {
    "3D000": "operator-database-no-database",
    "28P01": "operator-database-password",
    "28000": "operator-database-role",
    "42501": "operator-database-rights",
    "53300": "operator-database-full",
    "57P03": "operator-database-starting",
}


def is_passing(error: BaseException) -> bool:
    """Whether the database itself is in trouble, judged by its codes: running the unit again may well succeed.

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
    return lost or state[:2] in ("08", "40", "53", "58") or state[:3] == "57P" or state == "25006"


def said_of(error: BaseException, url: str) -> tuple[str, dict[str, str]]:
    """A text's key and arguments; never the password."""
    where = make_url(url)
    told = {
        "host": where.host or "localhost",
        "port": str(where.port or 5432),
        "name": where.database or "",
        "role": where.username or "",
    }
    chain = list(_chain(error))
    for each in chain:
        key = BY_STATE.get(str(getattr(each, "sqlstate", None))) or _of_network(each)
        if key is not None:
            return key, told
    if where.get_backend_name() == "sqlite":
        text = " ".join(str(each) for each in chain)
        if "unable to open" in text or "readonly" in text:
            return "operator-database-closed", told
        if "not a database" in text or "malformed" in text:
            return "operator-database-no-file", told
        if "locked" in text:
            return "operator-database-locked", told
    return "operator-check-database-away", {"error": type(chain[-1]).__name__}


def _of_network(error: BaseException) -> str | None:
    if isinstance(error, ssl.SSLError):
        return "operator-database-ssl"
    if isinstance(error, socket.gaierror):
        return "operator-database-no-host"
    if isinstance(error, ConnectionRefusedError) or "Connect call failed" in str(error):
        return "operator-database-refused"
    return "operator-database-silent" if isinstance(error, TimeoutError) else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = getattr(following, "orig", None) or following.__cause__ or following.__context__
