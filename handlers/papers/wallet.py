"""The papers that a person keeps: the list, one of them, its reminders and buttons, and deleting it."""

from collections.abc import Iterable

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.buttons.papers import (
    AskDays,
    AskRemove,
    OpenPapers,
    RemovePaper,
    RenewAt,
    SetDay,
    ShowPaper,
    Silence,
)
from handlers.papers.cards import card, title_said, wallet
from handlers.places.card import open_card
from handlers.places.finding import Finding
from handlers.talk.forms import leave_form
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words, listed_words
from models.city.pack import City
from models.papers.paper import (
    DAYS_TO_CHOOSE,
    Paper,
    choose_days,
    find_paper,
    remove_paper,
    renewal_place,
)

router = Router(name=__name__)


def says_papers(message: Message, talk: Talk) -> bool:
    """Return whether a typed text is about the person's papers: 证件, the name of a kind, or that one expires."""
    text = (message.text or "").strip(" 。.!！?？").casefold()
    for mine in listed_words("paper-mine-words"):
        text = text.removeprefix(mine).strip()
    if text in listed_words("paper-words"):
        return True
    names = (name for kind in talk.city.papers.values() for name in _every(kind.titles.values(), kind.words.values()))
    endings = listed_words("paper-expiry-words")
    return any(text.removeprefix(name.casefold()).strip() in endings for name in names if text.startswith(name))


def _every(titles: Iterable[str], words: Iterable[Iterable[str]]) -> list[str]:
    return [name.casefold() for name in (*titles, *(each for some in words for each in some))]


@router.callback_query(OpenPapers.filter())
async def open_papers(event: CallbackQuery, talk: Talk, callback_data: OpenPapers) -> Reply:
    """Runs when the person opens their papers; lists them."""
    await leave_form(talk.state)
    return show(event, await wallet(talk, talk.person.id, callback_data.page))


@router.message(F.text, StateFilter(None, Finding.where), says_papers)
async def papers_said(message: Message, talk: Talk) -> Reply:
    """Runs when the person types a word for their papers; lists them."""
    await leave_form(talk.state)
    return show(message, await wallet(talk, talk.person.id))


@router.callback_query(ShowPaper.filter())
async def show_paper(event: CallbackQuery, talk: Talk, callback_data: ShowPaper) -> Reply:
    """Runs when the person presses a paper; shows it."""
    await leave_form(talk.state)
    paper = await find_paper(talk.session, callback_data.paper_id, person_id=talk.person.id)
    return show(event, await card(talk, paper))


@router.callback_query(RenewAt.filter())
async def renew_at(event: CallbackQuery, talk: Talk, callback_data: RenewAt) -> Reply:
    """Runs when the person wants to know where to renew; shows the card of the place, or the paper's again if the city
    pack no longer names one.
    """
    paper = await find_paper(talk.session, callback_data.paper_id, person_id=talk.person.id)
    place = await renewal_place(talk.session, paper, talk.city)
    if place is None:
        line = talk.words("paper-renew-at-gone")
        return show(event, await card(talk, paper, line))
    return show(event, await open_card(talk, place))


# --- reminders ------------------------------------------------------------------------------------------------------


@router.callback_query(AskDays.filter())
async def ask_days(event: CallbackQuery, talk: Talk, callback_data: AskDays) -> Reply:
    """Runs when the person wants to choose the reminders; shows the choices."""
    paper = await find_paper(talk.session, callback_data.paper_id, person_id=talk.person.id)
    return show(event, days_screen(talk.words, talk.city, paper))


@router.callback_query(SetDay.filter())
async def set_day(event: CallbackQuery, talk: Talk, callback_data: SetDay) -> Reply:
    """Runs when the person switches a reminder on or off; shows the choices."""
    paper = await find_paper(talk.session, callback_data.paper_id, person_id=talk.person.id)
    days = set(paper.remind_days) - {callback_data.days}
    if callback_data.wanted:
        days.add(callback_data.days)
    await choose_days(talk.session, paper.id, person_id=talk.person.id, days=days, city=talk.city, now=talk.now)
    return show(event, days_screen(talk.words, talk.city, paper))


@router.callback_query(Silence.filter())
async def silence(event: CallbackQuery, talk: Talk, callback_data: Silence) -> Reply:
    """Runs when the person wants no more reminders of a paper; switches all of them off."""
    paper = await choose_days(
        talk.session, callback_data.paper_id, person_id=talk.person.id, days=(), city=talk.city, now=talk.now
    )
    return show(event, await card(talk, paper, talk.words("paper-silenced")))


# --- deleting -------------------------------------------------------------------------------------------------------


@router.callback_query(AskRemove.filter())
async def ask_remove(event: CallbackQuery, talk: Talk, callback_data: AskRemove) -> Reply:
    """Runs when the person wants to delete a paper; asks whether they are sure."""
    paper = await find_paper(talk.session, callback_data.paper_id, person_id=talk.person.id)
    return show(event, remove_screen(talk.words, talk.city, paper))


@router.callback_query(RemovePaper.filter())
async def remove(event: CallbackQuery, talk: Talk, callback_data: RemovePaper) -> Reply:
    """Runs when the person confirms; deletes the paper and lists the others."""
    await remove_paper(talk.session, callback_data.paper_id, person_id=talk.person.id)
    return show(event, await wallet(talk, talk.person.id, first_line=talk.words("paper-removed")))


def days_screen(words: Words, city: City, paper: Paper) -> Screen:
    """Each choice of days; the chosen ones are marked, and a press switches one."""
    choices = []
    for days in DAYS_TO_CHOOSE:
        taken = days in paper.remind_days
        key = "paper-button-day-taken" if taken else "paper-button-day"
        data = SetDay(paper_id=paper.id, days=days, wanted=not taken)
        choices.append(Button(words(key, days=str(days)), data))
    done = Button(words("paper-button-done"), ShowPaper(paper_id=paper.id))
    text = words("paper-which-days", title=title_said(words, city, paper))
    return Screen(text, (*in_rows(choices, 3), (done, home_button(words))))


def remove_screen(words: Words, city: City, paper: Paper) -> Screen:
    """Ask whether to delete the paper."""
    yes = Button(words("paper-button-remove-yes"), RemovePaper(paper_id=paper.id))
    no = Button(words("paper-button-remove-no"), ShowPaper(paper_id=paper.id))
    text = words("paper-remove", title=title_said(words, city, paper))
    return Screen(text, ((yes, no),)).with_home(words)
