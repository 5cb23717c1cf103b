"""查政策: the topics, the articles of one, and the article: the answer, the steps, where to go, and the source. An
article that is no longer in force says so and leads to its successor.

A half-filled form stays: only the list of topics leaves it, and an article shows the way back to it.
"""

from dataclasses import dataclass
from datetime import date

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.articles.actions import action_button, call_button
from handlers.articles.rendering import Rich, bold, parts, render
from handlers.buttons.articles import EditArticle, OpenArticle, OpenArticles, OpenBenefit, OpenDesk, OpenTopic, Useful
from handlers.phrases.days import date_said
from handlers.talk.forms import PAGE, Resume, leave_form, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, say, show
from handlers.talk.talk import Talk
from handlers.talk.texts import SOURCE_LOCALE, Words, listed_words
from models.articles.article import (
    Article,
    ArticleText,
    Titled,
    articles_of_topic,
    find_article,
    newest_articles,
    say_useful,
    successor_of,
    texts_of,
    topics_in_use,
)
from models.benefits.use import note_use
from models.city.actions import BadAction
from models.city.pack import City
from models.people.person import Person
from models.staff.post import staff_of

router = Router(name=__name__)


@dataclass(frozen=True, slots=True)
class Reader:
    """The person who reads. in_form: an answer is awaited from them; benefit: the key of the benefit they came from;
    writer: they may change the article.
    """

    in_form: bool
    benefit: str
    writer: bool

    @classmethod
    async def of(cls, session: AsyncSession, person: Person, state: FSMContext, benefit: str) -> "Reader":
        """The reader of this chat, with the benefit they came from."""
        writer = await staff_of(session, person) is not None
        return cls(await state.get_state() is not None, benefit, writer)


def says_articles(message: Message) -> bool:
    """Return whether a typed text asks for the policies in general, in any language."""
    return (message.text or "").strip().casefold() in listed_words("article-words")


# --- what there is --------------------------------------------------------------------------------------------------


@router.callback_query(OpenArticles.filter())
async def open_topics(event: CallbackQuery, talk: Talk, callback_data: OpenArticles) -> Reply:
    """Runs when the person opens the policies; lists the topics."""
    await leave_form(talk.state)
    return show(event, await topics(talk, callback_data.page))


@router.message(Command("policies"))
@router.message(says_articles)
async def ask_topic(message: Message, talk: Talk) -> Reply:
    """Runs when the person types /policies or a word for it; lists the topics."""
    await leave_form(talk.state)
    return show(message, await topics(talk))


@router.callback_query(OpenTopic.filter())
async def open_topic(event: CallbackQuery, talk: Talk, callback_data: OpenTopic) -> Reply:
    """Runs when the person presses a topic; lists its articles."""
    if callback_data.topic not in talk.city.topics:
        return show(event, await topics(talk))
    topic = talk.city.topics[callback_data.topic]
    found = await articles_of_topic(
        talk.session, topic.key, locale=talk.words.locale, today=talk.today, first=topic.first
    )
    return show(event, topic_screen(talk.words, talk.city, topic.key, found, callback_data.page))


async def topics(talk: Talk, page: int = 0) -> Screen:
    """The topics that have articles."""
    used = await topics_in_use(talk.session, talk.today)
    there = [each for each in talk.city.topics.values() if each.key in used]
    if not there:
        return Screen(talk.words("article-none")).with_home(talk.words)
    shown, following = page_of(there, page)
    rows = in_rows(
        [Button(f"{each.emoji} {talk.words.pick(each.titles)}", OpenTopic(topic=each.key)) for each in shown], 2
    )
    more = ((Button(talk.words("article-button-more-topics"), OpenArticles(page=following)),),) if following else ()
    back = ((Button(talk.words("article-button-first-topics"), OpenArticles()),),) if following == 0 else ()
    desk = (
        ((Button(talk.words("article-edit-button-desk"), OpenDesk()),),)
        if await staff_of(talk.session, talk.person)
        else ()
    )
    return Screen(talk.words("article-which-topic"), (*rows, *more, *back, *desk)).with_home(talk.words)


def topic_screen(words: Words, city: City, topic: str, found: list[Titled], page: int) -> Screen:
    """The articles of a topic, each with a number to press."""
    back = Button(words("article-button-topics"), OpenArticles())
    if not found:
        return Screen(words("article-topic-empty"), ((back, home_button(words)),))
    shown, following = page_of(found, page)
    first = found.index(shown[0]) + 1
    lines = [words("article-line", number=str(number), title=each.title) for number, each in enumerate(shown, first)]
    numbers = [Button(str(number), OpenArticle(key=each.key)) for number, each in enumerate(shown, first)]
    more = () if following is None else (Button(words("article-button-more"), OpenTopic(topic=topic, page=following)),)
    title = city.topics[topic]
    text = [words("article-topic", topic=f"{title.emoji} {words.pick(title.titles)}"), *lines]
    return Screen("\n".join(text), (*in_rows(numbers, PAGE), (*more, back), (home_button(words),)))


async def newest_screen(talk: Talk) -> Screen:
    """The newest rules that an article is about, each with its day and a number to press."""
    words = talk.words
    found = await newest_articles(talk.session, locale=words.locale, today=talk.today, limit=PAGE)
    lines = [
        words("article-line-dated", number=str(number), title=each.title, day=day)
        for number, (each, day) in enumerate(found, 1)
    ]
    numbers = [Button(str(number), OpenArticle(key=each.key)) for number, (each, _) in enumerate(found, 1)]
    text = "\n".join([words("article-newest" if found else "article-none"), *lines])
    topics_button = Button(words("article-button-topics"), OpenArticles())
    return Screen(text, (*in_rows(numbers, PAGE), (topics_button,))).with_home(words)


