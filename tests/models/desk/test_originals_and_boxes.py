"""An original opens with a reason that stays; what is blackened by hand is not in the copy that is handed out."""

import io
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image

from bot.foreign_files import ForeignFiles
from bot.jobs.evidence import make_copies
from models.cases.case import Case
from models.cases.errors import CaseGone, EvidenceGone, EvidenceHeldBack, EvidenceNotReady
from models.cases.evidence import Evidence, expect_evidence, remove_evidence
from models.cases.evidence_copy import copy_for_staff, copy_to_hand_out
from models.casework.looks import looks_at
from models.city.pack import City
from models.desk.blackening import draw_boxes
from models.desk.errors import BoxesUnreadable, ReasonMissing
from models.desk.originals import OPEN_FOR, ask_original, original_of
from models.errors import AnswerMissing
from models.pictures.drawn import EvidenceDrawn
from models.pictures.reading import EvidenceReading, ReadState
from models.staff.post import Staff
from models.staff.record import StaffEvent
from models.storage.database import Database
from models.upkeep.audit import BrokenLink, audit
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person, fetched

WHITE = (400, 200)
LEFT_HALF = [0.0, 0.0, 0.5, 1.0]


def a_white_picture(media_type: str = "JPEG", **saved: Any) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    Image.new("RGB", WHITE, "white").save(out, media_type, exif=exif, **saved)
    return out.getvalue()


class Table:
    """A case with one picture, its clerk, a lead, and the copies that the job makes."""

    def __init__(self, database: Database, city: City) -> None:
        self.database, self.city = database, city
        self.by: dict[str, Any] = {"city": city, "now": NOW}
        self.original = a_white_picture()

    async def lay(self, *, anonymous: bool = False) -> "Table":
        async with self.database.transaction() as session:
            self.clerk: Staff = await a_clerk(session, "王芳")
            self.lead = await a_clerk(session, "孙科", role=LEAD)
            self.outsider = await a_clerk(session, "外人", "transport")
            case = await a_case(session, await a_person(session), self.city, anonymous=anonymous)
            self.case_id, self.number = case.id, 0
            about = {"channel": "telegram", "file_id": "f", "compressed": False}
            piece = await expect_evidence(session, case_id=case.id, now=NOW, **about)
            await fetched(session, piece, self.original, now=NOW)
            self.piece_id, self.number = piece.id, piece.number
        await self.copies()
        return self

    async def copies(self) -> None:
        await make_copies(self.database, ForeignFiles(), clock=lambda: NOW)

    async def draws(self, *boxes: list[float], staff: Staff | None = None) -> None:
        async with self.database.transaction() as session:
            await draw_boxes(session, self.case_id, staff or self.clerk, self.number, boxes, **self.by)

    async def handed_out(self) -> Image.Image:
        async with self.database.reading() as session:
            copy = await copy_to_hand_out(session, await session.get_one(Case, self.case_id), self.number)
        return Image.open(io.BytesIO(copy.content))


async def test_an_original_opens_after_a_reason_that_leads_read(database: Database, city: City) -> None:
    table = await Table(database, city).lay()
    at = {"city": city, "now": NOW}
    async with database.transaction() as session:
        with pytest.raises(ReasonMissing):
            await original_of(session, table.case_id, table.clerk, table.number, **at)
        with pytest.raises(AnswerMissing):
            await ask_original(session, table.case_id, table.clerk, table.number, "  ", **at)
        await ask_original(session, table.case_id, table.clerk, table.number, "要看拍摄时间", **at)
    async with database.reading() as session:
        opened = await original_of(session, table.case_id, table.clerk, table.number, **at)
        clean = await copy_for_staff(session, await session.get_one(Case, table.case_id), table.number)
        assert opened.content == table.original
        assert b"PhoneMaker" in opened.content
        assert b"PhoneMaker" not in clean.content
        (look,) = await looks_at(session, table.case_id, table.lead, city=city, limit=9)
        assert (look.name, look.what, look.why) == ("王芳", f"original:{table.number}", "要看拍摄时间")
        with pytest.raises(ReasonMissing):  # it is hers alone
            await original_of(session, table.case_id, table.lead, table.number, **at)
        late = {"city": city, "now": NOW + OPEN_FOR + timedelta(seconds=1)}
        with pytest.raises(ReasonMissing):  # and for a while
            await original_of(session, table.case_id, table.clerk, table.number, **late)
        with pytest.raises(CaseGone):
            await original_of(session, table.case_id, table.outsider, table.number, **at)


