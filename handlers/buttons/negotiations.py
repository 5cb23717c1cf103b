"""The buttons of negotiations. They stand below cards and messages that may be a month old."""

from aiogram.filters.callback_data import CallbackData

from models.negotiations.joining import Joining
from models.negotiations.negotiation import Move


class OpenNegotiations(CallbackData, prefix="negos"):
    """Lists the union's negotiations, page by page from 0."""

    page: int = 0


class NegotiationAbout(CallbackData, prefix="negoabout"):
    """Shows the negotiation about a problem, or asks whether to open one. type, platform: keys of the city pack."""

    type: str
    platform: str


class OpenNegotiation(CallbackData, prefix="negoopen"):
    """Opens a negotiation and asks the people who filed the problem to join."""

    type: str
    platform: str


class ShowNegotiation(CallbackData, prefix="nego"):
    negotiation_id: int


class WriteMove(CallbackData, prefix="negowrite"):
    negotiation_id: int
    move: Move


class SendMove(CallbackData, prefix="negosend"):
    """Sends the move that was written."""

    negotiation_id: int


class MoveDay(CallbackData, prefix="negoday"):
    """Sets the day by which the platform promised it, as 20261127; 0: it named none."""

    negotiation_id: int
    day: int


class WriteMoveAgain(CallbackData, prefix="negoagain"):
    negotiation_id: int


class AnswerNegotiation(CallbackData, prefix="negojoin"):
    """Joins by name, joins without a name, declines, or leaves."""

    negotiation_id: int
    answer: Joining


class OwnNegotiations(CallbackData, prefix="mynegos"):
    """Lists the negotiations that the person joined or can join, page by page from 0."""

    page: int = 0


class OwnNegotiation(CallbackData, prefix="mynego"):
    negotiation_id: int


class OpenPaper(CallbackData, prefix="negopaper"):
    """Sends the agreement as a file."""

    negotiation_id: int


class AskLeave(CallbackData, prefix="negoleave"):
    """Asks whether to leave for good."""

    negotiation_id: int
