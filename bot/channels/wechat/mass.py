"""Send one text to every follower of the account, or to named ones, within the four messages of a month."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from bot.channels.wechat.api import WeChatApi, WeChatError
from models.storage.database import Database
from models.wechat.mass import LONGEST_TEXT, MassState, mass_refused, mass_taken, plan_mass

log = structlog.get_logger(__name__)

TO_ALL, TO_SOME = "/cgi-bin/message/mass/sendall", "/cgi-bin/message/mass/send"
NONE_LEFT, THERE_ALREADY = 45028, 45065


@dataclass(slots=True)
class WeChatMass:
    """The account's mass messages."""

    api: WeChatApi
    database: Database
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def send(
        self, key: str, text: str, *, followers: Sequence[str] | None = None, counts: bool = True
    ) -> MassState:
        """Send the text unless it was sent under this key (at most 64 bytes) before. A call whose outcome is unknown
        (WeChatAway) is repeated with the same key, which WeChat recognises for a day.

        followers: their openids, 2 to 10,000; None: everybody. counts: whether it uses one of the month's messages.

        Raises MassBudgetSpent, WeChatError, WeChatAway, and ValueError for a text longer than WeChat takes.
        """
        if len(text.encode()) > LONGEST_TEXT or len(key.encode()) > 64:
            raise ValueError("too long")
        async with self.database.transaction() as session:
            row = await plan_mass(session, key, now=self.clock(), counts=counts)
            state = MassState(row.state)
        if state is not MassState.PLANNED:
            return state
        message_id = await self._call(key, text, followers)
        async with self.database.transaction() as session:
            await mass_taken(session, key, message_id=message_id)
        return MassState.TAKEN

    async def _call(self, key: str, text: str, followers: Sequence[str] | None) -> int | None:
        whom = {"filter": {"is_to_all": True}} if followers is None else {"touser": list(followers)}
        body = {**whom, "text": {"content": text}, "msgtype": "text", "clientmsgid": key}
        try:
            answer = await self.api.call(TO_ALL if followers is None else TO_SOME, body)
        except WeChatError as error:
            if error.code == THERE_ALREADY:
                return None
            log.error("wechat message to everybody refused", code=error.code)
            async with self.database.transaction() as session:
                await mass_refused(session, key, error=str(error.code), none_left=error.code == NONE_LEFT)
            raise
        message_id = answer.get("msg_id")
        return message_id if isinstance(message_id, int) else None
