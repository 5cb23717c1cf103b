"""/questions: what riders asked and nothing here answers. It ends with a draft article; publishing it tells everyone
who wanted to know.
"""

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.buttons.articles import AnswerQuestion, AskAnswerTopic, EditArticle, OpenQuestions, ShowQuestion
from handlers.talk.at_desk import staff_say
from handlers.talk.forms import PAGE, leave_form, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.articles.answering import question_for_staff, questions_for_staff, write_answer
from models.articles.question_groups import QuestionGroup

router = Router(name=__name__)
SHOWN = 18
"""Characters of a question on a button."""


@router.message(Command("questions"))
@router.message(StateFilter(None), F.text, staff_say("staff-question-words"))
@router.callback_query(OpenQuestions.filter())
async def open_questions(
    event: Message | CallbackQuery, talk: Talk, callback_data: OpenQuestions | None = None
) -> Reply:
    """Runs when staff type /questions or a word for it, or open the questions; lists them."""
    page = callback_data.page if callback_data else 0
    count, groups = await questions_for_staff(talk.session, talk.person, limit=PAGE, offset=page * PAGE)
    await leave_form(talk.state)
    return show(event, list_screen(talk.words, count, groups, page))


@router.callback_query(ShowQuestion.filter())
async def show_question(event: CallbackQuery, talk: Talk, callback_data: ShowQuestion) -> Reply:
    """Runs when staff press a question; shows it."""
    group = await question_for_staff(talk.session, callback_data.question_id, talk.person)
    write = Button(talk.words("staff-button-write-answer"), AskAnswerTopic(question_id=group.id))
    return show(
        event, Screen(talk.words("staff-question", text=group.text, times=group.times), ((write,), _last(talk.words)))
    )


@router.callback_query(AskAnswerTopic.filter())
async def ask_topic(event: CallbackQuery, talk: Talk, callback_data: AskAnswerTopic) -> Reply:
    """Runs when staff want to write the answer; asks for its topic."""
    group = await question_for_staff(talk.session, callback_data.question_id, talk.person)
    topics, following = page_of(list(talk.city.topics.items()), callback_data.page)
    number = group.id
    choices = [
        Button(talk.words.pick(each.titles), AnswerQuestion(question_id=number, topic=key)) for key, each in topics
    ]
    if following is not None:
        choices.append(Button(talk.words("me-button-more"), AskAnswerTopic(question_id=number, page=following)))
    return show(event, Screen(talk.words("staff-question-topic"), (*in_rows(choices, 2), _last(talk.words))))


@router.callback_query(AnswerQuestion.filter())
async def answer(event: CallbackQuery, talk: Talk, callback_data: AnswerQuestion) -> Reply:
    """Runs when staff press the topic; drafts an article with the question."""
    group = await question_for_staff(talk.session, callback_data.question_id, talk.person)
    topic = callback_data.topic if callback_data.topic in talk.city.topics else next(iter(talk.city.topics))
    today = talk.today
    article = await write_answer(talk.session, group.id, talk.person, topic=topic, today=today, now=talk.now)
    go_on = Button(talk.words("staff-button-write-on"), EditArticle(key=article.key))
    return show(event, Screen(talk.words("staff-question-drafted", text=group.text), ((go_on,), _last(talk.words))))


def list_screen(words: Words, count: int, groups: list[QuestionGroup], page: int) -> Screen:
    """The questions of a page. count: of all groups; groups: those of the page."""
    rows = [
        (
            Button(
                words("staff-question-line", text=each.text[:SHOWN], times=each.times),
                ShowQuestion(question_id=each.id),
            ),
        )
        for each in groups
    ]
    there_are_more = count > (page + 1) * PAGE
    following = page + 1 if there_are_more else 0
    more = ((Button(words("me-button-more"), OpenQuestions(page=following)),),) if following or page else ()
    return Screen(words("staff-questions", count=count), (*rows, *more, (home_button(words),)))


def _last(words: Words) -> tuple[Button, ...]:
    return (Button(words("me-button-back"), OpenQuestions()), home_button(words))
