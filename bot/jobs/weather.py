"""Turns weather warnings into notices, each once: about heat, storm or cold, with the nearest place to go for each
person.

A `WarningSource` gives the warnings. `JsonWarnings` is one: a file or an address (WEATHER_WARNINGS) with

    {"warnings": [{"id": "2026-07-21-heat", "kind": "heat", "level": "orange", "districts": ["hewan"],
                   "from": "2026-07-21T10:00:00+08:00", "until": "2026-07-21T19:00:00+08:00"}]}

kind: heat, storm, typhoon or cold. level: blue, yellow, orange or red; an orange or red warning is an emergency, which
goes at once to everybody there. districts: keys of the city pack; none: the whole city. from, until: ISO 8601 with an
offset.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

import aiohttp
import structlog
from pydantic import AwareDatetime, BaseModel, Field, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.talk.texts import Texts, Words
from models.city.pack import City
from models.notices.audience import Audience, Topic
from models.notices.notice import Opens, Target, Written, raise_notice
from models.notices.shelter import Shelter
from models.outbox.message import Urgency
from models.storage.database import Database

log = structlog.get_logger(__name__)

TIMEOUT_S = 10
LARGEST_BYTES = 1_000_000
SHELTER = {"heat": "air_conditioning", "storm": "rest", "typhoon": "rest", "cold": "rest"}
"""The need of the city pack that a place to go should offer; if the pack has no such need, any place will do."""


class Warning(BaseModel):
    """One warning as a source gives it."""

    id: str = Field(min_length=1, max_length=100)
    kind: Literal["heat", "storm", "typhoon", "cold"]
    level: Literal["blue", "yellow", "orange", "red"]
    districts: list[str] = []
    since: AwareDatetime = Field(alias="from")
    until: AwareDatetime


class _Warnings(BaseModel):
    warnings: list[Warning]


class WarningsUnreadable(Exception):
    """The source did not answer, or its answer has another form."""


class WarningSource(Protocol):
    """A source of warnings."""

    async def current(self) -> Sequence[Warning]:
        """Return the warnings in force or to come. Raises WarningsUnreadable."""


class JsonWarnings:
    """Reads a file or an http(s) address of the form above."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def current(self) -> Sequence[Warning]:
        try:
            content = await self._fetch()
            return _Warnings.model_validate_json(content).warnings
        except (OSError, aiohttp.ClientError, TimeoutError, ValidationError) as error:
            raise WarningsUnreadable(type(error).__name__) from error

    async def _fetch(self) -> bytes:
        if not self._address.startswith(("http://", "https://")):
            return await asyncio.to_thread(Path(self._address).read_bytes)
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
        async with (
            aiohttp.ClientSession(timeout=timeout, raise_for_status=True) as client,
            client.get(self._address) as response,
        ):
            return await response.content.read(LARGEST_BYTES)


async def raise_warnings(database: Database, city: City, texts: Texts, source: WarningSource, *, now: datetime) -> int:
    """Make a notice of each warning that is in force and has none yet. Returns how many. Raises WarningsUnreadable."""
    raised = 0
    for warning in await source.current():
        if not warning.since <= now < warning.until:
            continue
        unknown = [key for key in warning.districts if key not in city.districts]
        if unknown:
            log.warning("weather warning for an unknown district", warning=warning.id)
            continue
        async with database.transaction() as session:
            raised += await _raise(session, city, texts, warning, now=now)
    return raised


async def _raise(session: AsyncSession, city: City, texts: Texts, warning: Warning, *, now: datetime) -> bool:
    need = SHELTER[warning.kind] if SHELTER[warning.kind] in city.needs else None
    all_words = {locale: texts.in_(locale) for locale in texts.locales}
    written = Written(
        titles={locale: words("weather-title", kind=warning.kind) for locale, words in all_words.items()},
        texts={locale: _text(words, city, warning) for locale, words in all_words.items()},
        topic=Topic.WEATHER,
        urgency=Urgency.NOW if warning.level in ("orange", "red") else Urgency.TODAY,
        audience=Audience(districts=tuple(warning.districts)),
        targets=[Target(Opens.SHELTER, need or "")],
        shelter=dict(Shelter(kind=warning.kind, need=need)),
    )
    return await raise_notice(
        session,
        written,
        department=city.lead_department.key,
        source_key=f"weather:{warning.id}",
        expires_at=warning.until,
        now=now,
    )


def _text(words: Words, city: City, warning: Warning) -> str:
    until = warning.until.astimezone(city.zone)
    about = words("weather-until", level=warning.level, day=f"{until:%m-%d}", time=f"{until:%H:%M}")
    return "\n".join([words("weather-text", kind=warning.kind), about])
