"""A case in words, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.web.console.clock import colour_of
from handlers.phrases.cases import department_said, moment_said, state_for_staff, time_said, type_said
from handlers.phrases.evidence import piece_said
from handlers.phrases.facts import fact_pairs
from handlers.phrases.staff_case import alarms_said, deadline_said, next_said, open_said, reach_said, who_said
from handlers.phrases.staff_story import ToldStep, told_steps
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.clock import deadline_of
from models.cases.evidence import CopyState, Evidence
from models.cases.personal import AMONG_STAFF
from models.cases.same_spot import spot_of
from models.cases.steps import Step
from models.city.pack import City
from models.desk.blackening import may_be_drawn_on
from models.desk.presence import There
from models.desk.whole_case import WholeCase

_OF_WORKER = frozenset(
    {
        *(Step.FILE, Step.REPLY, Step.ADD, Step.CONFIRM, Step.RATE, Step.REOPEN, Step.WITHDRAW, Step.AGREE),
        *(Step.REMOVE_EVIDENCE, Step.RELEASE_EVIDENCE, Step.REFUSE_REVEAL, Step.JOIN, Step.LEAVE),
    }
)
_TO_WORKER = frozenset({Step.ASK, Step.ANSWER, Step.SAY, Step.SETTLE, Step.PROMISE})


@dataclass(frozen=True, slots=True)
class Clock:
    """The deadline. colour: good, soon, late or grey, which the words say too."""

    colour: str
    said: str


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One step. side: worker, ours, staff or none: whose words they are, or among whom."""

    at: str
    iso: str
    what: str
    said: str
    side: str


@dataclass(frozen=True, slots=True)
class PieceLine:
    """One piece of evidence. opens: whether it can be looked at; drawn: how far the copy to hand out is, or empty."""

    number: int
    said: str
    opens: bool
    picture: bool
    ours: bool
    waits: str = ""
    drawn: str = ""


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """Another case."""

    number: str
    said: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """All words of the page but those of its forms."""

    number: str
    type: str
    state: str
    clock: Clock
    department: str
    district: str
    filer: str
    reporters: int
    handler: str
    alarms: Sequence[str]
    next: str
    reach: str | None
    open: Sequence[str]
    facts: Sequence[tuple[str, str]]
    filed: str
    story: Sequence[StoryLine]
    pieces: Sequence[PieceLine]
    related: Sequence[tuple[str, Sequence[RelatedLine], str]]
    """Head, cases, and the address of the list of all that are open; empty if there is none."""
    others: Sequence[str]
    filed_for: bool
    """Somebody filed it for its worker, who may need a code to follow it."""
    events: int
    """The number of the last step of its record, by which a page sees that something happened."""


def view_of(words: Words, whole: WholeCase, *, now: datetime) -> CaseView:
    """The case in a language."""
    seen, case, city = whole.seen, whole.case, whole.seen.city
    district = city.districts.get(case.district or "")
    return CaseView(
        number=case.number,
        type=type_said(words, city, case.type),
        state=state_for_staff(words, case.state),
        clock=clock_of(words, city, case, now),
        department=department_said(words, city, case.department),
        district=words.pick(district.titles) if district else "",
        filer=words("console-case-filer", pseudonym=(case.pseudonym if case.anonymous else None) or "none"),
        reporters=case.reporters,
        handler=who_said(words, seen),
        alarms=alarms_said(words, seen),
        next=next_said(words, seen),
        reach=reach_said(words, seen),
        open=open_said(words, seen, now),
        facts=fact_pairs(words, seen.about["facts"]["facts"]),
        filed=time_said(words, city, case.filed_at),
        story=[story_line(words, city, each) for each in told_steps(words, city, seen.story)],
        pieces=[piece_line(words, whole, each) for each in whole.pieces],
        related=_related(words, city, whole),
        others=others_said(words, whole.others),
        filed_for=seen.origin is not None,
        events=case.event_count,
    )


def clock_of(words: Words, city: City, case: Case, now: datetime) -> Clock:
    """The colour of the deadline, and the deadline in words."""
    due = deadline_said(words, city, case, now)
    if due is None:
        return Clock("grey", words("console-case-clock", state="paused" if case.paused_at and case.is_open else "over"))
    return Clock(colour_of(city, deadline_of(case), now), due)


def story_line(words: Words, city: City, told: ToldStep) -> StoryLine:
    side = "none"
    if told.step in _OF_WORKER:
        side = "worker"
    elif told.step in _TO_WORKER:
        side = "ours"
    elif told.step in AMONG_STAFF:
        side = "staff"
    there = told.at.astimezone(city.zone)
    return StoryLine(time_said(words, city, told.at), there.isoformat(timespec="minutes"), told.what, told.said, side)


def piece_line(words: Words, whole: WholeCase, piece: Evidence) -> PieceLine:
    drawn = whole.drawn.get(piece.id)
    return PieceLine(
        number=piece.number,
        said=piece_said(words, whole.seen.city, piece),
        opens=piece.removed_at is None and piece.kept_at is not None and not _waits(piece, whole.case),
        picture=may_be_drawn_on(piece),
        ours=piece.staff_id is not None,
        waits=words("console-case-piece-waits", why=_waits(piece, whole.case)) if _waits(piece, whole.case) else "",
        drawn=words("console-case-drawn", state=drawn.state.value) if drawn is not None else "",
    )


def _waits(piece: Evidence, case: Case) -> str:
    """Why the piece cannot be looked at now though it is here; empty if it can."""
    if piece.removed_at is not None or piece.kept_at is None:
        return ""
    if piece.copy is CopyState.DUE:
        return "due"
    if piece.copy is CopyState.UNREADABLE:
        return "unreadable"
    held = piece.copy in (CopyState.UNCLEANABLE, CopyState.ASKED) and case.anonymous
    return "held" if held else ""


def others_said(words: Words, others: Sequence[There]) -> list[str]:
    """Who else has the case open, and who writes."""
    return [words("console-case-other", name=each.name, what="writes" if each.writes else "looks") for each in others]


def _related(words: Words, city: City, whole: WholeCase) -> list[tuple[str, list[RelatedLine], str]]:
    kinds = {"spot": whole.related.spot, "platform": whole.related.platform, "filer": whole.related.filer}
    listed = "platform" if spot_of(whole.case) is None else "spot"  # as models/lists tells which cases are alike
    alike = f"/console/cases?heap=open&same={whole.case.number}"
    return [
        (
            words("console-case-related", kind=kind),
            [_related_line(words, city, each) for each in cases],
            alike if kind == listed and any(each.is_open for each in cases) else "",
        )
        for kind, cases in kinds.items()
        if cases
    ]


def _related_line(words: Words, city: City, case: Case) -> RelatedLine:
    filed = moment_said(words, case.filed_at.astimezone(city.zone))
    said = words(
        "console-case-related-line",
        type=type_said(words, city, case.type),
        state=state_for_staff(words, case.state),
        at=filed,
    )
    return RelatedLine(case.number, said)
