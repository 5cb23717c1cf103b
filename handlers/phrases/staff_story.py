"""The record of a case as staff read it: every step with its author, and the notes among colleagues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.phrases.cases import COUNTED, department_said, quoted, time_said
from handlers.talk.texts import Words
from models.cases.record import CaseEvent, happened_at
from models.cases.steps import Step
from models.city.pack import City


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One step as staff read it. what: who did what; said: the words with it, as they were written."""

    step: str
    at: datetime
    what: str
    said: str


def told_steps(words: Words, city: City, story: Sequence[CaseEvent]) -> list[ToldStep]:
    """Every step, the oldest first; several pieces of evidence in a row are one."""
    told: list[ToldStep] = []
    before = None
    for each in story:
        if not (each.what in COUNTED and each.what == before):
            told.append(_told(words, city, each))
        before = each.what
    return told


def staff_story(words: Words, city: City, story: Sequence[CaseEvent]) -> list[str]:
    """One line for each step, with the beginning of longer words."""
    return [_line(words, city, each) for each in told_steps(words, city, story)]


def step_said(words: Words, city: City, event: CaseEvent) -> str:
    """What was done in a step, and by whom, without the words that came with it."""
    data = event.data
    return words(
        f"staff-step-{event.what.replace('_', '-')}",
        name=str(data.get("name") or words("staff-somebody")),
        department=department_said(words, city, str(data.get("helps") or data.get("department") or "")),
        kind=_kind(event),
        other=str(data.get("other") or ""),
    )


def _told(words: Words, city: City, event: CaseEvent) -> ToldStep:
    return ToldStep(event.what, happened_at(event), step_said(words, city, event), str(event.data.get("text") or ""))


def _line(words: Words, city: City, told: ToldStep) -> str:
    said = quoted(told.said)
    key = "own-case-line-said" if said else "own-case-line"
    about = {"text": said} if said else {}
    return words(key, time=time_said(words, city, told.at), what=told.what, **about)


def _kind(event: CaseEvent) -> str:
    """The variant of a step that can mean several things, for its text."""
    data = event.data
    if event.what == Step.FILE:
        return str(data.get("how") or "worker")
    if event.what == Step.AGREE:
        return "yes" if data.get("agrees") else "no"
    if event.what == Step.RATE:
        return str(data.get("satisfied") or "not-solved")
    if event.what == Step.ASSIST:
        return "answered" if "helps" in data else "asked"
    if event.what == Step.NOTE and "signing" in data:
        return f"sign-{data['signing']}"
    if event.what == Step.NOTE:
        return "refused" if data.get("extension") == "refused" else "contact" if "asks" in data else "note"
    return "other"
