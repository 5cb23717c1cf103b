"""The certificates a person keeps: the list, one of them, its reminders and their buttons, and how it is deleted."""

from collections.abc import Iterable

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.buttons.papers import (
    AskDays,
    AskRemove,
    OpenCertificates,
    RemoveCertificate,
    RenewAt,
    SetDay,
    ShowCertificate,
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
    Certificate,
    choose_days,
    find_certificate,
    remove_certificate,
    renewal_place,
)

router = Router(name=__name__)


def says_certificates(message: Message, talk: Talk) -> bool:
    """Whether a typed text is about one's papers: 证件, the name of a kind, or that one expires."""
    text = (message.text or "").strip(" 。.!！?？").casefold()
    for mine in listed_words("certificate-mine-words"):
        text = text.removeprefix(mine).strip()
    if text in listed_words("certificate-words"):
        return True
    names = (
        name for kind in talk.city.certificates.values() for name in _every(kind.titles.values(), kind.words.values())
    )
    endings = listed_words("certificate-expiry-words")
    return any(text.removeprefix(name.casefold()).strip() in endings for name in names if text.startswith(name))


def _every(titles: Iterable[str], words: Iterable[Iterable[str]]) -> list[str]:
    return [name.casefold() for name in (*titles, *(each for some in words for each in some))]


@router.callback_query(OpenCertificates.filter())
async def open_certificates(event: CallbackQuery, talk: Talk, callback_data: OpenCertificates) -> Reply:
    await leave_form(talk.state)
    return show(event, await wallet(talk, talk.person.id, callback_data.page))


@router.message(F.text, StateFilter(None, Finding.where), says_certificates)
async def certificates_said(message: Message, talk: Talk) -> Reply:
    await leave_form(talk.state)
    return show(message, await wallet(talk, talk.person.id))


@router.callback_query(ShowCertificate.filter())
async def show_certificate(event: CallbackQuery, talk: Talk, callback_data: ShowCertificate) -> Reply:
    await leave_form(talk.state)
    certificate = await find_certificate(talk.session, callback_data.certificate_id, person_id=talk.person.id)
    return show(event, await card(talk, certificate))


@router.callback_query(RenewAt.filter())
async def renew_at(event: CallbackQuery, talk: Talk, callback_data: RenewAt) -> Reply:
    """The card of the place; or, when the city pack names none any more, that of the certificate."""
    certificate = await find_certificate(talk.session, callback_data.certificate_id, person_id=talk.person.id)
    place = await renewal_place(talk.session, certificate, talk.city)
    if place is None:
        line = talk.words("certificate-renew-at-gone")
        return show(event, await card(talk, certificate, line))
    return show(event, await open_card(talk, place))


# --- reminders ------------------------------------------------------------------------------------------------------


@router.callback_query(AskDays.filter())
async def ask_days(event: CallbackQuery, talk: Talk, callback_data: AskDays) -> Reply:
    certificate = await find_certificate(talk.session, callback_data.certificate_id, person_id=talk.person.id)
    return show(event, days_screen(talk.words, talk.city, certificate))


@router.callback_query(SetDay.filter())
async def set_day(event: CallbackQuery, talk: Talk, callback_data: SetDay) -> Reply:
    certificate = await find_certificate(talk.session, callback_data.certificate_id, person_id=talk.person.id)
    days = set(certificate.remind_days) - {callback_data.days}
    if callback_data.wanted:
        days.add(callback_data.days)
    await choose_days(talk.session, certificate.id, person_id=talk.person.id, days=days, city=talk.city, now=talk.now)
    return show(event, days_screen(talk.words, talk.city, certificate))


@router.callback_query(Silence.filter())
async def silence(event: CallbackQuery, talk: Talk, callback_data: Silence) -> Reply:
    certificate = await choose_days(
        talk.session, callback_data.certificate_id, person_id=talk.person.id, days=(), city=talk.city, now=talk.now
    )
    return show(event, await card(talk, certificate, talk.words("certificate-silenced")))


# --- deleting -------------------------------------------------------------------------------------------------------


@router.callback_query(AskRemove.filter())
async def ask_remove(event: CallbackQuery, talk: Talk, callback_data: AskRemove) -> Reply:
    certificate = await find_certificate(talk.session, callback_data.certificate_id, person_id=talk.person.id)
    return show(event, remove_screen(talk.words, talk.city, certificate))


@router.callback_query(RemoveCertificate.filter())
async def remove(event: CallbackQuery, talk: Talk, callback_data: RemoveCertificate) -> Reply:
    await remove_certificate(talk.session, callback_data.certificate_id, person_id=talk.person.id)
    return show(event, await wallet(talk, talk.person.id, first_line=talk.words("certificate-removed")))


def days_screen(words: Words, city: City, certificate: Certificate) -> Screen:
    """Each choice of days, marked where it is taken; pressing one turns it round."""
    choices = []
    for days in DAYS_TO_CHOOSE:
        taken = days in certificate.remind_days
        key = "certificate-button-day-taken" if taken else "certificate-button-day"
        data = SetDay(certificate_id=certificate.id, days=days, wanted=not taken)
        choices.append(Button(words(key, days=str(days)), data))
    done = Button(words("certificate-button-done"), ShowCertificate(certificate_id=certificate.id))
    text = words("certificate-which-days", title=title_said(words, city, certificate))
    return Screen(text, (*in_rows(choices, 3), (done, home_button(words))))


def remove_screen(words: Words, city: City, certificate: Certificate) -> Screen:
    yes = Button(words("certificate-button-remove-yes"), RemoveCertificate(certificate_id=certificate.id))
    no = Button(words("certificate-button-remove-no"), ShowCertificate(certificate_id=certificate.id))
    text = words("certificate-remove", title=title_said(words, city, certificate))
    return Screen(text, ((yes, no),)).with_home(words)
