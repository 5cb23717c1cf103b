"""A database of before people and anonymous cases were kept apart is brought over with what it holds, also when the
process is killed in between."""

import hashlib
import hmac
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.commands.migration import downgrade, upgrade
from bot.commands.ready_database import bring_up_to_date, trouble_of
from bot.settings import Settings
from handlers.pushed.table import causes_that_hold
from handlers.talk.texts import texts
from models.cases.evidence import Evidence
from models.cases.filer import CaseFiler, followers_of
from models.cases.filing import file_case
from models.cases.mine import cases_of
from models.city.pack import City
from models.negotiations.joining import Joining, NegotiationPerson, answer_negotiation, own_negotiations
from models.negotiations.negotiation import Move, Negotiation, NegotiationState, NegotiationStep
from models.outbox.causes import cause_of
from models.outbox.message import OutboxMessage, OutboxState, put, withdraw
from models.people.conversation import ProcessedUpdate
from models.people.person import Person, contacts_of
from models.staff.four_eyes import StaffHolder, need_second_person
from models.storage.database import Database
from models.storage.kept_file import find_file, read_file, store_file
from models.storage.secrets import FILER_KEY, secret
from models.storage.unlinkable import by_the_hour, mark_key
from models.upkeep import unlinking
from models.upkeep.carrying import carry_over
from tests.world.colleagues import a_clerk
from tests.world.filing import NOW, a_case, a_draft, a_person
from tests.world.outbox_rows import in_words

EXACT = NOW + timedelta(minutes=3, seconds=7)


async def _as_before(session: AsyncSession, city: City) -> dict[str, Any]:
    """Rows of somebody who filed with and without their name, as the version before kept them."""
    anna = await a_person(session, "7790017788")
    (contact,) = await contacts_of(session, anna.id)
    draft = await a_draft(session, anna, city, platform="a")
    case = await file_case(session, draft.id, anna, anonymous=True, agreed_to_share=True, city=city, now=EXACT)
    named = await a_case(session, anna, city, platform="a", now=EXACT)
    old = hmac.new(
        await secret(session, FILER_KEY), f"{anna.id} {anna.created_at.isoformat()}".encode(), hashlib.sha256
    ).hexdigest()
    (follower,) = await followers_of(session, case.id)
    await session.execute(sa.delete(OutboxMessage))
    await put(session, anna.id, in_words("x"), due_at=EXACT, dedupe_key="k", cause="certificate:1")
    about = {"cause": follower.cause, "dedupe_key": f"{follower.cause}:2", "created_at": EXACT}
    await session.execute(sa.update(OutboxMessage).values(about))
    for row in await _all_of(session, CaseFiler):
        row.digest, row.at, row.person = old, EXACT, row.person  # which is encrypted for its digest
    await session.flush()
    await session.execute(sa.update(CaseFiler).where(CaseFiler.case_id == case.id).values(draft=draft.id))
    session.add(Evidence(case_id=case.id, number=1, compressed=False, arrived_at=EXACT, kept_at=EXACT))
    negotiation = Negotiation(type="deduction", platform="a", state=NegotiationState.ASKING, people=1, opened_at=NOW)
    session.add(negotiation)
    await session.flush()
    whose = {"id": anna.id, "since": anna.created_at.isoformat()}
    session.add(NegotiationPerson(negotiation_id=negotiation.id, digest=old, person=whose, asked_at=EXACT))
    said = {"text": "x", "name": "y"}
    step = {"number": 1, "what": Move.OPEN, "staff_id": 1, "said": said, "at": NOW}
    session.add(NegotiationStep(negotiation_id=negotiation.id, **step))
    session.add(ProcessedUpdate(channel="telegram", key="77", contact_id=contact.id, at=EXACT, reply=["said"]))
    file = await store_file(session, contact.id, b"receipt", name="收条", media_type="text/plain", now=NOW)
    first, second = await a_clerk(session, "王芳"), await a_clerk(session, "孙科")
    await session.flush()
    posts = (first.id, second.id)
    found = {"anna": anna.id, "case": case.id, "named": named.id, "draft": draft.id, "cause": follower.cause}
    return {**found, "negotiation": negotiation.id, "file": file, "posts": posts}


