"""What keeps rows apart that must not be joined: digests under a key, and moments that are rounded.

A thief of the database without its keys must not find the person of an anonymous case. So a row that leads to a person
and a row of such a case share no number, no name and no moment: a reference is a digest under the secret FILER_KEY, and
a moment that nothing needs to the second is kept by the hour or the day.
"""

import hashlib
import hmac
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.secret import FILER_KEY, secret

_KEY = "filer key"
"""In `session.info`: the secret, read once in a session."""


async def keyed_digest(session: AsyncSession, domain: str, text: str) -> str:
    """HMAC-SHA-256 of the text under FILER_KEY, hexadecimal. The same text in two domains has two digests that nobody
    can tell to be of one text."""
    return digest_under(await digest_key(session), domain, text)


async def digest_key(session: AsyncSession) -> bytes:
    """The secret, for many digests in a row (`digest_under`)."""
    key: bytes | None = session.info.get(_KEY)
    if key is None:
        key = session.info[_KEY] = await secret(session, FILER_KEY)
    return key


def digest_under(key: bytes, domain: str, text: str) -> str:
    """As `keyed_digest`."""
    return hmac.new(key, f"{domain}\n{text}".encode(), hashlib.sha256).hexdigest()


def by_the_hour(moment: datetime) -> datetime:
    """The beginning of its hour, in UTC."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def by_the_day(moment: datetime) -> datetime:
    """The beginning of its day, in UTC."""
    return by_the_hour(moment).replace(hour=0)
