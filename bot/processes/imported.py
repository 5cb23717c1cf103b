"""Everything that a process of the service imports, which takes seconds: imported once, by the process that the others
are forked from. They start at once, and share the memory of it."""

import gc

import uvloop  # noqa: F401

from bot.lean_import import import_aiogram

import_aiogram()

import bot.assembly  # noqa: E402
import bot.running  # noqa: E402
import bot.start  # noqa: E402
import bot.web.site  # noqa: E402, F401

gc.collect()
gc.freeze()  # what is never looked at by the garbage collector is never written to, and stays shared
