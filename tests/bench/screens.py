"""What a screen shows, as keys of the pack: its own subject, and what its buttons lead to."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding import Understanding
from handlers.buttons.me import AskDelete, ExportMe, OpenMe, OpenMyData
from handlers.front.destinations import DESTINATIONS
from handlers.front.plain_words import human_screen
from handlers.talk.texts import texts
from models.city.events import EventKind
from models.city.pack import City
from tests.world.chat import Button, Chat, Someone

_BY_PREFIX = {
    "find": "place", "mycases": "my_cases", "certs": "certificates", "certadd": "certificates", "quiet": "quiet_times",
    "languages": "language", "me": "my_data", "mydata": "my_data", "link": "link", "bookings": "my_bookings",
    "notices": "notices", "articles": "articles", "benefits": "benefits", "delete": "my_data", "points": "points",
    "events": "events", "nttopics": "notices",
}  # fmt: skip
_OPENED = {
    **{intent: (each.opens,) for intent, each in DESTINATIONS.items() if intent != "events"},
    "my_data": (OpenMe(), OpenMyData(), AskDelete(), ExportMe()),
}
"""What is pressed to see how the screens begin."""


@dataclass(frozen=True, slots=True)
class Shown:
    """labels: what the screen itself is about. offered: what its buttons lead to. sure: it opened this without asking.
    nothing: it says that there is nothing, or that nothing was understood."""

    labels: frozenset[str]
    offered: frozenset[str]
    sure: bool = False
    nothing: bool = False
    text: str = ""

    def __str__(self) -> str:
        shown = ", ".join(sorted(self.labels)) or ("nothing" if self.nothing else "a choice")
        return f"{shown} ({', '.join(sorted(self.offered))}) {self.text[:40]!r}"


class Reader:
    """Reads the screens of one city in Chinese and English."""

    def __init__(self, understanding: Understanding, city: City) -> None:
        self._understanding = understanding
        self._city = city
        self._words = [texts().in_("zh-CN"), texts().in_("en")]
        self._begin: dict[str, str] = {}

    async def look_at(self, chat: Chat) -> None:
        """Open everything that can be opened, and keep how it begins."""
        for language in ("zh-hans", "en"):
            anna = await chat.person(f"looks in {language}", agreed=True, language=language)
            for label, every in _OPENED.items():
                for opens in every:
                    await anna.presses_button(Button(label, press=opens.pack(), message_id=1))
                    self._begin.setdefault(anna.text.splitlines()[0], label)

    def read(self, text: str, rider: Someone) -> Shown:
        """What the last screen shows for a text."""
        seen = rider.text
        pressed = [each.press for each in rider.buttons() if each.press]
        offered = frozenset(label for press in pressed for label in _labels(press))
        if any(press.split(":")[0] in ("noalarm", "happened", "unharmed") for press in pressed):
            return Shown(frozenset({"emergency"}), offered, sure=True, text=seen)
        if self._begins(seen, "said-chat", "said-welcome"):
            return Shown(frozenset({"chat"}), offered, nothing=True, text=seen)
        if self._begins(seen, "search-nothing", "said-idle", "menu-not-understood"):
            return Shown(frozenset(), offered, nothing=True, text=seen)
        labels, sure = self._subject(text, seen, rider.buttons(), pressed)
        return Shown(frozenset(labels), offered, sure=sure and bool(labels), text=seen)

    def _begins(self, seen: str, *keys: str) -> bool:
        return any(seen.startswith(words(key)) for words in self._words for key in keys)

    def _subject(self, text: str, seen: str, buttons: list[Button], pressed: list[str]) -> tuple[set[str], bool]:
        prefixes = [press.split(":")[0] for press in pressed]
        if self._begins(seen, "said-which", "said-say-again"):
            return set(), False
        if any(seen == human_screen(words, self._city).text for words in self._words):
            return {"talk"}, True
        for key, case_type in self._city.case_types.items():
            if f"“{self._words[0].pick(case_type.titles)}”" in seen and "case" in prefixes:
                return {key}, self._understanding.read(text).intent == f"case:{key}"
        if seen.startswith("《"):
            first = next(press for press in pressed if press.split(":")[0] in ("article", "benefit"))
            return set(_labels(first)), True
        if {"evlist", "evmore", "event"} & set(prefixes):
            kinds = {press.split(":")[1] for press in pressed if press.split(":")[0] == "evmore"}
            kinds |= set(EventKind) if "“" in seen.splitlines()[0] else set()  # by words of the event itself
            return {"events", *(f"events:{kind}" for kind in kinds if kind)}, True
        if "certpick" in prefixes:  # the paper and its day, for one confirming tap
            return {"certificates"}, True
        if self._begins(seen, "article-newest"):
            return {"articles", "notices"}, True
        if any(each.asks_location for each in buttons) or {"near", "place", "map", "again", "list"} & set(prefixes):
            needs = self._understanding.read(text).needs
            return {"place", *(f"place:{need}" for need in needs)}, True
        label = self._begin.get(seen.splitlines()[0]) or next(
            (label for begins, label in self._begin.items() if begins in seen), None
        )
        return {label} if label else set(), True


def _labels(press: str) -> Iterator[str]:
    prefix, _, rest = press.partition(":")
    key = rest.split(":")[0]
    if prefix in _BY_PREFIX:
        yield _BY_PREFIX[prefix]
    elif prefix == "case":
        yield key
    elif prefix == "article":
        yield from ("articles", key)
    elif prefix == "benefit":
        yield from ("benefits", key)
    elif prefix == "events":
        yield from ("events", f"events:{key}") if key else ("events",)
    elif prefix == "need":
        yield from ("place", f"place:{key}")
