"""The record of a case in plain words, as its worker reads it: what was done, by whom, and when.

The notes that staff write among themselves are left out. A person who joined a report reads what the department does,
but nothing of what the filer said.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from handlers.talk.texts import Words
from models.cases.filer import Part
from models.cases.record import CaseEvent, happened_at
from models.cases.steps import Step
from models.city.pack import City
from models.exchange.origin import Source
from models.papers.paper import date_arguments

LONGEST_SAID = 200
"""Characters of one person's words in a list of steps."""
COUNTED = frozenset({Step.EVIDENCE_KEPT, Step.EVIDENCE_REFUSED})
"""Several such steps in a row are one line."""
FOR_EVERYBODY = frozenset(
    {
        Step.FILE,
        Step.TAKE,
        Step.TRANSFER,
        Step.RESUME,
        Step.EXTEND,
        Step.CONTACT_PLATFORM,
        Step.SAY,
        Step.ANSWER,
        Step.SETTLE,
        Step.CONFIRM,
        Step.REOPEN,
        Step.CLOSE,
        Step.JOIN,
        Step.MERGE,
    }
)
FOR_WHO_FILED = FOR_EVERYBODY | {
    Step.CLAIM,
    Step.TAKE_OVER,
    Step.ASK,
    Step.REPLY,
    Step.RATE,
    Step.SEE_IDENTITY,
    Step.ADD,
    Step.PROMISE,
    Step.AGREE,
    Step.WITHDRAW,
    Step.ASK_REVEAL,
    Step.REFUSE_REVEAL,
    Step.URGE_REVEAL,
    Step.REVEAL,
    Step.EVIDENCE_KEPT,
    Step.EVIDENCE_REFUSED,
    Step.REMOVE_EVIDENCE,
    Step.RELEASE_EVIDENCE,
}


@dataclass(frozen=True, slots=True)
class Told:
    """One step as it is told. department: the key of the one that had the case; text: the words with it; how: in what
    way an identity was opened; name: the colleague who took it.
    """

    what: Step
    at: datetime
    department: str
    to: str
    text: str
    how: str = ""
    name: str = ""
    count: int = 1


def story_lines(words: Words, city: City, story: Sequence[CaseEvent], part: Part) -> list[str]:
    """Every step that is told, the oldest first."""
    return [_line(words, city, each, part) for each in _counted(_told(story, part))]


def last_said(story: Sequence[CaseEvent], step: Step) -> str:
    """The words of the last step of a kind, such as the question that a department asked."""
    return next((str(each.data.get("text", "")) for each in reversed(story) if each.what == step), "")


def _told(story: Iterable[CaseEvent], part: Part) -> Iterator[Told]:
    shown = FOR_WHO_FILED if part is Part.FILED else FOR_EVERYBODY
    department = ""
    for each in story:
        before, department = department, str(each.data.get("department", department))
        if each.what in shown:
            text, how, name = (str(each.data.get(key, "")) for key in ("text", "how", "name"))
            yield Told(Step(each.what), happened_at(each), before or department, department, text, how, name)


def _counted(steps: Iterable[Told]) -> Iterator[Told]:
    """Join several COUNTED steps in a row into one, at the time of the last."""
    for what, group in groupby(steps, key=lambda each: each.what):
        same = list(group)
        if what in COUNTED:
            yield Told(what, same[-1].at, same[-1].department, same[-1].to, "", count=len(same))
        else:
            yield from same


def _line(words: Words, city: City, step: Told, part: Part) -> str:
    done = words(
        f"own-case-step-{step.what.value.replace('_', '-')}",
        department=department_said(words, city, step.department),
        to=department_said(words, city, step.to),
        mine="yes" if part is Part.FILED else "no",
        count=str(step.count),
        how=step.how,
        name=step.name or "none",
    )
    at = time_said(words, city, step.at)
    said = quoted(step.text)
    if said:
        return words("own-case-line-said", time=at, what=done, text=said)
    return words("own-case-line", time=at, what=done)


def quoted(text: str, longest: int = LONGEST_SAID) -> str:
    """Somebody's words in one line that cannot end its quotation marks or pass for a line of the service."""
    line = " ".join(text.split()).translate({ord("“"): "‘", ord("”"): "’"})
    return line if len(line) <= longest else line[: longest - 1] + "…"


def department_said(words: Words, city: City, key: str) -> str:
    """The department's name; a general word if the pack no longer has it."""
    known = city.departments.get(key)
    return words.pick(known.titles) if known else words("own-case-department")


def type_said(words: Words, city: City, key: str) -> str:
    """The case type's name; a general word if the pack no longer has it."""
    known = city.case_types.get(key)
    return words.pick(known.titles) if known else words("own-case-type")


def source_said(words: Words, source: Source) -> str:
    """Where a case came from, if its worker did not file it in the chat."""
    return words("origin-source", source=source.name.lower())


def day_said(words: Words, day: date) -> str:
    """A day: `12 月 7 日（周一）`."""
    return words("own-case-day", **date_arguments(day), weekday=f"d{day.isoweekday()}")


def time_said(words: Words, city: City, at: datetime) -> str:
    """A moment on the city's clock: `11 月 23 日 12:20`."""
    return moment_said(words, at.astimezone(city.zone))


def moment_said(words: Words, there: datetime) -> str:
    """A moment that is already on the city's clock: `11 月 23 日 12:20`."""
    return words("own-case-time", **date_arguments(there.date()), clock=f"{there:%H:%M}")


def state_said(words: Words, state: Any) -> str:
    """The state of a case in words, for its worker."""
    return words(f"case-state-{state.value.replace('_', '-')}")


def state_for_staff(words: Words, state: Any) -> str:
    """The state of a case in words, for who handles it: the worker is somebody else there."""
    return words("console-lists-state", state=state.value)
