"""我的: what is kept of a person, in plain words, and the ways to change it. goodbye.py takes it along or
deletes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.buttons.cases import OpenCases
from handlers.buttons.events import OpenBookings
from handlers.buttons.me import (
    AskDelete,
    AskDistrict,
    AskLanguage,
    AskOccupation,
    ExportMe,
    OpenLink,
    OpenMe,
    OpenMyData,
    OpenQuietTimes,
    SetDistrict,
    SetLanguage,
    SetOccupation,
)
from handlers.buttons.papers import OpenPapers
from handlers.phrases import places as phrases
from handlers.phrases.quiet_times import quiet_times_said
from handlers.talk.consent import Agree, agree_button, consent_screen
from handlers.talk.forms import page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Texts, Words, listed_words
from models.cases.draft import drafts_of
from models.cases.mine import count_cases_of
from models.city.pack import City, Titles
from models.notices.newcomer import join
from models.notices.sending import warn_newcomer
from models.outbox.quiet_times import quiet_times_of
from models.papers.paper import papers_of
from models.people.person import change_profile, contacts_of
from models.places.place import Place

router = Router(name=__name__)
OCCUPATION, DISTRICT = "occupation", "district"


def says_me(message: Message) -> bool:
    """Return whether a typed text asks for the person's own things, in any language."""
    return (message.text or "").strip().casefold() in listed_words("me-words")


def says_language(message: Message) -> bool:
    """Return whether a typed text asks for another language, in any language."""
    return (message.text or "").strip().casefold() in listed_words("me-language-words")


