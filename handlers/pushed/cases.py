"""The news of a case for the people who filed it or joined it."""

from handlers.buttons.cases import (
    AddToCase,
    AgreeContact,
    AskRemovePiece,
    BlackenPiece,
    OpenFile,
    PlainPiece,
    ReleasePiece,
    ShowCase,
    ShowReveal,
    Solved,
)
from handlers.pushed.shown import Facts, Rows, Tells, shows
from handlers.talk.screens import Button
from handlers.talk.texts import Words
from models.cases.filer import Part
from models.cases.news import CaseNews
from models.casework.platform import Disclosure


def _look(words: Words, facts: Facts) -> Button:
    return Button(words("case-button-look"), ShowCase(case_id=facts["case_id"]))


def _usual(words: Words, facts: Facts) -> Rows:
    """The person who filed the case can add to it; a person who joined it can look at it. A draft has no button."""
    if "case_id" not in facts:
        return ()
    if facts["part"] != Part.FILED:
        return ((_look(words, facts),),)
    add = Button(words("own-case-button-add"), AddToCase(case_id=facts["case_id"]))
    return ((_look(words, facts), add),)


def _answer(words: Words, facts: Facts) -> Rows:
    answer = Button(words("own-case-button-answer"), AddToCase(case_id=facts["case_id"]))
    return ((answer, _look(words, facts)),)


def _solved(words: Words, facts: Facts) -> Rows:
    """Asks the first of two questions; the second follows the answer."""
    if facts["part"] != Part.FILED:
        return ((_look(words, facts),),)
    return (solved_row(words, facts["case_id"]), (_look(words, facts),))


def solved_row(words: Words, case_id: int) -> tuple[Button, ...]:
    yes = Button(words("case-button-solved"), Solved(case_id=case_id, solved=True))
    return (yes, Button(words("case-button-not-solved"), Solved(case_id=case_id, solved=False)))


def _file(words: Words, facts: Facts) -> Rows:
    file = OpenFile(case_id=facts["case_id"], number=int(facts["piece"]))
    return ((Button(words("case-button-open-file"), file),), *_usual(words, facts))


def _first(words: Words, facts: Facts) -> Rows:
    """Opens the case that a duplicate follows."""
    return ((Button(words("case-button-look"), ShowCase(case_id=facts["first_id"])),),)


def _agree(words: Words, facts: Facts) -> Rows:
    case_id, disclosure = facts["case_id"], Disclosure(facts["disclosure"])
    yes = AgreeContact(case_id=case_id, disclosure=disclosure, agrees=True)
    no = AgreeContact(case_id=case_id, disclosure=disclosure, agrees=False)
    return ((Button(words("case-button-agree"), yes), Button(words("case-button-disagree"), no)),)


def _reveal(words: Words, facts: Facts) -> Rows:
    return ((Button(words("case-reveal-button-look"), ShowReveal(case_id=facts["case_id"])),),)


def _revealed(words: Words, facts: Facts) -> Rows:
    return ((Button(words("case-reveal-button-look"), ShowCase(case_id=facts["case_id"])),),)


def _release(words: Words, facts: Facts) -> Rows:
    """Asks whether the department may get a piece of evidence in its original form."""
    if "case_id" not in facts:
        return ()
    case_id, number = facts["case_id"], int(facts["piece"])
    release = Button(words("own-case-button-release"), ReleasePiece(case_id=case_id, number=number))
    remove = Button(words("own-case-button-remove-yes"), AskRemovePiece(case_id=case_id, number=number))
    return ((release, remove),)


def _blacken(words: Words, facts: Facts) -> Rows:
    """Offers to blacken what in a picture shows who the person is."""
    blacken = BlackenPiece(case_id=facts["case_id"], number=int(facts["piece"]))
    return ((Button(words("picture-button-blacken"), blacken),),)


def _plain(words: Words, facts: Facts) -> Rows:
    """Offers to show the department what was blackened."""
    plain = PlainPiece(case_id=facts["case_id"], number=int(facts["piece"]))
    return ((Button(words("picture-button-plain"), plain),),)


FILER: Tells = {
    CaseNews.TAKEN: shows("case-news-taken", _usual),
    CaseNews.TAKEN_URGENT: shows("case-news-taken-urgent", _usual),
    CaseNews.TRANSFERRED: shows("case-news-transferred", _usual),
    CaseNews.ASKED: shows("case-news-asked", _answer),
    CaseNews.PROMISED: shows("case-news-promised", _usual),
    CaseNews.EXTENDED: shows("case-news-extended", _usual),
    CaseNews.MEANWHILE: shows("case-news-meanwhile", _usual),
    CaseNews.ANSWERED: shows("case-news-answered", _usual),
    CaseNews.SETTLED: shows("case-news-settled", _solved),
    CaseNews.ASKED_URGENT: shows("case-news-said-urgent", _answer),
    CaseNews.SAID_URGENT: shows("case-news-said-urgent", _usual),
    CaseNews.FILE: shows("case-news-file", _file),
    CaseNews.MERGED: shows("case-news-merged", _first),
    CaseNews.CONTACT: shows("case-news-contact", _agree),
    CaseNews.REVEAL_ASKED: shows("case-reveal-asked", _reveal),
    CaseNews.REVEALED: shows("case-reveal-danger", _revealed),
    CaseNews.EVIDENCE_REFUSED: shows("case-evidence-refused", _usual),
    CaseNews.EVIDENCE_UNREADABLE: shows("case-evidence-unreadable", _usual),
    CaseNews.EVIDENCE_UNCLEANABLE: shows("case-evidence-uncleanable", _release),
    CaseNews.EVIDENCE_TRACES: shows("case-evidence-traces", _blacken),
    CaseNews.EVIDENCE_BLACKENED: shows("case-evidence-blackened", _plain),
}
