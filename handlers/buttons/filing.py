"""The buttons of a half-filled case. Each names the draft and the question it is about; so an old button still does
what it says, or says that the draft is gone.
"""

from aiogram.filters.callback_data import CallbackData


class NewDraft(CallbackData, prefix="casenew"):
    """Begin a new case although another of the type is unfinished."""

    type: str


class OpenDrafts(CallbackData, prefix="drafts"):
    """List the unfinished cases, page by page from 0."""

    page: int = 0


class ContinueDraft(CallbackData, prefix="draft"):
    """Open the draft where it stands: its question, or the review."""

    draft: str


class GiveAnswer(CallbackData, prefix="f"):
    """Answer a question with a key, an ISO date or fen; empty skips it; `done` says that there is no more evidence.

    The prefix is short because a draft's id, a question's key (20) and a choice's (24) have to fit beside it.
    """

    draft: str
    question: str
    value: str


class AskQuestion(CallbackData, prefix="fask"):
    """Ask the question again, whatever was answered. Empty: ask what is left, or show the review. page: of its choices;
    hint: also say how to find the answer.
    """

    draft: str
    question: str
    page: int = 0
    hint: bool = False


class StepBack(CallbackData, prefix="fback"):
    """Ask the question before this one."""

    draft: str
    question: str


class ChooseSpot(CallbackData, prefix="fspot"):
    """Choose one of the places that the typed words can mean, by its number from 0; -1 keeps the words."""

    draft: str
    question: str
    number: int


class UseShown(CallbackData, prefix="fshown"):
    """Put what was read in a piece of evidence into the form."""

    draft: str
    piece: int


class UseText(CallbackData, prefix="ftext"):
    """Answer a question with the text of a piece of evidence, or of a shown picture."""

    draft: str
    question: str
    piece: int
    shown: str = ""


class Blacken(CallbackData, prefix="fblack"):
    """Blacken what in the evidence shows who the person is, in the copy that the department gets."""

    draft: str


class SaveDraft(CallbackData, prefix="fsave"):
    """Leave the form and keep the draft."""

    draft: str


class AskDiscard(CallbackData, prefix="fdrop"):
    """Ask whether to delete the draft."""

    draft: str


class DiscardDraft(CallbackData, prefix="fdropyes"):
    """Delete the draft."""

    draft: str


class ChooseChange(CallbackData, prefix="fedit"):
    """Ask which answer to change, page by page from 0."""

    draft: str
    page: int = 0


class Submit(CallbackData, prefix="send"):
    """File with a name or anonymously, after saying what that means."""

    draft: str
    anonymous: bool


class NameOther(CallbackData, prefix="fname"):
    """Give another name and number than last time."""

    draft: str


class FileDraft(CallbackData, prefix="sendyes"):
    """File the case after everything was said. department: the one that may get it, if that was asked; else empty."""

    draft: str
    anonymous: bool
    department: str = ""


class TakeOut(CallbackData, prefix="fmask"):
    """Take out what could give the person away before filing anonymously: the order number, or the evidence."""

    draft: str
    evidence: bool


class JoinReport(CallbackData, prefix="fjoin"):
    """Join an existing report of the same spot."""

    draft: str
    case_id: int
