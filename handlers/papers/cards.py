"""How certificates are said and shown: the list, the card of one, and the buttons that lead to them."""

from collections.abc import Sequence
from datetime import date

from handlers.buttons.articles import OpenArticle
from handlers.buttons.events import ShowEvent
from handlers.buttons.papers import (
    AddCertificate,
    AskDays,
    AskRemove,
    OpenCertificates,
    RenewAt,
    Renewed,
    ShowCertificate,
)
from handlers.phrases import places as phrases
from handlers.talk.forms import PAGE, page_of
from handlers.talk.screens import Button, Screen, home_button, in_rows
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.pack import City
from models.papers.paper import (
    Certificate,
    certificates_of,
    date_arguments,
    next_reminder,
    renewal_place,
)
from models.papers.renewal import event_that_renews


def today_in(talk: Talk) -> date:
    return talk.now.astimezone(talk.city.zone).date()


def date_said(words: Words, day: date) -> str:
    return words("certificate-date", **date_arguments(day))


def title_said(words: Words, city: City, certificate: Certificate) -> str:
    """What it is called; of a kind that the city pack no longer has, that it is a certificate."""
    if certificate.title is not None:
        return certificate.title
    kind = city.certificates.get(certificate.kind)
    return words.pick(kind.titles) if kind else words("certificate-untitled")


def left_said(words: Words, days: int) -> str:
    """How far off its last day is."""
    if days == 0:
        return words("certificate-expires-today")
    if days < 0:
        return words("certificate-expired", days=days_argument(-days))
    return words("certificate-left", days=days_argument(days))


def days_argument(days: int) -> str:
    """A number of days as the texts are given it: `one` reads differently in some languages."""
    return "one" if days == 1 else str(days)


async def wallet(talk: Talk, person_id: int, page: int = 0, first_line: str | None = None) -> Screen:
    """The list, read anew."""
    certificates = await certificates_of(talk.session, person_id)
    return wallet_screen(talk, certificates, page, first_line)


def wallet_screen(talk: Talk, certificates: Sequence[Certificate], page: int, first_line: str | None) -> Screen:
    add = Button(talk.words("certificate-button-add"), AddCertificate())
    if not certificates:
        text = "\n".join(filter(None, [first_line, talk.words("certificate-none")]))
        return Screen(text, ((add,),)).with_home(talk.words)
    shown, following = page_of(certificates, page)
    first = certificates.index(shown[0]) + 1
    lines = [
        talk.words(
            "certificate-line",
            number=str(number),
            title=title_said(talk.words, talk.city, each),
            date=date_said(talk.words, each.expires_on),
            left=left_said(talk.words, each.days_left(talk.today)),
        )
        for number, each in enumerate(shown, first)
    ]
    numbers = [Button(str(number), ShowCertificate(certificate_id=each.id)) for number, each in enumerate(shown, first)]
    more = (
        () if following is None else (Button(talk.words("certificate-button-more"), OpenCertificates(page=following)),)
    )
    text = "\n".join(filter(None, [first_line, talk.words("certificate-list"), *lines]))
    return Screen(text, (*in_rows(numbers, PAGE), (add, *more), (home_button(talk.words),)))


async def card(talk: Talk, certificate: Certificate, first_line: str | None = None) -> Screen:
    """One certificate: until when it is good, when there will be reminders, and what can be done."""
    place = await renewal_place(talk.session, certificate, talk.city)
    lines = [
        first_line,
        talk.words(
            "certificate-card",
            title=title_said(talk.words, talk.city, certificate),
            date=date_said(talk.words, certificate.expires_on),
            left=left_said(talk.words, certificate.days_left(today_in(talk))),
        ),
        reminders_said(talk, certificate),
    ]
    renewing = await event_that_renews(talk.session, certificate, talk.city, talk.now)
    if renewing is not None:
        when = phrases.moment(talk.words, renewing.starts_at, talk.now, talk.city.zone)
        lines.append(
            talk.words(
                "certificate-event", title=talk.words.pick(renewing.titles), moment=when, free=str(renewing.free)
            )
        )
    kind = talk.city.certificates.get(certificate.kind)
    article = kind.article if kind else None
    rows = _card_buttons(talk.words, certificate, can_renew=place is not None, article=article)
    if renewing is not None:
        book = Button(talk.words("certificate-button-event"), ShowEvent(session_id=renewing.session_id))
        rows = ((book,), *rows)
    return Screen("\n".join(filter(None, lines)), rows)


def reminders_said(talk: Talk, certificate: Certificate) -> str:
    """When there will be reminders, or why there will be none."""
    if certificate.days_left(today_in(talk)) < 0:
        return talk.words("certificate-reminders-expired")
    if not certificate.remind_days:
        return talk.words("certificate-reminders-off")
    coming = next_reminder(certificate, talk.city, now=talk.now)
    if coming is None:
        return talk.words("certificate-reminders-passed")
    days = talk.words("certificate-and").join(str(each) for each in certificate.remind_days)
    return talk.words("certificate-reminders", days=days, date=date_said(talk.words, coming))


def _card_buttons(
    words: Words, certificate: Certificate, *, can_renew: bool, article: str | None
) -> tuple[tuple[Button, ...], ...]:
    number = certificate.id
    where = (Button(words("certificate-button-renew-at"), RenewAt(certificate_id=number)),) if can_renew else ()
    how = (Button(words("certificate-button-how"), OpenArticle(key=article)),) if article else ()
    return (
        (
            Button(words("certificate-button-change-date"), Renewed(certificate_id=number)),
            Button(words("certificate-button-days"), AskDays(certificate_id=number)),
        ),
        (*where, *how, Button(words("certificate-button-remove"), AskRemove(certificate_id=number))),
        (Button(words("certificate-button-all"), OpenCertificates()), home_button(words)),
    )
