"""What holds a post to a secret that the database does not hold: whoever can only write the database makes no post and
no code for one, and gives none to themselves. A row that is put back as it once was, with the seal it had then, is not
told from the one that was there.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TypeVar

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from models.storage.encryption import Cipher, canonical
from models.storage.secrets import cipher_of

log = structlog.get_logger(__name__)

Row = TypeVar("Row")


def post_seal(row: Any, cipher: Cipher) -> str:
    """Of what gives rights. row: of the table `staff`, with its id."""
    content = [row.id, row.person_id, row.department, row.place_id, row.role, row.active]
    return cipher.seal("post", canonical(content))


def sealed_posts(session: AsyncSession, rows: Iterable[Row]) -> list[Row]:
    """Those whose seal holds; any other is no post, and is logged."""
    cipher = cipher_of(session)
    return [row for row in rows if post_holds(row, cipher)]


def post_holds(row: Any, cipher: Cipher) -> bool:
    """Whether a row is as it was sealed."""
    if row.seal == post_seal(row, cipher):
        return True
    log.warning("post without its seal", staff=row.id)
    return False


def code_seal(staff_id: int, digest: str, until: datetime, cipher: Cipher) -> str:
    """Of a code, for its post and its time alone. digest: of the code."""
    return cipher.seal("post code", f"{staff_id} {digest} {until.astimezone(UTC).isoformat()}".encode())
