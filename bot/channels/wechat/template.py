"""WeChat's template and subscription messages, for people who may not be written to now. They carry the gist of an
outbox row. Here are also the agreement that WeChat requires for them, and the events about both.

    43101               the person refuses this template     the row waits until they write; not asked again for long
    43004               does not follow the account          blocked
    45009               the day's templates are used up      this kind waits until tomorrow
    48001               the account has no permission        the operator is told; tried again each hour
    37, 40037, 47003 …  the template and its fields          the operator is told; the row waits until they write
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channel.channel import Blocked, Gist, Refused, SendError, Sent, TryLater
from bot.channels.wechat.api import TOKEN_WRONG, WeChatApi, WeChatAway, WeChatError
from bot.channels.wechat.update import delivery_key, event_of
from handlers.pushed.table import template_of
from handlers.talk.texts import Words
from models.city.pack import City
from models.city.wechat_templates import TemplateKind, Way, WeChatTemplate
from models.outbox.held import gist_was_lost, release_held
from models.people.conversation import ProcessedUpdate
from models.people.person import Contact, contact_at
from models.storage.database import Database, Json
from models.storage.secrets import insert
from models.storage.unlinkable import by_the_day, mark_key
from models.wechat.account import account_value, keep_value
from models.wechat.budget import day_of, give_back_budget, spend_budget, tomorrow, used
from models.wechat.consent import allows, give_back_consent, give_consent, may_ask, refuse_consent, spend_consent
from models.wechat.mass import mass_finished

log = structlog.get_logger(__name__)

PAGE_PATH = "/wechat/notices/"
PATHS = {Way.TEMPLATE: "/cgi-bin/message/template/send"}
SUBSCRIPTION_PATH = "/cgi-bin/message/subscribe/bizsend"
BUSY, NOT_FOLLOWING, NOT_WANTED, QUOTA, NOT_ALLOWED = -1, 43004, 43101, 45009, 48001
DELIVERED = frozenset({"success", "send success"})


@dataclass(slots=True)
class WeChatTemplates:
    """Fills and sends the templates of the city pack. public_url: the base address of the page that asks for the
    agreement."""

    api: WeChatApi
    database: Database
    city: City
    public_url: str
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    templates: Mapping[TemplateKind, WeChatTemplate] = field(init=False)

    def __post_init__(self) -> None:
        self.templates = self.city.wechat_templates

    # --- before -----------------------------------------------------------------------------------------------------

    async def gist(
        self, session: AsyncSession, contact: Contact, row: Any, text: str, words: Words, *, now: datetime
    ) -> Gist | None:
        """The filled template for the row, or when one can be sent; None if there is no template for this person."""
        kind = template_of(row.cause)
        template = self.templates.get(kind) if kind is not None else None
        if template is None or not await allows(session, contact.id, template.template_id, template.way):
            return None
        pause = await account_value(session, _pause_name(template), now=now)
        if pause is not None:
            return Gist(later=pause.expires_at)
        if template.a_day is not None and await used(session, _budget_name(template), day_of(now)) >= template.a_day:
            return Gist(later=tomorrow(now))
        due_at = row.due_at.astimezone(self.city.zone)
        data = template.fill(text, due_at=due_at, city=words.pick(self.city.titles), pick=words.pick)
        return Gist([{"notice": {"kind": template.kind.value, "contact": contact.id, "row": row.id, "data": data}}])

    def can_tell(self, causes: Collection[str | None]) -> bool:
        """Return whether there is a template for each of the causes."""
        return all(kind in self.templates for cause in causes if (kind := template_of(cause)) is not None)

    async def invitation(
        self, session: AsyncSession, contact: Contact, causes: Collection[str | None], words: Words, *, now: datetime
    ) -> list[Json]:
        """A link to WeChat's dialog, if a later message needs an agreement and the person was not asked recently."""
        kinds = {template_of(cause) for cause in causes}
        for template in self.templates.values():
            wanted = template.kind in kinds and template.way.needs_consent
            if wanted and await may_ask(session, contact.id, template.template_id, template.way, now=now):
                link = [words("wechat-consent-link"), self.page_of(template.kind)]
                return [{"text": words("wechat-consent", kind=template.kind.value), "links": [link]}]
        return []

    def page_of(self, kind: TemplateKind) -> str:
        return f"{self.public_url}{PAGE_PATH}{kind.value}"

    # --- sending ----------------------------------------------------------------------------------------------------

    async def tell(self, address: str, notice: Json) -> Sent:
        """Send a notice that `gist` made."""
        template = self.templates.get(TemplateKind(notice["kind"]))
        if template is None:
            return Sent(error=Refused("no template"))
        now = self.clock()
        if not await self._spend(template, notice["contact"], now):
            return Sent(error=Refused("nothing left"))
        body = {
            "touser": address,
            "template_id": template.template_id,
            "data": {name: {"value": value} for name, value in notice["data"].items()},
            "client_msg_id": f"outbox-{notice['row']}",  # WeChat shows the same id only once within ten minutes
        }
        try:
            answer = await self.api.call(PATHS.get(template.way, SUBSCRIPTION_PATH), body)
        except WeChatAway as error:
            return Sent(error=TryLater(f"no answer: {error}", timedelta(seconds=5)))
        except WeChatError as error:
            return Sent(error=await self._trouble(template, notice["contact"], error.code, now))
        message_id = answer.get("msgid")
        return Sent([message_id] if isinstance(message_id, int) else [], done=1)

    async def _spend(self, template: WeChatTemplate, contact_id: int, now: datetime) -> bool:
        async with self.database.transaction() as session:
            if not await spend_consent(session, contact_id, template.template_id, template.way, now=now):
                return False
            if template.a_day is None:
                return True
            if await spend_budget(session, _budget_name(template), day_of(now), most=template.a_day):
                return True
            await self._give_back(session, template, contact_id, now, counted=False)
            return False

    async def _give_back(
        self, session: AsyncSession, template: WeChatTemplate, contact_id: int, now: datetime, *, counted: bool = True
    ) -> None:
        if template.way is Way.ONE_TIME:
            await give_back_consent(session, contact_id, template.template_id, now=now)
        if counted and template.a_day is not None:
            await give_back_budget(session, _budget_name(template), day_of(now))

    async def _trouble(self, template: WeChatTemplate, contact_id: int, code: int, now: datetime) -> SendError:
        """Handle WeChat's error code: for this person, for this template, or for the operator."""
        async with self.database.transaction() as session:
            await self._give_back(session, template, contact_id, now)
            if code == NOT_WANTED:
                await refuse_consent(session, contact_id, template.template_id, now=now)
            pause = {QUOTA: tomorrow(now), NOT_ALLOWED: now + timedelta(hours=1)}.get(code)
            if pause is not None:
                await keep_value(session, _pause_name(template), str(code), expires_at=pause)
        if code == NOT_FOLLOWING:
            return Blocked(str(code))
        if code == BUSY or code in TOKEN_WRONG:
            return TryLater(str(code), timedelta(minutes=1))
        if code != NOT_WANTED:
            log.error("wechat notice refused", kind=template.kind.value, code=code)
        return TryLater(str(code), pause - now) if pause is not None else Refused(str(code))

    # --- what events tell -------------------------------------------------------------------------------------------

    async def take_event(self, raw: Json) -> None:
        """Take events about agreements given or taken back, templates that did not arrive, and the end of a mass
        message."""
        event, now = event_of(raw), self.clock()
        async with self.database.transaction() as session:
            if not await _is_new(session, raw, now):
                return
            if event == "masssendjobfinish":
                await _note_mass(session, raw)
                return
            contact = await contact_at(session, "wechat", raw["FromUserName"])
            if contact is None:
                return
            if event == "templatesendjobfinish":
                await self._note_template(session, contact, raw, now)
            for item in _items(raw):
                await self._note_subscription(session, contact, item, now)

    async def _note_template(self, session: AsyncSession, contact: Contact, raw: Json, now: datetime) -> None:
        status = str(raw.get("Status", ""))
        if status in DELIVERED:
            return
        log.warning("wechat notice not delivered", status=_known(status))
        await _lost(session, contact, raw.get("MsgID"), _known(status))
        if "user" in status:
            for template in self.templates.values():
                if template.way is Way.TEMPLATE:
                    await refuse_consent(session, contact.id, template.template_id, now=now)

    async def _note_subscription(self, session: AsyncSession, contact: Contact, item: Json, now: datetime) -> None:
        """Take an answer in the dialog, a change in the settings, or the result of one message."""
        template_id, answer = str(item.get("TemplateId", "")), item.get("SubscribeStatusString")
        if template_id not in {each.template_id for each in self.templates.values()}:
            return
        if answer == "accept":
            await give_consent(session, contact.id, template_id, now=now)
            await release_held(session, contact.person_id, at=now)
        elif answer == "reject":
            await refuse_consent(session, contact.id, template_id, now=now)
        elif str(item.get("ErrorCode", "0")) != "0":
            log.warning("wechat notice not delivered", status=_known(str(item.get("ErrorStatus", ""))))
            await _lost(session, contact, item.get("MsgID"), "not delivered")