async def test_the_reason_is_part_of_the_chain(database: Database, city: City) -> None:
    table = await Table(database, city).lay()
    async with database.transaction() as session:
        await ask_original(session, table.case_id, table.clerk, table.number, "要看拍摄时间", city=city, now=NOW)
    async with database.reading() as session:
        assert await audit(session) is None
    for values, reason in (({"sealed": None}, "data"), ({"sealed": None, "data_digest": None}, "hash")):
        async with database.transaction() as session:
            link = (await session.scalars(sa.select(StaffEvent).where(StaffEvent.sealed.is_not(None)))).one_or_none()
            where = StaffEvent.what.startswith("original:")
            await session.execute(sa.update(StaffEvent).where(where).values(**values))
            assert link is not None or reason == "hash"
        async with database.reading() as session:
            broken = await audit(session)
            assert isinstance(broken, BrokenLink)
            assert broken.reason == reason


async def test_no_original_leads_to_who_filed_anonymously_or_wanted_it_blackened(
    database: Database, city: City
) -> None:
    table = await Table(database, city).lay(anonymous=True)
    async with database.transaction() as session:
        with pytest.raises(EvidenceHeldBack):
            await ask_original(session, table.case_id, table.clerk, table.number, "要看", city=city, now=NOW)
        case = await session.get_one(Case, table.case_id)
        case.anonymous = False  # known by now, and blackened before
        session.add(EvidenceReading(evidence_id=table.piece_id, state=ReadState.UNREAD, blackened=True))
        await session.flush()
        with pytest.raises(EvidenceHeldBack):
            await ask_original(session, table.case_id, table.clerk, table.number, "要看", city=city, now=NOW)
    async with database.reading() as session:
        assert (await session.scalars(sa.select(StaffEvent.what))).all() == []


async def test_what_is_in_a_box_is_black_in_the_copy_that_is_handed_out(database: Database, city: City) -> None:
    table = await Table(database, city).lay()
    assert (await table.handed_out()).getpixel((10, 100)) == (255, 255, 255), "without boxes it is as staff see it"
    await table.draws(LEFT_HALF)
    async with database.reading() as session:
        with pytest.raises(EvidenceNotReady):
            await copy_to_hand_out(session, await session.get_one(Case, table.case_id), table.number)
    await table.copies()
    picture = await table.handed_out()
    assert [max(picture.convert("L").getpixel(at), 9) for at in ((10, 100), (190, 10))] == [9, 9]  # type: ignore[type-var]
    assert picture.convert("L").getpixel((390, 100)) == 255
    async with database.reading() as session:
        clean = await copy_for_staff(session, await session.get_one(Case, table.case_id), table.number)
    assert Image.open(io.BytesIO(clean.content)).convert("L").getpixel((10, 100)) == 255, "staff see it as before"
    await table.draws()
    assert (await table.handed_out()).convert("L").getpixel((10, 100)) == 255


async def test_boxes_drawn_while_the_copy_is_made_are_in_it(database: Database, city: City) -> None:
    table = await Table(database, city).lay()
    await table.draws(LEFT_HALF)

    class Slow(ForeignFiles):
        async def blackened(self, content: bytes, boxes: Any) -> Any:
            if len(boxes) == 1:
                await table.draws(LEFT_HALF, [0.9, 0.0, 1.0, 1.0])
            return await ForeignFiles.blackened(self, content, boxes)

    await make_copies(database, Slow(), clock=lambda: NOW)
    picture = (await table.handed_out()).convert("L")
    assert (picture.getpixel((390, 100)), picture.getpixel((250, 100))) == (0, 255)


@pytest.mark.parametrize(
    "box",
    [
        [0, 0, 0, 1],
        [0.5, 0, 0.4, 1],
        [-0.1, 0, 1, 1],
        [0, 0, 1.2, 1],
        [0, 0, 1],
        ["a", 0, 1, 1],
        [0, 0, float("nan"), 1],
    ],
)
async def test_what_is_no_box_is_refused(database: Database, city: City, box: list[Any]) -> None:
    table = await Table(database, city).lay()
    with pytest.raises(BoxesUnreadable):
        await table.draws(box)
    with pytest.raises(CaseGone):
        await table.draws(LEFT_HALF, staff=table.outsider)


async def test_boxes_go_with_the_picture(database: Database, city: City) -> None:
    table = await Table(database, city).lay()
    await table.draws(LEFT_HALF)
    await table.copies()
    async with database.transaction() as session:
        await remove_evidence(session, await session.get_one(Evidence, table.piece_id), now=NOW)
    async with database.reading() as session:
        assert (await session.scalars(sa.select(EvidenceDrawn.evidence_id))).all() == []
        with pytest.raises(EvidenceGone):
            await copy_to_hand_out(session, await session.get_one(Case, table.case_id), table.number)
