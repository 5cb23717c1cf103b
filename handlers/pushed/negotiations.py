"""The news of negotiations: for people who filed the problem, and for the negotiators."""

from handlers.buttons.negotiations import AnswerNegotiation, OpenPaper, OwnNegotiation, ShowNegotiation
from handlers.pushed.shown import Facts, Rows, Tells, shows
from handlers.talk.screens import Button
from handlers.talk.texts import Words
from models.negotiations.joining import Joining
from models.negotiations.negotiation import NegotiationNews


def _join(words: Words, facts: Facts) -> Rows:
    """Can be answered with one tap."""
    named, anonymous, no = (
        Button(
            words(f"negotiation-button-{answer}"),
            AnswerNegotiation(negotiation_id=facts["negotiation_id"], answer=answer),
        )
        for answer in (Joining.NAMED, Joining.ANONYMOUS, Joining.NO)
    )
    return ((named, anonymous), (no,))


def _own(words: Words, facts: Facts) -> Rows:
    return ((Button(words("case-button-look"), OwnNegotiation(negotiation_id=facts["negotiation_id"])),),)


def _result(words: Words, facts: Facts) -> Rows:
    paper = Button(words("negotiation-button-paper"), OpenPaper(negotiation_id=facts["negotiation_id"]))
    return ((*_own(words, facts)[0], paper),)


def _see(words: Words, facts: Facts) -> Rows:
    return ((Button(words("negotiation-button-see"), ShowNegotiation(negotiation_id=facts["negotiation_id"])),),)


ASKED: Tells = {NegotiationNews.ASKED: shows("negotiation-asked", _join)}
JOINED: Tells = {
    NegotiationNews.DEMAND: shows("negotiation-news-demand", _own),
    NegotiationNews.CALL: shows("negotiation-news-call", _own),
    NegotiationNews.REPLY: shows("negotiation-news-reply", _own),
    NegotiationNews.RESULT: shows("negotiation-news-result", _result),
}
NEGOTIATORS: Tells = {
    NegotiationNews.GATHERED: shows("negotiation-gathered", _see),
    NegotiationNews.PROMISED: shows("negotiation-news-promised", _see),
}
