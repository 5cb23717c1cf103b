"""A case on paper: all that staff see of it, in words, for the file that goes out and the sheet that is printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from handlers.casework.card import title_said
from handlers.phrases.cases import department_said, source_said, state_for_staff, time_said
from handlers.phrases.facts import whole_facts
from handlers.phrases.staff_story import step_said
from handlers.talk.texts import Words
from models.cases.clock import deadline_of
from models.cases.evidence import Evidence
from models.cases.record import CaseEvent
from models.city.pack import City
from models.exchange.case_file import FileOfCase, moment_of


@dataclass(frozen=True, slots=True)
class PaperStep:
    """One step: when, what was done, and the words with it."""

    time: str
    what: str
    said: str


@dataclass(frozen=True, slots=True)
class CasePaper:
    """The parts of the paper, in the order in which they are read. about, answers: (label, text)."""

    title: str
    about: list[tuple[str, str]]
    answers: list[tuple[str, str]]
    steps: list[PaperStep]
    pieces: list[str]


def case_paper(words: Words, city: City, taken: FileOfCase) -> CasePaper:
    """The case in a colleague's language."""
    return CasePaper(
        title_said(words, city, taken.case),
        [(words(f"case-paper-{key}"), text) for key, text in _about(words, city, taken) if text],
        whole_facts(words, taken.facts),
        [_step(words, city, each) for each in taken.story],
        [_piece(words, each) for each in taken.pieces],
    )


def _about(words: Words, city: City, taken: FileOfCase) -> Iterator[tuple[str, str]]:
    case, origin = taken.case, taken.origin

    def at(moment: datetime | None) -> str:
        return f"{moment.astimezone(city.zone):%Y-%m-%d %H:%M}" if moment is not None else ""

    platform, district = city.platforms.get(case.platform or ""), city.districts.get(case.district or "")
    yield "number", case.number
    yield "department", department_said(words, city, case.department)
    yield "state", state_for_staff(words, case.state)
    yield "platform", words.pick(platform.titles) if platform else ""
    yield "district", words.pick(district.titles) if district else ""
    yield "filer", words("case-paper-pseudonym", pseudonym=case.pseudonym) if case.anonymous else ""
    yield "filed", at(case.filed_at)
    yield "due", at(deadline_of(case)) if case.is_open else ""
    yield "ended", at(case.ended_at)
    yield "handler", taken.handler or ""
    if origin is not None:
        yield "source", source_said(words, origin.source)
        yield "foreign", origin.foreign or ""
        yield "back", f"{origin.back_by.astimezone(city.zone):%Y-%m-%d}" if origin.back_by is not None else ""


def _step(words: Words, city: City, event: CaseEvent) -> PaperStep:
    said = str(event.data.get("text") or "")
    return PaperStep(time_said(words, city, moment_of(event)), step_said(words, city, event), said)


def _piece(words: Words, piece: Evidence) -> str:
    """A piece of evidence in a list."""
    there = "removed" if piece.removed_at is not None else "refused" if piece.refused is not None else "kept"
    kind = str(piece.media_type or "").partition("/")[0]
    by = "staff" if piece.staff_id is not None else "worker"
    return words("case-paper-piece", number=str(piece.number), state=there, kind=kind or "other", by=by)
