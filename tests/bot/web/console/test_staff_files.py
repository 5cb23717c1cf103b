"""Staff send files from a page: they come within bounds, only their sender can use them, and the worker gets them."""

from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from bot.app import App
from bot.channel.kept_files import KeptFiles
from bot.foreign_files import ForeignFiles
from bot.jobs.evidence import make_copies
from bot.jobs.incoming import download_by, fetch_files
from models.cases.case import Case
from models.cases.evidence import Evidence, evidence_of
from models.cases.record import story_of
from models.cases.steps import Step
from models.casework.files import open_department_file
from models.casework.handling import take_case
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.staff.post import Staff
from models.upkeep.audit import audit
from tests.models.cases.test_evidence import _with_exif
from tests.world.console.desk_client import URL, DeskClient, a_desk, text_of
from tests.world.filing import a_case, a_person


async def upload(desk: DeskClient, content: bytes, **headers: str) -> httpx.Response:
    """As the page's script does it."""
    if "token" not in desk.hidden:
        await desk.get("/console/devices")
    given = {"Cookie": f"console={desk.token}", "Origin": URL, "X-Form-Token": desk.hidden["token"], **headers}
    return await desk.http.post("/console/uploads", content=content, headers=given)


async def a_taken_case(app: App, desk: DeskClient) -> tuple[Case, Person]:
    async with app.database.transaction() as session:
        anna = await a_person(session)
        case = await a_case(session, anna, app.city, now=app.clock())
        staff = await session.get_one(Staff, desk.staff_id)
        await take_case(session, case.id, staff, city=app.city, now=app.clock())
        return case, anna


async def run_jobs(app: App) -> None:
    download = download_by(app.channels, KeptFiles(app.database, app.clock))
    await fetch_files(app.database, download, ForeignFiles(), clock=app.clock)
    await make_copies(app.database, ForeignFiles(), clock=app.clock)


async def rows_about(app: App, key: str) -> list[Any]:
    async with app.database.reading() as session:
        return [each for each in await session.scalars(sa.select(OutboxMessage)) if each.content.get("key") == key]


async def test_a_letter_goes_with_the_answer_and_the_worker_opens_it_without_its_maker(app: App) -> None:
    desk = await a_desk(app)
    case, anna = await a_taken_case(app, desk)
    answer = await upload(desk, _with_exif())
    assert answer.status_code == 200, answer.text
    key = answer.json()["key"]
    page = await desk.presses(
        f"/console/cases/{case.number}/do/answer", {"how": "answer", "text": "答复函见附件。", "file": key}
    )
    assert "答复函见附件。" in text_of(page)
    await run_jobs(app)
    async with app.database.reading() as session:
        (piece,) = [each for each in await evidence_of(session, case_id=case.id) if each.staff_id == desk.staff_id]
        said = [each.data for each in await story_of(session, case.id) if each.what == Step.ANSWER]
        assert [(each["text"], each["pieces"]) for each in said] == [("答复函见附件。", [piece.number])]
        opened = await open_department_file(session, case.id, anna, piece.number)
        assert opened.content.startswith(b"\xff\xd8")
        assert b"Camera of Li Si" not in opened.content
        assert await audit(session) is None


@pytest.mark.parametrize(("act", "how"), [("answer", "say"), ("ask", ""), ("settle", "")])
async def test_a_file_goes_with_every_kind_of_word_to_the_worker(app: App, act: str, how: str) -> None:
    desk = await a_desk(app)
    case, _ = await a_taken_case(app, desk)
    key = (await upload(desk, _with_exif())).json()["key"]
    await desk.presses(f"/console/cases/{case.number}/do/{act}", {"how": how, "text": "看一下", "file": key})
    async with app.database.reading() as session:
        pieces = sa.select(Evidence).where(Evidence.case_id == case.id, Evidence.staff_id == desk.staff_id)
        assert len((await session.scalars(pieces)).all()) == 1


async def test_nobody_sends_what_somebody_else_uploaded(app: App) -> None:
    desk, other = await a_desk(app), await a_desk(app, "别人")
    case, _ = await a_taken_case(app, desk)
    key = (await upload(other, _with_exif())).json()["key"]
    refused = await desk.post(
        f"/console/cases/{case.number}/do/answer", {"how": "answer", "text": "见附件", "file": key}
    )
    assert refused.status_code == 422
    assert "见附件" in refused.text, "what was written is still there"
    async with app.database.reading() as session:
        assert Step.ANSWER not in [each.what for each in await story_of(session, case.id)]


async def test_a_form_without_words_to_the_worker_takes_no_files(app: App) -> None:
    desk = await a_desk(app)
    case, _ = await a_taken_case(app, desk)
    key = (await upload(desk, _with_exif())).json()["key"]
    await desk.presses(f"/console/cases/{case.number}/do/note", {"text": "只给同事看", "file": key})
    assert "data-uploads" not in (await desk.get(f"/console/cases/{case.number}?act=note")).text
    assert "data-uploads" in (await desk.get(f"/console/cases/{case.number}?act=answer")).text
    async with app.database.reading() as session:
        pieces = sa.select(Evidence).where(Evidence.case_id == case.id, Evidence.staff_id == desk.staff_id)
        assert (await session.scalars(pieces)).all() == []


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"MZ" + bytes(200), 415), (b"", 415), (b"PK\3\4" + bytes(60), 415), (b"x" * (20 * 1024 * 1024 + 1), 413)],
    ids=["program", "empty", "archive", "too large"],
)
async def test_what_no_chat_takes_no_page_takes(app: App, content: bytes, status: int) -> None:
    desk = await a_desk(app)
    refused = await upload(desk, content)
    assert refused.status_code == status
    assert refused.json()["error"]


async def test_an_upload_needs_the_session_its_token_and_our_own_page(app: App) -> None:
    desk = await a_desk(app)
    await desk.get("/console/devices")
    for headers in ({"Cookie": "console=none"}, {"X-Form-Token": "0" * 64}, {"Origin": "https://evil.example"}):
        assert (await upload(desk, _with_exif(), **headers)).status_code == 403
