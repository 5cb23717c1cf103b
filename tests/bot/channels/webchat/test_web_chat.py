"""The web chat's socket, uploads and files, spoken to the way the page speaks."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa

from bot.assembly import build_app
from bot.channels.webchat import newcomers
from bot.channels.webchat.cookie import COOKIE
from bot.channels.webchat.files import picture_type
from bot.channels.webchat.socket import START_OVER
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.site import build_site
from models.city.pack import City
from models.outbox.message import Urgency, put
from models.outbox.pictures import OutboxMedia
from models.people.conversation import ProcessedUpdate
from models.people.person import Contact, Person
from models.staff.post import StaffRole, add_staff
from models.storage.database import Database
from models.storage.encryption import Cipher
from models.storage.kept_file import LARGEST, StoredFile
from tests.world.outbox_rows import in_words
from tests.world.processes.serving import free_port
from tests.world.processes.troubles import trouble
from tests.world.web_page import JPEG, Page, Site, browser, running_site

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
async def site(database: Database, city: City, cipher: Cipher) -> AsyncIterator[Site]:
    async with running_site(database, city, cipher) as started:
        yield started


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with browser() as started:
        yield started


async def test_a_new_page_is_welcomed(site: Site, client: aiohttp.ClientSession) -> None:
    async with site.tab(client) as page:
        first = await page.until("message")
        assert any("press" in button for row in first["message"]["rows"] for button in row)


async def _people(site: Site) -> int:
    async with site.app.database.reading() as session:
        return int((await session.scalars(sa.select(sa.func.count()).select_from(Person))).one())


async def test_opening_a_page_makes_nobody(site: Site, client: aiohttp.ClientSession) -> None:
    """The welcome is shown all the same, once, and its buttons work."""
    async with site.tab(client) as page:
        welcome = await page.until("message")
        assert await _people(site) == 0
    async with site.tab(client, load=False, seen=welcome["seq"], welcomed=True) as page:
        await page.say("1", text="你好")
        answer = await page.until("message")
        assert answer["seq"] > welcome["seq"]
        assert answer["message"]["text"] != welcome["message"]["text"]
        assert await _people(site) == 1
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as other, site.tab(other) as page:
        welcome = await page.until("message")
        (agree, *_), *_ = welcome["message"]["rows"]
        await page.say("1", press=agree["press"], message=welcome["message"]["id"])
        assert (await page.until("edit"))["edit"]["id"] == welcome["message"]["id"]
        assert await _people(site) == 2


async def test_a_photo_can_be_the_first_thing_somebody_sends(site: Site, client: aiohttp.ClientSession) -> None:
    async with site.tab(client) as page:
        await page.until("message")
        headers = {"X-Requested-With": "chat", "Content-Type": "image/jpeg"}
        posts = [client.post(f"{site.url}/chat/upload", data=JPEG, headers=headers) for _ in range(3)]
        keys = {(await each.json())["key"] for each in await asyncio.gather(*posts)}
        assert (len(keys), await _people(site)) == (3, 1)


async def test_one_address_brings_only_so_many_new_people(
    site: Site, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newcomers, "MOST", 2)
    async with site.tab(client) as known, AsyncExitStack() as stack:
        await known.say("1", text="厕所")
        await known.until("accepted", "1")
        told = []
        for _ in range(3):
            stranger = await stack.enter_async_context(
                aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), headers={"X-Forwarded-For": "9.9.9.9"})
            )
            page = await stack.enter_async_context(site.tab(stranger))
            await page.say("1", text="厕所")
            told.append(await page.until("message") and next(iter(await _ending(page))))
        assert told == ["accepted", "refused", "refused"]
        assert await _people(site) == 2
        ours = {"X-Requested-With": "chat"}
        async with stranger.post(f"{site.url}/chat/upload", data=JPEG, headers=ours) as response:
            assert response.status == 429
        refused = page.frames[-1]
        assert all(each in refused["text"] for each in ("过一分钟", "120", "110"))
        await known.say("2", text="厕所")
        await known.until("accepted", "2")


async def _ending(page: Page) -> Any:
    while not {"accepted", "refused"} & page.frames[-1].keys():
        page.frames.append(await asyncio.wait_for(page.socket.receive_json(), 5))
    return page.frames[-1]


async def test_a_trusted_proxy_says_who_asks(database: Database, city: City, cipher: Cipher) -> None:
    """And only it: what somebody writes before the proxy's own word is not believed."""
    settings = Settings(_env_file=None, webchat=True, http_port=free_port(), trusted_proxies=["127.0.0.1"])  # type: ignore[call-arg]
    app = build_app(settings, Keys("s" * 40, cipher), database, city, strict=True)
    site = build_site(app)
    async with running(app, site), aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        here = Site(app, f"http://127.0.0.1:{settings.http_port}")
        chat = next(route.endpoint.__self__ for route in site.routes if getattr(route, "path", "") == "/chat")
        await client.get(f"{here.url}/chat")
        async with here.tab(client, load=False, **{"X-Forwarded-For": "8.8.8.8, 2001:db8::7"}) as page:
            await page.say("1", text="厕所")
            await page.until("accepted", "1")
        assert list(chat.newcomers._came) == ["2001:db8::/64"]