@router.callback_query(OpenMe.filter())
@router.message(Command("me"))
@router.message(says_me)
async def open_me(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person opens 我的, or types /me or a word for it; shows what is kept."""
    return show(event, await about(talk))


@router.callback_query(OpenMyData.filter())
async def open_my_data(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person opens their data; shows what they can do with it."""
    return show(event, my_data_screen(talk))


# --- language -------------------------------------------------------------------------------------------------------


@router.callback_query(AskLanguage.filter())
@router.message(Command("language"))
@router.message(says_language)
async def ask_language(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person wants another language, or types /language or a word for it; lists the languages."""
    return show(event, language_screen(talk.texts, talk.words))


@router.callback_query(SetLanguage.filter())
async def set_language(event: CallbackQuery, talk: Talk, callback_data: SetLanguage) -> Reply:
    """Runs when the person presses a language; this answer already uses it."""
    if callback_data.locale in talk.texts.locales:
        talk.person.locale = callback_data.locale
    words = talk.texts.in_(talk.person.locale)
    return show(event, await about(replace(talk, words=words)))


# --- occupation and district ----------------------------------------------------------------------------------------


@router.callback_query(Agree.filter(F.then == OCCUPATION))
async def agreed_to_occupation(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person agrees so that they can say their occupation; asks for it."""
    await join(talk.session, talk.person, now=talk.now)
    return show(event, occupation_screen(talk.words, talk.city))


@router.callback_query(AskOccupation.filter())
async def ask_occupation(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person wants to change their occupation; asks for it, or for the agreement first."""
    return show(
        event,
        occupation_screen(talk.words, talk.city) if talk.person.agreed else consent_screen(talk.words, OCCUPATION),
    )


@router.callback_query(SetOccupation.filter())
async def set_occupation(event: CallbackQuery, talk: Talk, callback_data: SetOccupation) -> Reply:
    """Runs when the person presses an occupation, or none; keeps it."""
    if not talk.person.agreed:
        return show(event, consent_screen(talk.words, OCCUPATION))
    key = callback_data.key if callback_data.key in talk.city.occupations else ""
    await change_profile(talk.session, talk.person, occupation=key)
    return show(event, await about(talk))


@router.callback_query(Agree.filter(F.then == DISTRICT))
async def agreed_to_district(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person agrees so that they can say their district; asks for it."""
    await join(talk.session, talk.person, now=talk.now)
    return show(event, district_screen(talk.words, talk.city, 0))


@router.callback_query(AskDistrict.filter())
async def ask_district(event: CallbackQuery, talk: Talk, callback_data: AskDistrict) -> Reply:
    """Runs when the person wants to change their district; asks for it, or for the agreement first."""
    if not talk.person.agreed:
        return show(event, consent_screen(talk.words, DISTRICT))
    return show(event, district_screen(talk.words, talk.city, callback_data.page))


@router.callback_query(SetDistrict.filter())
async def set_district(event: CallbackQuery, talk: Talk, callback_data: SetDistrict) -> Reply:
    """Runs when the person presses a district, or none; keeps it, and sends the warnings in force there."""
    if not talk.person.agreed:
        return show(event, consent_screen(talk.words, DISTRICT))
    key = callback_data.key if callback_data.key in talk.city.districts else ""
    await change_profile(talk.session, talk.person, district=key)
    await warn_newcomer(talk.session, talk.person, now=talk.now)
    return show(event, await about(talk))


# --- what is kept -----------------------------------------------------------------------------------------------------


async def about(talk: Talk) -> Screen:
    """Read again everything that is kept, and show it."""
    last_place = (
        await talk.session.get(Place, talk.person.last_place_id) if talk.person.last_place_id is not None else None
    )
    channels = [contact.channel for contact in await contacts_of(talk.session, talk.person.id)]
    open_cases, cases = await count_cases_of(talk.session, talk.person)
    kept = _Kept(
        papers=len(await papers_of(talk.session, talk.person.id)),
        open_cases=open_cases,
        cases=cases,
        drafts=len(await drafts_of(talk.session, talk.person)),
    )
    return me_screen(talk, channels, last_place, kept)


@dataclass(frozen=True, slots=True)
class _Kept:
    """How many things of each kind are kept."""

    papers: int
    open_cases: int
    cases: int
    drafts: int


def me_screen(talk: Talk, channels: Sequence[str], last_place: Place | None, kept: _Kept) -> Screen:
    """Everything that is kept, one line each."""
    agreed_at = f"{talk.person.consent_at.astimezone(talk.city.zone):%Y-%m-%d}" if talk.person.consent_at else None
    lines = [
        talk.words("me-agreed", date=agreed_at, version=talk.person.consent_version)
        if agreed_at
        else talk.words("me-not-agreed"),
        talk.words(
            "me-chats", channels=talk.words("place-and").join(talk.words("me-chat", channel=each) for each in channels)
        ),
        talk.words("me-language", language=talk.words("me-language-name")),
        talk.words(
            "me-occupation", title=_title(talk.words, talk.person.occupation, _titles_of_occupations(talk.city))
        ),
        talk.words("me-district", title=_title(talk.words, talk.person.district, _titles_of_districts(talk.city))),
        talk.words(
            "me-quiet-times",
            times=quiet_times_said(talk.words, quiet_times_of(talk.person, talk.city)) or talk.words("me-none"),
        ),
        talk.words("me-cases", open=str(kept.open_cases), count=str(kept.cases))
        if kept.cases
        else talk.words("me-cases-none"),
        *([talk.words("me-drafts", count=str(kept.drafts))] if kept.drafts else []),
        talk.words("me-papers", count=str(kept.papers)) if kept.papers else talk.words("me-papers-none"),
        talk.words(
            "me-last-needs",
            needs=phrases.needs_said(talk.words, talk.city, talk.person.last_needs.split("|")) or talk.words("me-none"),
        ),
        talk.words("me-last-place", place=last_place.name if last_place else talk.words("me-none")),
    ]
    return Screen("\n".join(lines), _me_buttons(talk))


def _me_buttons(talk: Talk) -> tuple[tuple[Button, ...], ...]:
    agree = () if talk.person.agreed else ((agree_button(talk.words),),)
    return (
        *agree,
        (
            Button(talk.words("own-case-button-open"), OpenCases()),
            Button(talk.words("event-button-mine"), OpenBookings()),
        ),
        (Button(talk.words("me-button-papers"), OpenPapers()),),
        (Button(talk.words("me-button-quiet-times"), OpenQuietTimes()),),
        (Button(talk.words("me-button-language"), AskLanguage()), Button(talk.words("me-button-data"), OpenMyData())),
        (home_button(talk.words),),
    )


def my_data_screen(talk: Talk) -> Screen:
    """The ways to change, link, take along and delete the data."""
    rows = (
        (
            Button(talk.words("me-button-occupation"), AskOccupation()),
            Button(talk.words("me-button-district"), AskDistrict()),
        ),
        (Button(talk.words("me-button-link"), OpenLink()),),
        (Button(talk.words("me-button-export"), ExportMe()), Button(talk.words("me-button-delete"), AskDelete())),
        _back_and_home(talk.words),
    )
    return Screen(talk.words("me-data"), rows)


def _titles_of_occupations(city: City) -> dict[str, Titles]:
    return {key: occupation.titles for key, occupation in city.occupations.items()}


def _titles_of_districts(city: City) -> dict[str, Titles]:
    return {key: district.titles for key, district in city.districts.items()}


def _title(words: Words, key: str | None, titles: dict[str, Titles]) -> str:
    return words.pick(titles[key]) if key in titles else words("me-none")


def language_screen(texts: Texts, words: Words) -> Screen:
    """Each language by its own name."""
    choices = [Button(texts.in_(each)("me-language-name"), SetLanguage(locale=each)) for each in texts.locales]
    return Screen(words("me-which-language"), (tuple(choices), _back_and_home(words)))


def occupation_screen(words: Words, city: City) -> Screen:
    """The occupations to choose from."""
    choices = [Button(words.pick(each.titles), SetOccupation(key=each.key)) for each in city.occupations.values()]
    skip = (Button(words("me-button-rather-not"), SetOccupation(key="")),)
    return Screen(words("me-which-occupation"), (*in_rows(choices, 2), skip, _back_and_home(words)))


def district_screen(words: Words, city: City, page: int) -> Screen:
    """The districts to choose from."""
    districts, following = page_of(list(city.districts.values()), page)
    choices = [Button(words.pick(each.titles), SetDistrict(key=each.key)) for each in districts]
    ways = [Button(words("me-button-rather-not"), SetDistrict(key=""))]
    if following is not None:
        ways.insert(0, Button(words("me-button-more"), AskDistrict(page=following)))
    return Screen(words("me-which-district"), (*in_rows(choices, 2), tuple(ways), _back_and_home(words)))


def _back_and_home(words: Words) -> tuple[Button, ...]:
    return (Button(words("me-button-back"), OpenMe()), home_button(words))
