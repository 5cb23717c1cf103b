"""Errors in the operator's language, one line each: never a traceback for what they can mend."""

from collections.abc import Iterator

from bot.commands.city_pack import pack_lines
from bot.commands.ready_database import Unready
from bot.misspelt_settings import lines_unread, misspelt_settings
from bot.settings import ENV_FILE, BadSettings
from handlers.talk.texts import Words
from models.city.pack import BadCityPack


def lines_of(error: BaseException, words: Words) -> Iterator[str]:
    """The lines about one of the errors that `bot.__main__` expects."""
    match error:
        case BaseExceptionGroup():
            for each in error.exceptions:
                yield from lines_of(each, words)
        case BadSettings():
            for fault in error.faults:
                yield words("setting-at", name=fault.name, problem=words(fault.key, **fault.args))
        case BadCityPack():
            yield from pack_lines(error, words)
        case Unready():
            yield str(error)
        case OSError():
            about = f"{error.filename}: " if error.filename else ""
            yield words("operator-system-refused", reason=f"{about}{error.strerror or error}")
        case _:
            yield words("operator-check-database-away", error=type(error).__name__)


def misspelt_lines(words: Words) -> Iterator[str]:
    """The lines of `misspelt_problems`, each with the mark of something to look at."""
    for problem in misspelt_problems(words):
        yield words("operator-check-look", text=problem)


def misspelt_problems(words: Words) -> Iterator[str]:
    """Names that probably mean a setting, and lines of .env that are not read: neither has any effect."""
    for each in misspelt_settings():
        problem = words("setting-misspelt", near=each.near, likely="yes" if each.near else "no")
        yield words("setting-at", name=each.name, problem=problem)
    for line in lines_unread():
        problem = words("setting-line-unread", line=str(line))
        yield words("setting-at", name=ENV_FILE, problem=problem)
