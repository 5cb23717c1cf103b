"""The news of events: for people who have a seat or wait for one, for hosts, and for leads who decide on a subsidy."""

from functools import partial

from handlers.buttons.events import (
    GetCertificate,
    KeepBooking,
    LeaveEvent,
    ListEvents,
    NameCertificate,
    OtherDates,
    PassSeat,
    SayUseful,
    ShowEvent,
    TakeSeat,
)
from handlers.buttons.hosting import DecideDates, DecideSubsidy
from handlers.pushed.shown import Facts, Rows, Tells, shows
from handlers.talk.screens import Button
from handlers.talk.texts import Words
from models.events.news import EventNews
from models.events.search import When


def _show(words: Words, facts: Facts) -> Button:
    return Button(words("event-button-show"), ShowEvent(date_id=facts["date_id"]))


def _leave(words: Words, facts: Facts) -> Button:
    return Button(words("event-button-leave"), LeaveEvent(booking_id=facts["booking_id"]))


def _seat(words: Words, facts: Facts) -> Rows:
    return ((_show(words, facts), _leave(words, facts)),)


def _moved(words: Words, facts: Facts) -> Rows:
    keep = Button(words("event-button-keep"), KeepBooking(booking_id=facts["booking_id"]))
    return ((keep, _leave(words, facts)),)


def _offer(words: Words, facts: Facts) -> Rows:
    take = Button(words("event-button-take"), TakeSeat(booking_id=facts["booking_id"]))
    pass_on = Button(words("event-button-pass"), PassSeat(booking_id=facts["booking_id"]))
    return ((take, pass_on), (_show(words, facts),))


def _other(words: Words, facts: Facts) -> Rows:
    return ((Button(words("event-button-other"), OtherDates(date_id=facts["date_id"])),),)


def _date(words: Words, facts: Facts) -> Rows:
    return ((_show(words, facts),),)


def _useful(words: Words, facts: Facts) -> Rows:
    def said(useful: int) -> Button:
        return Button(words(f"event-button-useful-{useful}"), SayUseful(booking_id=facts["booking_id"], useful=useful))

    return (tuple(said(useful) for useful in (3, 2, 1)),)


def _other_times(words: Words, facts: Facts) -> Rows:
    calm = Button(words("event-button-calm"), ListEvents(calm=True))
    return ((calm, Button(words("event-button-weekend"), ListEvents(when=When.WEEKEND.value))),)


def _certificate(words: Words, facts: Facts) -> Rows:
    return ((Button(words("event-button-certificate"), GetCertificate(booking_id=facts["booking_id"])),),)


def _name(words: Words, facts: Facts) -> Rows:
    return ((Button(words("event-button-other-name"), NameCertificate(booking_id=facts["booking_id"])),),)


def _subsidy(words: Words, facts: Facts) -> Rows:
    decide = partial(DecideSubsidy, event_id=facts["event_id"], yuan=int(facts["yuan"]))
    yes, no = words("host-button-subsidy-yes"), words("host-button-subsidy-no")
    return ((Button(yes, decide(yes=True)), Button(no, decide(yes=False))),)


def _dates(words: Words, facts: Facts) -> Rows:
    decide = partial(DecideDates, date_id=facts["date_id"], yuan=int(facts["yuan"]))
    yes, no = words("host-button-subsidy-yes"), words("host-button-subsidy-no")
    return ((Button(yes, decide(yes=True)), Button(no, decide(yes=False))),)


SEAT: Tells = {EventNews.REMINDER: shows("event-reminder", _seat)}
OFFER: Tells = {EventNews.OFFER: shows("event-offer", _offer)}
DATE: Tells = {
    EventNews.MOVED: shows("event-moved", _moved),
    EventNews.CALLED_OFF: shows("event-off", _other),
    EventNews.CHANGED: shows("event-changed", _date),
    EventNews.MESSAGE: shows("event-message"),
}
AFTERWARDS: Tells = {
    EventNews.HOW_WAS_IT: shows("event-how-was-it", _useful),
    EventNews.MISSED_TWO: shows("event-missed-two", _other_times),
    EventNews.CERTIFICATE: shows("event-certificate-ready", _certificate),
    EventNews.NAME_WRONG: shows("event-name-wrong", _name),
}
HOSTS: Tells = {EventNews.SPENT_HERE: shows("event-spent-here")}
SUBSIDY: Tells = {
    EventNews.SUBSIDY_WANTED: shows("host-subsidy-wanted", _subsidy),
    EventNews.SUBSIDY_WANTED_DATES: shows("host-subsidy-wanted-dates", _subsidy),
}
DATES: Tells = {EventNews.DATES_WANTED: shows("host-dates-wanted", _dates)}
DECIDED: Tells = {
    EventNews.SUBSIDY_GIVEN: shows("host-subsidy-given"),
    EventNews.SUBSIDY_REFUSED: shows("host-subsidy-refused"),
    EventNews.DATES_GIVEN: shows("host-dates-given"),
    EventNews.DATES_REFUSED: shows("host-dates-refused"),
}
