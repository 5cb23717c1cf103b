"""A question of a draft, as the form asks it now."""

from dataclasses import dataclass

from handlers.buttons.filing import GiveAnswer
from handlers.talk.screens import Button
from models.cases.draft import CaseDraft
from models.city.case_types import CaseType
from models.questions.question import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is asked. pieces: how many pieces of evidence it has; page: of its choices; hint: whether the
    person wants the hint.
    """

    case_type: CaseType
    question: Question
    draft: CaseDraft
    pieces: int = 0
    page: int = 0
    hint: bool = False

    @property
    def changing(self) -> bool:
        """Whether every question has been answered and this one is asked again."""
        return all(each.key in self.draft.answers for each in self.case_type.asked(self.draft.answers))

    def button(self, label: str, value: str) -> Button:
        """A button that answers the question with `value`."""
        return Button(label, GiveAnswer(draft=self.draft.id, question=self.question.key, value=value))