# --- one of them ----------------------------------------------------------------------------------------------------


@router.callback_query(OpenArticle.filter())
async def open_article(event: CallbackQuery, talk: Talk, callback_data: OpenArticle) -> Reply:
    """Runs when the person presses an article; shows it."""
    article = await find_article(talk.session, callback_data.key)
    if callback_data.benefit in talk.city.benefits.items:
        await note_use(talk.session, callback_data.benefit, acted=True, today=talk.today)
    reader = await Reader.of(talk.session, talk.person, talk.state, callback_data.benefit)
    screens = await article_screens(talk, article, reader)
    return [show(event, screens[0]), *(say(event, screen) for screen in screens[1:])]


@router.callback_query(Useful.filter())
async def was_useful(event: CallbackQuery, talk: Talk, callback_data: Useful) -> Reply:
    """Runs when the person says whether the article was useful; thanks them."""
    useful = callback_data.useful
    article = await say_useful(talk.session, callback_data.key, person_id=talk.person.id, useful=useful, now=talk.now)
    thanks = talk.words("article-was-useful" if useful else "article-was-useless")
    reader = await Reader.of(talk.session, talk.person, talk.state, callback_data.benefit)
    if not talk.can.edit:
        return show(event, Screen(thanks, (_ways(article, talk.words, reader),)))
    screens = await article_screens(talk, article, reader, told=thanks)
    return show(event, screens[-1])


async def article_screens(talk: Talk, article: Article, reader: Reader, *, told: str | None = None) -> list[Screen]:
    """The article in as many messages as it needs, with the buttons below the last.

    told: the last line, instead of the question whether it was useful.
    """
    today = talk.today
    said = await texts_of(talk.session, article)
    text = said.get(talk.words.locale) or said[SOURCE_LOCALE]
    if not article.in_force(today):
        return [await _over(talk, article, text, today, reader)]
    limit = talk.can.text_limit
    blocks = [
        bold(text.title) if limit.entities else Rich(text.title),
        Rich(text.summary),
        *_body(text, said[SOURCE_LOCALE], talk.words, entities=limit.entities),
        Rich(_footer(article, text, talk.words, told)),
    ]
    *before, last = parts(blocks, limit)
    rows = _rows(talk, article, reader, asks=told is None)
    return [
        *(Screen(each.text, entities=tuple(each.entities)) for each in before),
        Screen(last.text, rows, entities=tuple(last.entities)),
    ]


def _body(text: ArticleText, source: ArticleText, words: Words, *, entities: bool) -> list[Rich]:
    """The text below the summary; if the language has none, the source language's, with a line that says so."""
    if text.body:
        return render(text.body, entities=entities)
    return [Rich(words("article-only-chinese")), *render(source.body, entities=entities)]


def _footer(article: Article, text: ArticleText, words: Words, told: str | None) -> str:
    lines = [
        words("article-audience", audience=text.audience),
        words("article-source", source=article.source, date=date_said(words, article.source_date)),
        words("article-phone", phone=article.phone) if article.phone else None,
        words("article-sample") if article.sample else None,
        told or words("article-useful"),
    ]
    return "\n".join(filter(None, lines))


def _rows(talk: Talk, article: Article, reader: Reader, *, asks: bool) -> tuple[tuple[Button, ...], ...]:
    call = call_button(talk, article.phone) if article.phone else None
    act = None
    if article.action is not None and not reader.in_form:
        try:
            act = action_button(talk, talk.city.action_targets.read(article.action))
        except BadAction:  # the city pack has changed since
            act = None
    votes = (
        Button(talk.words("article-button-useful"), Useful(key=article.key, useful=True, benefit=reader.benefit)),
        Button(talk.words("article-button-useless"), Useful(key=article.key, useful=False, benefit=reader.benefit)),
    )
    doing = tuple(each for each in (act, call) if each is not None)
    rows = (doing, votes if asks else (), _ways(article, talk.words, reader))
    return tuple(row for row in rows if row)


def _ways(article: Article, words: Words, reader: Reader) -> tuple[Button, ...]:
    """Buttons back to the half-filled form, to the benefit, or to the topic; and home."""
    if reader.in_form:
        return (Button(words("emergency-button-resume"), Resume()), home_button(words))
    back = Button(words("article-button-back"), OpenTopic(topic=article.topic_keys()[0]))
    if reader.benefit:
        back = Button(words("benefit-button-back"), OpenBenefit(key=reader.benefit))
    edit = (Button(words("article-edit-button-edit"), EditArticle(key=article.key)),) if reader.writer else ()
    return (*edit, back, home_button(words))


async def _over(talk: Talk, article: Article, text: ArticleText, today: date, reader: Reader) -> Screen:
    """For an article that is not in force, or not yet: what is, instead of what it says."""
    ways = _ways(article, talk.words, reader)
    if article.effective_from is not None and today < article.effective_from:
        line = talk.words("article-not-yet", title=text.title, date=date_said(talk.words, article.effective_from))
        return Screen(line, (ways,))
    successor = await successor_of(talk.session, article, today)
    if successor is None:
        return Screen(talk.words("article-over", title=text.title), (ways,))
    said = await texts_of(talk.session, successor)
    title = (said.get(talk.words.locale) or said[SOURCE_LOCALE]).title
    line = talk.words("article-replaced", title=text.title, successor=title)
    return Screen(line, ((Button(talk.words("article-button-successor"), OpenArticle(key=successor.key)),), ways))
