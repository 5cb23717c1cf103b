"""A paper is named and its date asked for: typed as people write it, or picked as year, month and day.

The same question serves a new paper and a new date of an old one. Every button carries what it is about as `of`: a kind
of the city pack, OWN (its title lies in the conversation), or the number of an existing paper.
"""

import calendar
import re
from datetime import date
from functools import partial

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.buttons.papers import (
    AddPaper,
    AskExpiry,
    ChooseKind,
    OpenPapers,
    PickDate,
    PickMonth,
    PickYear,
    Renewed,
    ShowPaper,
)
from handlers.papers.cards import card, title_said
from handlers.phrases.days import date_said
from handlers.talk.consent import Agree, consent_screen
from handlers.talk.forms import PAGE, leave_form
from handlers.talk.question import NO_WORDS_NOR_POSITION, awaits
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.sent_file import has_file, note_picture
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.pack import City
from models.city.papers import OWN
from models.notices.newcomer import join
from models.papers.paper import LONGEST_TITLE, add_paper, change_expiry, find_paper, papers_of
from models.values.clean_text import clean_line
from models.values.written_date import NotADate, read_date

router = Router(name=__name__)
PAPER = "certificate"
"""Stands in `then` of the agreement; and, in the conversation's data, is the key for what the date is of."""
TITLE = "certificate_title"
YEAR = re.compile(r"\s*(20\d\d)\s*年?\s*")
YEAR_PAGES = 2
_DAY_SAID = re.compile(
    r"(?:20\d\d|\d\d|明|今|后|大后)\s*年?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:月|[./-])\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3}|底|初)\s*[号日]?"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3}|底|初)[号日]?|下个?月\d{1,2}[号日]"
)


class Naming(StatesGroup):
    """The conversation awaits the paper's name or the day it expires."""

    title = State()
    expiry = State()


# --- which ----------------------------------------------------------------------------------------------------------


