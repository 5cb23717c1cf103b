"""Whatever is said to be answered is answered: no conversation is written and then left out."""

import importlib
import pkgutil

from aiogram import Router

import handlers
from handlers.front.conversations import conversations


def test_every_router_is_one_of_the_conversations() -> None:
    modules = [importlib.import_module(each.name) for each in pkgutil.walk_packages(handlers.__path__, "handlers.")]
    written = {each.name for module in modules for each in vars(module).values() if isinstance(each, Router)}
    assert len(written) > 50
    assert written == {each.name for each in conversations().chain_tail if each is not conversations()}
