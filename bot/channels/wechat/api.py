"""WeChat's API for the account: one token for all processes, and errors by their numbers.

An `errcode` other than 0 is an error whatever the HTTP status, and a message that got one never counts as sent.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.settings import Settings
from models.storage.database import Database, Json
from models.wechat.account import account_value, end_lease, keep_value, lease_value

log = structlog.get_logger(__name__)

SECONDS = 10
_DOWNLOAD = aiohttp.ClientTimeout(total=50)
"""Seconds; a video of 20 MB over a slow line."""
TOKEN = "token"
TICKET = "ticket"
TICKET_REFUSED = "ticket-refused"
REFUSED_FOR = timedelta(minutes=1)
SHORTEST = timedelta(seconds=30)
"""A token that lasts hardly longer than RENEW_BEFORE is used for at least this long."""
LONGEST_S = 30 * 24 * 3600
LARGEST_ANSWER = 64 * 1024
RENEW_BEFORE = timedelta(minutes=5)
"""WeChat makes a new token this long before the old one ends, and accepts both meanwhile."""
WAIT_FOR_OTHERS = 0.1
TRIES_FOR_TOKEN = 200
TOKEN_WRONG = frozenset({40001, 40014, 42001})
NO_CODE = -2
JSON_KINDS = frozenset({"application/json", "text/plain"})
"""The content types by which WeChat sends an error, or a video's address, when asked for bytes."""


