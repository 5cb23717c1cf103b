"""Digests under a key, and rounded moments, for rows that nobody may be able to join.

A thief of the database without its keys must not find the person of an anonymous case. So a row that leads to a person
and a row of such a case share no number, no name and no moment: a reference is a digest under the secret FILER_KEY, and
a moment that is not needed to the second is rounded to the hour or the day.
"""

import hmac
import secrets as random
from datetime import UTC, datetime
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.storage.secrets import FILER_KEY, known_secret, secret
from models.storage.session_info import Kept

MARKED = "~"
"""The first character of the key of a mark."""
KNOWN: WeakKeyDictionary[sa.Engine, bytes] = WeakKeyDictionary()
"""Engine -> the committed secret of its database, from the first `digest_key` that finds it until the engine is gone.
models/people/flood reads it too, where no session is open."""


async def keyed_digest(session: AsyncSession, domain: str, text: str) -> str:
    """HMAC-SHA-256 of the text under FILER_KEY, hexadecimal.

    The same text in two domains has two digests, and nobody can tell that they belong to one text.
    """
    return digest_under(await digest_key(session), domain, text)


async def digest_key(session: AsyncSession) -> bytes:
    """The secret FILER_KEY, to make many digests with `digest_under`."""
    bind = session.get_bind()
    engine = bind if isinstance(bind, sa.Engine) else bind.engine
    key: bytes | None = KNOWN.get(engine) or session.info.get(Kept.DIGEST_KEY)
    if key is None:
        stored = await known_secret(session, FILER_KEY)
        key = stored or await secret(session, FILER_KEY)
        if stored is None:
            session.info[Kept.DIGEST_KEY] = key  # valid for other sessions only once committed
        else:
            KNOWN[engine] = key
    return key


async def mark_key(session: AsyncSession, channel: str, key: str) -> str:
    """The key of an update's mark: a digest, because the channel's own keys are numbered in order across all chats."""
    return MARKED + digest_under(await digest_key(session), "mark", f"{channel} {key}")[:32]


def digest_under(key: bytes, domain: str, text: str) -> str:
    """`keyed_digest` under a key that `digest_key` gave."""
    return hmac.digest(key, f"{domain}\n{text}".encode(), "sha256").hex()


def random_id() -> int:
    """A random number for a row whose number must not tell when it was made; 62 bits, so that it is unique."""
    return random.randbits(62)


def by_the_hour(moment: datetime) -> datetime:
    """The beginning of the moment's hour, in UTC."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def by_the_day(moment: datetime) -> datetime:
    """The beginning of the moment's day, in UTC."""
    return by_the_hour(moment).replace(hour=0)
