"""The conversation's side of every kind of answer, by its class in models/questions."""

from collections.abc import Mapping

from handlers.filing.kinds.asked_kind import AskedKind
from handlers.filing.kinds.choice import AskedChoice
from handlers.filing.kinds.evidence import AskedEvidence
from handlers.filing.kinds.money import AskedMoney
from handlers.filing.kinds.order_number import AskedOrderNumber
from handlers.filing.kinds.past_date import AskedDate
from handlers.filing.kinds.phone import AskedPhone
from handlers.filing.kinds.place import AskedPlace
from handlers.filing.kinds.platform import AskedPlatform
from handlers.filing.kinds.text import AskedText
from models.questions.choice import ChoiceKind
from models.questions.evidence import EvidenceKind
from models.questions.money import MoneyKind
from models.questions.order_number import OrderNumberKind
from models.questions.past_date import DateKind
from models.questions.phone import PhoneKind
from models.questions.place import PlaceKind
from models.questions.platform import PlatformKind
from models.questions.question import AnswerKind, Question
from models.questions.text import TextKind

ASKED_KINDS: Mapping[type[AnswerKind], AskedKind] = {
    ChoiceKind: AskedChoice(),
    DateKind: AskedDate(),
    EvidenceKind: AskedEvidence(),
    MoneyKind: AskedMoney(),
    OrderNumberKind: AskedOrderNumber(),
    PhoneKind: AskedPhone(),
    PlaceKind: AskedPlace(),
    PlatformKind: AskedPlatform(),
    TextKind: AskedText(),
}


def asked_kind(question: Question) -> AskedKind:
    """How the question is asked, read and said."""
    return ASKED_KINDS[type(question.kind)]