async def test_a_page_that_comes_back_gets_only_what_it_missed(site: Site, client: aiohttp.ClientSession) -> None:
    async with site.tab(client) as page:
        welcome = await page.until("message")
        await page.say("1", text="厕所")
        await page.until("accepted", "1")
        seen = welcome["seq"]
    async with site.tab(client, seen=seen, load=False) as back:
        missed = await back.until("message")
        assert missed["seq"] > seen
        await back.say("2", text="厕所")
        await back.until("accepted", "2")
        assert all(each["seq"] > seen for each in back.frames if "seq" in each)


async def test_a_page_whose_address_was_put_on_somebody_elses_chat_is_new(
    site: Site, client: aiohttp.ClientSession
) -> None:
    ours = {"X-Requested-With": "chat"}
    async with site.tab(client) as page:
        await page.until("message")
        await page.say("1", text="我叫安娜")
        await page.until("message")
    async with client.post(f"{site.url}/chat/upload", data=JPEG, headers=ours) as response:
        key = (await response.json())["key"]
    async with browser() as thief:
        async with site.tab(thief) as page:
            await page.until("message")
            await page.say("1", text="你好")
            await page.until("message")
        async with site.app.database.transaction() as session:
            hers, mine = (await session.scalars(sa.select(Contact).order_by(Contact.id))).all()
            address = mine.address
            await session.delete(mine)
            await session.flush()
            await session.execute(sa.update(Contact).where(Contact.id == hers.id).values(address=address))
        async with site.tab(thief, load=False) as page:
            await page.until("message")
            assert "安娜" not in str(page.frames)
        async with thief.get(f"{site.url}/chat/file/{key}") as response:
            assert response.status == 404
        async with thief.post(f"{site.url}/chat/upload", data=JPEG, headers=ours) as response:
            assert response.status == 200
        async with site.tab(thief, load=False) as page:
            await page.until("message")
            await page.say("2", text="我被车撞了")
            assert "120" in str(await page.until("message"))


async def test_an_input_sent_again_is_not_done_again(site: Site, client: aiohttp.ClientSession) -> None:
    async with site.tab(client) as page:
        await page.until("message")
        for _ in range(2):
            await page.say("same", text="厕所")
            await page.until("accepted", "same")
        answers = [each for each in page.frames if "message" in each][1:]
        assert len({each["seq"] for each in answers}) * 2 == len(answers)
    async with site.app.database.reading() as session:
        marks = list(await session.scalars(sa.select(ProcessedUpdate.key)))
    assert len(marks) == 1


async def test_two_tabs_of_one_person_show_the_same(site: Site, client: aiohttp.ClientSession) -> None:
    async with site.tab(client) as one:
        await one.until("message")
        async with site.tab(client, load=False) as other:
            await other.until("message")
            await one.say("1", text="厕所")
            answer = await one.until("message")
            assert (await other.until("message"))["seq"] == answer["seq"]


async def test_an_answer_to_an_old_tab_shows_an_edit_as_a_message_to_a_new_one(
    site: Site, client: aiohttp.ClientSession
) -> None:
    async with site.tab(client) as page:
        welcome = await page.until("message")
        button = welcome["message"]["rows"][0][0]
        await page.say("1", press=button["press"], message=welcome["message"]["id"])
        await page.until("accepted", "1")
    async with site.tab(client) as other:
        assert "message" in await other.until("message")


@pytest.mark.parametrize(
    "given",
    [
        {"id": "x"},
        {"id": "x", "text": ""},
        {"id": "x", "text": 5},
        {"id": "x", "press": "a"},
        {"id": "x", "location": {"latitude": 91, "longitude": 0}},
        {"id": "x", "location": {"latitude": "1", "longitude": 0}},
        {"id": "x", "location": [1, 2]},
        {"id": "x", "location": {"latitude": True, "longitude": 0}},
        {"id": "x", "press": "a", "message": 10**400},
        {"id": "x", "photo": "../x"},
        {"id": "x", "text": "\ud800\0"},
    ],
)
async def test_a_malformed_input_is_refused_and_the_next_one_taken(
    site: Site, client: aiohttp.ClientSession, given: Any
) -> None:
    async with site.tab(client) as page:
        await page.until("message")
        await page.socket.send_json(given)
        assert (await page.until("refused"))["refused"] == "x"
        await page.socket.send_str("not json")
        await page.socket.send_json([1])
        await page.say("2", text="厕所")
        await page.until("accepted", "2")


