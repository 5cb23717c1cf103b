"""A survey below a notice: each question is answered by one tap, and the next one follows; it ends with thanks. For
staff: its questions, and what was answered.
"""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.buttons.notices import AnswerSurvey
from handlers.pushed.notices import question_asked
from handlers.talk.screens import Reply, Screen, home_button, say, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.notices.question import Question
from models.notices.survey import Counted, answer_survey

router = Router(name=__name__)


@router.callback_query(AnswerSurvey.filter())
async def answer(event: CallbackQuery, talk: Talk, callback_data: AnswerSurvey) -> Reply:
    """Runs when the person taps an answer; asks the next question, or thanks. The notice itself stays as it is."""
    number, choice = callback_data.question, callback_data.choice
    notice = await answer_survey(
        talk.session, callback_data.notice_id, talk.person, question=number, choice=choice, now=talk.now
    )
    questions = notice.kept_questions or []
    if number + 1 < len(questions):
        text, rows = question_asked(talk.words, notice.id, questions, number + 1)
        screen = Screen(text, rows).with_home(talk.words)
    else:
        said = talk.words.pick(questions[number]["choices"][choice])
        screen = Screen(talk.words("survey-thanks", answer=said), ((home_button(talk.words),),))
    return say(event, screen) if number == 0 else show(event, screen)


def questions_said(words: Words, questions: Sequence[Question]) -> list[str]:
    """The questions with their choices, a line for each."""
    return [
        words(
            "survey-line",
            number=number,
            question=words.pick(each.titles),
            choices=words("survey-or").join(words.pick(choice) for choice in each.choices),
        )
        for number, each in enumerate(questions, 1)
    ]


def answers_said(words: Words, questions: Sequence[Question], counts: Sequence[Counted]) -> list[str]:
    """How many people answered what, a line for each question."""
    return [
        _answers(words, number, each, counted)
        for number, (each, counted) in enumerate(zip(questions, counts, strict=True), 1)
    ]


def _answers(words: Words, number: int, question: Question, counted: Counted) -> str:
    if counted.people is None or counted.choices is None:
        return words("survey-answers-few", number=number)
    shown = [
        words("survey-count", choice=words.pick(question.choices[int(key)]), people=people)
        for key, people in sorted(counted.choices.items())
    ]
    if counted.others is not None:
        shown.append(words("survey-count", choice=words("survey-others"), people=counted.others))
    return words("survey-answers", number=number, people=counted.people, shown=words("survey-or").join(shown))
