"""What somebody can do after reading: a place to find, a case to open, an event, a number to call, another article.

Written in the city pack as `place:legal`, `case:injury_report`, `event:training`, `phone:12348`, `article:heat_rules`.
It is checked against the pack when the pack is loaded, so that no button leads nowhere.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from models.city.table import PackTable, near_to

PLACES = {
    "place": "needs.toml",
    "case": "case_types.toml",
    "event": "events.toml",
    "article": "articles/",
}
"""Where what an action names is written."""
PHONE = re.compile(r"\d{3,4}(?:-?\d{2,8}){0,2}")


class ActionKind(StrEnum):
    """What an action leads to; `of` names which."""

    PLACE = "place"
    CASE = "case"
    EVENT = "event"
    PHONE = "phone"
    ARTICLE = "article"


class BadAction(ValueError):
    """It cannot be one. complaint, args: of the text of locales/*/pack.ftl that says why."""

    def __init__(self, complaint: str, **args: str) -> None:
        super().__init__(f"{complaint} {args}")
        self.complaint = complaint
        self.args_said = args


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
            raise BadAction("pack-no-action", said=text, known=", ".join(f"{each}:…" for each in ActionKind))
        action = Action(ActionKind(kind), of.strip())
        if action.kind is ActionKind.PHONE:
            if not PHONE.fullmatch(action.of):
                raise BadAction("pack-no-phone", said=action.of)
        elif action.of not in (known := self._known(action.kind)):
            near = near_to(action.of, known)
            nearest = {"near": f"{kind}:{near}", "likely": "yes" if near else "no"}
            which = ", ".join(f"{kind}:{each}" for each in sorted(known)) or "—"
            raise BadAction("pack-not-among", said=text.strip(), place=PLACES[action.kind], **nearest, known=which)
        return action

    def _known(self, kind: ActionKind) -> Collection[str]:
        return {
            ActionKind.PLACE: self.needs,
            ActionKind.CASE: self.case_types,
            ActionKind.EVENT: self.event_kinds,
            ActionKind.ARTICLE: self.articles,
        }[kind]


def action_of(table: PackTable, targets: ActionTargets) -> Action | None:
    """The `action` of a table; None, and a complaint, where it leads nowhere."""
    text = table.text("action")
    try:
        return targets.read(text)
    except BadAction as error:
        table.bad("action", error.complaint, **error.args_said)
        return None