async def test_without_a_signed_cookie_the_page_is_told_to_start_over(site: Site) -> None:
    for cookie in ("", "someone-else", "InNvbWVvbmUi.AAAA"):
        async with (
            aiohttp.ClientSession(cookies={COOKIE: cookie}) as stranger,
            stranger.ws_connect(f"{site.url}/chat/socket") as socket,
        ):
            assert (await socket.receive()).data == START_OVER


async def test_another_sites_script_cannot_use_the_persons_cookie(site: Site, client: aiohttp.ClientSession) -> None:
    await client.get(f"{site.url}/chat")
    with pytest.raises(aiohttp.WSServerHandshakeError):
        async with site.tab(client, load=False, Origin="https://evil.example"):
            pass


async def test_a_flood_is_told_and_slowed_and_nobody_else_notices(site: Site, client: aiohttp.ClientSession) -> None:
    async with site.tab(client) as page, aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as calm:
        await page.until("message")
        for number in range(40):
            await page.say(str(number), text="厕所")
        refused = [await page.until("refused") for _ in range(5)]
        assert len({each["refused"] for each in refused}) == 5
        async with site.tab(calm) as other:
            await other.until("message")
            await other.say("1", text="厕所")
            await other.until("accepted", "1")


async def test_a_photo_is_kept_and_answered(site: Site, client: aiohttp.ClientSession) -> None:
    async with site.tab(client) as page:
        await page.until("message")
        headers = {"X-Requested-With": "chat", "Content-Type": "image/jpeg"}
        async with client.post(f"{site.url}/chat/upload", data=JPEG, headers=headers) as response:
            key = (await response.json())["key"]
        await page.say("1", photo=key)
        await page.until("message")
        async with client.get(f"{site.url}/chat/file/{key}") as response:
            assert (await response.read(), response.status) == (JPEG, 200)
        async with aiohttp.ClientSession() as stranger, stranger.get(f"{site.url}/chat/file/{key}") as response:
            assert response.status == 404


async def test_a_document_is_evidence_like_a_photo(site: Site, client: aiohttp.ClientSession) -> None:
    async with site.tab(client) as page:
        await page.until("message")
        ours = {"X-Requested-With": "chat"}
        async with client.post(f"{site.url}/chat/upload", data=b"%PDF-1.7 contract", headers=ours) as response:
            told = await response.json()
        assert told["kind"] == "document"
        async with client.post(f"{site.url}/chat/upload", data=b"PK\x03\x04" + b"0" * 99, headers=ours) as response:
            assert response.status == 415
            assert "压缩包" in (await response.json())["error"]
        await page.say("1", document=told["key"], name="../../合同.pdf")
        await page.until("message")
    async with site.app.database.reading() as session:
        assert [each.name for each in await session.scalars(sa.select(StoredFile))] == ["sent"]


async def test_what_is_no_picture_too_large_or_from_elsewhere_is_not_kept(
    site: Site, client: aiohttp.ClientSession
) -> None:
    async with site.tab(client) as page:
        await page.until("message")
        url, ours = f"{site.url}/chat/upload", {"X-Requested-With": "chat"}
        tries = [(b"MZ" + b"0" * 50, ours, 415), (BytesIO(JPEG + b"0" * LARGEST), ours, 413), (JPEG, {}, 403)]
        for body, headers, expected in tries:
            async with client.post(url, data=body, headers=headers) as response:
                assert response.status == expected


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe1", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF0000WEBP", "image/webp"),
        (b"0000ftypheic", "image/heic"),
        (b"<svg onload=", None),
        (b"PK\x03\x04", None),
        (b"", None),
    ],
)
async def test_a_picture_is_known_by_its_first_bytes(head: bytes, kind: str | None, database_kind: str) -> None:
    assert picture_type(head) == kind


async def test_every_page_forbids_scripts_from_elsewhere(site: Site, client: aiohttp.ClientSession) -> None:
    async with client.get(f"{site.url}/chat") as response:
        page, policy = await response.text(), response.headers["Content-Security-Policy"]
    assert "script-src" not in policy
    assert "default-src 'self'" in policy
    assert "https://" not in page.replace("http://www.w3.org", "")
    words = json.loads(page.split('id="words">')[1].split("</script>")[0])
    assert words["web-send"]


