"""What keeps rows apart that must not be joined: digests under a key, and moments that are rounded.

A thief of the database without its keys must not find the person of an anonymous case. So a row that leads to a person
and a row of such a case share no number, no name and no moment: a reference is a digest under the secret FILER_KEY, and
a moment that nothing needs to the second is kept by the hour or the day.
"""

import hashlib
import hmac
import secrets as random
from datetime import UTC, datetime
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.storage.secrets import FILER_KEY, known_secret, secret

MARKED = "~"
"""A key of a mark begins with it."""
_KEY = "filer key"
"""In `session.info`: the secret, where this session has just made it."""
KNOWN: WeakKeyDictionary[sa.Engine, bytes] = WeakKeyDictionary()
"""The secret of a database, where it was there before."""


async def keyed_digest(session: AsyncSession, domain: str, text: str) -> str:
    """HMAC-SHA-256 of the text under FILER_KEY, hexadecimal. The same text in two domains has two digests that nobody
    can tell to be of one text."""
    return digest_under(await digest_key(session), domain, text)


async def digest_key(session: AsyncSession) -> bytes:
    """The secret, for many digests in a row (`digest_under`)."""
    bind = session.get_bind()
    engine = bind if isinstance(bind, sa.Engine) else bind.engine
    key: bytes | None = KNOWN.get(engine) or session.info.get(_KEY)
    if key is None:
        there = await known_secret(session, FILER_KEY)
        key = there or await secret(session, FILER_KEY)
        if there is None:
            session.info[_KEY] = key  # of nobody else before it is committed
        else:
            KNOWN[engine] = key
    return key


async def mark_key(session: AsyncSession, channel: str, key: str) -> str:
    """What the mark of an update has for a key: the channel's own are given out in order, to all chats together."""
    return MARKED + digest_under(await digest_key(session), "mark", f"{channel} {key}")[:32]


def digest_under(key: bytes, domain: str, text: str) -> str:
    """As `keyed_digest`."""
    return hmac.new(key, f"{domain}\n{text}".encode(), hashlib.sha256).hexdigest()


def random_id() -> int:
    """A number for a row that must not tell when it was made: random, and nobody else's."""
    return random.randbits(62)


def by_the_hour(moment: datetime) -> datetime:
    """The beginning of its hour, in UTC."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def by_the_day(moment: datetime) -> datetime:
    """The beginning of its day, in UTC."""
    return by_the_hour(moment).replace(hour=0)
