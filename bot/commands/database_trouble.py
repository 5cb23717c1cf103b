"""Why a database refuses us, so that an operator can mend it: by sqlstate, or by the network's error."""

import socket
import ssl
from collections.abc import Iterator

import asyncpg
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from models.storage.postgresql import NoFittingHost

TROUBLE = (sa.exc.SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)
"""The errors of a database that cannot be used, wrapped by SQLAlchemy or not."""
BY_STATE = {
    "3D000": "operator-database-no-database",
    "28P01": "operator-database-password",
    "28000": "operator-database-role",
    "42501": "operator-database-rights",
    "53300": "operator-database-full",
    "57P03": "operator-database-starting",
}


def said_of(error: BaseException, url: str) -> tuple[str, dict[str, str]]:
    """A text's key and arguments; never the password."""
    where = make_url(url)
    arguments = {
        "host": str(where.query.get("host") or where.host or "localhost").replace(",", ", "),
        "port": str(where.query.get("port") or where.port or 5432).replace(",", ", "),
        "name": where.database or "",
        "role": where.username or "",
    }
    chain = list(_chain(error))
    for each in chain:
        key = BY_STATE.get(str(getattr(each, "sqlstate", None))) or _of_network(each)
        if key is not None:
            return key, arguments
    if where.get_backend_name() == "sqlite":
        text = " ".join(str(each) for each in chain)
        if "unable to open" in text or "readonly" in text:
            return "operator-database-closed", arguments
        if "not a database" in text or "malformed" in text:
            return "operator-database-no-file", arguments
        if "locked" in text:
            return "operator-database-locked", arguments
    return "operator-check-database-away", {"error": type(chain[-1]).__name__}


def _of_network(error: BaseException) -> str | None:
    if isinstance(error, NoFittingHost):
        return "operator-database-no-fitting-host"
    if isinstance(error, ssl.SSLError):
        return "operator-database-ssl"
    if isinstance(error, socket.gaierror):
        return "operator-database-no-host"
    if isinstance(error, ConnectionRefusedError) or "Connect call failed" in str(error):
        return "operator-database-refused"
    return "operator-database-silent" if isinstance(error, TimeoutError) else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and its causes."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = getattr(following, "orig", None) or following.__cause__ or following.__context__
