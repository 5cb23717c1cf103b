"""The buttons of a case that is being filled in. Each names the draft, and the question it is about: however old the
button is, it does what it says or is told that the draft is gone."""

from aiogram.filters.callback_data import CallbackData


class NewDraft(CallbackData, prefix="casenew"):
    """A fresh one, though another of the type lies unfinished."""

    type: str


class OpenDrafts(CallbackData, prefix="drafts"):
    """What is not finished, page by page from 0."""

    page: int = 0


class ContinueDraft(CallbackData, prefix="draft"):
    """Where it stands: its question, or the review."""

    draft: str


class GiveAnswer(CallbackData, prefix="f"):
    """The answer to a question: a key, an ISO date, fen; empty: skipped; `done` to a question for evidence.

    The prefix is short because a draft's id, a question's key (20) and a choice's (24) have to fit beside it.
    """

    draft: str
    question: str
    value: str


class AskQuestion(CallbackData, prefix="fask"):
    """The question again, whatever was answered; empty: none, what is left to ask or the review. page: of its choices;
    hint: with how to find the answer."""

    draft: str
    question: str
    page: int = 0
    hint: bool = False


class StepBack(CallbackData, prefix="fback"):
    """To the question before this one."""

    draft: str
    question: str


class ChooseSpot(CallbackData, prefix="fspot"):
    """One of the places that the words typed last can mean, by its number from 0; -1: none, the words are it."""

    draft: str
    question: str
    number: int


class SaveDraft(CallbackData, prefix="fsave"):
    draft: str


class AskDiscard(CallbackData, prefix="fdrop"):
    draft: str


class DiscardDraft(CallbackData, prefix="fdropyes"):
    draft: str


class ChooseChange(CallbackData, prefix="fedit"):
    """Which answer to change? Page by page from 0."""

    draft: str
    page: int = 0


class Submit(CallbackData, prefix="send"):
    """As somebody with a name or without; what has to be said first is said."""

    draft: str
    anonymous: bool


class NameOther(CallbackData, prefix="fname"):
    """Another name and number than last time."""

    draft: str


class FileDraft(CallbackData, prefix="sendyes"):
    """After everything was said. department: the one it may be handed to, where that was asked; else empty."""

    draft: str
    anonymous: bool
    department: str = ""


class TakeOut(CallbackData, prefix="fmask"):
    """What could give away who it is, before it is filed anonymously: the order number, or the evidence."""

    draft: str
    evidence: bool


class JoinReport(CallbackData, prefix="fjoin"):
    """The report that is there already is this one."""

    draft: str
    case_id: int
