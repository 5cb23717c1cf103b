"""Passkeys in a real browser with an authenticator of its own: added after a yes in the chat, then asked in place of
it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import sqlalchemy as sa
from playwright.async_api import Browser, CDPSession, Page, expect

from bot.app import App
from bot.assembly import build_app
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.site import build_site
from models.city.pack import City
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.staff.console_session import ConsoleSession, Proof, prove_presence
from models.staff.errors import PasskeyRefused
from models.staff.passkey import Passkey, PasskeyChallenge, passkey_seal, prove_by_passkey
from models.staff.post import Staff
from models.staff.presence import PresenceQuestion, answer_presence
from models.staff.record import StaffEvent
from models.storage.database import Database
from models.storage.encryption import Cipher, cipher_of
from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.console.desk_client import DeskClient, a_desk
from tests.world.processes.serving import free_port

pytestmark = IN_A_BROWSER
DEVICES = "/console/devices"


@pytest.fixture
async def site(database: Database, city: City, cipher: Cipher, tmp_path: Path) -> AsyncIterator[App]:
    """The service at a name, as passkeys need one."""
    port = free_port()
    settings = Settings(_env_file=None, http_port=port, public_url=f"http://localhost:{port}", data_dir=tmp_path)  # type: ignore[call-arg]
    app = build_app(settings, Keys("s" * 40, cipher), database, city, channels=[])
    app.understanding = None  # nobody chats here
    async with running(app, build_site(app)):
        yield app


@asynccontextmanager
async def signed_in(browser: Browser, app: App, desk: DeskClient) -> AsyncIterator[tuple[Page, CDPSession, str]]:
    """A window of the desk with a built-in authenticator: the page, the wire to its browser, and the authenticator."""
    context = await browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    await context.add_cookies([{**desk.cookie, "url": app.settings.address}])  # type: ignore[typeddict-item]
    page, violations = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    page.on("console", lambda line: violations.append(line.text) if "Content Security" in line.text else None)
    await page.goto(app.settings.address + DEVICES)
    wire = await context.new_cdp_session(page)
    await wire.send("WebAuthn.enable")
    made = await wire.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page, wire, made["authenticatorId"]
    assert violations == []
    await context.close()


AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


async def says_yes(app: App, desk: DeskClient) -> None:
    """The holder says in the chat that it is they."""
    async with app.database.transaction() as session:
        question = (await session.scalars(sa.select(PresenceQuestion))).one()
        person = await session.get_one(Person, desk.person_id)
        await answer_presence(session, question.id, person, yes=True, now=app.clock())


async def count(app: App, what: Any) -> int:
    async with app.database.reading() as session:
        return await session.scalar(sa.select(sa.func.count()).select_from(what)) or 0


async def adds_one(app: App, desk: DeskClient, page: Page, name: str = "办公室电脑") -> None:
    await page.goto(app.settings.address + DEVICES)
    await page.get_by_role("button", name="加一把").click()
    await expect(page.get_by_role("alert")).to_contain_text("这一步要确认是你本人")
    await says_yes(app, desk)
    await expect(page.get_by_role("status").first).to_contain_text("确认了，再按一次")
    await page.get_by_role("button", name="加一把").click()
    await page.get_by_label("名字").fill(name)
    await page.get_by_role("button", name="用这台设备加").click()
    await expect(page.locator(".said")).to_contain_text("通行密钥加好了")


async def forgets_proof(app: App) -> None:
    """Five minutes later."""
    async with app.database.transaction() as session:
        (row,) = await session.scalars(sa.select(ConsoleSession))
        for by in Proof:
            await prove_presence(session, row.id, until=app.clock(), by=by)


async def test_a_passkey_is_added_after_a_yes_in_the_chat_and_proves_without_the_chat(site: App) -> None:
    desk = await a_desk(site, proved=False)
    async with chromium() as browser, signed_in(browser, site, desk) as (page, _, _):
        await adds_one(site, desk, page)
        await expect(page.locator("#passkeys")).to_contain_text("办公室电脑")
        await forgets_proof(site)
        asked = await count(site, OutboxMessage)
        await page.get_by_role("button", name="删掉").click()
        await expect(page.get_by_role("alert")).to_contain_text("这一步要确认是你本人")
        await page.get_by_role("button", name="用通行密钥确认").click()
        await expect(page.locator("#presence")).to_contain_text("确认了，再按一次")
        assert await count(site, OutboxMessage) == asked, "nothing is asked in the chat"
        async with site.database.reading() as session:
            (key,) = await session.scalars(sa.select(Passkey))
            assert key.sign_count > 0
            assert key.used_at is not None
        await page.get_by_role("button", name="删掉").click()
        await expect(page.locator(".said")).to_contain_text("通行密钥删掉了")
    async with site.database.reading() as session:
        links = list(await session.scalars(sa.select(StaffEvent.what).order_by(StaffEvent.number)))
    assert links == ["signed_in", "presence_proved", "passkey_added", "presence_proved", "passkey_removed"]


async def test_a_passkey_does_not_add_another_one(site: App) -> None:
    desk = await a_desk(site, proved=False)
    async with chromium() as browser, signed_in(browser, site, desk) as (page, _, _):
        await adds_one(site, desk, page)
        await forgets_proof(site)
        await page.get_by_role("button", name="加一把").click()
        await expect(page.get_by_role("alert")).to_contain_text("点一下聊天里刚发来的【是我】")
        assert await page.get_by_role("button", name="用通行密钥确认").count() == 0


async def test_whoever_has_the_passkey_elsewhere_is_asked_in_the_chat(site: App) -> None:
    desk = await a_desk(site, proved=False)
    async with chromium() as browser, signed_in(browser, site, desk) as (page, _, _):
        await adds_one(site, desk, page)
        await forgets_proof(site)
        await page.get_by_role("button", name="删掉").click()
        await page.get_by_role("button", name="在聊天里确认").click()
        await expect(page.get_by_role("alert")).to_contain_text("点一下聊天里刚发来的【是我】")
        await says_yes(site, desk)
        await expect(page.locator("#presence")).to_contain_text("确认了，再按一次")


UNLOCKS_NOTHING = """
const get = navigator.credentials.get.bind(navigator.credentials);
navigator.credentials.get = ({ publicKey }) => get({ publicKey: { ...publicKey, userVerification: "discouraged" } });
"""
"""A browser that lets somebody touch the key without unlocking it."""


async def test_a_key_that_was_touched_and_not_unlocked_proves_nothing(site: App) -> None:
    desk = await a_desk(site, proved=False)
    async with chromium() as browser, signed_in(browser, site, desk) as (page, wire, authenticator):
        await page.add_init_script(UNLOCKS_NOTHING)
        await adds_one(site, desk, page)
        await forgets_proof(site)
        await wire.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
        await refused_passkey(page)


async def test_a_copy_of_a_key_that_is_behind_in_its_count_proves_nothing(site: App) -> None:
    desk = await a_desk(site, proved=False)
    async with chromium() as browser, signed_in(browser, site, desk) as (page, _, _):
        await adds_one(site, desk, page)
        await forgets_proof(site)
        async with site.database.transaction() as session:
            (row,) = await session.scalars(sa.select(Passkey))
            row.sign_count = 1000
            row.seal = passkey_seal(row, cipher_of(session))
        await refused_passkey(page)


async def refused_passkey(page: Page) -> None:
    await page.get_by_role("button", name="删掉").click()
    await page.get_by_role("button", name="用通行密钥确认").click()
    await expect(page.locator(".presence .failed")).to_contain_text("这把通行密钥不对")
    await page.get_by_role("button", name="删掉").click()
    await expect(page.get_by_role("alert")).to_contain_text("这一步要确认是你本人")


async def _answer_of(page: Page, site: App) -> str:
    """The answer that the browser sends, kept from the wire."""
    async with page.expect_request(lambda request: request.url.endswith("/presence/passkey")) as sent:
        await page.get_by_role("button", name="用通行密钥确认").click()
    fields = (await sent.value).post_data or ""
    return parse_qs(fields)["credential"][0]


async def test_an_answer_counts_once_for_its_own_challenge_origin_and_counter(site: App) -> None:
    desk = await a_desk(site, proved=False)
    async with chromium() as browser, signed_in(browser, site, desk) as (page, _, _):
        await adds_one(site, desk, page)
        await forgets_proof(site)
        await page.get_by_role("button", name="删掉").click()
        answer = await _answer_of(page, site)
        await expect(page.locator("#presence")).to_contain_text("确认了")
    address = site.settings.address
    async with site.database.transaction() as session:
        (at,), staff = await session.scalars(sa.select(ConsoleSession)), await session.get_one(Staff, desk.staff_id)
        assert await session.scalar(sa.select(sa.func.count()).select_from(PasskeyChallenge)) == 0, "it is used up"
        with pytest.raises(PasskeyRefused):
            await prove_by_passkey(session, at, staff, answer, address, now=site.clock())


async def test_a_passkey_written_into_the_database_is_none(site: App) -> None:
    desk, other = await a_desk(site, proved=False), await a_desk(site, "别人", proved=False)
    async with chromium() as browser, signed_in(browser, site, desk) as (page, _, _):
        await adds_one(site, desk, page)
    async with site.database.transaction() as session:
        moved = sa.update(Passkey).values(staff_id=other.staff_id, person_id=other.person_id)
        await session.execute(moved)
    answer = await other.get(DEVICES)
    assert "办公室电脑" not in answer.text
