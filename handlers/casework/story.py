"""The record of a case as staff read it: every step with its author, and the notes among colleagues."""

from collections.abc import Sequence

from handlers.phrases.cases import COUNTED, department_said, quoted, time_said
from handlers.talk.texts import Words
from models.cases.record import CaseEvent, happened_at
from models.cases.steps import Step
from models.city.pack import City


def staff_story(words: Words, city: City, story: Sequence[CaseEvent]) -> list[str]:
    """One line for each step, the oldest first; several pieces of evidence in a row are one line."""
    lines: list[str] = []
    before = None
    for each in story:
        if not (each.what in COUNTED and each.what == before):
            lines.append(_line(words, city, each))
        before = each.what
    return lines


def _line(words: Words, city: City, event: CaseEvent) -> str:
    done, said = step_said(words, city, event), quoted(str(event.data.get("text") or ""))
    key = "own-case-line-said" if said else "own-case-line"
    return words(key, time=time_said(words, city, happened_at(event)), what=done, **({"text": said} if said else {}))


def step_said(words: Words, city: City, event: CaseEvent) -> str:
    """What was done in a step, and by whom, without the words that came with it."""
    data = event.data
    department = department_said(words, city, str(data.get("helps") or data.get("department") or ""))
    return words(
        f"staff-step-{event.what.replace('_', '-')}",
        name=str(data.get("name") or words("staff-somebody")),
        department=department,
        kind=_kind(event),
        other=str(data.get("other") or ""),
    )


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
