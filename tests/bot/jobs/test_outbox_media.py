"""Pictures that go to many: fetched and drawn anew, uploaded once, shown to whom they were sent."""

import asyncio
import io
from dataclasses import asdict
from datetime import timedelta

import pytest
import sqlalchemy as sa
from PIL import Image

from bot.channel.channel import FileLost
from bot.channel.kept_files import KeptFiles
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.uploaded import Uploaded
from bot.foreign_files import ForeignFiles
from bot.jobs.incoming import fetch_files
from models.casework.posts import join_staff
from models.city.pack import City
from models.outbox.message import OutboxMessage, put
from models.outbox.pictures import (
    LONGEST_SIDE,
    UNUSED,
    OutboxMedia,
    belongs_to,
    expect_media,
    find_media,
    forget_media,
    media_for,
)
from models.people.person import Contact, meet
from models.staff.post import StaffRole, add_staff
from models.storage.database import Database
from tests.world.bot_api import TOKEN, BotApi, serve_bot_api
from tests.world.filing import a_picture
from tests.world.outbox_rows import in_words
from tests.world.senders import NOON, Post


async def a_kept_picture(database: Database, content: bytes | None = None, *, sent_by: str = "wang") -> str:
    """Its key."""
    async with database.transaction() as session:
        _, contact, _ = await meet(session, "webchat", sent_by, locale="zh-CN", now=NOON)
        key = await expect_media(session, contact, "photo-1", now=NOON)

    async def download(channel: str, file_id: str) -> bytes:
        assert (channel, file_id) == ("webchat", "photo-1")
        return content if content is not None else a_picture()

    await fetch_files(database, download, ForeignFiles(), clock=lambda: NOON)
    return key


def with_exif(size: tuple[int, int]) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Li Si"
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


