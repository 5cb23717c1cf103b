"""A negotiation in plain words: what it is about and what was done so far, for the union and the workers who joined."""

from collections.abc import Sequence

from handlers.phrases.cases import department_said, quoted, time_said, type_said
from handlers.talk.texts import Words
from models.city.pack import City
from models.negotiations.negotiation import Move, Negotiation, NegotiationStep, negotiating_department
from models.negotiations.steps import LONGEST_SAID

LAST_STEPS = 6
"""Steps shown at a time; with LONGEST_SAID characters each they fit into one message."""


def about_said(words: Words, city: City, negotiation: Negotiation) -> str:
    """The subject of the negotiation: `平台甲　乱扣款、罚款`."""
    return problem_said(words, city, negotiation.type, negotiation.platform)


def problem_said(words: Words, city: City, type_key: str, platform: str) -> str:
    """A platform and a case type in words."""
    known = city.platforms.get(platform)
    title = words.pick(known.titles) if known else words("negotiation-platform")
    return words("negotiation-about", platform=title, type=type_said(words, city, type_key))


def list_line(words: Words, city: City, place: int, negotiation: Negotiation) -> str:
    """One line of a list: `1. 平台甲　乱扣款、罚款　正在问人`."""
    state = words("negotiation-state", state=negotiation.state.value)
    about = about_said(words, city, negotiation)
    return words("negotiation-list-line", place=str(place), about=about, state=state)


def story_lines(words: Words, city: City, steps: Sequence[NegotiationStep], *, names: bool, calls: bool) -> list[str]:
    """The last steps, the oldest first. names: name the member of the union who took each; calls: include the calls to
    those who joined by name.
    """
    shown = [each for each in steps if calls or each.what is not Move.CALL]
    return [_line(words, city, each, names) for each in shown[-LAST_STEPS:]]


def negotiator_said(words: Words, city: City) -> str:
    """The department that negotiates: `总工会`."""
    return department_said(words, city, negotiating_department(city))


def _line(words: Words, city: City, step: NegotiationStep, names: bool) -> str:
    return words(
        "negotiation-line",
        time=time_said(words, city, step.at),
        what=words(
            "negotiation-step",
            what=step.what.value,
            name=step.name if names else "none",
            department=negotiator_said(words, city),
        ),
        text=quoted(step.text, longest=LONGEST_SAID) or "none",
    )