@router.callback_query(Agree.filter(F.then == PAPER))
async def agreed_to_papers(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person agrees so that they can keep papers; asks for the kind."""
    await join(talk.session, talk.person, now=talk.now)
    return show(event, kinds_screen(talk.words, talk.city))


@router.callback_query(AddPaper.filter())
async def ask_kind(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person adds a paper; asks for its kind, or for the agreement first."""
    await leave_form(talk.state)
    return show(event, kinds_screen(talk.words, talk.city) if talk.person.agreed else consent_screen(talk.words, PAPER))


@router.callback_query(ChooseKind.filter(F.kind == OWN))
async def ask_title(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person wants a paper of another kind; asks for its name."""
    if not talk.person.agreed:
        return show(event, consent_screen(talk.words, PAPER))
    return show(event, await title_again(talk))


async def title_again(talk: Talk, first_line: str | None = None) -> Screen:
    """Ask for the paper's name; typed words are that name from now on."""
    await leave_form(talk.state)
    await talk.state.set_state(Naming.title)
    text = "\n".join(filter(None, [first_line, talk.words("paper-which-title")]))
    back = Button(talk.words("paper-button-back"), AddPaper())
    return Screen(text, ((back, home_button(talk.words)),))


@router.message(StateFilter(Naming.title, Naming.expiry), has_file)
async def paper_shown(message: Message, talk: Talk, reads_pictures: bool = False) -> Reply:
    """Runs when a photo comes where a paper is named or its date asked for; has it read, and asks on meanwhile."""
    names = await talk.state.get_state() == Naming.title.state
    if not reads_pictures or await note_picture(message, talk) is None:
        return show(message, await (no_title(talk) if names else no_date(talk)))
    line = talk.words("picture-looking")
    return show(message, await (title_again(talk, line) if names else date_again(talk, line)))


async def no_title(talk: Talk) -> Screen:
    """Ask for the name again, and say that only words are taken."""
    return await title_again(talk, talk.words("paper-only-words"))


_awaits = partial(awaits, router, sentence=False, no_answer=NO_WORDS_NOR_POSITION)


@_awaits(Naming.title, ask=title_again, instead=no_title)
async def titled(talk: Talk, said: str) -> Screen:
    """Runs when the person types the name; asks for the date."""
    title = clean_line(said)
    if len(title) > LONGEST_TITLE:
        return await title_again(talk, talk.words("paper-title-long", most=str(LONGEST_TITLE)))
    await talk.state.update_data({TITLE: title})
    return await ask_expiry(talk, OWN)


@router.callback_query(ChooseKind.filter())
async def choose_kind(event: CallbackQuery, talk: Talk, callback_data: ChooseKind) -> Reply:
    """Runs when the person presses a kind; asks for the date."""
    if not talk.person.agreed:
        return show(event, consent_screen(talk.words, PAPER))
    if callback_data.kind not in talk.city.papers:
        return show(event, kinds_screen(talk.words, talk.city, talk.words("paper-kind-gone")))
    return show(event, await ask_expiry(talk, callback_data.kind))


# --- until when -----------------------------------------------------------------------------------------------------


@router.callback_query(Renewed.filter())
async def ask_new_date(event: CallbackQuery, talk: Talk, callback_data: Renewed) -> Reply:
    """Runs when the person has renewed a paper; asks for its new date."""
    of = str(callback_data.paper_id)
    return show(event, await ask_expiry(talk, of))


@router.callback_query(AskExpiry.filter())
async def ask_again(event: CallbackQuery, talk: Talk, callback_data: AskExpiry) -> Reply:
    """Runs when the person turns the page of years, or says that the date was wrong; asks for the date."""
    of, page = callback_data.of, callback_data.page
    return show(event, await ask_expiry(talk, of, page=page))


def day_in_sentence(text: str) -> str:
    """The part of a sentence that names a day with its month; empty if none does."""
    found = _DAY_SAID.search(text)
    said = found[0] if found else ""
    return f"{said[0]}年{said[1:]}" if said[:1] in ("明", "今", "后") and said[1:2] != "年" else said


async def date_again(talk: Talk, first_line: str | None = None) -> Screen:
    """Ask for the date again."""
    of = str((await talk.state.get_data()).get(PAPER, OWN))
    return await ask_expiry(talk, of, first_line=first_line)


async def no_date(talk: Talk) -> Screen:
    """Ask for the date again, and say that only words are taken."""
    return await date_again(talk, talk.words("paper-only-words"))


@_awaits(Naming.expiry, ask=date_again, instead=no_date)
async def date_typed(talk: Talk, said: str) -> Screen:
    """Runs when the person types a date; keeps it, or asks if part of it was guessed. A year alone asks for
    the month.
    """
    of = str((await talk.state.get_data()).get(PAPER, OWN))
    if year := YEAR.fullmatch(said):
        return month_screen(talk.words, of, int(year[1]))
    read = read_date(said, talk.today)
    if isinstance(read, NotADate):
        return await date_again(talk, talk.words(f"paper-date-{read.replace('_', '-')}"))
    if not read.sure:
        return confirm_screen(talk.words, of, read.day)
    return await keep(talk, of, read.day)


@router.callback_query(PickYear.filter())
async def pick_year(event: CallbackQuery, talk: Talk, callback_data: PickYear) -> Reply:
    """Runs when the person presses a year; asks for the month."""
    return show(event, month_screen(talk.words, callback_data.of, callback_data.year))


@router.callback_query(PickMonth.filter())
async def pick_month(event: CallbackQuery, talk: Talk, callback_data: PickMonth) -> Reply:
    """Runs when the person presses a month; asks for the day."""
    return show(event, day_screen(talk.words, callback_data))


@router.callback_query(PickDate.filter())
async def pick_date(event: CallbackQuery, talk: Talk, callback_data: PickDate) -> Reply:
    """Runs when the person presses a day, or confirms a date; keeps the paper."""
    if not talk.person.agreed:
        return show(event, consent_screen(talk.words, PAPER))
    day = date(callback_data.year, callback_data.month, callback_data.day)
    return show(event, await keep(talk, callback_data.of, day))


# --- asking and keeping ---------------------------------------------------------------------------------------------


async def ask_expiry(talk: Talk, of: str, *, page: int = 0, first_line: str | None = None) -> Screen:
    """Ask for the date; typed text is a date from now on, and any other form is left. Raises PaperGone."""
    title = (await talk.state.get_data()).get(TITLE)
    if of == OWN and title is None:
        return await title_again(talk)
    await leave_form(talk.state)
    await talk.state.set_state(Naming.expiry)
    await talk.state.update_data({PAPER: of, TITLE: title} if of == OWN else {PAPER: of})
    question, before = await _question(talk, of, title)
    text = "\n".join(filter(None, [first_line, question]))
    return Screen(text, (*before, *_year_buttons(talk.words, of, talk.today.year, page)), awaits_number=True)


async def _question(talk: Talk, of: str, title: str | None) -> tuple[str, tuple[tuple[Button, ...], ...]]:
    """The question; if the person already has a paper of the kind, also a button to its date."""
    if of.isdecimal():
        paper = await find_paper(talk.session, int(of), person_id=talk.person.id)
        return talk.words("paper-which-new-date", title=title_said(talk.words, talk.city, paper)), ()
    if of == OWN:
        return talk.words("paper-which-date", title=title or ""), ()
    kind = talk.city.papers.get(of)
    question = talk.words(
        "paper-which-date", title=talk.words.pick(kind.titles) if kind else talk.words("paper-untitled")
    )
    for each in await papers_of(talk.session, talk.person.id):
        if each.kind == of:
            line = talk.words("paper-there-already", date=date_said(talk.words, each.expires_on))
            button = Button(talk.words("paper-button-change-that"), Renewed(paper_id=each.id))
            return f"{question}\n{line}", ((button,),)
    return question, ()


async def keep(talk: Talk, of: str, day: date) -> Screen:
    """Keep a new paper, or the new date of an old one, and show it. Raises PaperGone, TooManyPapers."""
    title = (await talk.state.get_data()).get(TITLE)
    if of == OWN and title is None:
        return await title_again(talk)
    if of != OWN and not of.isdecimal() and of not in talk.city.papers:
        return kinds_screen(talk.words, talk.city, talk.words("paper-kind-gone"))
    if of.isdecimal():
        kept = await change_expiry(
            talk.session, int(of), person_id=talk.person.id, expires_on=day, city=talk.city, now=talk.now
        )
        line = talk.words("paper-changed")
    else:
        own = title if of == OWN else None
        kept = await add_paper(
            talk.session, talk.person, kind=of, title=own, expires_on=day, city=talk.city, now=talk.now
        )
        line = talk.words("paper-added")
    await leave_form(talk.state)
    return await card(talk, kept, line)


# --- screens --------------------------------------------------------------------------------------------------------


def kinds_screen(words: Words, city: City, first_line: str | None = None) -> Screen:
    """Every kind on one screen: a second page would cost a tap."""
    kinds = [Button(words.pick(each.titles), ChooseKind(kind=each.key)) for each in city.papers.values()]
    own = Button(words("paper-button-own"), ChooseKind(kind=OWN))
    back = Button(words("paper-button-back"), OpenPapers())
    text = "\n".join(filter(None, [first_line, words("paper-which-kind")]))
    return Screen(text, (*in_rows([*kinds, own], 2), (back, home_button(words))))


def _year_buttons(words: Words, of: str, year: int, page: int) -> tuple[tuple[Button, ...], ...]:
    page %= YEAR_PAGES
    years = range(year + page * PAGE, year + (page + 1) * PAGE)
    choices = [Button(words("paper-year", year=str(each)), PickYear(of=of, year=each)) for each in years]
    other = Button(
        words("paper-button-later-years" if page == 0 else "paper-button-sooner-years"),
        AskExpiry(of=of, page=(page + 1) % YEAR_PAGES),
    )
    back = ShowPaper(paper_id=int(of)) if of.isdecimal() else AddPaper()
    return (*in_rows(choices, 3), (other,), (Button(words("paper-button-back"), back), home_button(words)))


def month_screen(words: Words, of: str, year: int) -> Screen:
    """Twelve months in order: on a text channel the number is the month."""
    months = [
        Button(words("paper-month", month=f"m{month}"), PickMonth(of=of, year=year, month=month))
        for month in range(1, 13)
    ]
    back = Button(words("paper-button-back"), AskExpiry(of=of))
    return Screen(words("paper-which-month", year=str(year)), (*in_rows(months, 4), (back, home_button(words))))


def day_screen(words: Words, picked: PickMonth) -> Screen:
    """The days of a month to choose from."""
    of, year, month = picked.of, picked.year, picked.month
    last = calendar.monthrange(year, month)[1]
    days = [Button(str(day), PickDate(of=of, year=year, month=month, day=day)) for day in range(1, last + 1)]
    back = Button(words("paper-button-back"), PickYear(of=of, year=year))
    text = words("paper-which-day", year=str(year), month=f"m{month}")
    return Screen(text, (*in_rows(days, 7), (back, home_button(words))))


def confirm_screen(words: Words, of: str, day: date) -> Screen:
    """Show how the date was understood if part of it was guessed."""
    yes = Button(words("paper-button-yes"), PickDate(of=of, year=day.year, month=day.month, day=day.day))
    no = Button(words("paper-button-no"), AskExpiry(of=of))
    return Screen(words("paper-is-it", date=date_said(words, day)), ((yes, no),)).with_home(words)
