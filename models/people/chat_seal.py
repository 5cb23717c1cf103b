"""What holds a chat to its person, and a question to the two chats that it would make one, to a secret that the
database does not hold: whoever can only write the database makes no chat of theirs somebody else's.

The seal names the address, the person and when that person came, as the number of somebody who was forgotten can be
given out again. A chat whose seal does not hold belongs to nobody: whoever writes there is new, and nobody's messages
go there. A row that is put back as it once was, with the seal it had then, is not told from the one that was there.
"""

from datetime import datetime
from typing import Any

from models.storage.encryption import Cipher, canonical, exactly


def chat_seal(contact: Any, since: datetime, cipher: Cipher) -> str:
    """contact: a row with `channel`, `address` and `person_id`. since: when the person came."""
    content = f"{contact.person_id} {exactly(since)} {contact.channel} {contact.address}"
    return cipher.seal("chat", content.encode())


def chat_holds(contact: Any, since: datetime, cipher: Cipher) -> bool:
    """Whether the chat is its person's by what the product did."""
    return bool(contact.seal == chat_seal(contact, since, cipher))


def link_code_seal(code_hash: str, shown: Any, at: datetime, cipher: Cipher) -> str:
    """Of a code that was shown in a chat, which is sealed, at that moment."""
    return cipher.seal("link code", canonical([code_hash, shown.seal, exactly(at)]))


def link_request_seal(request_id: str, shown: Any, by: Any, at: datetime, cipher: Cipher) -> str:
    """Of a question that was asked at that moment. shown, by: the chat that is asked and the one that comes, which are
    sealed."""
    return cipher.seal("link request", canonical([request_id, shown.seal, by.seal, exactly(at)]))
