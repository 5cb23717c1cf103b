"""Imports everything that a process of the service needs, which takes seconds. One process imports this, and the others
are forked from it: they start at once and share its memory."""

import gc

import uvloop  # noqa: F401

from bot.lean_import import import_aiogram

import_aiogram()

import bot.assembly  # noqa: E402
import bot.running  # noqa: E402
import bot.start  # noqa: E402
import bot.web.site  # noqa: E402, F401

gc.collect()
gc.freeze()  # the garbage collector does not write to frozen objects, so their memory stays shared
