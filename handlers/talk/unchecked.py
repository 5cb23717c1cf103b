"""Objects of aiogram's classes, built from values of our own without checking them; and buttons' data.

pydantic checks what strangers send. What a screen becomes is our own, and checking each button took longer than all
else about a screen. tests/world/clients/telegram.py checks every method that a test is sent.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from aiogram.filters.callback_data import MAX_CALLBACK_LENGTH, CallbackData
from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)
_set = object.__setattr__  # pydantic's own checks


def unchecked(kind: type[Model], values: dict[str, Any], **private: Any) -> Model:
    """The object that `kind(**values)` is, if all values are names and types of its fields. private: values of its
    private attributes.
    """
    fields, own = _begun(kind)
    made = kind.__new__(kind)
    _set(made, "__dict__", {**fields, **values})
    _set(made, "__pydantic_fields_set__", set(values))
    _set(made, "__pydantic_extra__", {})
    _set(made, "__pydantic_private__", {**own, **private})
    return made


@cache
def _begun(kind: type[BaseModel]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The defaults of the fields and of the private attributes; none of them is ever changed in place."""
    fields = {name: field.default for name, field in kind.model_fields.items() if not field.is_required()}
    own = {name: each.get_default() for name, each in kind.__private_attributes__.items()}
    return fields, {**own, "_bot": None}


_WRITTEN: Mapping[type, Callable[[Any], str]] = {
    str: str,
    int: str,
    bool: lambda value: str(int(value)),
    type(None): lambda value: "",
}


def packed(data: CallbackData) -> str:
    """What `data.pack()` returns and raises. aiogram takes the values through pydantic once more, for each button."""
    try:
        values = [_WRITTEN[type(value)](value) for value in data.__dict__.values()]
    except KeyError:
        return data.pack()
    said = data.__separator__.join((data.__prefix__, *values))
    fits = said.count(data.__separator__) == len(values) and len(said.encode()) <= MAX_CALLBACK_LENGTH
    return said if fits else data.pack()
