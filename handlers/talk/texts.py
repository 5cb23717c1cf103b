"""The words: Fluent messages from locales/, one folder a language, one file a noun."""

from collections.abc import Mapping
from contextlib import suppress
from copy import copy
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle
from fluent.runtime.resolver import Pattern
from fluent.runtime.types import FluentNone
from fluent.syntax import FluentParser

from handlers.talk.spoken import Spoken, spoken

LOCALES = Path(__file__).parents[2] / "locales"
SOURCE_LOCALE = "zh-CN"


class MissingText(LookupError):
    """No locale file has the key, or the message needs an argument that was not given: a defect of ours."""


class Words:
    """The texts of one language: `words("place-found", count=5)`. They are read when the first of them is asked for.

    channel: if a message has an attribute of this name, it is used instead: `.wechat = Reply with a number`.
    """

    def __init__(self, folder: Path, channel: str | None = None) -> None:
        self.locale = folder.name
        self._folder = folder
        self._channel = channel
        self._said: dict[str, str] = {}
        self._spoken: dict[str, Spoken | None] = {}

    @cached_property
    def _bundle(self) -> FluentBundle:
        return _bundle(self._folder)

    def __call__(self, key: str, /, **arguments: Any) -> str:
        """Return the message with its arguments put in. Raises MissingText."""
        if arguments:
            return self._put_in(key, arguments)
        if key not in self._said:  # formatting it again took as long as the rest of a screen
            self._said[key] = self._say(key, {})
        return self._said[key]

    def _put_in(self, key: str, arguments: dict[str, Any]) -> str:
        if key not in self._spoken:
            self._spoken[key] = spoken(self._pattern(key), self._value)
        ready = self._spoken[key]
        if ready is not None:
            with suppress(LookupError, TypeError):  # Fluent tells which argument is wrong
                return ready(arguments)
        return self._say(key, arguments)

    def _pattern(self, key: str) -> Pattern:
        if not self._bundle.has_message(key):
            raise MissingText(f"{self.locale}: {key}")
        message = self._bundle.get_message(key)
        pattern: Pattern | None = (message.attributes.get(self._channel) if self._channel else None) or message.value
        if pattern is None:
            raise MissingText(f"{self.locale}: {key} has no value")
        return pattern

    def _value(self, key: str) -> Pattern | None:
        return self._bundle.get_message(key).value if self._bundle.has_message(key) else None

    def _say(self, key: str, arguments: dict[str, Any]) -> str:
        pattern = self._pattern(key)
        text, errors = self._bundle.format_pattern(pattern, arguments)
        if errors or isinstance(text, FluentNone):
            raise MissingText(f"{self.locale}: {key}: {errors}")
        return str(text)

    def has(self, key: str) -> bool:
        """Return whether this language has the key."""
        return self._bundle.has_message(key)

    def starting_with(self, prefix: str) -> dict[str, str]:
        """All messages without arguments whose key begins with `prefix`, by key: for a page."""
        return {key: self(key) for key in sorted(self._bundle._messages) if key.startswith(prefix)}

    def pick(self, titles: Mapping[str, str]) -> str:
        """The title in this language, else in the source language, else the first one."""
        return titles.get(self.locale) or titles.get(SOURCE_LOCALE) or next(iter(titles.values()))


class Texts:
    """Every language that has a folder."""

    def __init__(self, folder: Path = LOCALES) -> None:
        self._words = {each.name: Words(each) for each in sorted(folder.iterdir()) if each.is_dir()}
        self._on: dict[str, Texts] = {}

    def read(self) -> "Texts":
        """Read every language now, so that the first person who speaks it does not wait for that."""
        for words in self._words.values():
            _ = words._bundle
        return self

    def on(self, channel: str) -> "Texts":
        """The same texts as a channel says them."""
        if channel not in self._on:
            said = self._on[channel] = copy(self)
            said._words = {name: Words(words._folder, channel) for name, words in self._words.items()}
        return self._on[channel]

    @property
    def locales(self) -> list[str]:
        """The language codes, the source language first."""
        return sorted(self._words, key=lambda code: (code != SOURCE_LOCALE, code))

    def in_(self, locale: str) -> Words:
        """The words of a language; of the source language if that one has no folder."""
        return self._words.get(locale) or self._words[SOURCE_LOCALE]

    def every(self, key: str) -> set[str]:
        """The message in each language: what a press of a reply button can come back as."""
        return {words(key) for words in self._words.values()}


@cache
def listed_words(key: str) -> frozenset[str]:
    """The words that a message lists with a stroke between them, in every language and without regard to case. A person
    may type one of them to open something.
    """
    return frozenset(word for line in texts().every(key) for word in line.casefold().split("|"))


def locale_for(language: str | None, default: str = SOURCE_LOCALE) -> str:
    """The language to speak to a client that says it speaks `language` (an IETF tag; None if it does not say)."""
    if not language:
        return default
    return "zh-CN" if language.lower().startswith("zh") else "en"


@cache
def _bundle(folder: Path) -> FluentBundle:
    bundle = FluentBundle([folder.name], use_isolating=False)
    parser = FluentParser(with_spans=False)  # the position of each piece would take as much memory as the texts
    for file in sorted(folder.glob("*.ftl")):
        bundle.add_resource(parser.parse(file.read_text(encoding="utf-8")))
    return bundle


@cache
def texts() -> Texts:
    """The product's own texts."""
    return Texts()
