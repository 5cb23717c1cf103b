"""Phrases for duties: who has to do it, how near the day is, and what was done."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from fluent.runtime.types import fluent_number
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.phrases.cases import day_said, quoted, time_said
from handlers.talk.texts import Words
from models.city.pack import City
from models.duties.colours import colour_of
from models.duties.duty import Duty
from models.duties.record import DutyEvent, DutyStep
from models.duties.telling import owner_titles


async def owner_said(session: AsyncSession, words: Words, city: City, duty: Duty) -> str:
    """The name of the department, post or place that has to do it."""
    titles = await owner_titles(session, duty, city)
    return titles if isinstance(titles, str) else words.pick(titles)


def due_said(words: Words, city: City, duty: Duty) -> str:
    """The last day."""
    return day_said(words, duty.due_at.astimezone(city.zone).date())


def state_arguments(duty: Duty, *, city: City, now: datetime) -> dict[str, str]:
    """The arguments of the texts that say kind, state and colour."""
    today, due = now.astimezone(city.zone).date(), duty.due_at.astimezone(city.zone).date()
    return {
        "kind": duty.kind.value,
        "state": duty.state.value,
        "colour": colour_of(duty, city=city, now=now).value,
        "late": "yes" if due < today else "no",
    }


def step_said(words: Words, city: City, duty: Duty, step: DutyEvent, name: str) -> str:
    """What was done, when and by whom, in a line."""
    until, text = step.data.get("until"), step.text if step.what is not DutyStep.GIVE else ""
    return words(
        "duty-step",
        kind=duty.kind.value,
        what=step.what.value,
        at=time_said(words, city, step.at),
        name=name,
        until=day_said(words, date.fromisoformat(until)) if until else "none",
        text=quoted(text, longest=1000) if text else "none",
    )


def counted(**counts: int) -> Mapping[str, Any]:
    """Numbers as arguments by which a text chooses its words."""
    return {name: fluent_number(count, useGrouping=False) for name, count in counts.items()}
