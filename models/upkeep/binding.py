"""Bind old encrypted values to their chat: the state and the files of a chat from before values were bound.

Unbound, somebody who can write the database could move them to a chat of their own.
"""

from collections.abc import Callable
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.people.conversation import Conversation
from models.people.person import Contact
from models.storage.database import Encrypted, own_key
from models.storage.encryption import Cipher, WrongKey, cipher_of
from models.storage.kept_file import StoredFile
from models.storage.key_rotation import place_of

AT_ONCE = 20
"""Chats per portion; each may have forty files of half a megabyte."""
_FILES, _CHATS = cast(sa.Table, StoredFile.__table__), cast(sa.Table, Conversation.__table__)
BOUND: dict[sa.Column[Any], Callable[[Any], str]] = {
    _CHATS.c.data: lambda key: "conversation.data",
    _CHATS.c.menu: lambda key: "conversation.menu",
    _CHATS.c.wrote: lambda key: "conversation.wrote",
    _FILES.c.name: lambda key: "stored_file.name",
    _FILES.c.content: lambda key: f"stored_file.content:{key}",
}
"""Column -> the former place of its value, by the row's primary key."""


async def bind_rows(session: AsyncSession, after: int) -> int | None:
    """Bind the values of a portion of the chats after a number. Returns the last number, None if there was no chat."""
    ids = (
        await session.scalars(sa.select(Contact.id).where(Contact.id > after).order_by(Contact.id).limit(AT_ONCE))
    ).all()
    for column, before in BOUND.items():
        await _bind(session, column, before, ids)
    return ids[-1] if ids else None


async def _bind(session: AsyncSession, column: Any, before: Callable[[Any], str], ids: Any) -> None:
    cipher, table = cipher_of(session), column.table
    (key,), by = table.primary_key.columns, [table.c[name] for name in cast(Encrypted, column.type).by]
    token = sa.type_coerce(column, sa.LargeBinary)
    rows = sa.select(key.label("key"), token.label("token"), *(each.label(f"by_{each.name}") for each in by))
    for row in (await session.execute(rows.where(table.c.contact_id.in_(ids), column.is_not(None)))).all():
        place = place_of(column, own_key(row[2:]))
        fresh = _bound(cipher, row.token, place, before(row.key))
        if fresh is not None:
            await session.execute(
                sa.update(table).where(key == row.key).values({column: sa.type_coerce(fresh, sa.LargeBinary)})
            )


def _bound(cipher: Cipher, token: bytes, place: str, before: str) -> bytes | None:
    """The token encrypted again for its place; None if it is there already, or cannot be decrypted, which `audit`
    reports."""
    try:
        cipher.decrypt(token, place)
    except WrongKey:
        try:
            return cipher.encrypt(cipher.decrypt(token, before), place)
        except WrongKey:
            return None
    return None
