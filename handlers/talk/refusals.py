"""The words for a refusal by a rule of the domain."""

import re

from handlers.talk.texts import Words
from models.errors import DomainError


def error_key(kind: type[DomainError]) -> str:
    """The key of a domain error's words: `SeatsGone` -> `error-seats-gone`."""
    return "error-" + re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


def error_said(words: Words, error: DomainError) -> str:
    """The words of the error, with its fields as arguments."""
    return words(error_key(type(error)), **vars(error))
