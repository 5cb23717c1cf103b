"""A notice as a person gets it, the places to go during a warning, and the news for staff about a notice that waits for
approval."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aiogram.filters.callback_data import CallbackData

from handlers.buttons.articles import OpenArticles
from handlers.buttons.events import OpenEvents
from handlers.buttons.notices import AnswerSurvey, FewerNotices, OpenLink, ReadNotice, ShowNotice, counted
from handlers.buttons.places import ChooseNeed, FindPlaces, ShowPlace
from handlers.pushed.shown import Facts, Rows, Tells, shows
from handlers.talk.screens import Button, Screen
from handlers.talk.texts import Words
from models.notices.notice import NoticeNews, Opens, Target

LABELS = {
    Opens.PLACES: "menu-button-places",
    Opens.EVENTS: "menu-button-events",
    Opens.ARTICLES: "menu-button-articles",
    Opens.SHELTER: "weather-button-shelter",
    Opens.LINK: "notice-button-link",
}


def _notice(words: Words, facts: Facts) -> Rows:
    """A row for each destination of the notice; then a button to say it was read and, unless it is an emergency, one to
    get fewer."""
    number = facts["notice_id"]
    targets = [Target(Opens(each["opens"]), each["of"]) for each in facts["targets"]]
    leads = tuple((_leads(words, number, targets, each),) for each in targets)
    read = Button(words("notice-button-read"), ReadNotice(notice_id=number))
    fewer = Button(words("notice-button-fewer"), FewerNotices(notice_id=number))
    return (*leads, (read,) if facts["emergency"] else (read, fewer))


def _told(words: Words, facts: Facts) -> Screen:
    """The notice; a survey with its first question below, and the choices above the other buttons."""
    screen = shows("notice-pushed", _notice)(words, facts)
    questions = facts.get("questions")
    if not questions:
        return screen
    asked, rows = question_asked(words, facts["notice_id"], questions, 0)
    return replace(screen, text=f"{screen.text}\n\n{asked}", rows=(*rows, *screen.rows))


def question_asked(words: Words, notice_id: int, questions: Sequence[Any], number: int) -> tuple[str, Rows]:
    """The text of a question of a survey, and a button for each choice. questions: as a notice keeps them."""
    question = questions[number]
    said = words("survey-question", number=number + 1, of=len(questions), question=words.pick(question["titles"]))
    rows = tuple(
        (Button(words.pick(each), counted(notice_id, _chosen(notice_id, number, choice).pack())),)
        for choice, each in enumerate(question["choices"])
    )
    return said, rows


def _chosen(notice_id: int, number: int, choice: int) -> AnswerSurvey:
    return AnswerSurvey(notice_id=notice_id, question=number, choice=choice)


def _leads(words: Words, number: int, targets: Sequence[Target], target: Target) -> Button:
    """A link's address is sent on request, since a press on a button that only opens an address cannot be counted."""
    links = [each for each in targets if each.opens is Opens.LINK]
    data = OpenLink(notice_id=number, number=links.index(target)) if target in links else _opened(target)
    return Button(words(LABELS[target.opens]), counted(number, data.pack()))


def _opened(target: Target) -> CallbackData:
    if target.opens is Opens.EVENTS:
        return OpenEvents()
    if target.opens is Opens.ARTICLES:
        return OpenArticles()
    return ChooseNeed(need=target.of) if target.of else FindPlaces()


def _go(words: Words, facts: Facts) -> Rows:
    there = counted(facts["notice_id"], ShowPlace(place_id=facts["place_id"]).pack())
    return ((Button(words("weather-button-place", name=facts["name"]), there),),)


def _look(words: Words, facts: Facts) -> Rows:
    return ((Button(words("notice-button-look"), ShowNotice(notice_id=facts["notice_id"])),),)


NOTICE: Tells = {
    NoticeNews.NOTICE: _told,
    NoticeNews.NEAREST: shows("weather-nearest", _go),
}
WANTED: Tells = {NoticeNews.WANTED: shows("notice-approval-wanted", _look)}
AUTHOR: Tells = {
    NoticeNews.APPROVED: shows("notice-told-approve", _look),
    NoticeNews.SENT_BACK: shows("notice-told-back", _look),
}
