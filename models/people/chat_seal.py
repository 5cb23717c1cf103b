"""Seals that tie a chat to its person, and a link request to its two chats, by a secret outside the database.

An attacker who can only write the database cannot give their chat to another person. The seal covers the address, the
person and the moment the person came, because the number of a forgotten person can be reused. A chat without a valid
seal belongs to nobody: its writer is treated as new, and no person's messages go there. A row that is restored with the
seal it once had cannot be told from the original.
"""

from datetime import datetime
from typing import Any

from models.storage.encryption import Cipher, canonical, exactly


def chat_seal(contact: Any, since: datetime, cipher: Cipher) -> str:
    """The seal of a chat. contact: a row with `channel`, `address` and `person_id`. since: when the person came."""
    content = f"{contact.person_id} {exactly(since)} {contact.channel} {contact.address}"
    return cipher.seal("chat", content.encode())


def chat_holds(contact: Any, since: datetime, cipher: Cipher) -> bool:
    """Whether the chat's seal is valid: the product itself gave the chat to this person."""
    return bool(contact.seal == chat_seal(contact, since, cipher))


def link_code_seal(code_hash: str, shown: Any, at: datetime, cipher: Cipher) -> str:
    """The seal of a link code. shown: the sealed chat that shows it; at: when it was shown."""
    return cipher.seal("link code", canonical([code_hash, shown.seal, exactly(at)]))


def link_request_seal(request_id: str, shown: Any, by: Any, at: datetime, cipher: Cipher) -> str:
    """The seal of a link request made at this moment. shown: the sealed chat that is asked; by: the sealed chat that
    typed the code."""
    return cipher.seal("link request", canonical([request_id, shown.seal, by.seal, exactly(at)]))
