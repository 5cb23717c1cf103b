"""What was read in a picture, with the one button that confirms it. Its words are quoted, whatever they say."""

from datetime import date

from handlers.buttons.filing import ContinueDraft, UseShown, UseText
from handlers.buttons.papers import AskExpiry, PickDate
from handlers.buttons.pictures import CaseFromPicture
from handlers.pushed.shown import Facts, Rows, Tells, shows
from handlers.talk.screens import Button
from handlers.talk.texts import Words
from models.pictures.news import PictureNews


def _text(words: Words, facts: Facts) -> Button:
    use = UseText(draft=facts["draft"], question=facts["question"], piece=facts["piece"], shown=facts["shown"])
    return Button(words("picture-button-text"), use)


def _form(words: Words, facts: Facts) -> Rows:
    right = Button(words("picture-button-right"), UseShown(draft=facts["draft"], piece=facts["piece"]))
    text = (_text(words, facts),) if facts["question"] else ()
    return ((right,), (*text, Button(words("picture-button-wrong"), ContinueDraft(draft=facts["draft"]))))


def _doubtful(words: Words, facts: Facts) -> Rows:
    ask = Button(words("picture-button-ask"), UseShown(draft=facts["draft"], piece=facts["piece"]))
    return ((ask, Button(words("picture-button-wrong"), ContinueDraft(draft=facts["draft"]))),)


def _as_text(words: Words, facts: Facts) -> Rows:
    return ((_text(words, facts), Button(words("picture-button-no-text"), ContinueDraft(draft=facts["draft"]))),)


def _case(words: Words, facts: Facts) -> Rows:
    return ((Button(words("picture-button-case"), CaseFromPicture(shown=facts["shown"], type=facts["key"])),),)


def _paper(words: Words, facts: Facts) -> Rows:
    day = date.fromisoformat(facts["expires"])
    keep = PickDate(of=facts["kind"], year=day.year, month=day.month, day=day.day)
    other = Button(words("picture-button-other-day"), AskExpiry(of=facts["kind"]))
    return ((Button(words("picture-button-paper"), keep), other),)


def _undated(words: Words, facts: Facts) -> Rows:
    return ((Button(words("picture-button-day"), AskExpiry(of=facts["kind"])),),)


SHOWN: Tells = {
    PictureNews.FORM: shows("picture-form", _form),
    PictureNews.DOUBTFUL: shows("picture-doubtful", _doubtful),
    PictureNews.TEXT: shows("picture-text", _as_text),
    PictureNews.CASE: shows("picture-case", _case),
    PictureNews.PAPER: shows("picture-paper", _paper),
    PictureNews.PAPER_UNDATED: shows("picture-paper-undated", _undated),
}