class WeChatError(Exception):
    """WeChat refused the call. Keeps only the number: the message can contain addresses and ids."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class WeChatAway(Exception):
    """No answer, or none that makes sense."""


class WeChatApi:
    """The account's calls. api: the server's address. All processes share what lies in the database."""

    def __init__(
        self,
        database: Database,
        *,
        app_id: str,
        secret: str,
        api: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._app_id = app_id
        self._secret = secret
        self._api = api
        self._clock = clock
        self._client: aiohttp.ClientSession | None = None
        self._one_at_a_time = asyncio.Lock()
        self._one_ticket_at_a_time = asyncio.Lock()
        self._known: tuple[str, datetime] | None = None

    async def send(self, address: str, message: Mapping[str, Json]) -> None:
        """Send a customer-service message. Raises WeChatError, WeChatAway."""
        await self.call("/cgi-bin/message/custom/send", {"touser": address, **message})

    async def upload_picture(self, content: bytes, name: str) -> str:
        """Upload the picture; return its media id, valid for 3 days. Raises WeChatError, WeChatAway."""

        def form() -> aiohttp.FormData:
            """The form with the picture, made for each try."""
            data = aiohttp.FormData(default_to_multipart=True)
            data.add_field("media", content, filename=name, content_type="application/octet-stream")
            return data

        answer = await self._with_token("/cgi-bin/media/upload", {"type": "image"}, form)
        if not isinstance(answer.get("media_id"), str):
            raise WeChatAway("no media id")
        return str(answer["media_id"])

    async def download(self, media_id: str, *, most: int) -> bytes:
        """A file that somebody sent, which WeChat keeps for 3 days; at most `most` + 1 bytes of it.

        A video comes as an address to fetch it from. Raises WeChatError, WeChatAway.
        https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_temporary_materials.html
        """
        token = await self.token()
        try:
            return await self._get_media(token, media_id, most)
        except WeChatError as error:
            if error.code not in TOKEN_WRONG:
                raise
        return await self._get_media(await self.token(wrong=token), media_id, most)

    async def page_ticket(self) -> str:
        """The ticket that signs pages in WeChat, the same for all processes. Raises WeChatError, WeChatAway.

        https://developers.weixin.qq.com/doc/service/api/webdev/jssdk/api_getjsapiticket.html
        """
        async with self._one_ticket_at_a_time:
            for _ in range(TRIES_FOR_TOKEN):
                async with self._database.reading() as session:
                    ticket = await self._known_ticket(session)
                if ticket is not None:
                    return ticket
                async with self._database.transaction() as session:
                    mine = await lease_value(session, TICKET, now=self._clock())
                    if mine and await self._known_ticket(session) is not None:  # another process fetched it just before
                        mine = False
                        await end_lease(session, TICKET)
                if mine:
                    return await self._fetch_ticket()
                await asyncio.sleep(WAIT_FOR_OTHERS)
        raise WeChatAway("no ticket")

    async def _known_ticket(self, session: AsyncSession) -> str | None:
        """The kept ticket; None if there is none. Anybody can ask for a signed page, so after a refusal no process asks
        again for a while. Raises WeChatError, WeChatAway.
        """
        kept = await account_value(session, TICKET, now=self._clock())
        if kept is not None:
            return str(kept.value)
        refused = await account_value(session, TICKET_REFUSED, now=self._clock())
        if refused is not None:
            raise WeChatError(refused.value) if isinstance(refused.value, int) else WeChatAway("refused just now")
        return None

    async def set_menu(self, menu: Mapping[str, Json]) -> None:
        """Set the menu below the chat. Raises WeChatError, WeChatAway."""
        await self.call("/cgi-bin/menu/create", menu)

    async def call(self, path: str, body: Mapping[str, Json]) -> Mapping[str, Json]:
        """Post JSON with the token. Raises WeChatError, WeChatAway."""
        content = json.dumps(body, ensure_ascii=False).encode()  # WeChat shows \\u escapes as they are
        return await self._with_token(path, {}, lambda: content)

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None

    # --- the token --------------------------------------------------------------------------------------------------

    async def _with_token(
        self, path: str, query: Mapping[str, str], data: Callable[[], bytes | aiohttp.FormData]
    ) -> Mapping[str, Json]:
        """Post with the token; if WeChat refuses it, once more with a new one."""
        token = await self.token()
        try:
            return await self._post(path, {**query, "access_token": token}, data())
        except WeChatError as error:
            if error.code not in TOKEN_WRONG:
                raise
        token = await self.token(wrong=token)
        return await self._post(path, {**query, "access_token": token}, data())

    async def token(self, *, wrong: str | None = None) -> str:
        """The token of all processes; one of them fetches it, the others wait. wrong: a token that WeChat refused.

        Raises WeChatError, WeChatAway.
        """
        async with self._one_at_a_time:
            now = self._clock()
            if self._known is not None and self._known[0] != wrong and self._known[1] > now:
                return self._known[0]
            for _ in range(TRIES_FOR_TOKEN):
                async with self._database.transaction() as session:
                    kept = await account_value(session, TOKEN, now=self._clock())
                    if kept is not None and kept.value != wrong and kept.expires_at is not None:
                        self._known = (str(kept.value), kept.expires_at)
                        return self._known[0]
                    mine = await lease_value(session, TOKEN, now=self._clock())
                if mine:
                    return await self._fetch(wrong)
                await asyncio.sleep(WAIT_FOR_OTHERS)
        raise WeChatAway("no token")

    async def _fetch(self, wrong: str | None) -> str:
        try:
            token, lasts = await self.fresh_token(force=False)
            if token == wrong:
                token, lasts = await self.fresh_token(force=True)
        except BaseException:
            async with self._database.transaction() as session:
                await end_lease(session, TOKEN)
            raise
        expires_at = self._clock() + max(lasts - RENEW_BEFORE, SHORTEST)
        async with self._database.transaction() as session:
            await keep_value(session, TOKEN, token, expires_at=expires_at)
        self._known = (token, expires_at)
        log.info("wechat token fetched", lasts_s=int(lasts.total_seconds()))
        return token

    async def _fetch_ticket(self) -> str:
        try:
            ticket, lasts = _lasting(await self._ask_ticket(await self.token()), "ticket")
        except BaseException as error:
            async with self._database.transaction() as session:
                if isinstance(error, WeChatError | WeChatAway):
                    why, until = getattr(error, "code", None) or "away", self._clock() + REFUSED_FOR
                    await keep_value(session, TICKET_REFUSED, why, expires_at=until)
                await end_lease(session, TICKET)
            raise
        async with self._database.transaction() as session:
            await keep_value(session, TICKET, ticket, expires_at=self._clock() + max(lasts - RENEW_BEFORE, SHORTEST))
        return ticket

    async def _ask_ticket(self, token: str) -> Mapping[str, Any]:
        """Ask for the ticket; if WeChat refuses the token, once more with a new one."""
        for again in (True, False):
            query = {"access_token": token, "type": "jsapi"}
            content, _ = await self._get(f"{self._api}/cgi-bin/ticket/getticket", query, LARGEST_ANSWER)
            answer = _json_of(content)
            if answer.get("errcode", 0) == 0:
                return answer
            if not again or _code_of(answer) not in TOKEN_WRONG:
                break
            token = await self.token(wrong=token)
        raise WeChatError(_code_of(answer))

    async def fresh_token(self, *, force: bool) -> tuple[str, timedelta]:
        """Ask for the stable token: the one in use, unless forced. Raises WeChatError, WeChatAway.

        https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken
        """
        body = {"grant_type": "client_credential", "appid": self._app_id, "secret": self._secret}
        answer = await self._post("/cgi-bin/stable_token", {}, json.dumps({**body, "force_refresh": force}).encode())
        return _lasting(answer, "access_token")

    # --- what WeChat refuses for now --------------------------------------------------------------------------------

    async def pause(self, reason: str, until: datetime) -> None:
        """Let no process call until then: the day's quota is used up, or the account lacks the right."""
        async with self._database.transaction() as session:
            await keep_value(session, "pause", reason, expires_at=until)

    # --- the wire ---------------------------------------------------------------------------------------------------

    async def _post(self, path: str, query: Mapping[str, str], data: bytes | aiohttp.FormData) -> Mapping[str, Any]:
        try:
            async with self._open().post(self._api + path, params=query, data=data) as response:
                answer = await response.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise WeChatAway(type(error).__name__) from None  # the cause names the address with its token
        if not isinstance(answer, dict):
            raise WeChatAway("no JSON object")
        if answer.get("errcode", 0) != 0:
            raise WeChatError(_code_of(answer))
        return answer

    async def _get_media(self, token: str, media_id: str, most: int) -> bytes:
        query = {"access_token": token, "media_id": media_id}
        content, kind = await self._get(f"{self._api}/cgi-bin/media/get", query, most)
        if kind not in JSON_KINDS:
            return content
        answer = _json_of(content)
        if answer.get("errcode", 0) != 0:
            raise WeChatError(_code_of(answer))
        address = str(answer.get("video_url", ""))
        if not self._is_wechats(address):
            raise WeChatAway("no media")
        content, _ = await self._get(address, {}, most)
        return content

    def _is_wechats(self, address: str) -> bool:
        """Return whether the address is WeChat's: no other server is asked, whatever the answer names."""
        where = urlsplit(address)
        host = where.hostname or ""
        known = host.endswith((".qq.com", ".qpic.cn")) or host == urlsplit(self._api).hostname
        return where.scheme in ("http", "https") and known

    async def _get(self, address: str, query: Mapping[str, str], most: int) -> tuple[bytes, str]:
        """At most `most` + 1 bytes, and their content type. Raises WeChatAway."""
        try:
            get = self._open().get(address, params=query, allow_redirects=False, timeout=_DOWNLOAD)
            async with get as response:
                if response.status != 200:
                    raise WeChatAway(f"status {response.status}")
                content = bytearray()
                async for chunk in response.content.iter_chunked(64 * 1024):
                    content += chunk
                    if len(content) > most:
                        break
                return bytes(content[: most + 1]), response.content_type
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise WeChatAway(type(error).__name__) from None  # the cause names the address with its token

    def _open(self) -> aiohttp.ClientSession:
        if self._client is None:
            timeout = aiohttp.ClientTimeout(total=SECONDS)
            self._client = aiohttp.ClientSession(timeout=timeout, trust_env=True)
        return self._client


def _lasting(answer: Mapping[str, Any], name: str) -> tuple[str, timedelta]:
    """A value that is valid for a time, and that time. Raises WeChatAway if the answer does not have it."""
    value, seconds = answer.get(name), answer.get("expires_in")
    if not isinstance(value, str) or not value or not isinstance(seconds, int) or not 0 < seconds <= LONGEST_S:
        raise WeChatAway(f"no {name}")
    return value, timedelta(seconds=seconds)


def _code_of(answer: Mapping[str, Any]) -> int:
    code = answer.get("errcode")
    return code if isinstance(code, int) else NO_CODE


def _json_of(content: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(content)
    except ValueError:
        raise WeChatAway("no JSON") from None
    if not isinstance(answer, dict):
        raise WeChatAway("no JSON object")
    return answer


def api_of(
    settings: Settings, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> WeChatApi:
    """The calls of the account that the settings name."""
    secret = settings.wechat_app_secret.get_secret_value() if settings.wechat_app_secret else ""
    return WeChatApi(database, app_id=settings.wechat_app_id or "", secret=secret, api=settings.wechat_api, clock=clock)
