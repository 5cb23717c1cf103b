"""Messages of Fluent made ready to be said: a text with the arguments put in, choices by one of them, and other
messages with the same arguments.

Fluent walks the parsed message anew each time it is said; a list of places says forty. What is more than texts put
together (a number, a term) Fluent says itself.
"""

from collections.abc import Callable, Mapping
from typing import Any

from fluent.runtime import resolver
from fluent.syntax.ast import Identifier

Spoken = Callable[[Mapping[str, Any]], str]
"""The message with these arguments. Raises LookupError or TypeError unless each argument it uses is there and is a
text.
"""
Values = Callable[[str], Any]
"""The value of another message, by its key; None if there is none."""


def spoken(pattern: Any, value_of: Values) -> Spoken | None:
    """A message's value (a pattern, or the one element of it) ready to be said; None if only Fluent can say it."""
    parts = [_part(each, value_of) for each in getattr(pattern, "elements", (pattern,))]
    ready = [each for each in parts if each is not None]
    if len(ready) < len(parts):
        return None
    if len(ready) == 1:
        return ready[0]
    return lambda arguments: "".join([part(arguments) for part in ready])


def _part(element: Any, value_of: Values) -> Spoken | None:
    if isinstance(element, resolver.TextElement):
        return _text(element.value)
    inside = getattr(element, "expression", element)
    if isinstance(inside, resolver.StringLiteral):
        return _text(inside.parse()["value"])
    if isinstance(inside, resolver.VariableReference):
        return _argument(inside.id.name)
    if isinstance(inside, resolver.MessageReference):
        value = value_of(inside.id.name) if inside.attribute is None else None
        return None if value is None else spoken(value, value_of)
    return _choice(inside, value_of) if isinstance(inside, resolver.SelectExpression) else None


def _text(text: str) -> Spoken:
    return lambda arguments: text


def _argument(name: str) -> Spoken:
    def say(arguments: Mapping[str, Any]) -> str:
        value = arguments[name]
        if type(value) is not str:
            raise TypeError(name)
        return value

    return say


def _choice(select: resolver.SelectExpression, value_of: Values) -> Spoken | None:
    """A choice by the text of one argument; a number would choose by its plural."""
    if not isinstance(select.selector, resolver.VariableReference):
        return None
    variants: dict[str, Spoken] = {}
    otherwise: Spoken | None = None
    for each in select.variants:
        value = spoken(each.value, value_of)
        if value is None or not isinstance(each.key, Identifier):
            return None
        variants.setdefault(each.key.name, value)
        otherwise = value if each.default else otherwise
    chosen_by = _argument(select.selector.id.name)
    if otherwise is None:
        return None
    default = otherwise
    return lambda arguments: variants.get(chosen_by(arguments), default)(arguments)
