"""Notices: who gets one, that nobody gets it twice and nobody is forgotten, and who may let it go."""

import asyncio
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import notices
from bot.jobs.notices import prepare_notices
from handlers.notices.written import notice_of, written_of
from models.city.pack import City
from models.events.booking import Booking, BookingState
from models.events.seat import book_seat
from models.notices.approval import approve_notice, send_back_notice, submit_notice
from models.notices.audience import Audience, Topic, count_audience, switch_topic
from models.notices.errors import NoticeGone, NoticeIncomplete, NoticeMovedOn
from models.notices.notice import (
    Author,
    Notice,
    NoticeState,
    Opens,
    Target,
    Written,
    cancel_notice,
    own_notice,
    pause_notice,
    tapped,
    write_notice,
)
from models.notices.sending import (
    end_notices,
    groups_of,
    notices_to_prepare,
    prepare_portion,
    progress_of,
    warn_newcomer,
)
from models.outbox.message import OutboxMessage, OutboxState, Urgency
from models.people.person import Contact, Person
from models.staff.errors import SecondPersonNeeded
from models.storage.database import Database
from models.values.small_groups import LEAST_GROUP, merged_groups
from tests.world.colleagues import a_post
from tests.world.events import add_date, add_event
from tests.world.senders import NOON, Post, running

ANNA = Author(1, "social_work", approves=False)
BORIS = Author(2, "social_work", approves=True)
OTHER = Author(3, "postal", approves=False)
LATER = NOON + timedelta(hours=6)
NOBODY_WAITS_FOR = 1000


async def a_notice(post: Post, audience: Audience | None = None, **about: Any) -> int:
    """A notice that is due now."""
    urgency = about.pop("urgency", Urgency.TODAY)
    topic = about.pop("topic", Topic.POLICY)
    words = {"zh-CN": "新政策"}, {"zh-CN": "补贴能领了。"}
    async with post.database.transaction() as session:
        written = Written(*words, topic=topic, urgency=urgency, audience=audience or Audience(), **about)
        notice = await write_notice(session, written, ANNA, now=post.now)
        await submit_notice(
            session,
            notice.id,
            replace(ANNA, leads=True),
            send_at=post.now,
            expires_at=LATER,
            approve_above=NOBODY_WAITS_FOR,
            now=post.now,
        )
        return notice.id


async def prepare(post: Post, *, limit: int = 2, portions: int = 100) -> None:
    async with post.database.transaction() as session:
        ids = await notices_to_prepare(session, now=post.now)
    for notice_id in ids:
        for _ in range(portions):
            async with post.database.transaction() as session:
                if await prepare_portion(session, notice_id, now=post.now, limit=limit) < limit:
                    break


async def posts(post: Post, numbers: Sequence[int], people: Sequence[int]) -> None:
    """Each of the people has a post in the lead department."""
    async with post.database.transaction() as session:
        for number, person_id in zip(numbers, people, strict=True):
            await a_post(session, number, person=await session.get_one(Person, person_id))


async def people(post: Post, count: int, **about: Any) -> Sequence[int]:
    first = {"hewan": 100, "heting": 200}.get(about.get("district", ""), 0)
    return [await post.person(str(first + number), **about) for number in range(count)]


async def the_notice(post: Post, notice_id: int) -> Notice:
    async with post.database.reading() as session:
        return await session.get_one(Notice, notice_id)


@pytest.fixture
def post(database: Database, city: City) -> Post:
    return Post(database, city)


async def test_everybody_of_the_audience_is_told_once_however_often_it_is_prepared(post: Post) -> None:
    await people(post, 7, district="hewan")
    await people(post, 3, district="heting")
    await a_notice(post, Audience(districts=("hewan",)))
    await prepare(post, portions=1)  # the process ends after the first portion
    await prepare(post)
    await prepare(post)
    await post.deliver()
    assert sorted(address for address, _ in post.said) == [str(100 + number) for number in range(7)]
    assert post.said[0][1].startswith("【新政策】\n补贴能领了。")


async def test_the_job_prepares_every_notice_that_is_due_and_closes_what_is_over(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "SMALLEST", 3)
    await people(post, 7)
    first, second = await a_notice(post), await a_notice(post)
    assert await prepare_notices(post.database, clock=lambda: post.now) == 14
    assert await prepare_notices(post.database, clock=lambda: post.now) == 0
    assert {each.cause for each in await post.rows()} == {f"notice:{first}", f"notice:{second}"}
    async with post.database.transaction() as session:
        await session.execute(sa.update(OutboxMessage).values(state=OutboxState.SENT))
    await prepare_notices(post.database, clock=lambda: post.now)
    assert (await the_notice(post, first)).state == NoticeState.DONE


