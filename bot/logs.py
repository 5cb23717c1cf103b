"""Structured logs: one event a line, with ids and never with names, numbers or text of people."""

import logging
import sys

import structlog


def configure_logs(level: str) -> None:
    """Events as `key=value` for a person at a terminal, as JSON lines for a machine."""
    renderer: structlog.types.Processor = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
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
    for name in ("aiogram.event", "aiogram.dispatcher", "aiogram.middlewares", "apscheduler", "httpx", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.ERROR)
