"""The buttons that lead to a case. They stand below lists, receipts and messages that may be months old."""

from aiogram.filters.callback_data import CallbackData

from models.cases.closing import Satisfaction
from models.casework.platform import Disclosure

RIGHTS, HELP, CITY = "rights", "help", "city"
"""The groups of the city pack that the main menu leads to; help leads to the others too."""


class StartCase(CallbackData, prefix="case"):
    """Begins a case of a type. Everything in the city pack that leads to a case type has this button."""

    type: str


class OpenGroup(CallbackData, prefix="cases"):
    """Opens the case types of a group, page by page from 0."""

    group: str
    page: int = 0


class OpenCases(CallbackData, prefix="mycases"):
    """Opens the person's cases, page by page from 0."""

    page: int = 0


class ShowCase(CallbackData, prefix="mycase"):
    case_id: int


class CaseStory(CallbackData, prefix="mystory"):
    """Shows every step of a case, page by page from 0, which is the newest."""

    case_id: int
    page: int = 0


class AddToCase(CallbackData, prefix="addcase"):
    """Asks for words or evidence to add to a case, or for the answer if the department asked a question."""

    case_id: int


class GetReceipt(CallbackData, prefix="receipt"):
    case_id: int


class ShowPieces(CallbackData, prefix="mypieces"):
    """Shows the evidence of a case, page by page from 0."""

    case_id: int
    page: int = 0


class AskRemovePiece(CallbackData, prefix="pieceask"):
    case_id: int
    number: int


class RemovePiece(CallbackData, prefix="pieceout"):
    case_id: int
    number: int


class ReleasePiece(CallbackData, prefix="piecego"):
    """Allows the department to see an evidence file in its original form."""

    case_id: int
    number: int


class BlackenPiece(CallbackData, prefix="pieceblack"):
    """Blackens what in a picture shows who the person is, in the copy that the department gets."""

    case_id: int
    number: int


class PlainPiece(CallbackData, prefix="pieceplain"):
    """Shows the department what was blackened in its copy."""

    case_id: int
    number: int


class AskWithdraw(CallbackData, prefix="outask"):
    case_id: int


class WithdrawCase(CallbackData, prefix="out"):
    """Withdraws a case. asked_at: when the confirmation was shown, in seconds since 1970."""

    case_id: int
    asked_at: int


class ShowReveal(CallbackData, prefix="revealask"):
    """Asks whether the department may know who filed the anonymous case."""

    case_id: int


class AnswerReveal(CallbackData, prefix="reveal"):
    """Answers the question whether the department may know. number: of the question in the record. answer: no, yes
    (which asks for confirmation), sure."""

    case_id: int
    number: int
    answer: str


class Solved(CallbackData, prefix="settled"):
    case_id: int
    solved: bool


class Satisfied(CallbackData, prefix="satisfied"):
    case_id: int
    how: Satisfaction


class AgreeContact(CallbackData, prefix="agreecontact"):
    case_id: int
    disclosure: Disclosure
    agrees: bool


class MeantFor(CallbackData, prefix="meantfor"):
    """Takes the typed text as the answer in this case; 0: in no case."""

    case_id: int


class OpenFiles(CallbackData, prefix="deptfiles"):
    """Lists every file that the departments sent in a case."""

    case_id: int


class OpenFile(CallbackData, prefix="deptfile"):
    case_id: int
    number: int


class FileMeantFor(CallbackData, prefix="filefor"):
    """Takes the sent file as the answer in this case; 0: in no case."""

    case_id: int
