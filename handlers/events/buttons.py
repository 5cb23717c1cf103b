"""The buttons that lead to events, wherever they are shown: below a list, a reminder, an article, or a year later."""

from aiogram.filters.callback_data import CallbackData

from models.event_reminder import LEAVE_EVENT, SHOW_EVENT
from models.waiting_list import PASS_SEAT, TAKE_SEAT


class OpenEvents(CallbackData, prefix="events"):
    """What there is with free seats. kind: one of EventKind; empty: every kind."""

    kind: str = ""


class ListEvents(CallbackData, prefix="evlist"):
    """A page (from 0) of what there is. when: one of When. free: only with free seats; calm: outside one's peaks;
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


class NearEvents(CallbackData, prefix="evnear"):
    """Near me: where?"""


class SearchEvents(CallbackData, prefix="evsay"):
    """By words: which?"""


class ShowEvent(CallbackData, prefix=SHOW_EVENT):
    """The card of one date."""

    session_id: int


class EventOnMap(CallbackData, prefix="evmap"):
    session_id: int


class EventCalendar(CallbackData, prefix="evics"):
    """The date as a file for one's calendar."""

    session_id: int


class OtherDates(CallbackData, prefix="evother"):
    """Other dates of the same event."""

    session_id: int


class BookEvent(CallbackData, prefix="evbook"):
    """A seat, or a turn on the waiting list: first what is asked, then a yes."""

    session_id: int


class AnswerEvent(CallbackData, prefix="evsize"):
    """An answer that is chosen: to the question that waits."""

    session_id: int
    answer: str


class ChangeAnswers(CallbackData, prefix="evredo"):
    """Ask again what was answered before."""

    session_id: int


class ConfirmBooking(CallbackData, prefix="evyes"):
    session_id: int


class JoinWaiting(CallbackData, prefix="evwait"):
    session_id: int


class TakeSeat(CallbackData, prefix=TAKE_SEAT):
    """The offered seat: yes."""

    booking_id: int


class PassSeat(CallbackData, prefix=PASS_SEAT):
    """The offered seat: to the next."""

    booking_id: int


class LeaveEvent(CallbackData, prefix=LEAVE_EVENT):
    """The seat back, or no longer waiting: sure?"""

    booking_id: int


class ConfirmLeave(CallbackData, prefix="evleft"):
    booking_id: int


class OpenBookings(CallbackData, prefix="bookings"):
    """What the person is booked for, page by page from 0."""

    page: int = 0
