"""Papers in words: the list, the card of one, and the buttons that lead to them."""

from collections.abc import Sequence

from handlers.buttons.articles import OpenArticle
from handlers.buttons.events import ShowEvent
from handlers.buttons.papers import (
    AddPaper,
    AskDays,
    AskRemove,
    OpenPapers,
    RenewAt,
    Renewed,
    ShowPaper,
)
from handlers.phrases import places as phrases
from handlers.phrases.days import date_said
from handlers.talk.forms import PAGE, page_of
from handlers.talk.screens import Button, Screen, home_button, in_rows
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.pack import City
from models.papers.paper import (
    Paper,
    next_reminder,
    papers_of,
    renewal_place,
)
from models.papers.renewal import event_that_renews


def title_said(words: Words, city: City, paper: Paper) -> str:
    """The paper's name; a general word if the city pack no longer has its kind."""
    if paper.title is not None:
        return paper.title
    kind = city.papers.get(paper.kind)
    return words.pick(kind.titles) if kind else words("paper-untitled")


def left_said(words: Words, days: int) -> str:
    """How many days are left, or how long ago it expired."""
    if days == 0:
        return words("paper-expires-today")
    if days < 0:
        return words("paper-expired", days=days_argument(-days))
    return words("paper-left", days=days_argument(days))


def days_argument(days: int) -> str:
    """A number of days as an argument of a text: `one` reads differently in some languages."""
    return "one" if days == 1 else str(days)


async def wallet(talk: Talk, person_id: int, page: int = 0, first_line: str | None = None) -> Screen:
    """The list, read again."""
    papers = await papers_of(talk.session, person_id)
    return wallet_screen(talk, papers, page, first_line)


def wallet_screen(talk: Talk, papers: Sequence[Paper], page: int, first_line: str | None) -> Screen:
    """The papers of a page, each with a number to press."""
    add = Button(talk.words("paper-button-add"), AddPaper())
    if not papers:
        text = "\n".join(filter(None, [first_line, talk.words("paper-none")]))
        return Screen(text, ((add,),)).with_home(talk.words)
    shown, following = page_of(papers, page)
    first = papers.index(shown[0]) + 1
    lines = [
        talk.words(
            "paper-line",
            number=str(number),
            title=title_said(talk.words, talk.city, each),
            date=date_said(talk.words, each.expires_on),
            left=left_said(talk.words, each.days_left(talk.today)),
        )
        for number, each in enumerate(shown, first)
    ]
    numbers = [Button(str(number), ShowPaper(paper_id=each.id)) for number, each in enumerate(shown, first)]
    more = () if following is None else (Button(talk.words("paper-button-more"), OpenPapers(page=following)),)
    text = "\n".join(filter(None, [first_line, talk.words("paper-list"), *lines]))
    return Screen(text, (*in_rows(numbers, PAGE), (add, *more), (home_button(talk.words),)))


async def card(talk: Talk, paper: Paper, first_line: str | None = None) -> Screen:
    """One paper: how long it is valid, when reminders come, and what can be done."""
    place = await renewal_place(talk.session, paper, talk.city)
    lines = [
        first_line,
        talk.words(
            "paper-card",
            title=title_said(talk.words, talk.city, paper),
            date=date_said(talk.words, paper.expires_on),
            left=left_said(talk.words, paper.days_left(talk.today)),
        ),
        reminders_said(talk, paper),
    ]
    renewing = await event_that_renews(talk.session, paper, talk.city, talk.now)
    if renewing is not None:
        when = phrases.moment(talk.words, renewing.starts_at, talk.now, talk.city.zone)
        lines.append(
            talk.words("paper-event", title=talk.words.pick(renewing.titles), moment=when, free=str(renewing.free))
        )
    kind = talk.city.papers.get(paper.kind)
    article = kind.article if kind else None
    rows = _card_buttons(talk.words, paper, can_renew=place is not None, article=article)
    if renewing is not None:
        book = Button(talk.words("paper-button-event"), ShowEvent(date_id=renewing.date_id))
        rows = ((book,), *rows)
    return Screen("\n".join(filter(None, lines)), rows)


def reminders_said(talk: Talk, paper: Paper) -> str:
    """The days of the reminders, or the reason why none come."""
    if paper.days_left(talk.today) < 0:
        return talk.words("paper-reminders-expired")
    if not paper.remind_days:
        return talk.words("paper-reminders-off")
    coming = next_reminder(paper, talk.city, now=talk.now)
    if coming is None:
        return talk.words("paper-reminders-passed")
    days = talk.words("paper-and").join(str(each) for each in paper.remind_days)
    return talk.words("paper-reminders", days=days, date=date_said(talk.words, coming))


def _card_buttons(
    words: Words, paper: Paper, *, can_renew: bool, article: str | None
) -> tuple[tuple[Button, ...], ...]:
    number = paper.id
    where = (Button(words("certificate-button-renew-at"), RenewAt(paper_id=number)),) if can_renew else ()
    how = (Button(words("paper-button-how"), OpenArticle(key=article)),) if article else ()
    return (
        (
            Button(words("paper-button-change-date"), Renewed(paper_id=number)),
            Button(words("paper-button-days"), AskDays(paper_id=number)),
        ),
        (*where, *how, Button(words("paper-button-remove"), AskRemove(paper_id=number))),
        (Button(words("paper-button-all"), OpenPapers()), home_button(words)),
    )
