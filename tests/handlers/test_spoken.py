"""Messages made ready are said as Fluent says them."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from fluent.runtime import FluentBundle
from fluent.runtime.resolver import FTL

from handlers.talk.spoken import spoken
from handlers.talk.texts import MissingText, texts

MOST_WAYS = 50
"""Combinations of arguments for a message."""


def arguments_of(pattern: Any, bundle: FluentBundle) -> dict[str, set[str]]:
    """Argument -> the values that the pattern, or a message in it, distinguishes, and another one."""
    found: dict[str, set[str]] = {}
    for element in getattr(pattern, "elements", (pattern,)):
        inside = getattr(element, "expression", element)
        if isinstance(inside, FTL.VariableReference):
            found.setdefault(inside.id.name, {"x"})
        elif isinstance(inside, FTL.SelectExpression) and isinstance(inside.selector, FTL.VariableReference):
            names = {each.key.name for each in inside.variants if isinstance(each.key, FTL.Identifier)}
            found.setdefault(inside.selector.id.name, {"x"}).update(names)
            for variant in inside.variants:
                _add(found, arguments_of(variant.value, bundle))
        elif isinstance(inside, FTL.MessageReference):
            _add(found, arguments_of(bundle.get_message(inside.id.name).value, bundle))
    return found


def _add(found: dict[str, set[str]], more: dict[str, set[str]]) -> None:
    for name, values in more.items():
        found.setdefault(name, {"x"}).update(values)


def every_pattern(locale: str) -> Iterator[tuple[Any, Any]]:
    bundle = texts().in_(locale)._bundle
    for key in bundle._messages:
        message = bundle.get_message(key)
        yield from ((bundle, each) for each in (message.value, *message.attributes.values()) if each is not None)


@pytest.mark.parametrize("locale", texts().locales)
def test_every_message_is_said_as_fluent_says_it(locale: str) -> None:
    compared = 0
    for bundle, pattern in every_pattern(locale):
        ready = spoken(pattern, lambda key, bundle=bundle: bundle.get_message(key).value)  # type: ignore[misc]
        if ready is None:
            continue
        known = arguments_of(pattern, bundle)
        for values in itertools.islice(itertools.product(*map(sorted, known.values())), MOST_WAYS):
            arguments = dict(zip(known, values, strict=True))
            assert (ready(arguments), []) == bundle.format_pattern(pattern, arguments)
        compared += 1
    assert compared > 1000


def test_a_number_is_left_to_fluent_and_a_missing_argument_is_told() -> None:
    words = texts().in_("en")
    assert words("place-distance-m", metres=1200) == words("place-distance-m", metres="1,200")
    with pytest.raises(MissingText):
        words("place-distance-m", kilometres="1")