async def test_a_picture_is_drawn_anew_for_a_phone_without_what_it_told_of_the_camera(database: Database) -> None:
    key = await a_kept_picture(database, with_exif((3000, 1500)))
    content = await KeptFiles(database, lambda: NOON).read(key)
    picture = Image.open(io.BytesIO(content))
    assert picture.size == (LONGEST_SIDE, LONGEST_SIDE // 2)
    assert not picture.getexif()
    assert b"Li Si" not in content


@pytest.mark.parametrize(("content", "problem"), [(b"%PDF-1.7 no picture", "unreadable"), (None, "lost")])
async def test_what_is_no_picture_or_is_gone_says_so(database: Database, content: bytes | None, problem: str) -> None:
    async with database.transaction() as session:
        _, contact, _ = await meet(session, "webchat", "wang", locale="zh-CN", now=NOON)
        key = await expect_media(session, contact, "photo-1", now=NOON)

    async def download(channel: str, file_id: str) -> bytes:
        if content is None:
            raise FileLost
        return content

    await fetch_files(database, download, ForeignFiles(), clock=lambda: NOON)
    async with database.transaction() as session:
        media = await find_media(session, key)
        assert media is not None
        assert (media.content, media.problem) == (None, problem)
        assert not await belongs_to(session, key, "notice:1", until=NOON)


async def test_a_channel_that_does_not_answer_is_asked_again(database: Database) -> None:
    async with database.transaction() as session:
        _, contact, _ = await meet(session, "webchat", "wang", locale="zh-CN", now=NOON)
        key = await expect_media(session, contact, "photo-1", now=NOON)
    tries = 0

    async def download(channel: str, file_id: str) -> bytes:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise OSError
        return a_picture()

    for minutes in (0, 1, 3):
        await fetch_files(
            database, download, ForeignFiles(), clock=lambda minutes=minutes: NOON + timedelta(minutes=minutes)
        )  # type: ignore[misc]
    assert tries == 2
    assert await KeptFiles(database, lambda: NOON).read(key)


def photos(api: BotApi) -> list[str]:
    """What each was sent by."""
    return [str(each.arguments["photo"]) for each in api.calls if each.method == "sendPhoto"]


def a_channel(database: Database, api: BotApi) -> TelegramChannel:
    files = KeptFiles(database, lambda: NOON)
    return TelegramChannel(TOKEN, api.url, files.read, Uploaded(database))


async def test_many_get_a_picture_that_was_uploaded_once_after_a_restart_too(database: Database, city: City) -> None:
    key = await a_kept_picture(database)
    async with serve_bot_api(latency=0.05) as api:
        for first_chat in (100, 200):  # the second time as a process that was started anew
            channel = a_channel(database, api)
            post = Post(database, city, channels={"telegram": channel}, now=NOON + timedelta(minutes=first_chat))
            for number in range(8):
                person_id = await post.person(str(first_chat + number))
                async with database.transaction() as session:
                    await put(session, person_id, in_words("看图", picture=key), due_at=NOON)
            await post.deliver()
            await channel.close()
        said = photos(api)
        assert len(said) == 16
        assert [each.startswith("attach://") for each in said] == [True] + [False] * 15
        assert len(set(said[1:])) == 1
        assert {each.arguments["caption"].splitlines()[0] for each in api.calls if each.method == "sendPhoto"} == {
            "看图"
        }
    assert await post.states() == ["sent"] * 16


async def test_an_upload_that_failed_is_made_by_the_next(database: Database, city: City) -> None:
    key = await a_kept_picture(database)
    async with serve_bot_api() as api:
        api.method_faults["sendPhoto"] = [500]
        channel = a_channel(database, api)
        post = Post(database, city, channels={"telegram": channel})
        for number in range(3):
            person_id = await post.person(str(100 + number))
            async with database.transaction() as session:
                await put(session, person_id, in_words("看图", picture=key), due_at=NOON)
        await post.deliver()
        post.now += timedelta(minutes=5)
        await post.deliver()
        await channel.close()
        assert [each.startswith("attach://") for each in photos(api)] == [True, True, False, False]
    assert await post.states() == ["sent"] * 3


async def test_words_too_long_for_a_caption_follow_the_picture(database: Database, city: City) -> None:
    key = await a_kept_picture(database)
    async with serve_bot_api() as api:
        channel = a_channel(database, api)
        post = Post(database, city, channels={"telegram": channel})
        person_id = await post.person("100")
        async with database.transaction() as session:
            await put(session, person_id, in_words("长" * 1500, picture=key), due_at=NOON)
        await post.deliver()
        await channel.close()
        assert [each.method for each in api.calls] == ["sendPhoto", "sendMessage"]
        assert api.texts() == ["长" * 1500]


async def test_only_whom_it_was_sent_to_who_sent_it_and_staff_see_it(database: Database) -> None:
    key = await a_kept_picture(database)
    async with database.transaction() as session:
        assert await belongs_to(session, key, "notice:1", until=NOON)
        contacts = {"wang": (await session.scalars(sa.select(Contact))).one()}
        for name in ("anna", "stranger", "zhao"):
            person, contacts[name], _ = await meet(session, "webchat", name, locale="zh-CN", now=NOON)
        told = in_words("看图", picture=key)
        await put(session, contacts["anna"].person_id, told, due_at=NOON, cause="notice:1")
        await put(session, contacts["stranger"].person_id, in_words("别的"), due_at=NOON, cause="notice:2")
        _, code = await add_staff(session, name="zhao", role=StaffRole.LEAD, department="social_work", now=NOON)
        await join_staff(session, code, person, now=NOON)
        seen = {name: await media_for(session, key, contact) is not None for name, contact in contacts.items()}
    assert seen == {"wang": True, "anna": True, "stranger": False, "zhao": True}


async def test_what_nothing_came_of_and_what_is_over_is_forgotten(database: Database) -> None:
    unused, used = await a_kept_picture(database), await a_kept_picture(database, sent_by="li")
    async with database.transaction() as session:
        await belongs_to(session, used, "notice:1", until=NOON + timedelta(days=2))
    left = []
    for later in (UNUSED + timedelta(minutes=1), timedelta(days=33)):
        async with database.transaction() as session:
            await forget_media(session, now=NOON + later)
            left.append(list(await session.scalars(sa.select(OutboxMedia.key))))
    assert left == [[used], []]
    assert unused != used


async def test_rows_do_not_hold_the_picture_itself(database: Database, city: City) -> None:
    key = await a_kept_picture(database)
    pushed = in_words("看图", picture=key)
    post = Post(database, city)
    await asyncio.sleep(0)
    person_id = await post.person("100")
    async with database.transaction() as session:
        await put(session, person_id, pushed, due_at=NOON)
    async with database.reading() as session:
        row = (await session.scalars(sa.select(OutboxMessage))).one()
    assert {**row.content, "to": None} == {**asdict(pushed), "to": None}
