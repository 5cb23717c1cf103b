"""The buttons that lead to events, wherever they are shown: below a list, a reminder, an article, or a year later."""

from datetime import date

from aiogram.filters.callback_data import CallbackData

from models.events.search import DayPart, When


class OpenEvents(CallbackData, prefix="events"):
    """What there is with free seats. kind: one of EventKind; empty: every kind."""

    kind: str = ""


class ListEvents(CallbackData, prefix="evlist"):
    """A page (from 0) of what there is. when: one of When or a date, and behind a + a
    part of the day. free: only with free seats; calm: outside one's peaks;
    how: `near` a position or by `words`, both kept in the conversation; else empty."""

    kind: str = ""
    when: str = ""
    free: bool = True
    calm: bool = False
    how: str = ""
    page: int = 0


class RefineEvents(CallbackData, prefix="evmore"):
    """By what else to choose: the same as the list that it leads back to. by: `kind`, `when`, or empty for which."""

    kind: str = ""
    when: str = ""
    free: bool = True
    calm: bool = False
    how: str = ""
    by: str = ""


def time_asked(asked: ListEvents | RefineEvents) -> tuple[When, date | None, DayPart | None]:
    """The span or the day, and the part of the day: `weekend`, `2026-12-03`, `week+evening`, `+evening`."""
    named, _, part = asked.when.partition("+")
    span = When(named) if named in list(When) else When.ANY
    try:
        day = None if span is not When.ANY or not named else date.fromisoformat(named)
    except ValueError:
        day = None
    return span, day, DayPart(part) if part in list(DayPart) else None


def when_asked(span: When, day: date | None, part: DayPart | None) -> str:
    """As a button carries it."""
    named = day.isoformat() if day is not None else span.value
    return f"{named}+{part.value}" if part is not None else named


class NearEvents(CallbackData, prefix="evnear"):
    """Near me: where?"""


class SearchEvents(CallbackData, prefix="evsay"):
    """By words: which?"""


class ShowEvent(CallbackData, prefix="event"):
    """The card of one date."""

    date_id: int


class EventOnMap(CallbackData, prefix="evmap"):
    date_id: int


class EventCalendar(CallbackData, prefix="evics"):
    """The date as a file for one's calendar."""

    date_id: int


class OtherDates(CallbackData, prefix="evother"):
    """Other dates of the same event."""

    date_id: int


class BookEvent(CallbackData, prefix="evbook"):
    """A seat, or a turn on the waiting list: first what is asked, then a yes."""

    date_id: int


class AnswerEvent(CallbackData, prefix="evsize"):
    """An answer that is chosen: to the question that waits."""

    date_id: int
    answer: str


class ChangeAnswers(CallbackData, prefix="evredo"):
    """Ask again what was answered before."""

    date_id: int


class ConfirmBooking(CallbackData, prefix="evyes"):
    date_id: int


class JoinWaiting(CallbackData, prefix="evwait"):
    date_id: int


class TakeSeat(CallbackData, prefix="evtake"):
    """The offered seat: yes."""

    booking_id: int


class LeaveName(CallbackData, prefix="evleavename"):
    """One's name for the hosts of a date."""

    booking_id: int


class LeavePhone(CallbackData, prefix="evnophone"):
    """With the name no number."""

    booking_id: int


class TakeNameBack(CallbackData, prefix="evnoname"):
    booking_id: int


class PassSeat(CallbackData, prefix="evpass"):
    """The offered seat: to the next."""

    booking_id: int


class LeaveEvent(CallbackData, prefix="evleave"):
    """The seat back, or no longer waiting: sure?"""

    booking_id: int


class ConfirmLeave(CallbackData, prefix="evleft"):
    booking_id: int


class OpenBookings(CallbackData, prefix="bookings"):
    """What the person is booked for, page by page from 0."""

    page: int = 0


class KeepBooking(CallbackData, prefix="evkeep"):
    """The date was moved: I come all the same."""

    booking_id: int


class SayUseful(CallbackData, prefix="evuse"):
    """Was it of use? 3 yes, 2 so so, 1 no."""

    booking_id: int
    useful: int


class SayFit(CallbackData, prefix="evfit"):
    """Were time and place right? fit: one of Fit."""

    booking_id: int
    fit: str


class OpenRecord(CallbackData, prefix="evrecord"):
    """What the person was at, page by page from 0."""

    page: int = 0


class ShowAttended(CallbackData, prefix="evwas"):
    """One that the person was at."""

    booking_id: int


class GetCertificate(CallbackData, prefix="evcert"):
    """The certificate of one: what name, or the file."""

    booking_id: int


class NameCertificate(CallbackData, prefix="evname"):
    """Another name on it."""

    booking_id: int


class ShowName(CallbackData, prefix="evpublic"):
    """Whether the public page says whose it is."""

    booking_id: int
    shown: bool


class OpenPoints(CallbackData, prefix="points"):
    """What the person has, and where it came from."""


class SpendPoints(CallbackData, prefix="evspend"):
    """Spend some: where?"""


class AskSubsidy(CallbackData, prefix="evsubsidy"):
    """The subsidy for one that the person was at."""

    booking_id: int
