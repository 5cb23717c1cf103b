"""Staff write articles in the chat: a draft about a topic, its parts one by one, publishing it, and ending it.
models/articles/editing.py decides who may do what.

A part is typed as the answer to a question; the conversation keeps which part of which revision it is.
"""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.articles.desk import desk_screen, edit_screens, parts_screen, successor_screen, topics_screen
from handlers.buttons.articles import (
    ChoosePart,
    ChooseSuccessor,
    ChooseTopic,
    EditArticle,
    ExpireArticle,
    NewArticle,
    OpenDesk,
    PublishArticle,
    WritePart,
)
from handlers.talk.forms import ANSWER, PENDING, Resume, UsePending, leave_form
from handlers.talk.question import pending_row
from handlers.talk.screens import Button, Reply, Screen, home_button, say, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.articles.article import Article, articles_of_topic, texts_of
from models.articles.editing import (
    Part,
    article_for_staff,
    change_article,
    create_article,
    drafts,
    expire_article,
    publish_article,
)
from models.staff.post import need_staff

router = Router(name=__name__)
WRITING = "article_writing"
"""In the conversation's data: which part of which article is being written, or the topic of a new one."""


class Editing(StatesGroup):
    """The conversation awaits the title of a new article, or one part of an article."""

    title = State()
    part = State()


# --- the desk -------------------------------------------------------------------------------------------------------


@router.message(Command("write"))
@router.callback_query(OpenDesk.filter())
async def open_desk(event: Message | CallbackQuery, talk: Talk, callback_data: OpenDesk | None = None) -> Reply:
    """Runs when staff type /write or open the drafts; lists them."""
    await leave_form(talk.state)
    found = await drafts(talk.session, talk.person)
    return show(event, desk_screen(talk.words, found, callback_data.page if callback_data else 0))


@router.callback_query(EditArticle.filter())
async def edit_article(event: CallbackQuery, talk: Talk, callback_data: EditArticle) -> Reply:
    """Runs when staff press an article; shows it on the desk."""
    await leave_form(talk.state)
    article = await article_for_staff(talk.session, callback_data.key, talk.person)
    return await shown(event, talk, article)


async def shown(event: Message | CallbackQuery, talk: Talk, article: Article, first_line: str | None = None) -> Reply:
    """The article on the desk, in as many messages as it needs."""
    screens = edit_screens(talk, article, await texts_of(talk.session, article), first_line)
    return [show(event, screens[0]), *(say(event, each) for each in screens[1:])]


# --- a new one ------------------------------------------------------------------------------------------------------


@router.callback_query(ChooseTopic.filter())
async def choose_topic(event: CallbackQuery, talk: Talk, callback_data: ChooseTopic) -> Reply:
    """Runs when staff want a new article; asks for its topic."""
    await need_staff(talk.session, talk.person)
    return show(event, topics_screen(talk.words, talk.city, callback_data.page))


@router.callback_query(NewArticle.filter())
async def ask_title(event: CallbackQuery, talk: Talk, callback_data: NewArticle) -> Reply:
    """Runs when staff press the topic; asks for the title."""
    await need_staff(talk.session, talk.person)
    if callback_data.topic not in talk.city.topics:
        return show(event, topics_screen(talk.words, talk.city, 0))
    await leave_form(talk.state)
    await talk.state.set_state(Editing.title)
    await talk.state.update_data({WRITING: {"topic": callback_data.topic}})
    return show(event, question(talk.words, talk.words("article-edit-ask-title"), None))


@router.message(Editing.title, ANSWER)
async def titled(message: Message, talk: Talk) -> Reply:
    """Runs when staff type the title; makes the draft and shows it."""
    topic = (await talk.state.get_data())[WRITING]["topic"]
    today = talk.today
    article = await create_article(
        talk.session, talk.person, title=message.text or "", topic=topic, today=today, now=talk.now
    )
    await leave_form(talk.state)
    return await shown(message, talk, article, talk.words("article-edit-created"))


# --- its parts ------------------------------------------------------------------------------------------------------


@router.callback_query(ChoosePart.filter())
async def choose_part(event: CallbackQuery, talk: Talk, callback_data: ChoosePart) -> Reply:
    """Runs when staff want to change the article; asks which part."""
    await leave_form(talk.state)
    article = await article_for_staff(talk.session, callback_data.key, talk.person)
    return show(event, parts_screen(talk.words, article))