async def test_however_often_the_process_dies_in_the_middle_nobody_is_told_twice_and_nobody_forgotten(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = await people(post, 40)
    await a_notice(post)
    monkeypatch.setattr(notices, "SMALLEST", 3)
    monkeypatch.setattr(notices, "PORTION", 3)
    portion, dies_after = notices.prepare_portion, 0

    async def cut_off(session: Any, *arguments: Any, **named: Any) -> int:
        """Written, and gone with its transaction, each time a little later."""
        nonlocal dies_after
        done = await portion(session, *arguments, **named)
        dies_after -= 1
        if dies_after < 0:
            raise ConnectionError
        return done

    monkeypatch.setattr(notices, "prepare_portion", cut_off)
    for attempt in range(5):
        dies_after = attempt
        with pytest.raises(ConnectionError):
            await prepare_notices(post.database, clock=lambda: post.now)
    monkeypatch.setattr(notices, "prepare_portion", portion)
    await asyncio.gather(*(prepare_notices(post.database, clock=lambda: post.now) for _ in range(2)))
    assert sorted(row.person_id for row in await post.rows()) == ids


async def test_an_emergency_does_not_wait_for_a_long_notice_that_was_begun(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    await people(post, 20)
    long = await a_notice(post)
    for name, value in (("SMALLEST", 3), ("PORTION", 3), ("TURN_S", 0.0)):
        monkeypatch.setattr(notices, name, value)
    portion, order = notices.prepare_portion, list[int]()

    async def noted(session: Any, notice_id: int, **named: Any) -> int:
        order.append(notice_id)
        return await portion(session, notice_id, **named)

    monkeypatch.setattr(notices, "prepare_portion", noted)
    preparing = asyncio.create_task(prepare_notices(post.database, clock=lambda: post.now))
    while not order:
        await asyncio.sleep(0)
    urgent = await a_notice(post, topic=Topic.WEATHER, urgency=Urgency.NOW)
    assert await preparing == 40
    last_of_urgent = max(place for place, each in enumerate(order) if each == urgent)
    assert long in order[last_of_urgent:]


async def test_who_switched_the_topic_off_or_is_blocked_is_left_out_and_counted(post: Post) -> None:
    first, second, *_ = await people(post, 4)
    async with post.database.transaction() as session:
        await switch_topic(session, await session.get_one(Person, first), Topic.POLICY, on=False)
        await session.execute(sa.update(Contact).where(Contact.person_id == second).values(blocked_at=post.now))
        count = await count_audience(session, Audience(), Topic.POLICY, emergency=False)
    assert (count.told, count.switched_off, count.blocked, count.channels) == (2, 1, 1, {"telegram": 2})
    notice_id = await a_notice(post)
    await prepare_notices(post.database, clock=lambda: post.now)
    await post.deliver()
    assert [address for address, _ in post.said] == ["2", "3"]
    await prepare_notices(post.database, clock=lambda: post.now)  # it is over
    result = (await the_notice(post, notice_id)).result
    assert result is not None
    assert (result["progress"]["switched_off"], result["progress"]["blocked_before"]) == (1, 1)


def test_an_audience_is_never_chosen_by_what_somebody_complained_about() -> None:
    chosen_by = {"occupations", "districts", "locales", "booked", "attended", "listed", "got"}
    assert {each.name for each in fields(Audience)} == chosen_by


async def test_who_has_a_seat_or_was_there_can_be_told_alone(post: Post) -> None:
    first, *_ = await people(post, 3)
    async with post.database.transaction() as session:
        event = await add_event(session, department=ANNA.department)
        event_date = await add_date(session, event, post.city, starts_at=post.now + timedelta(days=3))
        await book_seat(
            session, event_date.id, person=await session.get_one(Person, first), city=post.city, now=post.now
        )
    await a_notice(post, Audience(booked=(event.id,)))
    await a_notice(post, Audience(attended=(event.id,)))
    await prepare(post)
    await post.deliver()
    assert [address for address, text in post.said if "新政策" in text] == ["0"]
    async with post.database.transaction() as session:
        await session.execute(sa.update(Booking).values(state=BookingState.ATTENDED))
    for audience in (Audience(booked=(event.id,)), Audience(attended=(event.id,))):
        async with post.database.reading() as session:
            assert (await count_audience(session, audience, Topic.POLICY, emergency=False)).told == 1


async def test_an_emergency_goes_to_the_district_and_to_all_whose_district_is_not_known(post: Post) -> None:
    there, *_ = await people(post, 1, district="hewan", quiet_times="00:00-23:00")
    await people(post, 1, district="heting")
    await post.person("300")
    async with post.database.transaction() as session:
        await switch_topic(session, await session.get_one(Person, there), Topic.WEATHER, on=False)
    await a_notice(post, Audience(districts=("hewan",)), topic=Topic.WEATHER, urgency=Urgency.NOW)
    await prepare(post)
    await post.deliver()
    assert sorted(address for address, _ in post.said) == ["100", "300"]


async def test_who_joins_while_the_warning_is_on_gets_it_once(post: Post) -> None:
    await a_notice(post, Audience(districts=("hewan",)), topic=Topic.WEATHER, urgency=Urgency.NOW)
    await prepare(post)
    newcomer, elsewhere = await post.person("301", district="hewan"), await post.person("302", district="heting")
    for _ in range(2):
        async with post.database.transaction() as session:
            for each in (newcomer, elsewhere):
                await warn_newcomer(session, await session.get_one(Person, each), now=post.now)
    await post.deliver()
    assert [address for address, _ in post.said] == ["301"]
    post.now = LATER + timedelta(minutes=1)
    late = await post.person("303", district="hewan")
    async with post.database.transaction() as session:
        await warn_newcomer(session, await session.get_one(Person, late), now=post.now)
    await post.deliver()
    assert len(post.said) == 1


async def test_a_warning_that_is_no_emergency_reaches_who_joins_too_unless_they_want_none(post: Post) -> None:
    notice_id = await a_notice(post, Audience(districts=("hewan",)), topic=Topic.WEATHER)
    await a_notice(post, Audience(districts=("hewan",)))
    await prepare(post)
    async with post.database.transaction() as session:
        await pause_notice(session, notice_id, ANNA, paused=True)
    newcomer, wants_none = [await post.person(each, district="hewan") for each in ("301", "302")]
    async with post.database.transaction() as session:
        await switch_topic(session, await session.get_one(Person, wants_none), Topic.WEATHER, on=False)
        for each in (newcomer, wants_none):
            await warn_newcomer(session, await session.get_one(Person, each), now=post.now)
        await pause_notice(session, notice_id, ANNA, paused=False)
    await post.deliver()
    assert [address for address, _ in post.said] == ["301"]


async def test_what_is_for_one_person_overtakes_what_is_for_many(post: Post) -> None:
    ids = await people(post, 3)
    await a_notice(post)
    await prepare(post)
    post.now += timedelta(seconds=5)
    await post.put(ids[2], "提醒")
    await post.deliver()
    assert post.said[0] == ("2", "提醒")


async def test_a_pause_holds_everybody_up_and_a_cancellation_ends_it(post: Post) -> None:
    await people(post, 3)
    notice_id = await a_notice(post)
    await prepare(post)
    async with post.database.transaction() as session:
        await pause_notice(session, notice_id, ANNA, paused=True)
    await post.deliver()
    assert post.said == []
    async with post.database.transaction() as session:
        await pause_notice(session, notice_id, ANNA, paused=False)
    post.now += timedelta(minutes=1)
    await post.deliver()
    assert len(post.said) == 3
    other = await a_notice(post)
    await prepare(post)
    async with post.database.transaction() as session:
        await cancel_notice(session, other, ANNA, now=post.now)
    await post.deliver()
    assert len(post.said) == 3
    with pytest.raises(NoticeMovedOn):
        async with post.database.transaction() as session:
            await pause_notice(session, other, ANNA, paused=True)


async def test_above_a_size_a_second_person_with_the_right_has_to_say_yes(post: Post) -> None:
    await posts(post, (1, 2, 9), await people(post, 3))
    notice_id = await a_notice(post)
    async with post.database.transaction() as session:
        assert (await own_notice(session, notice_id, ANNA)).state == NoticeState.SCHEDULED
    async with post.database.transaction() as session:
        written = Written({"en": "a"}, {"en": "b"}, Topic.CITY, Urgency.TODAY, Audience())
        large = (await write_notice(session, written, BORIS, now=post.now)).id
        await submit_notice(session, large, BORIS, send_at=post.now, expires_at=LATER, approve_above=2, now=post.now)
    for by in (ANNA, BORIS):  # without the right; the author
        with pytest.raises(SecondPersonNeeded):
            async with post.database.transaction() as session:
                await approve_notice(session, large, by, approve_above=2, now=post.now)
    with pytest.raises(NoticeGone):
        async with post.database.transaction() as session:
            await approve_notice(session, large, OTHER, approve_above=2, now=post.now)
    await prepare(post)
    assert (await the_notice(post, large)).state == NoticeState.TO_APPROVE
    second = Author(9, "union", approves=True)
    async with post.database.transaction() as session:
        await send_back_notice(session, large, second)
        await submit_notice(session, large, BORIS, send_at=post.now, expires_at=LATER, approve_above=2, now=post.now)
        assert (
            await approve_notice(session, large, second, approve_above=2, now=post.now)
        ).state == NoticeState.SCHEDULED


WEIGHTY = {
    "urgent": Written({"en": "a"}, {"en": "b"}, Topic.CITY, Urgency.NOW, Audience()),
    "money": Written(
        {"en": "a", "zh-CN": "a"}, {"en": "b", "zh-CN": "每人发１００元"}, Topic.CITY, Urgency.TODAY, Audience()
    ),
    "sum in the title": Written({"en": "¥ 50 for all"}, {"en": "b"}, Topic.CITY, Urgency.TODAY, Audience()),
}


@pytest.mark.parametrize("written", WEIGHTY.values(), ids=WEIGHTY)
async def test_what_wakes_people_or_promises_money_needs_a_lead_however_few_get_it(
    post: Post, written: Written
) -> None:
    await posts(post, (1, 2, 4), await people(post, 3))
    given: dict[str, Any] = {"send_at": post.now, "expires_at": LATER, "approve_above": 100, "now": post.now}
    lead = Author(4, "social_work", approves=False, leads=True)
    elsewhere = Author(5, "postal", approves=False, leads=True)
    async with post.database.transaction() as session:
        number = (await write_notice(session, written, ANNA, now=post.now)).id
        assert (await submit_notice(session, number, ANNA, **given)).state == NoticeState.TO_APPROVE
        for by, refused in ((ANNA, SecondPersonNeeded), (elsewhere, NoticeGone)):
            with pytest.raises(refused):
                await approve_notice(session, number, by, approve_above=100, now=post.now)
        with pytest.raises(SecondPersonNeeded):  # to many, only the lead department lets it go
            await approve_notice(session, number, lead, approve_above=2, now=post.now)
        assert (await approve_notice(session, number, lead, approve_above=100, now=post.now)).approver == 4
        own = (await write_notice(session, written, lead, now=post.now)).id
        assert (await submit_notice(session, own, lead, **given)).state == NoticeState.SCHEDULED


async def test_one_that_is_stopped_stops_at_once_and_its_figures_say_so(post: Post) -> None:
    post.channels["telegram"].rate = 40
    await people(post, 60)
    notice_id = await a_notice(post)
    await prepare(post)
    async with running(post.sender):
        while len(post.said) < 5:
            await asyncio.sleep(0.01)
        async with post.database.transaction() as session:
            await cancel_notice(session, notice_id, ANNA, now=post.now)
        before = len(post.said)
        await post.sender.drain()
    assert len(post.said) <= before + 15
    async with post.database.reading() as session:
        progress = await progress_of(session, await session.get_one(Notice, notice_id))
    assert (progress.waiting, progress.held, progress.sent + progress.stopped) == (0, 0, 60)
    async with post.database.transaction() as session:
        await end_notices(session, now=post.now)
    ended = await the_notice(post, notice_id)
    assert (ended.state, ended.result is not None) == (NoticeState.CANCELLED, True)


async def test_a_correction_reaches_those_who_got_it_and_nobody_else(post: Post) -> None:
    await people(post, 5)
    notice_id = await a_notice(post)
    await prepare(post)
    rows = await post.rows()
    async with post.database.transaction() as session:
        for state, row in zip(("sent", "sent", "held", "cancelled", "missed"), rows, strict=True):
            told_at = post.now if state == "held" else None
            of_row = sa.update(OutboxMessage).where(OutboxMessage.id == row.id)
            await session.execute(of_row.values(state=state, told_at=told_at))
        await cancel_notice(session, notice_id, ANNA, now=post.now)
    await a_notice(post, Audience(got=(notice_id,)))
    await prepare(post)
    await post.deliver()
    assert sorted(address for address, _ in post.said) == ["0", "1", "2"]


@pytest.mark.parametrize("button", [Target(Opens.PLACES), Target(Opens.LINK, "https://example.com")])
async def test_one_that_came_back_is_opened_as_it_was_written(post: Post, button: Target) -> None:
    words = {"zh-CN": "新政策", "en": "New"}, {"zh-CN": "补贴能领了。", "en": "Get it.\nToday."}
    async with post.database.transaction() as session:
        booked, *attended = [(await add_event(session, department=ANNA.department)).id for _ in range(3)]
        audience = Audience(("courier",), ("hewan", "heting"), ("zh-CN",), (booked,), tuple(attended))
        written = Written(*words, Topic.BENEFITS, Urgency.CAN_WAIT, audience, [button], picture="key", mass=True)
        row = await write_notice(session, written, ANNA, now=post.now)
    assert written_of(notice_of(row), post.city, now=post.now, later=False)[0] == written


async def test_who_wrote_it_last_does_not_let_it_go_alone(post: Post) -> None:
    await people(post, 3)
    written = Written({"zh-CN": "a"}, {"zh-CN": "b"}, Topic.CITY, Urgency.TODAY, Audience())
    given: dict[str, Any] = {"send_at": post.now, "expires_at": LATER, "approve_above": 2, "now": post.now}
    async with post.database.transaction() as session:
        notice = await write_notice(session, written, ANNA, now=post.now)
        await submit_notice(session, notice.id, ANNA, **given)
        await send_back_notice(session, notice.id, BORIS)
        await write_notice(session, written, BORIS, now=post.now, notice_id=notice.id)
        await submit_notice(session, notice.id, BORIS, **given)
        with pytest.raises(SecondPersonNeeded):
            await approve_notice(session, notice.id, BORIS, approve_above=2, now=post.now)


@pytest.mark.parametrize(
    ("titles", "texts", "part"),
    [
        ({"zh-CN": "a"}, {"en": "b"}, "words"),
        ({"zh-CN": " "}, {"zh-CN": "b"}, "title"),
        ({"zh-CN": "a"}, {"zh-CN": "b" * 1501}, "text"),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_an_incomplete_notice_says_what_is_missing(
    post: Post, titles: dict[str, str], texts: dict[str, str], part: str
) -> None:
    written = Written(titles, texts, Topic.CITY, Urgency.TODAY, Audience())
    async with post.database.transaction() as session:
        with pytest.raises(NoticeIncomplete) as caught:
            await write_notice(session, written, ANNA, now=post.now)
    assert caught.value.part == part


async def test_its_figures_stay_when_it_is_over(post: Post) -> None:
    first, second, third, *_ = await people(post, LEAST_GROUP, district="hewan")
    await people(post, 2, district="heting")
    notice_id = await a_notice(post)
    await prepare(post)
    await post.deliver()
    async with post.database.transaction() as session:
        await tapped(session, notice_id, first, acted=False, now=post.now)
        await tapped(session, notice_id, second, acted=True, now=post.now)
        await tapped(session, notice_id, second, acted=False, now=post.now)
        await tapped(session, notice_id, third, acted=False, now=post.now)
        assert await end_notices(session, now=post.now) == 1
    notice = await the_notice(post, notice_id)
    assert notice.state == NoticeState.DONE
    assert notice.result is not None
    progress = notice.result["progress"]
    assert (progress["sent"], progress["waiting"], progress["read"], progress["acted"]) == (7, 0, 3, 1)
    async with post.database.reading() as session:
        # five and two: the two would be recognised, so all are one group
        assert (await groups_of(session, notice))["districts"] == {"": {"reached": 7, "read": 3, "acted": 1}}


async def test_who_blocked_meanwhile_is_counted(post: Post) -> None:
    first, *_ = await people(post, 2)
    notice_id = await a_notice(post)
    await prepare(post)
    async with post.database.transaction() as session:
        await session.execute(sa.update(Contact).where(Contact.person_id == first).values(blocked_at=post.now))
    await post.deliver()
    async with post.database.transaction() as session:
        progress = await progress_of(session, await own_notice(session, notice_id, ANNA))
    assert (progress.sent, progress.unreachable) == (1, 1)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 12)))
def test_no_group_that_is_shown_is_small_and_none_is_lost(sizes: dict[str, int]) -> None:
    counts = {key: {"reached": size, "read": 0, "acted": 0} for key, size in sizes.items()}
    shown = merged_groups(counts)
    assert all(group["reached"] >= LEAST_GROUP for group in shown.values())
    total = sum(sizes.values())
    assert sum(group["reached"] for group in shown.values()) == (total if total >= LEAST_GROUP else 0)
