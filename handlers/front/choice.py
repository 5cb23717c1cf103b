"""The buttons to choose from where a sentence may mean several things, and the forms below an answer."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.buttons.events import OpenEvents
from handlers.events.said import events_asked
from handlers.filing.choosing import types_meant
from handlers.front.destinations import destination_buttons
from handlers.front.plain_words import TALK
from handlers.front.said import Said
from handlers.front.searching import hit_buttons
from handlers.talk.meaning import OFFERED
from handlers.talk.screens import Button
from handlers.talk.talk import Talk
from models.articles.search import FoundKind, Hit
from models.city.case_types import CaseType
from models.city.intents import case_type_of

PLACE = "place"


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