@router.callback_query(WritePart.filter(F.part.in_(list(Part))))
async def ask_part(event: CallbackQuery, talk: Talk, callback_data: WritePart) -> Reply:
    """Runs when staff press a part; asks for its text."""
    article = await article_for_staff(talk.session, callback_data.key, talk.person)
    await leave_form(talk.state)
    await talk.state.set_state(Editing.part)
    writing = {"key": article.key, "part": callback_data.part, "revision": article.revision}
    await talk.state.update_data({WRITING: writing})
    return show(event, question(talk.words, talk.words(f"article-edit-ask-{callback_data.part}"), article.key))


@router.message(Editing.part, ANSWER)
async def part_typed(message: Message, talk: Talk) -> Reply:
    """Runs when staff type the text of a part; keeps it and shows the article."""
    text = message.text or ""
    return await write_part(message, talk, text)


@router.callback_query(Editing.part, UsePending.filter())
async def use_pending(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when staff say that the sentence which brought an emergency card belongs into the article."""
    text = str((await talk.state.get_data()).get(PENDING) or "")
    return await write_part(event, talk, text)


async def write_part(event: Message | CallbackQuery, talk: Talk, text: str) -> Reply:
    """Keep the text as the part that is being written, and show the article."""
    writing = (await talk.state.get_data())[WRITING]
    article = await change_article(
        talk.session,
        writing["key"],
        talk.person,
        part=Part(writing["part"]),
        text=text,
        locale=talk.words.locale,
        revision=writing["revision"],
        today=talk.today,
        now=talk.now,
    )
    await leave_form(talk.state)
    line = talk.words("article-edit-changed", number=str(article.revision))
    return await shown(event, talk, article, line)


@router.message(Editing.title, ~F.text)
@router.message(Editing.part, ~F.text)
@router.callback_query(Editing.title, Resume.filter())
@router.callback_query(Editing.part, Resume.filter())
async def question_again(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when something comes that is no text, or staff return from an emergency card; asks again."""
    data = await talk.state.get_data()
    writing, pending = data[WRITING], data.get(PENDING)
    asked = talk.words(f"article-edit-ask-{writing.get('part', 'title')}")
    if isinstance(event, Message):
        asked = talk.words("article-edit-only-words", question=asked)
    return show(event, question(talk.words, asked, writing.get("key"), pending=pending))


def question(words: Words, text: str, key: str | None, *, pending: str | None = None) -> Screen:
    """Ask for typed text. key: of the article; pending: an earlier sentence that may be the answer."""
    back = Button(words("article-edit-button-back"), ChoosePart(key=key) if key else OpenDesk())
    if pending and key:
        text = "\n".join([words("emergency-pending", sentence=pending), text])
        return Screen(text, (*pending_row(words, pending), (back, home_button(words))))
    return Screen(text, ((back, home_button(words)),))


# --- published, or over ---------------------------------------------------------------------------------------------


@router.callback_query(PublishArticle.filter())
async def publish(event: CallbackQuery, talk: Talk, callback_data: PublishArticle) -> Reply:
    """Runs when staff publish the article; shows it."""
    article = await publish_article(
        talk.session, callback_data.key, talk.person, revision=callback_data.revision, now=talk.now
    )
    return await shown(event, talk, article, talk.words("article-edit-published"))


@router.callback_query(ChooseSuccessor.filter())
async def choose_successor(event: CallbackQuery, talk: Talk, callback_data: ChooseSuccessor) -> Reply:
    """Runs when staff want to end the article; asks what replaces it."""
    article = await article_for_staff(talk.session, callback_data.key, talk.person)
    topic = article.topic_keys()[0]
    found = await articles_of_topic(talk.session, topic, locale=talk.words.locale, today=talk.today)
    others = [each for each in found if each.key != article.key]
    return show(event, successor_screen(talk.words, article, others, callback_data.page))


@router.callback_query(ExpireArticle.filter())
async def expire(event: CallbackQuery, talk: Talk, callback_data: ExpireArticle) -> Reply:
    """Runs when staff press the successor, or none; ends the article."""
    successor = callback_data.successor or None
    article = await expire_article(talk.session, callback_data.key, talk.person, successor=successor, now=talk.now)
    return await shown(event, talk, article, talk.words("article-edit-expired"))
