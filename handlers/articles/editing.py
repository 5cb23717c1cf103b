"""Staff write articles in the chat: a draft about a topic, its parts one by one, publishing, ending, and what it said
before. Who may do what is decided in models/articles/editing.py.

A part is typed as the answer to a question; the conversation keeps which part of which revision it is.
"""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

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
from handlers.papers.cards import today_in
from handlers.talk.forms import ANSWER, PENDING, Resume, UsePending, leave_form
from handlers.talk.screens import Button, Reply, Screen, home_button, say, show
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
from models.city.pack import City
from models.people.person import Person
from models.staff.post import need_staff

router = Router(name=__name__)
WRITING = "article_writing"
"""In the conversation: which part of which article, or the topic of a new one."""


class Editing(StatesGroup):
    title = State()
    part = State()


# --- the desk -------------------------------------------------------------------------------------------------------


@router.message(Command("write"))
@router.callback_query(OpenDesk.filter())
async def open_desk(
    event: Message | CallbackQuery,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    words: Words,
    callback_data: OpenDesk | None = None,
) -> Reply:
    await leave_form(state)
    found = await drafts(session, person)
    return show(event, desk_screen(words, found, callback_data.page if callback_data else 0))


@router.callback_query(EditArticle.filter())
async def edit_article(
    event: CallbackQuery,
    callback_data: EditArticle,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    words: Words,
    channel_name: str,
) -> Reply:
    await leave_form(state)
    article = await article_for_staff(session, callback_data.key, person)
    return await shown(event, article, session, words, channel_name)


async def shown(
    event: Message | CallbackQuery,
    article: Article,
    session: AsyncSession,
    words: Words,
    channel_name: str,
    first_line: str | None = None,
) -> Reply:
    """The article on the desk, in as many messages as it needs."""
    screens = edit_screens(article, await texts_of(session, article), words, channel_name, first_line)
    return [show(event, screens[0]), *(say(event, each) for each in screens[1:])]


# --- a new one ------------------------------------------------------------------------------------------------------


@router.callback_query(ChooseTopic.filter())
async def choose_topic(
    event: CallbackQuery, callback_data: ChooseTopic, session: AsyncSession, person: Person, city: City, words: Words
) -> Reply:
    await need_staff(session, person)
    return show(event, topics_screen(words, city, callback_data.page))


@router.callback_query(NewArticle.filter())
async def ask_title(
    event: CallbackQuery,
    callback_data: NewArticle,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
) -> Reply:
    await need_staff(session, person)
    if callback_data.topic not in city.topics:
        return show(event, topics_screen(words, city, 0))
    await leave_form(state)
    await state.set_state(Editing.title)
    await state.update_data({WRITING: {"topic": callback_data.topic}})
    return show(event, question(words, words("article-edit-ask-title"), None))


@router.message(Editing.title, ANSWER)
async def titled(
    message: Message,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
    channel_name: str,
) -> Reply:
    topic = (await state.get_data())[WRITING]["topic"]
    today = today_in(city, now)
    article = await create_article(session, person, title=message.text or "", topic=topic, today=today, now=now)
    await leave_form(state)
    return await shown(message, article, session, words, channel_name, words("article-edit-created"))


# --- its parts ------------------------------------------------------------------------------------------------------


@router.callback_query(ChoosePart.filter())
async def choose_part(
    event: CallbackQuery,
    callback_data: ChoosePart,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    words: Words,
) -> Reply:
    await leave_form(state)
    article = await article_for_staff(session, callback_data.key, person)
    return show(event, parts_screen(words, article))


@router.callback_query(WritePart.filter(F.part.in_(list(Part))))
async def ask_part(
    event: CallbackQuery,
    callback_data: WritePart,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    words: Words,
) -> Reply:
    article = await article_for_staff(session, callback_data.key, person)
    await leave_form(state)
    await state.set_state(Editing.part)
    writing = {"key": article.key, "part": callback_data.part, "revision": article.revision}
    await state.update_data({WRITING: writing})
    return show(event, question(words, words(f"article-edit-ask-{callback_data.part}"), article.key))


