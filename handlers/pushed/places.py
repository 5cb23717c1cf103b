"""The questions and news for people who look after a place, and the question for who was there."""

from handlers.buttons.places import AskDifferent, StillSo, WasNotThere
from handlers.buttons.station import DecideClaim, SayToday, ShowHosted, ShowReports, UndoChange
from handlers.pushed.shown import Facts, Rows, Tells, shows
from handlers.talk.screens import Button
from handlers.talk.texts import Words
from models.places.host import PlaceNews


def _today(words: Words, facts: Facts) -> Rows:
    yes = Button(words("place-host-button-open"), SayToday(place_id=facts["place_id"], is_open=True))
    no = Button(words("place-host-button-shut"), SayToday(place_id=facts["place_id"], is_open=False))
    return ((yes, no),)


def _report(words: Words, facts: Facts) -> Rows:
    """A host says at once whether the place is open; if it has no host, the department looks at the report."""
    look = Button(words("place-host-button-reports"), ShowReports(place_id=facts["place_id"]))
    return (*(_today(words, facts) if facts["hosted"] == "yes" else ()), (look,))


def _hours(words: Words, facts: Facts) -> Rows:
    return ((Button(words("place-host-button-hours"), ShowHosted(place_id=facts["place_id"])),),)


def _claim(words: Words, facts: Facts) -> Rows:
    yes = Button(words("place-host-button-so"), DecideClaim(claim_id=facts["claim_id"], is_so=True))
    return ((yes, Button(words("place-host-button-still"), DecideClaim(claim_id=facts["claim_id"], is_so=False))),)


def _changed(words: Words, facts: Facts) -> Rows:
    return ((Button(words("place-host-button-undo"), UndoChange(change_id=facts["change_id"])),),)


def _visit(words: Words, facts: Facts) -> Rows:
    yes = Button(words("place-visit-yes"), StillSo(place_id=facts["place_id"], mark=facts["mark"]))
    no = Button(words("place-visit-no"), AskDifferent(place_id=facts["place_id"]))
    return ((yes, no, Button(words("place-visit-not-there"), WasNotThere())),)


HOSTS: Tells = {
    PlaceNews.TODAY: shows("place-host-news-today", _today),
    PlaceNews.SHUT: shows("place-host-news-shut", _today),
    PlaceNews.REPORT: shows("place-host-news-report", _report),
    PlaceNews.HOURS: shows("place-host-news-hours", _hours),
    PlaceNews.CLAIM: shows("place-host-news-claim", _claim),
    PlaceNews.CHANGED: shows("place-host-news-changed", _changed),
}
VISITORS: Tells = {PlaceNews.VISIT: shows("place-visit", _visit)}
