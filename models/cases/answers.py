"""Text that staff write about a case."""

from models.errors import AnswerMissing, AnswerTooLong
from models.questions.text import LONGEST_TEXT
from models.values.clean_text import clean_text


def what_is_said(text: str) -> str:
    """The text that staff typed, cleaned for storage. Raises AnswerMissing, AnswerTooLong."""
    clean = clean_text(text)
    if not clean:
        raise AnswerMissing("text")
    if len(clean) > LONGEST_TEXT:
        raise AnswerTooLong(LONGEST_TEXT)
    return clean
