"""A case goes out as one file: whole, proven by digests, without who filed anonymously, and noted."""

import hashlib
import io
import json
import zipfile

import pytest
import sqlalchemy as sa

from bot.app import App
from bot.foreign_files import ForeignFiles
from bot.jobs.evidence import make_copies
from models.cases.case import Case
from models.cases.evidence import expect_evidence
from models.casework.handling import answer_case, take_case
from models.casework.looks import looks_at
from models.staff.post import Staff, StaffRole
from models.staff.record import StaffEvent
from models.upkeep.audit import audit
from tests.world.console.desk_client import a_desk, text_of
from tests.world.filing import ANNA, a_case, a_named_case, a_person, a_picture, fetched

WORDS = "平台已经退了五十块，😀 有问题再说。"


async def a_case_with_evidence(app: App, staff_id: int, *, anonymous: bool = False) -> Case:
    async with app.database.transaction() as session:
        anna = await a_person(session)
        case = await a_case(session, anna, app.city, "deduction", anonymous=anonymous, now=app.clock())
        staff = await session.get_one(Staff, staff_id)
        await take_case(session, case.id, staff, city=app.city, now=app.clock())
        piece = await expect_evidence(
            session, case_id=case.id, channel="telegram", file_id="f", compressed=False, now=app.clock()
        )
        await fetched(session, piece, a_picture(), app.clock())
        await answer_case(session, case.id, staff, WORDS, city=app.city, now=app.clock())
    await make_copies(app.database, ForeignFiles(), clock=app.clock)
    return case


async def test_the_file_holds_the_case_its_evidence_and_a_manifest_with_digests(app: App) -> None:
    desk = await a_desk(app)
    case = await a_case_with_evidence(app, desk.staff_id)
    page = await desk.get(f"/console/cases/{case.number}/file")
    assert "1 份材料" in text_of(page)
    answer = await desk.post(f"/console/cases/{case.number}/file")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/zip"
    assert case.number in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read("manifest.json"))
        names = [each["name"] for each in manifest["files"]]
        assert names == [f"{case.number}.pdf", "case.json", f"evidence/{case.number}-1.jpg"]
        for each in manifest["files"]:
            content = archive.read(each["name"])
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (each["sha256"], each["size"])
        data = json.loads(archive.read("case.json"))
        assert archive.read(f"{case.number}.pdf").startswith(b"%PDF")
    assert (manifest["case"], manifest["by"], manifest["left_out"]) == (case.number, "王经办", [])
    assert [each["what"] for each in data["record"]] == ["file", "take", "evidence_kept", "answer"]
    assert data["record"][-1]["said"]["text"] == WORDS


async def test_what_went_out_is_in_the_record_of_the_post(app: App) -> None:
    desk, lead = await a_desk(app), await a_desk(app, "李主任", role=StaffRole.LEAD)
    case = await a_case_with_evidence(app, desk.staff_id)
    await desk.post(f"/console/cases/{case.number}/file")
    await desk.get(f"/console/cases/{case.number}/print")
    async with app.database.reading() as session:
        looks = sa.select(StaffEvent.what).where(StaffEvent.staff_id == desk.staff_id, StaffEvent.case_id == case.id)
        assert {"case_file", "case_print"} <= set(await session.scalars(looks))
        staff = await session.get_one(Staff, lead.staff_id)
        assert "case_file" in {each.what for each in await looks_at(session, case.id, staff, city=app.city, limit=9)}
        assert await audit(session) is None


async def test_nothing_in_the_file_of_an_anonymous_case_says_who_filed_it(app: App) -> None:
    desk = await a_desk(app)
    case = await a_case_with_evidence(app, desk.staff_id, anonymous=True)
    answer = await desk.post(f"/console/cases/{case.number}/file")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".json"))
        data = json.loads(archive.read("case.json"))
    assert data["pseudonym"] == case.pseudonym
    assert b"13800001234" not in whole
    assert b"sha256" not in archive_record(data), "no digest of an original"
    filed = data["record"][0]
    assert filed["at"].endswith(":00:00+00:00"), "by the hour"
    assert "at" not in filed["said"]


def archive_record(data: dict[str, object]) -> bytes:
    return json.dumps(data["record"]).encode()


async def test_the_name_of_a_named_filer_is_not_in_it_either(app: App) -> None:
    desk = await a_desk(app)
    async with app.database.transaction() as session:
        case = await a_named_case(session, await a_person(session), app.city)
    answer = await desk.post(f"/console/cases/{case.number}/file")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert ANNA.name.encode() not in archive.read("case.json")


@pytest.mark.parametrize("what", ["file", "print", "ties", "slip"])
async def test_no_other_department_gets_it(app: App, what: str) -> None:
    desk, outsider = await a_desk(app), await a_desk(app, "外人", "transport", StaffRole.LEAD)
    async with app.database.transaction() as session:
        case = await a_named_case(session, await a_person(session), app.city)
        await take_case(session, case.id, await session.get_one(Staff, desk.staff_id), city=app.city, now=app.clock())
    assert (await outsider.get(f"/console/cases/{case.number}/{what}")).status_code == 404
    if what != "print":
        refused = await outsider.post(f"/console/cases/{case.number}/{what}")
        assert refused.status_code in (404, 422)
        assert refused.headers["Content-Type"].startswith("text/html")


async def test_the_paper_says_everything_that_was_said(app: App) -> None:
    desk = await a_desk(app)
    case = await a_case_with_evidence(app, desk.staff_id)
    page = text_of(await desk.get(f"/console/cases/{case.number}/print"))
    for said in (case.number, "乱扣款", "平台甲", "50 元", "王经办接收", "王经办答复", WORDS, "材料 1：图片"):
        assert said in page, said
