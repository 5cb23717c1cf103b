"""What somebody can do after reading: a place to find, a case to open, an event, a number to call, another article.

Written in the city pack as `place:legal`, `case:injury_report`, `event:training`, `phone:12348`, `article:heat_rules`.
It is checked against the pack when the pack is loaded, so that no button leads nowhere.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

PHONE = re.compile(r"\d{3,4}(?:-?\d{2,8}){0,2}")


class ActionKind(StrEnum):
    """What an action leads to; `of` names which."""

    PLACE = "place"
    CASE = "case"
    EVENT = "event"
    PHONE = "phone"
    ARTICLE = "article"


class BadAction(ValueError):
    """It cannot be one. problem, mend: for the operator, as BadCityPack says them."""

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(f"{problem}. {mend}")
        self.problem = problem
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do. of: a need, a case type, a kind of event, a number, or the key of an article."""

    kind: ActionKind
    of: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.of}"


@dataclass(frozen=True)
class ActionTargets:
    """What the actions of a city can name."""

    needs: Collection[str] = field(default_factory=frozenset)
    case_types: Collection[str] = field(default_factory=frozenset)
    event_kinds: Collection[str] = field(default_factory=frozenset)
    articles: Collection[str] = field(default_factory=frozenset)

    def read(self, text: str) -> Action:
        """The action that is written so. Raises BadAction."""
        kind, colon, of = text.strip().partition(":")
        if not colon or kind not in list(ActionKind):
            raise BadAction(f"{text!r} is no action", f"Write one of {', '.join(ActionKind)}, a colon, and which")
        action = Action(ActionKind(kind), of.strip())
        if action.kind is ActionKind.PHONE:
            if not PHONE.fullmatch(action.of):
                raise BadAction(f"{action.of!r} is no telephone number", "Write digits, with hyphens at most")
        elif action.of not in self._known(action.kind):
            raise BadAction(f"the pack has no {action.kind} {action.of!r}", self._which(action.kind))
        return action

    def _known(self, kind: ActionKind) -> Collection[str]:
        return {
            ActionKind.PLACE: self.needs,
            ActionKind.CASE: self.case_types,
            ActionKind.EVENT: self.event_kinds,
            ActionKind.ARTICLE: self.articles,
        }[kind]

    def _which(self, kind: ActionKind) -> str:
        known = self._known(kind)
        return f"One of: {', '.join(sorted(known))}" if known else f"It has no {kind} at all"