@router.message(Editing.part, ANSWER)
async def part_typed(
    message: Message,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
    channel_name: str,
) -> Reply:
    text = message.text or ""
    return await write_part(message, text, session, state, person, city, words, now, channel_name)


@router.callback_query(Editing.part, UsePending.filter())
async def use_pending(
    event: CallbackQuery,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
    channel_name: str,
) -> Reply:
    """The sentence that brought the emergency card belongs into the article."""
    text = str((await state.get_data()).get(PENDING) or "")
    return await write_part(event, text, session, state, person, city, words, now, channel_name)


async def write_part(
    event: Message | CallbackQuery,
    text: str,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
    channel_name: str,
) -> Reply:
    writing = (await state.get_data())[WRITING]
    article = await change_article(
        session,
        writing["key"],
        person,
        part=Part(writing["part"]),
        text=text,
        locale=words.locale,
        revision=writing["revision"],
        today=today_in(city, now),
        now=now,
    )
    await leave_form(state)
    line = words("article-edit-changed", number=str(article.revision))
    return await shown(event, article, session, words, channel_name, line)


@router.message(Editing.title, ~F.text)
@router.message(Editing.part, ~F.text)
@router.callback_query(Editing.title, Resume.filter())
@router.callback_query(Editing.part, Resume.filter())
async def question_again(event: Message | CallbackQuery, state: FSMContext, words: Words) -> Reply:
    """Something that is no text; or back from the emergency card."""
    data = await state.get_data()
    writing, pending = data[WRITING], data.get(PENDING)
    asked = words(f"article-edit-ask-{writing.get('part', 'title')}")
    if isinstance(event, Message):
        asked = words("article-edit-only-words", question=asked)
    return show(event, question(words, asked, writing.get("key"), pending=pending))


def question(words: Words, text: str, key: str | None, *, pending: str | None = None) -> Screen:
    """A question for something typed. key: of the article it is about; pending: what may be the answer already."""
    back = Button(words("article-edit-button-back"), ChoosePart(key=key) if key else OpenDesk())
    if pending and key:
        text = "\n".join([words("emergency-pending", sentence=pending), text])
        return Screen(
            text, ((Button(words("emergency-button-use-pending"), UsePending()),), (back, home_button(words)))
        )
    return Screen(text, ((back, home_button(words)),))


# --- published, or over ---------------------------------------------------------------------------------------------


@router.callback_query(PublishArticle.filter())
async def publish(
    event: CallbackQuery,
    callback_data: PublishArticle,
    session: AsyncSession,
    person: Person,
    words: Words,
    now: datetime,
    channel_name: str,
) -> Reply:
    article = await publish_article(session, callback_data.key, person, revision=callback_data.revision, now=now)
    return await shown(event, article, session, words, channel_name, words("article-edit-published"))


@router.callback_query(ChooseSuccessor.filter())
async def choose_successor(
    event: CallbackQuery,
    callback_data: ChooseSuccessor,
    session: AsyncSession,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    article = await article_for_staff(session, callback_data.key, person)
    topic = article.topic_keys()[0]
    found = await articles_of_topic(session, topic, locale=words.locale, today=today_in(city, now))
    others = [each for each in found if each.key != article.key]
    return show(event, successor_screen(words, article, others, callback_data.page))


@router.callback_query(ExpireArticle.filter())
async def expire(
    event: CallbackQuery,
    callback_data: ExpireArticle,
    session: AsyncSession,
    person: Person,
    words: Words,
    now: datetime,
    channel_name: str,
) -> Reply:
    successor = callback_data.successor or None
    article = await expire_article(session, callback_data.key, person, successor=successor, now=now)
    return await shown(event, article, session, words, channel_name, words("article-edit-expired"))
