"""Actions after reading: find a place, open a case, book an event, call a number, read another article.

The city pack writes them as `place:legal`, `case:injury_report`, `event:training`, `phone:12348`, `article:heat_rules`.
They are checked against the pack when it is loaded, so that no button leads nowhere.
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
"""The file of the pack that holds the target of each kind of action."""
PHONE = re.compile(r"\d{3,4}(?:-?\d{2,8}){0,2}")


class ActionKind(StrEnum):
    """The kind of thing that an action leads to; `Action.of` names the thing."""

    PLACE = "place"
    CASE = "case"
    EVENT = "event"
    PHONE = "phone"
    ARTICLE = "article"


class BadAction(ValueError):
    """The text is no valid action. complaint, args: key and arguments of the reason in locales/*/pack.ftl."""

    def __init__(self, complaint: str, **args: str) -> None:
        super().__init__(f"{complaint} {args}")
        self.complaint = complaint
        self.args_said = args


@dataclass(frozen=True, slots=True)
class Action:
    """One action. of: the key of a need, case type, event kind or article, or a phone number."""

    kind: ActionKind
    of: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.of}"


@dataclass(frozen=True)
class ActionTargets:
    """The keys that actions of a city can name."""

    needs: Collection[str] = field(default_factory=frozenset)
    case_types: Collection[str] = field(default_factory=frozenset)
    event_kinds: Collection[str] = field(default_factory=frozenset)
    articles: Collection[str] = field(default_factory=frozenset)

    def read(self, text: str) -> Action:
        """The action written as this text. Raises BadAction."""
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
    """The `action` of a table; None, and a complaint, if it leads nowhere."""
    text = table.text("action")
    try:
        return targets.read(text)
    except BadAction as error:
        table.bad("action", error.complaint, **error.args_said)
        return None
