"""The second door: an identity of the city's provider, tied once from a session of the chat, and what a stolen, old,
foreign or forged answer of the provider is worth."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from bot.app import App
from bot.assembly import build_app
from bot.keys import Keys
from bot.settings import Settings
from models.city.pack import City
from models.people.person import Contact, Person
from models.staff.console_session import ConsoleSession
from models.staff.identity import IdentityRequest, StaffIdentity
from models.staff.presence import PresenceQuestion, answer_presence
from models.staff.record import StaffEvent
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.world.console.desk_client import DeskClient, a_desk, site_client, text_of
from tests.world.console.identity_provider import CLIENT, SECRET, IdentityProvider, identity_provider

URL = "http://127.0.0.1:8080"


@pytest.fixture(scope="module")
def running_provider() -> Iterator[IdentityProvider]:
    with identity_provider() as running:
        yield running


@pytest.fixture
def provider(running_provider: IdentityProvider) -> IdentityProvider:
    running_provider.lies, running_provider.forged, running_provider.subject = {}, False, "wang-0017"
    return running_provider


@pytest.fixture
def app(database: Database, city: City, cipher: Cipher, provider: IdentityProvider) -> App:
    oidc = {"oidc_issuer": provider.url, "oidc_client_id": CLIENT, "oidc_client_secret": SecretStr(SECRET)}
    settings = Settings(_env_file=None, public_url=URL, **oidc)  # type: ignore[arg-type, call-arg]
    return build_app(settings, Keys("s" * 40, cipher), database, city, channels=[])


async def provider_sends_back(address: str) -> str:
    """The path with which the provider sends a browser back that signed in there."""
    async with httpx.AsyncClient() as there:
        answer = await there.get(address)
        assert answer.status_code == 307, answer.text
        back = urlsplit(answer.headers["Location"])
        assert f"{back.scheme}://{back.netloc}" == URL
        return f"{back.path}?{back.query}"


async def signs_in(browser: httpx.AsyncClient) -> httpx.Response:
    """The browser goes to the provider and back."""
    sent = await browser.get("/console/identity/sign-in")
    return await browser.get(await provider_sends_back(sent.headers["Location"]))


async def says_yes(app: App, desk: DeskClient) -> None:
    async with app.database.transaction() as session:
        question = (await session.scalars(sa.select(PresenceQuestion))).one()
        person = await session.get_one(Person, desk.person_id)
        await answer_presence(session, question.id, person, yes=True, now=app.clock())


async def comes_back_to_tie(desk: DeskClient) -> httpx.Response:
    sent = await desk.get("/console/identity/tie")
    secret = {name: value for name, value in sent.cookies.items() if "identity" in name}
    both = "; ".join(f"{name}={value}" for name, value in {**secret, desk.cookie["name"]: desk.token}.items())
    path = await provider_sends_back(sent.headers["Location"])
    return await desk.http.get(path, headers={"Cookie": both})


async def tied(app: App) -> DeskClient:
    """Somebody who tied who they are there to their post."""
    desk = await a_desk(app, proved=False)
    assert (await comes_back_to_tie(desk)).headers["Location"] == "/console/identity/found"
    refused = await desk.post("/console/identity/found")
    assert refused.status_code == 422, "only after a yes in the chat"
    await says_yes(app, desk)
    done = await desk.presses("/console/identity/found")
    assert "统一身份连上了" in text_of(done)
    return desk


async def record_of(app: App, desk: DeskClient) -> list[str]:
    async with app.database.reading() as session:
        links = sa.select(StaffEvent.what).where(StaffEvent.staff_id == desk.staff_id).order_by(StaffEvent.number)
        return list(await session.scalars(links))


async def count(app: App, table: Any) -> int:
    async with app.database.reading() as session:
        return await session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


async def test_an_identity_that_was_tied_once_signs_in_and_each_time_is_in_the_record(app: App) -> None:
    desk = await tied(app)
    async with site_client(app) as browser:
        assert "用统一身份登录" in (await browser.get("/console/sign-in")).text
        entered = await signs_in(browser)
        assert entered.headers["Location"] == "/console"
        assert "王经办" in text_of(await browser.get("/console/devices"))
    links = await record_of(app, desk)
    assert links == ["signed_in", "presence_proved", "identity_tied", "signed_in_by_identity", "signed_in"]
    assert await count(app, IdentityRequest) == 0


async def test_an_identity_that_nobody_tied_opens_nothing(app: App) -> None:
    async with site_client(app) as browser:
        refused = await signs_in(browser)
        assert refused.status_code == 403
        assert "还没有连到任何岗位" in text_of(refused)
        assert (await browser.get("/console/devices")).status_code == 303


@pytest.mark.parametrize("lie", ["nonce", "audience", "issuer", "expired", "no subject", "signature"])
async def test_a_token_that_does_not_hold_opens_nothing(app: App, provider: IdentityProvider, lie: str) -> None:
    await tied(app)
    provider.lies = {
        "nonce": {"nonce": "another"},
        "audience": {"aud": "another-client"},
        "issuer": {"iss": "https://evil.example"},
        "expired": {"exp": int(time.time()) - 120},
        "no subject": {"sub": None},
    }.get(lie, {})
    provider.forged = lie == "signature"
    sessions = await count(app, ConsoleSession)
    async with site_client(app) as browser:
        refused = await signs_in(browser)
    assert refused.status_code == 403
    assert "没有登录" in text_of(refused)
    assert await count(app, ConsoleSession) == sessions


async def test_a_code_that_was_used_before_opens_nothing(app: App) -> None:
    await tied(app)
    async with site_client(app) as browser, site_client(app) as thief:
        sent = await browser.get("/console/identity/sign-in")
        path = await provider_sends_back(sent.headers["Location"])
        code = parse_qs(urlsplit(path).query)["code"][0]
        assert (await browser.get(path)).status_code == 303
        again = await browser.get(path)
        assert again.status_code == 403, "its state is used up"
        own = await thief.get("/console/identity/sign-in")
        state = parse_qs(urlsplit(own.headers["Location"]).query)["state"][0]
        replayed = await thief.get("/console/identity/back", params={"code": code, "state": state})
        assert replayed.status_code == 403
        assert "没有登录" in text_of(replayed)


async def test_a_code_is_worth_nothing_with_the_state_of_another_browser(app: App) -> None:
    await tied(app)
    async with site_client(app) as browser, site_client(app) as thief:
        sent = await browser.get("/console/identity/sign-in")
        path = await provider_sends_back(sent.headers["Location"])
        await thief.get("/console/identity/sign-in")
        stolen = await thief.get(path)
        assert stolen.status_code == 403
        assert (await thief.get("/console/devices")).status_code == 303
        fresh = parse_qs(urlsplit((await thief.get("/console/identity/sign-in")).headers["Location"]).query)["state"][0]
        code = parse_qs(urlsplit(path).query)["code"][0]
        injected = await thief.get("/console/identity/back", params={"code": code, "state": fresh})
        assert injected.status_code == 403, "the code has another verifier"


async def test_somebody_elses_way_back_ties_nothing_to_a_session(app: App) -> None:
    desk, other = await a_desk(app, proved=False), await a_desk(app, "别人", proved=False)
    sent = await other.get("/console/identity/tie")
    secret = "; ".join(f"{name}={value}" for name, value in sent.cookies.items())
    path = await provider_sends_back(sent.headers["Location"])
    cookies = f"{secret}; {desk.cookie['name']}={desk.token}"
    back = await desk.http.get(path, headers={"Cookie": cookies})
    assert back.status_code == 403
    assert (await desk.get("/console/identity/found")).status_code == 303


async def test_an_identity_is_of_one_post_and_can_be_untied(app: App) -> None:
    desk, other = await tied(app), await a_desk(app, "别人", proved=False)
    await comes_back_to_tie(other)
    await other.post("/console/identity/found")
    await says_yes(app, other)
    taken = await other.post("/console/identity/found")
    assert taken.status_code == 422
    assert "已经连着别的岗位" in text_of(taken)
    assert "断开了" in text_of(await desk.presses("/console/identity/untie"))
    async with site_client(app) as browser:
        assert (await signs_in(browser)).status_code == 403


@pytest.mark.parametrize("what", ["moved to another post", "the chat is gone"])
async def test_what_is_written_into_the_database_or_lost_its_chat_opens_nothing(app: App, what: str) -> None:
    desk, other = await tied(app), await a_desk(app, "李主任", proved=False)
    async with app.database.transaction() as session:
        if what == "the chat is gone":
            await session.execute(sa.delete(Contact).where(Contact.person_id == desk.person_id))
        else:
            moved = sa.update(StaffIdentity).values(staff_id=other.staff_id, person_id=other.person_id)
            await session.execute(moved)
    async with site_client(app) as browser:
        assert (await signs_in(browser)).status_code == 403


async def test_without_a_provider_there_is_no_second_door(database: Database, city: City, cipher: Cipher) -> None:
    settings = Settings(_env_file=None, public_url=URL)  # type: ignore[call-arg]
    app = build_app(settings, Keys("s" * 40, cipher), database, city, channels=[])
    async with site_client(app) as browser:
        assert (await browser.get("/console/identity/sign-in")).status_code == 404
        assert "统一身份" not in (await browser.get("/console/sign-in")).text
