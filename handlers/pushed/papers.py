"""The reminder of a paper that expires, and the event that renews it."""

from handlers.buttons.events import ShowEvent
from handlers.buttons.papers import RenewAt, Renewed, Silence
from handlers.pushed.shown import Facts, Rows, Tells, shows
from handlers.talk.screens import Button, Screen
from handlers.talk.texts import Words
from models.papers.paper import PaperNews


def _reminder(words: Words, facts: Facts) -> Screen:
    noted = "note" in facts
    return shows("certificate-reminder-noted" if noted else "certificate-reminder", _buttons)(words, facts)


def _buttons(words: Words, facts: Facts) -> Rows:
    paper_id = facts["paper_id"]
    renewed = Button(words("certificate-button-renewed"), Renewed(paper_id=paper_id))
    where = Button(words("certificate-button-renew-at"), RenewAt(paper_id=paper_id))
    silence = Button(words("certificate-button-silence"), Silence(paper_id=paper_id))
    return ((renewed,), (where, silence) if facts["renewed_at_place"] else (silence,))


def _event(words: Words, facts: Facts) -> Rows:
    return ((Button(words("paper-button-event"), ShowEvent(date_id=facts["date_id"])),),)


PAPER: Tells = {PaperNews.REMINDER: _reminder, PaperNews.EVENT: shows("paper-reminder-event", _event)}
