"""A command of `python -m bot` in a process that has imported what all of them need: see
tests/world/processes/forked.py."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import bot.commands.backup
import bot.commands.case_commands
import bot.commands.check
import bot.commands.import_command
import bot.commands.operator_lines
import bot.commands.outbox_command
import bot.commands.ready_database
import bot.commands.staff_command
import bot.start  # noqa: F401
from bot.__main__ import cli


def run(folder: Path, env: Mapping[str, str], arguments: Sequence[str], said: Path, told: Path) -> None:
    """said, told: the files that its output and its errors go to."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    for file, stream in ((said, sys.stdout), (told, sys.stderr)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), stream.fileno())
    sys.argv = ["bot", *arguments]
    cli()
