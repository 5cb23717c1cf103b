"""What is done with a notice: handed in with its time, approved, sent back, paused, resumed, cancelled."""

from datetime import datetime, timedelta

from bot.web.console.desk import Desk, Done
from bot.web.console.notices.pages import PATH, notice_at, one
from bot.web.console.table import Press
from bot.web.typed import moment_in
from handlers.notices.written import VALID_H, notice_of, written_of
from models.errors import ButtonExpired
from models.notices.errors import NoticeIncomplete
from models.notices.handing_in import decide_notice, hand_in_notice
from models.notices.notice import Author, Notice, NoticeState, cancel_notice, pause_notice, write_notice
from models.notices.repeating import Repeat


async def do(desk: Desk) -> Done:
    """Take the step of the path. Raises what the operation raises."""
    notice, by = await notice_at(desk)
    how = desk.request.path_params["act"]
    session, city, now = desk.session, desk.city, desk.now
    match how:
        case "hand-in":
            notice = await _hand_in(desk, notice, by)
            how = "waits" if notice.state == NoticeState.TO_APPROVE else how
        case "approve" | "back":
            await decide_notice(session, notice.id, by, yes=how == "approve", city=city, now=now)
        case "pause" | "resume":
            await pause_notice(session, notice.id, by, paused=how == "pause")
        case "cancel":
            await cancel_notice(session, notice.id, by, now=now)
        case _:
            raise ButtonExpired
    return Done(f"{PATH}/{notice.id}", f"notice-{how}")


async def _hand_in(desk: Desk, notice: Notice, by: Author) -> Notice:
    """Hand the draft in, with the time that was chosen."""
    send_at, expires_at = _times(desk)
    mass = desk.entered.get("mass", "")
    if bool(mass) is not notice.mass:
        written, *_ = written_of({**notice_of(notice), "mass": mass}, desk.city, now=desk.now, later=False)
        await write_notice(desk.session, written, by, now=desk.now, notice_id=notice.id)
    return await hand_in_notice(
        desk.session,
        notice.id,
        by,
        send_at=send_at,
        expires_at=expires_at,
        city=desk.city,
        now=desk.now,
        repeat=_repeat(desk),
    )


def _times(desk: Desk) -> tuple[datetime, datetime]:
    """When it goes out, and until when. Raises NoticeIncomplete for a time that is over or none."""
    send_at = desk.now
    if desk.entered.get("when") == "later":
        chosen = moment_in(desk.entered.get("send_at", ""), desk.city.zone)
        if chosen is None or chosen <= desk.now:
            raise NoticeIncomplete("time")
        send_at = chosen
    hours = desk.number("valid_h")
    return send_at, send_at + timedelta(hours=hours if hours in VALID_H else VALID_H[1])


def _repeat(desk: Desk) -> Repeat | None:
    weeks = desk.number("weeks")
    return Repeat(weeks, desk.day("until")) if weeks else None


PAGES = (Press(f"{PATH}/{{number}}/do/{{act}}", do, one),)
