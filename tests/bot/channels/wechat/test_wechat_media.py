"""What people send on WeChat is fetched within the three days that WeChat keeps it, and from nowhere else."""

from collections.abc import AsyncIterator

import pytest

from bot.channel.channel import FileLost
from bot.channels.wechat.api import WeChatApi, WeChatAway, WeChatError
from bot.channels.wechat.channel import WeChatChannel
from bot.foreign_files import ForeignFiles
from bot.jobs.incoming import download_by, fetch_files
from models.cases import errors
from models.cases.draft import add_draft_evidence
from models.cases.evidence import LARGEST, evidence_of
from models.city.pack import City
from models.storage.database import Database
from tests.world.filing import NOW, a_draft, a_person, a_picture
from tests.world.wechat.api import APP_ID, SECRET, WeChatServer, serve_wechat_api

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
async def server() -> AsyncIterator[WeChatServer]:
    async with serve_wechat_api() as running:
        yield running


@pytest.fixture
async def api(database: Database, server: WeChatServer) -> AsyncIterator[WeChatApi]:
    opened = WeChatApi(database, app_id=APP_ID, secret=SECRET, api=server.url)
    yield opened
    await opened.close()


@pytest.fixture
def channel(database: Database, api: WeChatApi) -> WeChatChannel:
    async def no_file(key: str) -> bytes:
        raise LookupError(key)

    return WeChatChannel(api, database, read_file=no_file, file_link=lambda key: key)


async def test_a_photo_and_a_video_are_fetched_also_with_a_token_that_has_ended(
    server: WeChatServer, channel: WeChatChannel
) -> None:
    server.media = {"photo": a_picture(), "video": {"video_url": f"{server.url}/videos/1"}}
    assert await channel.download("photo") == a_picture()
    server.revoke()
    assert await channel.download("video") == b"video"
    assert len(server.token_calls) == 2


async def test_what_wechat_keeps_no_more_is_lost_and_a_trouble_is_not(
    server: WeChatServer, channel: WeChatChannel
) -> None:
    server.media = {"busy": {"errcode": 45009, "errmsg": "reach max api daily quota limit"}}
    with pytest.raises(FileLost):
        await channel.download("gone")
    with pytest.raises(WeChatError, match="45009"):
        await channel.download("busy")


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "http://169.254.169.254/", "http://evil.example/qq.com"])
async def test_nobody_elses_server_is_asked(server: WeChatServer, channel: WeChatChannel, address: str) -> None:
    server.media = {"video": {"video_url": address}}
    with pytest.raises(WeChatAway, match="no media"):
        await channel.download("video")


async def test_no_more_is_read_than_is_taken(server: WeChatServer, api: WeChatApi) -> None:
    server.media = {"long": b"x" * 5000}
    assert len(await api.download("long", most=1000)) == 1001


async def test_a_piece_of_evidence_is_kept_lost_or_not_taken(
    database: Database, city: City, server: WeChatServer, channel: WeChatChannel
) -> None:
    server.media = {"photo": a_picture(), "long": b"\xff\xd8\xff" + b"x" * LARGEST}
    async with database.transaction() as session:
        person = await a_person(session, channel="wechat")
        draft = await a_draft(session, person, city)
        for name in ("photo", "gone", "long"):
            await add_draft_evidence(
                session, draft.id, person, channel="wechat", file_id=name, compressed=True, now=NOW
            )
        with pytest.raises(errors.EvidenceRefused, match="kept_back"):
            await add_draft_evidence(
                session, draft.id, person, channel="wechat", file_id="-", compressed=False, name="合同.pdf", now=NOW
            )

    download = download_by({channel.name: channel})
    await fetch_files(database, download, ForeignFiles(), clock=lambda: NOW)
    async with database.reading() as session:
        pieces = await evidence_of(session, draft_id=draft.id)
    assert [each.refused for each in pieces] == [None, "lost", "too_large"]