async def test_a_picture_that_goes_to_many_is_shown_to_whom_it_was_sent_alone(
    site: Site, client: aiohttp.ClientSession
) -> None:
    async with site.tab(client) as page:
        await page.say("1", text="厕所")
        await page.until("accepted", "1")
        async with site.app.database.transaction() as session:
            only = (await session.scalars(sa.select(Contact))).one()
            content, now = b"\xff\xd8\xff", datetime.now(UTC)
            kept = {"content": content, "media_type": "image/jpeg", "expires_at": now + timedelta(days=1)}
            session.add(OutboxMedia(key="media-1", cause="x:1", **kept))
            told = in_words("看图", picture="media-1")
            await put(session, only.person_id, told, due_at=now, urgency=Urgency.NOW, cause="x:1")
        address = site.url + (await page.until("message"))["message"]["photo"]["url"]
        async with client.get(address) as mine:
            assert (mine.status, mine.content_type, await mine.read()) == (200, "image/jpeg", content)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as other:
        async with site.tab(other) as stranger:
            await stranger.say("1", text="厕所")
            await stranger.until("accepted", "1")
        async with other.get(address) as theirs:
            assert theirs.status == 404


async def test_an_emergency_that_waits_behind_another_input_is_heard_and_its_number_stays_free(
    site: Site, client: aiohttp.ClientSession, database_url: str
) -> None:
    async with site.tab(client) as page, trouble("locked", database_url, Path()) as locked:
        welcome = await page.until("message")
        await locked.begin()
        await page.say("1", text="厕所")
        hurt = {"id": "2", "text": "我被车撞了，流了好多血"}
        await page.socket.send_json({"ahead": hurt})
        card = await page.until("message")
        assert "急救：120" in card["message"]["text"]
        assert card["seq"] is None
        await locked.end()
        await page.until("accepted", "1")
        await page.say(**{"key": hurt["id"], "text": hurt["text"]})
        await page.until("accepted", "2")
        assert sum("急救：120" in text for text in page.texts()) == 1
        assert min(each["seq"] for each in page.frames if each.get("seq")) == welcome["seq"]


async def test_what_was_said_is_there_when_the_page_is_opened_again(site: Site, client: aiohttp.ClientSession) -> None:
    """Of both sides, in order, without a position and without the code of a link."""
    async with site.tab(client) as page:
        await page.until("message")
        for number, what in enumerate(({"text": "厕所"}, {"location": {"latitude": 31.2, "longitude": 121.5}})):
            await page.say(str(number), **what)
            await page.until("accepted", str(number))
        await page.say("secret", text="/start staff_SECRETCODE")
        await page.until("accepted", "secret")
    async with site.tab(client, load=False) as again:
        await again.until("caught_up")
    assert [each["own"] for each in again.frames if "own" in each] == [
        {"id": "0", "text": "厕所"},
        {"id": "1", "location": True},
    ]
    assert all(each.get("old") for each in again.frames[:-1])
    assert "SECRETCODE" not in json.dumps(again.frames)
    assert [each["seq"] for each in again.frames[:-1]] == sorted(each["seq"] for each in again.frames[:-1])


async def test_own_words_are_shown_in_every_tab(site: Site, client: aiohttp.ClientSession) -> None:
    async with site.tab(client) as one, site.tab(client, load=False) as other:
        await one.until("message")
        await other.until("message")
        await one.say("1", text="厕所")
        assert (await other.until("own"))["own"] == {"id": "1", "text": "厕所"}


async def test_whoever_reads_cases_of_others_finds_none_of_them_on_a_page_opened_again(
    site: Site, client: aiohttp.ClientSession
) -> None:
    async with site.app.database.transaction() as session:
        _, code = await add_staff(session, name="王芳", role=StaffRole.STAFF, department="union", now=datetime.now(UTC))
    async with site.tab(client) as page:
        for number, text in enumerate((f"/start staff_{code}", "厕所", "青石路")):
            await page.say(str(number), text=text)
            await page.until("accepted", str(number))
    async with site.tab(client, load=False) as again:
        await again.until("caught_up")
    assert len(again.frames) == 2


async def test_pages_in_another_language_are_told_when_it_changes(site: Site, client: aiohttp.ClientSession) -> None:
    async with site.tab(client) as one, site.tab(client, load=False) as other:
        await one.until("message")
        await one.say("1", text="english")
        await one.until("accepted", "1")
        frame = next(each for each in reversed(one.frames) if "message" in each)
        (english,) = [each for row in frame["message"]["rows"] for each in row if each["text"] == "English"]
        await one.say("2", press=english["press"], message=frame["message"]["id"])
        for page in (one, other):
            assert (await page.until("locale"))["locale"] == "en"
        async with client.get(f"{site.url}/chat", headers={"Accept-Language": "zh-CN"}) as response:
            assert '<html lang="en">' in await response.text()
