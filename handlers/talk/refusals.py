"""What a person is told when a rule of the domain says no."""

import re

from handlers.talk.texts import Words
from models.errors import DomainError


def error_key(kind: type[DomainError]) -> str:
    """Where a domain error's words are: `SeatsGone` -> `error-seats-gone`."""
    return "error-" + re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


def error_said(words: Words, error: DomainError) -> str:
    return words(error_key(type(error)), **vars(error))
