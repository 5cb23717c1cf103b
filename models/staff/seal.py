"""Seals that tie posts and their codes to a secret outside the database.

Somebody who can only write the database can make no post and no code for one, and take no post. A row that is restored
with the seal it once had cannot be told from the original.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TypeVar

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from models.storage.encryption import Cipher, canonical, cipher_of

log = structlog.get_logger(__name__)

Row = TypeVar("Row")


def post_seal(row: Any, cipher: Cipher) -> str:
    """The seal over the columns of a post that give rights. row: of the table `staff`, with its id."""
    content = [row.id, row.person_id, row.department, row.place_id, row.role, row.active]
    return cipher.seal("post", canonical(content))


def sealed_posts(session: AsyncSession, rows: Iterable[Row]) -> list[Row]:
    """The posts with a valid seal; others do not count, and each is logged."""
    cipher = cipher_of(session)
    return [row for row in rows if post_holds(row, cipher)]


def post_holds(row: Any, cipher: Cipher) -> bool:
    """Whether the seal of a post is valid; an invalid one is logged."""
    if row.seal == post_seal(row, cipher):
        return True
    log.warning("post without its seal", staff=row.id)
    return False


def code_seal(staff_id: int, digest: str, until: datetime, cipher: Cipher) -> str:
    """The seal of a code, valid only for its post and until its end. digest: of the code."""
    return cipher.seal("post code", f"{staff_id} {digest} {until.astimezone(UTC).isoformat()}".encode())
