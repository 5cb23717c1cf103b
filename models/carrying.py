"""What happens once to a database when the keys meet it: old values come over, and it is marked as theirs.

The mark is a secret like any other, so it is encrypted under the ring for its own row, and it holds a seal made with
SECRET_KEY: nobody makes one without the keys, and it tells at every start whether these are the keys of this database.
From then on nothing opens a value of the first form, which could be moved from place to place (models/encryption.py).

Who can write the database can delete the mark, but not the one that bot/ready_database.py leaves beside the keys: with
that one there, a database without a mark is not carried over again. A deployment whose DATA_DIR does not last closes
this for good by a rotation of its keys after the first start: values of the first form are under the keys that went.

Every part can be cut off and begun again: a portion is a transaction, and what is done is told by its form.
"""

from enum import Enum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversation import ProcessedUpdate
from models.database import Database, Own
from models.encryption import FORM, Cipher, WrongKey
from models.key_rotation import rewrite
from models.secret import Secret, cipher_of, insert

MARK = "key check"


class Fit(Enum):
    """Whether a database and keys belong together."""

    OURS = "ours"
    OTHER_KEYS = "other_keys"
    OTHER_SECRET = "other_secret"
    UNMARKED = "unmarked"
    """Nobody's yet, or of an older version."""
    OLD_FORM = "old_form"
    """Of an older version: its values have still to be carried over."""


async def fit_of(session: AsyncSession) -> Fit:
    """Looks at the mark; where there is none, at what else is encrypted."""
    cipher = cipher_of(session)
    mark = await session.scalar(sa.select(Secret.value).where(Secret.name == MARK))
    if mark is None:
        return await _unmarked(session, cipher)
    try:
        return Fit.OURS if not cipher.seals or mark.open(MARK) == _marked(cipher) else Fit.OTHER_SECRET
    except WrongKey:
        return Fit.OTHER_KEYS


async def _unmarked(session: AsyncSession, cipher: Cipher) -> Fit:
    secrets = (await session.execute(sa.select(Secret.name, Secret.value))).all()
    reply = sa.type_coerce(ProcessedUpdate.reply, sa.LargeBinary)
    newest = await session.scalar(sa.select(reply).order_by(ProcessedUpdate.at.desc()).limit(1))
    tokens = [value.token for _, value in secrets] + ([newest] if newest is not None else [])
    if not all(token.startswith(FORM) for token in tokens):
        return Fit.OLD_FORM
    try:
        for name, value in secrets:
            value.open(name)
        if newest is not None:
            cipher.decrypt(newest, "processed_update.reply")
    except WrongKey:
        return Fit.OTHER_KEYS
    return Fit.UNMARKED


async def carry_over(database: Database) -> int:
    """Brings every value of the first form over, and marks the database; returns how many values. Raises WrongKey."""
    carried = await rewrite(database, lambda session: cipher_of(session).carried)
    async with database.transaction() as session:
        mark = insert(session, Secret).values(name=MARK, value=Own(MARK, _marked(cipher_of(session))))
        await session.execute(mark.on_conflict_do_nothing())
    return carried


def _marked(cipher: Cipher) -> bytes:
    return cipher.seal("key check", b"2").encode()