async def _all_of(session: AsyncSession, table: Any) -> list[Any]:
    return list(await session.scalars(sa.select(table)))


@pytest.mark.parametrize("killed_after", [0, 1, 3])
async def test_what_there_was_is_found_again_and_nothing_in_it_joins(
    database: Database,
    database_url: str,
    city: City,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    killed_after: int,
) -> None:
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)  # type: ignore[call-arg]
    monkeypatch.setattr(unlinking, "PORTION", 1)
    async with database.transaction() as session:
        was = await _as_before(session, city)
    await database.close()
    downgrade(database_url, "0027")
    upgrade(database_url)
    if killed_after:
        await carry_over(database)
    for name in [*unlinking._WORK][:killed_after]:
        await unlinking._portion(database, name, unlinking._WORK[name])
    told = await trouble_of(database, settings)
    assert told is not None
    assert told[0] == "operator-check-database-old"
    await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    assert await trouble_of(database, settings) is None
    async with database.transaction() as session:
        anna = await session.get_one(Person, was["anna"])
        assert {each.id for each in await cases_of(session, anna)} == {was["case"], was["named"]}
        filers = await _all_of(session, CaseFiler)
        assert len({each.digest for each in filers}) == 2
        assert was["draft"] not in {each.draft for each in filers}
        case = await file_case(session, was["draft"], anna, anonymous=True, city=city, now=NOW)
        assert case.id == was["case"]  # a double tap of before finds it again
        (row,) = await _all_of(session, OutboxMessage)
        assert cause_of(row) == was["cause"]
        assert ":" not in f"{row.cause}{row.dedupe_key}"
        assert {row.created_at, row.due_at, row.send_at, *(each.at for each in filers)} == {by_the_hour(EXACT)}
        assert await causes_that_hold(session, [was["cause"]]) == {was["cause"]}
        again = {"due_at": NOW, "dedupe_key": f"{was['cause']}:2", "cause": was["cause"]}
        await put(session, anna.id, in_words("y"), **again)
        await withdraw(session, cause=was["cause"])
        await session.refresh(row)
        assert (row.content["facts"]["text"], row.state) == ("y", OutboxState.CANCELLED)
        (piece,) = await _all_of(session, Evidence)
        assert (piece.arrived_at, piece.kept_at, piece.came_at) == (by_the_hour(EXACT), by_the_hour(EXACT), EXACT)
        (mark,) = await _all_of(session, ProcessedUpdate)
        assert (mark.key, mark.reply["said"]) == (await mark_key(session, "telegram", "77"), ["said"])
        assert [each.id for each in await own_negotiations(session, anna)] == [was["negotiation"]]
        await answer_negotiation(session, was["negotiation"], anna, Joining.ANONYMOUS, now=NOW)
        file = await read_file(session, was["file"], contact_id=None, now=NOW)
        head = await find_file(session, was["file"], contact_id=None, now=NOW)
        assert file is not None
        assert head is not None
        assert (file.content, head.name) == (b"receipt", "file")
        await need_second_person(session, *was["posts"])
        assert len(await _all_of(session, StaffHolder)) == 2
    await unlinking.unlink_old_rows(database)  # nothing is left: nothing changes


async def test_calls_of_before_they_were_hidden_are_brought_over(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)  # type: ignore[call-arg]
    async with database.transaction() as session:
        anna = await a_person(session)
        await put(session, anna.id, in_words("x"), due_at=EXACT, dedupe_key="k", cause="certificate:1")
        about = {"cause": "urgent_case:1@2", "dedupe_key": "urgent_case:1:0:2", "created_at": EXACT}
        await session.execute(sa.update(OutboxMessage).values(about))
    await database.close()
    downgrade(database_url, "0044")
    upgrade(database_url)
    await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    async with database.reading() as session:
        (row,) = await _all_of(session, OutboxMessage)
        assert cause_of(row) == "urgent_case:1@2"
        assert ":" not in f"{row.cause}{row.dedupe_key}"
        assert {row.created_at, row.due_at, row.send_at} == {by_the_hour(EXACT)}
