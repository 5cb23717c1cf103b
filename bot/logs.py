"""Structured logs: one event a line, with ids and never with names, numbers or text of people."""

import logging
import os
import sys
import time
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

import structlog

OF_AN_OUTAGE = frozenset(
    {
        "database away",
        "update waits",
        "job waits for the database",
        "outbox not read",
        "results not written yet",
        "the database does not answer",
        "the database file is not what it was",
        "cannot catch up",
    }
)
"""Events that every writer would repeat while the database is away."""
AT_MOST_EVERY_S = 1.0


@dataclass(slots=True)
class Seldom:
    """Lets an event of OF_AN_OUTAGE through once a second; `more` counts the events that were left out since."""

    _last: dict[str, float] = field(default_factory=dict)
    _left_out: dict[str, int] = field(default_factory=dict)

    def __call__(self, logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        name, now = str(event.get("event")), time.monotonic()
        if name not in OF_AN_OUTAGE:
            return event
        if now - self._last.get(name, float("-inf")) < AT_MOST_EVERY_S:
            self._left_out[name] = self._left_out.get(name, 0) + 1
            raise structlog.DropEvent
        self._last[name] = now
        if left_out := self._left_out.pop(name, 0):
            event["more"] = left_out
        return event


@dataclass(frozen=True, slots=True)
class OfProcess:
    """Adds to every event the role of its process, and which of several processes it is."""

    role: str

    def __call__(self, logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        event["role"] = self.role
        if self.role != "all":
            event["pid"] = os.getpid()
        return event


def configure_logs(level: str, role: str = "all") -> None:
    """Write events as `key=value` for a person at a terminal, as JSON lines for a machine. role: of the settings, or
    `parent`."""
    renderer: structlog.types.Processor = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            Seldom(),
            OfProcess(role),
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in ("aiogram.event", "aiogram.dispatcher", "aiogram.middlewares", "httpx", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.ERROR)
