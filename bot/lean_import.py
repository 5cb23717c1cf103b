"""Import aiogram without building its 400 types at once: each is built when it is first used.

aiogram asks pydantic to build every type when its package is imported: 3 s and 110 MB, most of it never used. Its types
are declared `defer_build`, so pydantic can build them on first use, if it knows the names in their annotations. If
aiogram is imported already, nothing is changed, and everything works the same.
"""

import importlib
import sys
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel


def import_aiogram() -> None:
    """Import aiogram. Call this before anything else imports it."""
    if "aiogram" in sys.modules:
        return
    build: Callable[..., bool | None] = BaseModel.model_rebuild.__func__  # type: ignore[attr-defined]
    names: dict[str, Any] = {}

    def only_remember(cls: type[BaseModel], *, _types_namespace: Any = None, **options: Any) -> bool | None:
        if _types_namespace is None or not cls.__module__.startswith("aiogram."):
            return build(cls, _types_namespace=_types_namespace, **options)
        names.update(_types_namespace)
        return None

    def on_first_use(cls: type[BaseModel], *, _types_namespace: Any = None, **options: Any) -> bool | None:
        return build(cls, _types_namespace=_types_namespace or names, **options)

    _replace(BaseModel, only_remember)
    try:
        importlib.import_module("aiogram")
    finally:
        _replace(BaseModel, build)
    from aiogram.methods import Response, TelegramMethod
    from aiogram.types.base import TelegramObject

    for base in (TelegramObject, TelegramMethod, Response):
        _replace(base, on_first_use)


def _replace(model: type[BaseModel], function: Any) -> None:
    setattr(model, "model_rebuild", classmethod(function))  # noqa: B010 - mypy knows that a method is no attribute
