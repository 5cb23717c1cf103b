"""The buttons to choose from where a sentence may mean several things."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.buttons.events import OpenEvents
from handlers.events.said import events_asked
from handlers.front.destinations import destination_buttons
from handlers.front.said import Said
from handlers.front.searching import hit_buttons
from handlers.talk.meaning import OFFERED
from handlers.talk.screens import Button
from handlers.talk.talk import Talk
from models.articles.search import FoundKind, Hit

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
