"""The buttons of negotiations, wherever they are shown: below a card, or a message of last month."""

from aiogram.filters.callback_data import CallbackData

from models.negotiations.joining import Joining
from models.negotiations.negotiation import Move


class OpenNegotiations(CallbackData, prefix="negos"):
    """Those of the union, page by page from 0."""

    page: int = 0


class NegotiationAbout(CallbackData, prefix="negoabout"):
    """The one about a problem; where none runs, whether to open it. type, platform: keys of the city pack."""

    type: str
    platform: str


class OpenNegotiation(CallbackData, prefix="negoopen"):
    """Yes, those who filed it are asked now."""

    type: str
    platform: str


class ShowNegotiation(CallbackData, prefix="nego"):
    negotiation_id: int


class WriteMove(CallbackData, prefix="negowrite"):
    negotiation_id: int
    move: Move


class SendMove(CallbackData, prefix="negosend"):
    """What was written is right."""

    negotiation_id: int


class MoveDay(CallbackData, prefix="negoday"):
    """By which day the platform promised it, as 20261127; 0: it named none."""

    negotiation_id: int
    day: int


class WriteMoveAgain(CallbackData, prefix="negoagain"):
    negotiation_id: int


class AnswerNegotiation(CallbackData, prefix="negojoin"):
    """To join, by name or not, or not to, or to leave."""

    negotiation_id: int
    answer: Joining


class OwnNegotiations(CallbackData, prefix="mynegos"):
    """Those the person joined or can join, page by page from 0."""

    page: int = 0


class OwnNegotiation(CallbackData, prefix="mynego"):
    negotiation_id: int


class OpenPaper(CallbackData, prefix="negopaper"):
    """What was agreed, as a file."""

    negotiation_id: int


class AskLeave(CallbackData, prefix="negoleave"):
    """Whether to leave for good."""

    negotiation_id: int
