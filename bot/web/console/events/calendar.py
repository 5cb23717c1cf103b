"""The dates that the department gives, a month at a time."""

from calendar import Calendar
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

from starlette.responses import Response

from bot.web.console.desk import Desk
from bot.web.console.table import Page
from bot.web.typed import day_in
from handlers.phrases.events import where_said
from models.events.calendar import dates_between
from models.events.event import DateState, Event, EventDate
from models.places.place import Place

PATH = "/console/events"


def month_asked(text: str, today: date) -> date:
    """The first day of the month, `2026-12`; this month for anything else."""
    return day_in(f"{text}-01") or today.replace(day=1)


def month_after(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=32)).replace(day=1)


def begins(desk: Desk, day: date) -> datetime:
    """When a day begins in the city."""
    return datetime.combine(day, time(), desk.city.zone)


async def show(desk: Desk) -> Response:
    """A month with its dates. Raises NotStaff."""
    first = month_asked(desk.request.query_params.get("month", ""), desk.today)
    following = month_after(first)
    found = await dates_between(desk.session, desk.person, since=begins(desk, first), until=begins(desk, following))
    by_day: dict[date, list[dict[str, Any]]] = defaultdict(list)
    for event_date, event, place in found:
        by_day[event_date.starts_at.astimezone(desk.city.zone).date()].append(line(desk, event_date, event, place))
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return desk.page(
        "events/calendar.html",
        title=desk.words("console-events-month", year=str(first.year), month=str(first.month)),
        weeks=[[(day, by_day.get(day, []), day.month == first.month) for day in week] for week in weeks],
        days=[desk.words(f"console-events-day-{number}") for number in range(7)],
        today=desk.today,
        month=f"{first:%Y-%m}",
        before=f"{first - timedelta(days=1):%Y-%m}",
        after=f"{following:%Y-%m}",
        some=bool(found),
        pays=any(event.subsidy_fen for _, event, _ in found),
    )


def line(desk: Desk, event_date: EventDate, event: Event, place: Place | None) -> dict[str, Any]:
    """A date as the calendar shows it."""
    words, over = desk.words, event_date.ends_at < desk.now
    state = event_date.state.value if event_date.state != DateState.OPEN else "over" if over else "open"
    return {
        "id": event_date.id,
        "title": words.pick(event.titles),
        "clock": f"{event_date.starts_at.astimezone(desk.city.zone):%H:%M}",
        "where": where_said(words, event_date, place),
        "taken": event_date.taken,
        "seats": event_date.seats,
        "waiting": event_date.waiting,
        "state": words("console-event-state", state=state.replace("_", "-")),
        "colour": {"open": "good", "undecided": "soon"}.get(state, "grey"),
        "is": state,
    }


PAGES = (Page(PATH, show),)