async def _is_new(session: AsyncSession, raw: Json, now: datetime) -> bool:
    """Mark the event as delivered; return whether it is its first delivery."""
    key = await mark_key(session, "wechat", delivery_key(raw))
    mark = {"channel": "wechat", "key": key, "at": by_the_day(now), "reply": []}
    made = insert(session, ProcessedUpdate).values(**mark).on_conflict_do_nothing().returning(ProcessedUpdate.key)
    return (await session.execute(made)).first() is not None


async def _lost(session: AsyncSession, contact: Contact, message_id: Any, error: str) -> None:
    if str(message_id).isdigit():
        await gist_was_lost(session, contact.id, int(message_id), error=error)


async def _note_mass(session: AsyncSession, raw: Json) -> None:
    """https://developers.weixin.qq.com/doc/service/guide/product/message/Batch_Sends_and_Originality_Checks.html"""
    status = str(raw.get("Status", ""))
    message_id, reached, failed = (_number(raw.get(name)) for name in ("MsgID", "SentCount", "ErrorCount"))
    error = None if status in DELIVERED else _known(status)
    if error is not None:
        log.error("wechat message to everybody failed", status=error)
    await mass_finished(session, message_id, reached=reached, failed=failed, error=error)


def _items(raw: Json) -> list[Json]:
    """The items of a subscription event: none, one or several."""
    for name, value in raw.items():
        if name.lower().startswith("subscribemsg") and isinstance(value, dict):
            found = value.get("List", [])
            return [each for each in (found if isinstance(found, list) else [found]) if isinstance(each, dict)]
    return []


def _number(value: Any) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _known(status: str) -> str:
    """Keep only letters, because the text of an event goes into the log."""
    return "".join(char for char in status.lower() if char.isascii() and (char.isalnum() or char in "_: ()."))[:60]


def _pause_name(template: WeChatTemplate) -> str:
    return f"pause:{template.kind.value}"


def _budget_name(template: WeChatTemplate) -> str:
    return "template" if template.way is Way.TEMPLATE else f"subscription:{template.kind.value}"
