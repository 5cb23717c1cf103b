"""The kinds of answers that questions of the pack can name."""

from collections.abc import Mapping

from models.questions.choice import ChoiceKind
from models.questions.evidence import EvidenceKind
from models.questions.money import MoneyKind
from models.questions.order_number import OrderNumberKind
from models.questions.past_date import DateKind
from models.questions.phone import PhoneKind
from models.questions.place import PlaceKind
from models.questions.platform import PlatformKind
from models.questions.question import AnswerKind
from models.questions.text import TextKind

_KINDS: tuple[AnswerKind, ...] = (
    ChoiceKind(),
    TextKind(),
    MoneyKind(),
    DateKind(),
    PlatformKind(),
    OrderNumberKind(),
    PlaceKind(),
    EvidenceKind(),
    PhoneKind(),
)
EVERY_KIND: Mapping[str, AnswerKind] = {each.key: each for each in _KINDS}
"""The pack's name for a kind -> the kind."""
