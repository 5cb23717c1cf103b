"""The rows of the console's table of routes: a page that is read, and a press that changes something."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.who import Who
from models.staff.console_session import Proof

Show = Callable[[Desk], Awaitable[Response]]
Do = Callable[[Desk], Awaitable[Done | Response]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page. writes: reading it leaves something behind, such as a look in a record, so it gets a transaction."""

    path: str
    show: Show
    who: Who = Who.STAFF
    writes: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """A form that is sent. again: shows its page once more after a refusal, with `desk.error` and what was entered.
    strong: needs a proof of presence; by_chat: one by a yes in the chat, a passkey is not enough. step: how the chat
    calls it when it asks: a key without `console-step-`. once: sent twice, it is done once. most: bytes of its body."""

    path: str
    do: Do
    again: Show
    who: Who = Who.STAFF
    strong: bool = False
    once: bool = True
    by_chat: bool = False
    step: str = "other"
    most: int = 256 * 1024

    @property
    def proof(self) -> Proof | None:
        """The proof of presence that it needs; None: any."""
        return Proof.CHAT if self.by_chat else None

    @property
    def needs_proof(self) -> bool:
        return self.strong or self.by_chat
