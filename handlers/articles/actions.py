"""An action of an article or a benefit, as a button to press or a number to call."""

from collections.abc import Callable

from handlers.buttons.articles import OpenArticle
from handlers.buttons.benefits import of_benefit
from handlers.buttons.cases import StartCase
from handlers.buttons.events import OpenEvents
from handlers.buttons.places import ChooseNeed
from handlers.talk.screens import Button
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.actions import Action, ActionKind
from models.city.pack import City


def action_button(talk: Talk, action: Action, *, benefit: str = "") -> Button | None:
    """The button; None if this channel has no button for it (a call), or the city no longer has its target.

    benefit: the benefit below which it stands, for the way back, and to count that it was followed.
    """
    make: dict[ActionKind, Callable[[], Button | None]] = {
        ActionKind.PLACE: lambda: _place(action.of, talk.words, talk.city, benefit),
        ActionKind.CASE: lambda: _case(action.of, talk.words, talk.city, benefit),
        ActionKind.EVENT: lambda: Button(
            talk.words("action-button-event"), of_benefit(benefit, OpenEvents(kind=action.of).pack())
        ),
        ActionKind.PHONE: lambda: call_button(talk, action.of),
        ActionKind.ARTICLE: lambda: Button(
            talk.words("action-button-article"), OpenArticle(key=action.of, benefit=benefit)
        ),
    }
    return make[action.kind]()


def call_button(talk: Talk, phone: str) -> Button | None:
    """A button that calls a number; None if the channel cannot, so that the text has to name the number."""
    return Button(talk.words("action-button-call", phone=phone), url=f"tel:{phone}") if talk.can.call else None


def _case(case_type: str, words: Words, city: City, benefit: str) -> Button | None:
    found = city.case_types.get(case_type)
    if found is None:
        return None
    opens = of_benefit(benefit, StartCase(type=case_type).pack())
    return Button(words("action-button-case", type=words.pick(found.titles)), opens)


def _place(need: str, words: Words, city: City, benefit: str) -> Button | None:
    found = city.needs.get(need)
    if found is None:
        return None
    said = words("action-button-place", need=f"{found.emoji} {words.pick(found.titles)}")
    return Button(said, of_benefit(benefit, ChooseNeed(need=need).pack()))
