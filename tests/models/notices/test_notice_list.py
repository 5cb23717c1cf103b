"""A department's own list: who is on it is found by codes alone, only counts are told, and nothing of it stays."""

import io
import zipfile
from datetime import UTC, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import Workbook

from bot.channel.channel import FileLost
from bot.foreign_files import FileUnfit, ForeignFiles
from bot.jobs.incoming import fetch_files
from models.city.pack import City
from models.events.attendance import EventCertificate
from models.events.booking import Booking, BookingState
from models.notices.audience import Audience, Topic, count_audience
from models.notices.errors import NoticeIncomplete
from models.notices.notice import Author, Written, cancel_notice, write_notice
from models.notices.people_list import PATIENCE, NoticeList, NoticeListed, forget_lists, list_from_file, list_from_text
from models.notices.personal import export_notices
from models.outbox.message import Urgency
from models.people.member_code import member_code
from models.people.person import Contact, Person
from models.storage.database import Database
from models.storage.incoming_file import IncomingFile
from models.storage.kept_file import StoredFile, store_file
from tests.world.events import add_date, add_event
from tests.world.senders import Post

ANNA, OTHER = Author(1, "social_work", approves=False), Author(3, "postal", approves=True)
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def post(database: Database, city: City) -> Post:
    return Post(database, city)


async def members(post: Post, count: int) -> tuple[list[int], list[str]]:
    """(people, their codes)"""
    people, codes = [], []
    for number in range(count):
        people.append(await post.person(str(number)))
        async with post.database.transaction() as session:
            codes.append(await member_code(session, await session.get_one(Person, people[-1])))
    return people, codes


async def certified(post: Post, person_id: int) -> str:
    """The number of a certificate that the person has."""
    number = "C26-7K3M9QRT2A"
    async with post.database.transaction() as session:
        event_date = await add_date(session, await add_event(session), post.city)
        state = {"state": BookingState.ATTENDED, "created_at": post.now, "changed_at": post.now}
        booking = Booking(date_id=event_date.id, person_id=person_id, **state)
        session.add(booking)
        await session.flush()
        about = {"titles": {}, "held_on": post.now.date(), "minutes": 60, "name": "", "show_name": False}
        session.add(EventCertificate(number=number, booking_id=booking.id, issued_at=post.now, **about))
    return number


async def pasted(post: Post, text: str) -> NoticeList:
    async with post.database.transaction() as session:
        return await list_from_text(session, text, department="social_work", now=post.now)


def a_notice(list_id: int) -> Written:
    words = {"zh-CN": "领证"}, {"zh-CN": "来领。"}
    return Written(*words, topic=Topic.TRAINING, urgency=Urgency.TODAY, audience=Audience(listed=(list_id,)))


async def test_who_is_listed_is_found_by_code_or_certificate_and_everything_else_is_dropped(post: Post) -> None:
    people, codes = await members(post, 6)
    certificate = await certified(post, people[5])
    written = [
        codes[0].lower(),
        codes[1].replace("-", ""),
        f"张三,13800000000,{codes[2]}",
        codes[3],
        codes[3],
        codes[4],
    ]
    row = await pasted(post, "\n".join([*written, certificate.replace("C", "Ｃ"), "M-2222-2222", "李四 13900000000"]))
    assert (row.found, row.missing, row.problem) == (6, 1, None)
    async with post.database.transaction() as session:
        listed = set(await session.scalars(sa.select(NoticeListed.person_id)))
        count = await count_audience(session, Audience(listed=(row.id,)), Topic.TRAINING, emergency=False)
        export = await export_notices(session, await session.get_one(Person, people[0]))
    assert listed == set(people)
    assert count.told == 6
    assert export["notice_lists"][0]["department"] == "social_work"


@on_sqlite
async def test_a_list_that_would_tell_who_somebody_is_is_refused(post: Post) -> None:
    _, codes = await members(post, 4)
    assert (await pasted(post, " ".join(codes))).problem == "few"
    assert (await pasted(post, "张三 13800000000")).problem == "empty"
    async with post.database.reading() as session:
        assert (await session.scalars(sa.select(NoticeListed))).all() == []


