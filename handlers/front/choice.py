"""The buttons to choose from where a sentence may mean several things, and the forms below an answer."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.buttons.events import OpenEvents
from handlers.buttons.places import ChooseNeed
from handlers.events.said import events_asked
from handlers.filing.choosing import types_meant
from handlers.front.destinations import destination_buttons
from handlers.front.plain_words import TALK
from handlers.front.said import LIKE_PLAINLY, Said
from handlers.front.searching import hit_buttons, hits_for
from handlers.papers.expiry import confirm_screen, day_in_sentence
from handlers.talk.meaning import OFFERED
from handlers.talk.question_words import asks_for_help, asks_how_to_file, wishes_more
from handlers.talk.screens import Button, Screen
from handlers.talk.talk import Talk
from models.articles.search import FoundKind, Hit
from models.city.case_types import CaseType
from models.city.intents import case_type_of
from models.values.written_date import NotADate, read_date

PLACE = "place"
LIKE_A_NEED = 0.3
"""A rest of a sentence this like a need means it too."""


def choice_buttons(said: Said) -> list[Button]:
    """One for each thing that the sentence may mean; to the places, first to those for the need that is likest."""
    talk, likely = said.talk, dict.fromkeys((*said.meaning.wishes, *said.meaning.choice))
    kind = events_asked(said.message.text or "", talk.today).kind
    buttons = [
        replace(each, data=OpenEvents(kind=kind)) if kind is not None and isinstance(each.data, OpenEvents) else each
        for each in destination_buttons(likely, talk.words, talk.city)[:OFFERED]
    ]
    needs = [hit for hit in said.hits if hit.passage.kind is FoundKind.PLACE and hit.near] if PLACE in likely else []
    return [*hit_buttons(talk.words, talk.city, needs)[:1], *buttons]


def need_buttons(talk: Talk, needs: Sequence[str]) -> tuple[Button, ...]:
    """The button to the places for the first of the needs that a sentence names."""
    named = ((need, talk.words.pick(talk.city.needs[need].titles)) for need in needs[:1] if need in talk.city.needs)
    return tuple(Button(talk.words("search-button-place", title=title), ChooseNeed(need=need)) for need, title in named)


def only_asks(said: Said) -> bool:
    """Return whether the sentence is a question for which there is something to read, and no call for help."""
    text = said.message.text or ""
    if not said.asks or said.own is not None or asks_for_help(text) or asks_how_to_file(text):
        return False
    return bool(choice_buttons(said)) and any(hit.near for hit in said.hits if hit.passage.kind is FoundKind.ARTICLE)


def need_beside(said: Said) -> str | None:
    """Another need that the rest of a sentence of two wishes means, in words that no need lists."""
    if len(said.meaning.needs) != 1 or not said.meaning.rest or not wishes_more(said.message.text or ""):
        return None
    found = hits_for(said.meaning.rest, said.things.get("library"), said.talk.words)
    place = next((hit for hit in found if hit.passage.kind is FoundKind.PLACE), None)
    if place is None or place.like < LIKE_A_NEED or place.passage.key in said.meaning.needs:
        return None
    return place.passage.key


def also_to_read(said: Said) -> list[Button]:
    """A button for what is also much like a question that was answered with something else."""
    return buttons_to_read(said.talk, [hit for hit in said.hits if hit.like >= LIKE_PLAINLY])[:1] if said.asks else []


def buttons_to_read(talk: Talk, hits: Sequence[Hit]) -> list[Button]:
    """One for each article and benefit that was found."""
    to_read = [hit for hit in hits if hit.passage.kind in (FoundKind.ARTICLE, FoundKind.BENEFIT)]
    return hit_buttons(talk.words, talk.city, to_read)


def forms_for(said: Said, answer: Hit) -> list[CaseType]:
    """The types of case to file where the answer does not help: what the question may be about, and what the passage
    leads to.
    """
    types = [each for each in types_meant(said.message.text or "", said.talk, said.meaning) if each.key != TALK][:1]
    keys = [each.key for each in types] or [case_type_of(each) or "" for each in said.meaning.perhaps[:1]]
    case_types = said.talk.city.case_types
    return [case_types[key] for key in dict.fromkeys((*keys, answer.passage.form)) if key in case_types]


def paper_dated(said: Said) -> Screen | None:
    """If one sentence names a paper and the day it expires, only ask for a yes."""
    kind, text = said.meaning.facts.paper, said.message.text or ""
    title = said.talk.city.papers[kind].titles if kind is not None else None
    day = read_date(day_in_sentence(text), said.talk.today)
    if kind is None or title is None or isinstance(day, NotADate) or not said.talk.person.agreed:
        return None
    screen = confirm_screen(said.talk.words, kind, day.day)
    return replace(screen, text="\n".join([said.talk.words.pick(title), screen.text]))
