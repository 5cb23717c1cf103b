"""我的: what is kept of a person in plain words, and the ways to change it; goodbye.py takes it along or deletes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.cases import OpenCases
from handlers.buttons.events import OpenBookings
from handlers.papers.cards import OpenCertificates
from handlers.phrases import places as phrases
from handlers.phrases.quiet_times import OpenQuietTimes, quiet_times_said
from handlers.talk.consent import Agree, agree_button, consent_screen
from handlers.talk.forms import page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.texts import Texts, Words, listed_words
from models.cases.draft import drafts_of
from models.cases.mine import count_cases_of
from models.city.pack import City, Titles
from models.notices.newcomer import join
from models.notices.sending import warn_newcomer
from models.outbox.quiet_times import quiet_times_of
from models.papers.paper import certificates_of
from models.people.person import Person, change_profile, contacts_of
from models.places.place import Place

router = Router(name=__name__)
OCCUPATION, DISTRICT = "occupation", "district"


class OpenMe(CallbackData, prefix="me"):
    pass


class OpenMyData(CallbackData, prefix="mydata"):
    """To change, take along or delete what is kept."""


class OpenLink(CallbackData, prefix="link"):
    """The person's chats: to link another, or to take one off."""


class AskLanguage(CallbackData, prefix="languages"):
    pass


class SetLanguage(CallbackData, prefix="language"):
    locale: str


class AskOccupation(CallbackData, prefix="jobs"):
    pass


class SetOccupation(CallbackData, prefix="job"):
    """key: of the city pack; empty: forget it."""

    key: str


class AskDistrict(CallbackData, prefix="areas"):
    page: int = 0


class SetDistrict(CallbackData, prefix="area"):
    """key: of the city pack; empty: forget it."""

    key: str


class ExportMe(CallbackData, prefix="export"):
    pass


class AskDelete(CallbackData, prefix="delete"):
    pass


def says_me(message: Message) -> bool:
    """Whether a typed text asks for one's own things, in any language."""
    return (message.text or "").strip().casefold() in listed_words("me-words")


def says_language(message: Message) -> bool:
    """Whether a typed text asks for another language, in any of them."""
    return (message.text or "").strip().casefold() in listed_words("me-language-words")


@router.callback_query(OpenMe.filter())
@router.message(Command("me"))
@router.message(says_me)
async def open_me(
    event: Message | CallbackQuery, session: AsyncSession, person: Person, city: City, words: Words
) -> Reply:
    return show(event, await about(session, person, city, words))


@router.callback_query(OpenMyData.filter())
async def open_my_data(event: CallbackQuery, person: Person, words: Words) -> Reply:
    return show(event, my_data_screen(words, person))


# --- language -------------------------------------------------------------------------------------------------------


@router.callback_query(AskLanguage.filter())
@router.message(Command("language"))
@router.message(says_language)
async def ask_language(event: Message | CallbackQuery, texts: Texts, words: Words) -> Reply:
    return show(event, language_screen(texts, words))


@router.callback_query(SetLanguage.filter())
async def set_language(
    event: CallbackQuery,
    callback_data: SetLanguage,
    session: AsyncSession,
    person: Person,
    city: City,
    texts: Texts,
) -> Reply:
    """From this very answer on."""
    if callback_data.locale in texts.locales:
        person.locale = callback_data.locale
    words = texts.in_(person.locale)
    return show(event, await about(session, person, city, words))


# --- occupation and district ----------------------------------------------------------------------------------------


@router.callback_query(Agree.filter(F.then == OCCUPATION))
async def agreed_to_occupation(
    event: CallbackQuery, session: AsyncSession, person: Person, city: City, now: datetime, words: Words
) -> Reply:
    await join(session, person, now=now)
    return show(event, occupation_screen(words, city))


@router.callback_query(AskOccupation.filter())
async def ask_occupation(event: CallbackQuery, person: Person, city: City, words: Words) -> Reply:
    return show(event, occupation_screen(words, city) if person.agreed else consent_screen(words, OCCUPATION))


@router.callback_query(SetOccupation.filter())
async def set_occupation(
    event: CallbackQuery, callback_data: SetOccupation, session: AsyncSession, person: Person, city: City, words: Words
) -> Reply:
    if not person.agreed:
        return show(event, consent_screen(words, OCCUPATION))
    key = callback_data.key if callback_data.key in city.occupations else ""
    await change_profile(session, person, occupation=key)
    return show(event, await about(session, person, city, words))


@router.callback_query(Agree.filter(F.then == DISTRICT))
async def agreed_to_district(
    event: CallbackQuery, session: AsyncSession, person: Person, city: City, now: datetime, words: Words
) -> Reply:
    await join(session, person, now=now)
    return show(event, district_screen(words, city, 0))


@router.callback_query(AskDistrict.filter())
async def ask_district(
    event: CallbackQuery, callback_data: AskDistrict, person: Person, city: City, words: Words
) -> Reply:
    if not person.agreed:
        return show(event, consent_screen(words, DISTRICT))
    return show(event, district_screen(words, city, callback_data.page))


