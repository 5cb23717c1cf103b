"""暖新福利: what the city offers its workers, in categories. Each item says what it is, who gets it, what to bring and
until when, and ends in a button that leads there.
"""

from collections.abc import Callable, Sequence

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from handlers.articles.actions import action_button
from handlers.buttons.articles import OpenBenefit, OpenBenefits, OpenCategory
from handlers.phrases.days import date_said
from handlers.talk.forms import leave_form, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words, listed_words
from models.benefits.use import note_use
from models.city.actions import ActionKind
from models.city.benefits import Benefit
from models.city.pack import City

router = Router(name=__name__)


def says_benefits(message: Message) -> bool:
    """Return whether a typed text asks for the benefits in general, in any language."""
    return (message.text or "").strip().casefold() in listed_words("benefit-words")


@router.callback_query(OpenBenefits.filter())
async def open_benefits(event: CallbackQuery, talk: Talk, callback_data: OpenBenefits) -> Reply:
    """Runs when the person opens the benefits; lists the categories."""
    await leave_form(talk.state)
    return show(event, categories_screen(talk.words, talk.city, callback_data.page))


@router.message(Command("benefits"))
@router.message(says_benefits)
async def ask_category(message: Message, talk: Talk) -> Reply:
    """Runs when the person types /benefits or a word for it; lists the categories."""
    await leave_form(talk.state)
    return show(message, categories_screen(talk.words, talk.city))


@router.callback_query(OpenCategory.filter())
async def open_category(event: CallbackQuery, talk: Talk, callback_data: OpenCategory) -> Reply:
    """Runs when the person presses a category; lists its benefits."""
    if callback_data.category not in talk.city.benefits.categories:
        return show(event, categories_screen(talk.words, talk.city))
    return show(event, category_screen(talk.words, talk.city, callback_data.category, callback_data.page))


@router.callback_query(OpenBenefit.filter())
async def open_benefit(event: CallbackQuery, talk: Talk, callback_data: OpenBenefit) -> Reply:
    """Runs when the person presses a benefit; shows it."""
    benefit = talk.city.benefits.items.get(callback_data.key)
    if benefit is None:
        return show(event, categories_screen(talk.words, talk.city, first_line=talk.words("benefit-gone")))
    await note_use(talk.session, benefit.key, acted=False, today=talk.today)
    return show(event, card_screen(talk, benefit))


def categories_screen(words: Words, city: City, page: int = 0, first_line: str | None = None) -> Screen:
    """The categories of a page."""
    categories = list(city.benefits.categories.values())
    if not categories:
        return Screen(words("benefit-none")).with_home(words)
    shown, following = page_of(categories, page)
    choices = [Button(f"{each.emoji} {words.pick(each.titles)}", OpenCategory(category=each.key)) for each in shown]
    count = str(len(city.benefits.items))
    text = "\n".join(filter(None, [first_line, words("benefit-which", count=count)]))
    more = _more(words, following, lambda page: OpenBenefits(page=page))
    return Screen(text, (*in_rows(choices, 2), *more)).with_home(words)


def category_screen(words: Words, city: City, category: str, page: int) -> Screen:
    """The benefits of a category."""
    shown, following = page_of(city.benefits.of(category), page)
    title = city.benefits.categories[category]
    choices = [(Button(words.pick(each.titles), OpenBenefit(key=each.key)),) for each in shown]
    more = _more(words, following, lambda page: OpenCategory(category=category, page=page))
    back = Button(words("benefit-button-categories"), OpenBenefits())
    text = words("benefit-category", category=f"{title.emoji} {words.pick(title.titles)}")
    return Screen(text, (*choices, *more, (back, home_button(words))))


def card_screen(talk: Talk, benefit: Benefit) -> Screen:
    """One benefit with all its parts."""
    action = benefit.action
    lines = [
        talk.words.pick(benefit.titles),
        talk.words.pick(benefit.what),
        talk.words("benefit-who", who=talk.words.pick(benefit.who)),
        talk.words("benefit-bring", bring=talk.words.pick(benefit.bring)),
        talk.words("benefit-until", until=talk.words.pick(benefit.until)),
        talk.words("benefit-amount", amount=talk.words.pick(benefit.amount)) if benefit.amount else None,
        talk.words("benefit-where", where=talk.words.pick(benefit.where)) if benefit.where else None,
        talk.words("article-phone", phone=phone_of(benefit)) if phone_of(benefit) else None,
        talk.words("benefit-source", source=talk.words.pick(benefit.source)) if benefit.source else None,
        talk.words("benefit-as-of", date=date_said(talk.words, benefit.as_of)) if benefit.as_of else None,
        _not_filled_in(talk.words, benefit),
        talk.words("article-sample") if talk.city.sample else None,
    ]
    act = action_button(talk, action, benefit=benefit.key)
    same = talk.words.pick(talk.city.benefits.categories[benefit.category].titles)
    back = Button(talk.words("benefit-button-same", category=same), OpenCategory(category=benefit.category))
    rows: Sequence[tuple[Button, ...]] = ((act,) if act else (), (back, home_button(talk.words)))
    return Screen("\n".join(filter(None, lines)), tuple(row for row in rows if row))


def phone_of(benefit: Benefit) -> str | None:
    """The benefit's telephone number; None if it has none."""
    return benefit.phone or (benefit.action.of if benefit.action.kind is ActionKind.PHONE else None)


def _not_filled_in(words: Words, benefit: Benefit) -> str | None:
    """The parts that the city has not written: the card names them instead of leaving them out."""
    somewhere = benefit.where or benefit.action.kind in (ActionKind.PLACE, ActionKind.EVENT)
    there = {"amount": benefit.amount, "where": somewhere, "phone": phone_of(benefit), "source": benefit.source}
    missing = [words(f"benefit-part-{name}") for name, is_there in there.items() if not is_there]
    return words("benefit-not-filled-in", parts=words("place-and").join(missing)) if missing else None


def _more(
    words: Words, following: int | None, leads_to: Callable[[int], CallbackData]
) -> tuple[tuple[Button, ...], ...]:
    """The row that turns the page, after the last to the first; empty if there is only one page."""
    return () if following is None else ((Button(words("benefit-button-more"), leads_to(following)),),)
