"""The product as `python -m bot run` starts it, in a process that has imported everything: see
tests/world/processes/forked.py."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import uvloop

from bot.lean_import import import_aiogram

import_aiogram()

import bot.assembly  # noqa: E402
import bot.running  # noqa: E402
import bot.web.site  # noqa: E402
from bot.logs import configure_logs  # noqa: E402
from bot.settings import load_settings  # noqa: E402
from bot.start import start  # noqa: E402
from handlers.talk.texts import texts  # noqa: E402

WORDS = texts().in_("zh-CN")


def run(folder: Path, env: Mapping[str, str]) -> None:
    """Serves until it is stopped or killed. It understands by rules alone: it does not live long enough to learn."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, sys.stderr.fileno())
    bot.understanding.start.LEARN_AFTER = 3600.0
    settings = load_settings()
    configure_logs(settings.log_level)
    uvloop.run(start(settings, WORDS, lambda _: None))
