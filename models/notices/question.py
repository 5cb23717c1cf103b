"""The questions of a survey: one to three, each answered by one tap."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from models.notices.errors import NoticeIncomplete
from models.storage.database import Json
from models.values.clean_text import clean_text

MOST_QUESTIONS = 3
FEWEST_CHOICES, MOST_CHOICES = 2, 5
LONGEST_QUESTION, LONGEST_CHOICE = 80, 20
"""The most characters of each; a choice is the label of a button."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question by language, and its choices, each by language."""

    titles: Mapping[str, str]
    choices: Sequence[Mapping[str, str]]

    def as_json(self) -> Json:
        return {
            "titles": {locale: clean_text(each) for locale, each in self.titles.items()},
            "choices": [{locale: clean_text(each) for locale, each in choice.items()} for choice in self.choices],
        }

    @classmethod
    def of_json(cls, value: Json) -> "Question":
        return cls(value["titles"], tuple(value["choices"]))


def check_questions(questions: Sequence[Question], locales: Collection[str]) -> None:
    """Checks the questions of a notice that is written in these languages. Raises NoticeIncomplete."""
    if len(questions) > MOST_QUESTIONS or not all(_is_whole(each, locales) for each in questions):
        raise NoticeIncomplete("questions")


def _is_whole(question: Question, locales: Collection[str]) -> bool:
    if any(each.keys() != set(locales) for each in (question.titles, *question.choices)):
        return False
    few = FEWEST_CHOICES <= len(question.choices) <= MOST_CHOICES
    fits = all(0 < len(each.strip()) <= LONGEST_QUESTION for each in question.titles.values())
    labels = all(0 < len(each.strip()) <= LONGEST_CHOICE for choice in question.choices for each in choice.values())
    different = all(len({each[locale] for each in question.choices}) == len(question.choices) for locale in locales)
    return few and fits and labels and different
