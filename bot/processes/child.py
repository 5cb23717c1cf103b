"""A process of the service, forked for bot/processes/parent.py."""

import os
import socket
from collections.abc import Sequence


def main(role: str, line: socket.socket, listeners: Sequence[socket.socket]) -> None:
    """Serve until stopped or until the parent is gone. role: of the settings; the rest as in bot/watched.py."""
    import uvloop  # bot/processes/imported.py has imported it all; the parent itself does not need it

    from bot.keys import missing_keys
    from bot.logs import configure_logs
    from bot.settings import load_settings, locale_asked_for
    from bot.start import start
    from bot.watched import Parent
    from handlers.talk.texts import texts

    os.umask(0o077)
    os.environ["RUN_ROLE"] = role
    settings = load_settings(missing_keys)
    configure_logs(settings.log_level, role)
    words = texts().in_(locale_asked_for())
    uvloop.run(start(settings, words, lambda _: None, under=Parent(line, listeners)))