@router.callback_query(SetDistrict.filter())
async def set_district(
    event: CallbackQuery,
    callback_data: SetDistrict,
    session: AsyncSession,
    person: Person,
    city: City,
    now: datetime,
    words: Words,
) -> Reply:
    if not person.agreed:
        return show(event, consent_screen(words, DISTRICT))
    key = callback_data.key if callback_data.key in city.districts else ""
    await change_profile(session, person, district=key)
    await warn_newcomer(session, person, now=now)
    return show(event, await about(session, person, city, words))


# --- what is kept -----------------------------------------------------------------------------------------------------


async def about(session: AsyncSession, person: Person, city: City, words: Words) -> Screen:
    """What is kept, read anew."""
    last_place = await session.get(Place, person.last_place_id) if person.last_place_id is not None else None
    channels = [contact.channel for contact in await contacts_of(session, person.id)]
    open_cases, cases = await count_cases_of(session, person)
    kept = _Kept(
        certificates=len(await certificates_of(session, person.id)),
        open_cases=open_cases,
        cases=cases,
        drafts=len(await drafts_of(session, person)),
    )
    return me_screen(words, city, person, channels, last_place, kept)


@dataclass(frozen=True, slots=True)
class _Kept:
    """How many things there are of each kind."""

    certificates: int
    open_cases: int
    cases: int
    drafts: int


def me_screen(
    words: Words, city: City, person: Person, channels: Sequence[str], last_place: Place | None, kept: _Kept
) -> Screen:
    agreed_at = f"{person.consent_at.astimezone(city.zone):%Y-%m-%d}" if person.consent_at else None
    lines = [
        words("me-agreed", date=agreed_at, version=person.consent_version) if agreed_at else words("me-not-agreed"),
        words("me-chats", channels=words("place-and").join(words("me-chat", channel=each) for each in channels)),
        words("me-language", language=words("me-language-name")),
        words("me-occupation", title=_title(words, person.occupation, _titles_of_occupations(city))),
        words("me-district", title=_title(words, person.district, _titles_of_districts(city))),
        words("me-quiet-times", times=quiet_times_said(words, quiet_times_of(person, city)) or words("me-none")),
        words("me-cases", open=str(kept.open_cases), count=str(kept.cases)) if kept.cases else words("me-cases-none"),
        *([words("me-drafts", count=str(kept.drafts))] if kept.drafts else []),
        words("me-certificates", count=str(kept.certificates)) if kept.certificates else words("me-certificates-none"),
        words("me-last-needs", needs=phrases.needs_said(words, city, person.last_needs.split("|")) or words("me-none")),
        words("me-last-place", place=last_place.name if last_place else words("me-none")),
    ]
    return Screen("\n".join(lines), _me_buttons(words, person))


def _me_buttons(words: Words, person: Person) -> tuple[tuple[Button, ...], ...]:
    agree = () if person.agreed else ((agree_button(words),),)
    return (
        *agree,
        (Button(words("own-case-button-open"), OpenCases()), Button(words("event-button-mine"), OpenBookings())),
        (Button(words("me-button-certificates"), OpenCertificates()),),
        (Button(words("me-button-quiet-times"), OpenQuietTimes()),),
        (Button(words("me-button-language"), AskLanguage()), Button(words("me-button-data"), OpenMyData())),
        (home_button(words),),
    )


def my_data_screen(words: Words, person: Person) -> Screen:
    """What can be done with what is kept."""
    rows = (
        (Button(words("me-button-occupation"), AskOccupation()), Button(words("me-button-district"), AskDistrict())),
        (Button(words("me-button-link"), OpenLink()),),
        (Button(words("me-button-export"), ExportMe()), Button(words("me-button-delete"), AskDelete())),
        _back_and_home(words),
    )
    return Screen(words("me-data"), rows)


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
    choices = [Button(words.pick(each.titles), SetOccupation(key=each.key)) for each in city.occupations.values()]
    skip = (Button(words("me-button-rather-not"), SetOccupation(key="")),)
    return Screen(words("me-which-occupation"), (*in_rows(choices, 2), skip, _back_and_home(words)))


def district_screen(words: Words, city: City, page: int) -> Screen:
    districts, following = page_of(list(city.districts.values()), page)
    choices = [Button(words.pick(each.titles), SetDistrict(key=each.key)) for each in districts]
    ways = [Button(words("me-button-rather-not"), SetDistrict(key=""))]
    if following is not None:
        ways.insert(0, Button(words("me-button-more"), AskDistrict(page=following)))
    return Screen(words("me-which-district"), (*in_rows(choices, 2), tuple(ways), _back_and_home(words)))


def _back_and_home(words: Words) -> tuple[Button, ...]:
    return (Button(words("me-button-back"), OpenMe()), home_button(words))