async def test_a_list_goes_with_its_notice_and_is_nobody_elses(post: Post) -> None:
    _, codes = await members(post, 5)
    row, unused = await pasted(post, " ".join(codes)), await pasted(post, " ".join(codes))
    async with post.database.transaction() as session:
        with pytest.raises(NoticeIncomplete):
            await write_notice(session, a_notice(row.id), OTHER, now=post.now)
    async with post.database.transaction() as session:
        notice = await write_notice(session, a_notice(row.id), ANNA, now=post.now)
        with pytest.raises(NoticeIncomplete):  # it belongs to that one
            await write_notice(session, a_notice(row.id), ANNA, now=post.now)
    async with post.database.transaction() as session:
        await forget_lists(session, now=post.now + timedelta(days=2))
        assert (await session.scalars(sa.select(NoticeList.id))).all() == [row.id], unused.id
        await cancel_notice(session, notice.id, ANNA, now=post.now)
        await forget_lists(session, now=post.now)
        assert (await session.scalars(sa.select(NoticeListed))).all() == []


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (60 * 1024 * 1024))
    return out.getvalue()


async def test_a_formula_is_text_and_no_file_does_more_than_be_refused() -> None:
    files = ForeignFiles()
    text = await files.text_of_table(
        workbook(("姓名", "号"), ("张三", "M-7K3M-9QRT"), ('=HYPERLINK("http://x")', 13800000000))
    )
    assert "M-7K3M-9QRT" in text
    assert '=HYPERLINK("http://x")' in text
    assert (await files.text_of_table("姓名,号\n张三,M-7K3M-9QRT".encode("gb18030"))).startswith("姓名")
    for content, reason in ((b"\x00\x01", "unreadable"), (b"PK\x03\x04no", "unreadable"), (bomb(), "too_long")):
        with pytest.raises(FileUnfit) as caught:
            await files.text_of_table(content)
        assert caught.value.reason == reason


async def test_a_file_is_read_by_a_job_which_tries_again_and_leaves_nothing_of_it(post: Post) -> None:
    _, codes = await members(post, 5)
    content, calls = workbook(*((code,) for code in codes)), 0

    async def download(channel: str, file_id: str) -> bytes:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise TimeoutError
        return content

    async with post.database.transaction() as session:
        contact = await session.scalar(sa.select(Contact.id).limit(1))
        assert contact is not None
        about = {"name": "a.xlsx", "media_type": "application/octet-stream", "now": post.now}
        key = await store_file(session, contact, content, **about)
        row = await list_from_file(session, "webchat", key, department="social_work", now=post.now)
    for _ in range(3):
        await fetch_files(post.database, download, ForeignFiles(), clock=lambda: post.now)
        post.now += timedelta(minutes=3)
    async with post.database.reading() as session:
        read = await session.get_one(NoticeList, row.id)
        assert (read.found, read.missing, calls) == (5, 0, 2)
        for table in (StoredFile, IncomingFile):
            assert (await session.scalars(sa.select(table))).all() == []


@on_sqlite
async def test_a_file_that_never_comes_is_given_up(post: Post) -> None:
    async def gone(channel: str, file_id: str) -> bytes:
        raise FileLost

    async def away(channel: str, file_id: str) -> bytes:
        raise OSError

    for download, times in ((gone, 1), (away, 2 + PATIENCE // timedelta(minutes=3))):
        async with post.database.transaction() as session:
            row = await list_from_file(session, "telegram", "file", department="social_work", now=post.now)
        for _ in range(times):
            await fetch_files(post.database, download, ForeignFiles(), clock=lambda: post.now.astimezone(UTC))
            post.now += timedelta(minutes=3)
        async with post.database.reading() as session:
            assert (await session.get_one(NoticeList, row.id)).problem == "lost"
