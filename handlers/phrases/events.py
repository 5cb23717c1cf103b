"""How events are said: time, place, free seats, and what a person gains."""

from datetime import UTC, date, datetime

from handlers.phrases import places as phrases
from handlers.phrases.money import yuan
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.pack import City
from models.events.event import Event, EventDate, moment_arguments
from models.events.news import NO_PLACE
from models.events.search import ListedEvent
from models.places.place import Place


def moment_said(words: Words, at: datetime, city: City) -> str:
    return words("event-moment", **moment_arguments(at, city.zone))


def day_said(words: Words, day: date) -> str:
    """For example `12 月 3 日（周四）`."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return words("event-day", **moment_arguments(noon, UTC))


def span_said(words: Words, event_date: EventDate, city: City) -> str:
    """The day and time of the start, and the time of the end."""
    end = event_date.ends_at.astimezone(city.zone)
    return words("event-span", moment=moment_said(words, event_date.starts_at, city), end=f"{end.hour}:{end:%M}")


def where_said(words: Words, event_date: EventDate, place: Place | None) -> str:
    room = words.pick(event_date.room) if event_date.room else NO_PLACE
    return words("event-where", place=place.name if place is not None else NO_PLACE, room=room)


def gains_said(words: Words, subsidy_fen: int, points: int) -> str | None:
    """The subsidy and the points; None if there are neither."""
    gains = [
        words("event-subsidy", yuan=yuan(subsidy_fen)) if subsidy_fen else None,
        words("event-points", points=str(points)) if points else None,
    ]
    return words("event-gap").join(each for each in gains if each) or None


def seats_said(words: Words, free: int, waiting: int) -> str:
    if free > 0:
        return words("event-left", count=str(free))
    return words("event-full", count=str(waiting)) if waiting else words("event-full-nobody")


def line_said(talk: Talk, number: int, listed: ListedEvent, distance_m: int | None) -> str:
    """One line of a list: title, time, place, distance, free seats, gains."""
    parts = [
        talk.words("event-line", number=str(number), title=talk.words.pick(listed.titles)),
        soon_said(talk, listed.starts_at),
        listed.place or (talk.words.pick(listed.room) if listed.room else talk.words("event-online")),
        phrases.distance(talk.words, distance_m) if distance_m is not None else None,
        seats_said(talk.words, listed.free, listed.waiting),
        gains_said(talk.words, listed.subsidy_fen, listed.points),
    ]
    return talk.words("event-gap").join(each for each in parts if each)


def soon_said(talk: Talk, at: datetime) -> str:
    """A time within the next days with its day: `今天 14:00`, `周四 14:00`, `12 月 8 日 14:00`."""
    said = phrases.moment(talk.words, at, talk.now, talk.city.zone)
    today = at.astimezone(talk.city.zone).date() == talk.today
    return talk.words("event-today", time=said) if today else said


def host_said(words: Words, event: Event, host: Place | None, city: City) -> str | None:
    """The host's or department's name; None if neither is known."""
    if host is not None:
        return words("event-host", host=host.name)
    department = city.departments.get(event.department or "")
    return words("event-host", host=words.pick(department.titles)) if department else None


def hours(minutes: int) -> str:
    """Minutes of training as hours."""
    return f"{minutes / 60:g}"
