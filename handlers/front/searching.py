"""Show what the search finds for a question: the passage that answers it, or that nothing does, and the
nearest ones.
"""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.buttons.articles import OpenArticle, OpenBenefit
from handlers.buttons.events import OpenEvents
from handlers.buttons.front import TellMe
from handlers.buttons.places import ChooseNeed
from handlers.front.destinations import destination_of
from handlers.phrases.days import date_said
from handlers.talk.consent import Agree, consent_screen
from handlers.talk.screens import Button, Reply, Screen, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.articles.library import Library
from models.articles.search import FoundKind, Hit, Passage
from models.articles.unanswered import want_answer
from models.city.intents import case_intent
from models.city.pack import City
from models.notices.newcomer import join

NEAREST = 3
ENGLISH = "en"


router = Router(name=__name__)
THEN = "tellme_"
"""Stands in `then` before the number of the question for which the agreement was needed."""


@router.callback_query(TellMe.filter())
async def tell_me(event: CallbackQuery, talk: Talk, callback_data: TellMe) -> Reply:
    """Runs when the person wants to be told once there is an answer; asks for the agreement first if it is missing."""
    if not talk.person.agreed:
        return show(event, consent_screen(talk.words, f"{THEN}{callback_data.question_id}"))
    await want_answer(talk.session, callback_data.question_id, talk.person)
    return show(event, Screen(talk.words("search-will-tell")).with_home(talk.words))


@router.callback_query(Agree.filter(F.then.regexp(rf"^{THEN}\d+$")))
async def agreed_to_be_told(event: CallbackQuery, talk: Talk, callback_data: Agree) -> Reply:
    """Runs when the person agrees so that they can be told; notes that they want the answer."""
    await join(talk.session, talk.person, now=talk.now)
    await want_answer(talk.session, int(callback_data.then.removeprefix(THEN)), talk.person)
    return show(event, Screen(talk.words("search-will-tell")).with_home(talk.words))


def hits_for(question: str, library: Library | None, words: Words) -> list[Hit]:
    """The search's hits, in the language of the question; empty before the index is built."""
    if library is None:
        return []
    locale = ENGLISH if question.isascii() and any(each.isalpha() for each in question) else words.locale
    return library.search(question, locale=locale)


def answer_of(hits: Sequence[Hit]) -> Hit | None:
    """The best good passage of an article, a benefit or an event, weighed alike; stories answer nothing."""
    kinds = (FoundKind.ARTICLE, FoundKind.BENEFIT, FoundKind.EVENT)
    return next((hit for hit in hits if hit.good and hit.passage.kind in kinds and not hit.passage.story), None)


def answer_screen(words: Words, city: City, answer: Hit, hits: Sequence[Hit]) -> Screen:
    """The passage with its title, clause and date; below it the whole article and what else was found."""
    said = answer.passage
    whole = OpenBenefit(key=said.key) if said.kind is FoundKind.BENEFIT else OpenArticle(key=said.key)
    others = [hit for hit in hits if hit is not answer and hit.near]
    rows = [(Button(words("search-button-article"), whole),)]
    rows += [(button,) for button in hit_buttons(words, city, others)[: NEAREST - 1]]
    passage = "\n".join(dict.fromkeys(filter(None, [said.answer, said.text])))
    text = words("search-answer", title=said.title, passage=passage)
    audience = words("article-audience", audience=said.audience) if said.audience else None
    return Screen("\n".join(filter(None, [text, audience, _source(words, said)])), tuple(rows))


def _source(words: Words, said: Passage) -> str | None:
    if said.as_of is None:
        return None
    date = date_said(words, said.as_of)
    return words("search-clause", clause=said.clause, date=date) if said.clause else words("search-date", date=date)


def nothing_screen(
    words: Words, city: City, hits: Sequence[Hit], question_id: int | None, perhaps: Sequence[Button] = ()
) -> Screen:
    """Say that nothing answers the question, and offer the nearest hits, what else it may mean, and a human.

    question_id: the kept question's number, if it was kept for the people who write answers.
    """
    nearest = hit_buttons(words, city, hits)[:NEAREST]
    there = [button.data for button in nearest]
    rows = [(button,) for button in (*nearest, *(each for each in perhaps if each.data not in there))]
    if question_id is not None:
        rows.append((Button(words("search-button-tell-me"), TellMe(question_id=question_id)),))
    human = destination_of(case_intent("talk"))
    if human is not None:
        rows.append((Button(words("search-button-human"), human.opens),))
    text = words("search-nothing") + (words("search-nearest") if nearest else "")
    return Screen(text, tuple(rows)).with_home(words)


def hit_buttons(words: Words, city: City, hits: Sequence[Hit]) -> list[Button]:
    """One button for each thing that can be opened; one for all events of a kind."""
    found = [button for hit in hits if (button := _button(words, city, hit)) is not None]
    return list({button.data.pack(): button for button in found if isinstance(button.data, CallbackData)}.values())


def _button(words: Words, city: City, hit: Hit) -> Button | None:
    kind, key, title = hit.passage.kind, hit.passage.key, hit.passage.title
    if kind is FoundKind.ARTICLE:
        return Button(words("search-button-one", title=title), OpenArticle(key=key))
    if kind is FoundKind.BENEFIT:
        return Button(words("search-button-benefit", title=title), OpenBenefit(key=key))
    if kind is FoundKind.EVENT:
        return Button(words("search-button-event", title=title), OpenEvents(kind=key))
    if kind is FoundKind.PLACE:
        return Button(words("search-button-place", title=title), ChooseNeed(need=key))
    if kind is FoundKind.CASE and (there := destination_of(case_intent(key))) is not None:
        return Button(words("search-button-case", title=title), there.opens)
    return None
