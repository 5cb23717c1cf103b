"""What is filled in for an act: the fields, what stands in them, and what can be pressed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.web.console.case.acts import Act
from bot.web.console.desk import Desk
from handlers.phrases.cases import department_said, quoted
from handlers.phrases.staff_case import reads_as_holding
from handlers.talk.texts import Words
from models.cases.steps import CaseState, Step
from models.casework.assist import Sharing, may_share
from models.casework.extension import extension_days
from models.casework.platform import Disclosure
from models.city.canned_answers import CannedAnswer
from models.city.kinds import GUARD
from models.desk.whole_case import WholeCase
from models.questions.text import LONGEST_TEXT

DAYS = 3
"""Working days until the day that is offered."""
WITH_A_DAY = frozenset({"promise", "assist", "order"})
WITH_A_DEPARTMENT = frozenset({"transfer", "assist"})
WITH_FILES = frozenset({"ask", "answer", "settle"})
FILES = "file"
"""The field that names an uploaded file by its key; a form has one for each file."""
WITHOUT_WORDS = frozenset({"assign", "contact-platform"})
TO_WORKER = frozenset({"ask", "answer", "settle", "promise", "ask-reveal"})
"""Acts whose words the worker reads as they are sent."""


@dataclass(frozen=True, slots=True)
class Send:
    """A button that sends the form. value: of the field `how`, which says what the words are."""

    value: str
    label: str
    first: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """The form of an act. typed: what stands in its fields. notes: sentences above it. choices: value and label of each
    thing to choose, by the field. canned: ready answers with their titles."""

    act: Act
    label: str
    hint: str
    typed: Mapping[str, str]
    sends: Sequence[Send]
    notes: Sequence[str] = ()
    choices: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    legends: Mapping[str, str] = field(default_factory=dict)
    earliest: date | None = None
    words: bool = True
    names: bool = False
    """Whether a name is asked for."""
    sure: bool = False
    """Whether the form was shown once more because its words read like no answer yet."""
    canned: Sequence[tuple[str, str]] = ()
    files: Sequence[str] | None = None
    """The keys of the files that go along so far; None for words with which no file can go."""
    longest: int = LONGEST_TEXT


def form_of(desk: Desk, whole: WholeCase, act: Act) -> Form:
    """The form of the act, with what was entered, else what was half-written, else what is usual."""
    typed = _typed(desk, whole, act)
    return Form(
        act,
        desk.words(act.says),
        _hint(desk, whole, act),
        typed,
        _sends(desk.words, act, typed, whole),
        _notes(desk, whole, act),
        _choices(desk, whole, act),
        _legends(desk.words, act),
        desk.today if act.name in WITH_A_DAY else None,
        act.name not in WITHOUT_WORDS,
        act.name == "tell-gate",
        act.name == "answer" and reads_as_holding(desk.entered.get("text", "")),
        _canned(desk, whole, act),
        files=desk.every(FILES) if act.name in WITH_FILES else None,
    )


def _typed(desk: Desk, whole: WholeCase, act: Act) -> Mapping[str, str]:
    usual: dict[str, str] = {}
    if act.name in WITH_A_DAY:
        usual["day"] = desk.city.calendar.working_day_after(desk.today, DAYS).isoformat()
    if act.name == "assist":
        usual["shares"] = may_share(whole.case, desk.city)[-1].value
    if act.name == "sign-change" and whole.seen.held is not None:
        usual["text"] = str(whole.seen.held[0].text)
    if act.name == "tell-gate" and whole.gate is not None:
        known = whole.gate.known
        usual |= {"name": whole.gate.name, "text": known.said.get(GUARD, "") if known is not None else ""}
    return {**usual, **whole.drafts.get(act.name, {}), **desk.entered}


def _hint(desk: Desk, whole: WholeCase, act: Act) -> str:
    case, key = whole.case, f"console-case-write-{act.name}"
    if case.urgent and act.name == "ask":
        return desk.words("console-case-write-urgent")
    about: dict[str, Any] = {}
    if act.name == "ask-extension":
        about["days"] = str(extension_days(desk.city, case.type))
    if act.name == "order":
        about["to"] = department_said(desk.words, desk.city, case.department)
    return desk.words(key, **about)


def _sends(words: Words, act: Act, typed: Mapping[str, str], whole: WholeCase) -> Sequence[Send]:
    if act.name == "answer":
        holding = reads_as_holding(typed.get("text", ""))
        kinds = [
            Send("answer", words("console-case-send-answer"), first=not holding),
            Send("say", words("console-case-send-say"), first=holding),
        ]
        return kinds if not holding else kinds[::-1]
    if act.name == "contact-platform" and whole.contact is not None and whole.contact.agreed:
        return [Send("contact", words("console-case-send-contact"))]
    to = "worker" if act.name in TO_WORKER else act.name
    return [Send("", words("console-case-send", to=to))]


def _notes(desk: Desk, whole: WholeCase, act: Act) -> list[str]:
    words, case = desk.words, whole.case
    if act.name == "transfer" and case.bounces > 0 and case.state is not CaseState.REOPENED:
        return [words("staff-bounced", department=words.pick(desk.city.lead_department.titles))]
    if act.name == "contact-platform":
        return [_contact_note(words, whole)]
    if act.name in ("ask-reveal", "urge-reveal"):
        return [_identity_note(words, whole)]
    if act.name == "answer-order" and whole.seen.order_to_answer is not None:
        return [quoted(str(whole.seen.order_to_answer.wanted), longest=1000)]
    return []


def _contact_note(words: Words, whole: WholeCase) -> str:
    contact = whole.contact
    if contact is not None and contact.agreed:
        return words("console-case-contact-agreed", disclosure=contact.disclosure)
    state = "none" if contact is None else "waiting" if contact.agreed is None else "refused"
    return words("console-case-contact", state=state)


def _identity_note(words: Words, whole: WholeCase) -> str:
    refused = any(each.what == Step.REFUSE_REVEAL for each in whole.seen.story)
    return words(
        "staff-identity",
        number=whole.case.number,
        asked="waiting" if whole.consent is not None else "refused" if refused else "none",
        danger="asked" if whole.danger is not None else "none",
        text=quoted(whole.danger.text) if whole.danger is not None else "",
    )


def _choices(desk: Desk, whole: WholeCase, act: Act) -> Mapping[str, Sequence[tuple[str, str]]]:
    words, case = desk.words, whole.case
    if act.name in WITH_A_DEPARTMENT:
        shares = may_share(case, desk.city) if act.name == "assist" else []
        shown = {"to": _departments(desk, whole, act)}
        several = len(shares) > 1
        return shown | ({"shares": [_sharing(words, each) for each in reversed(shares)]} if several else {})
    if act.name == "assign":
        return {"to": [(str(each.staff.id), _load(words, each.staff.name, each.cases)) for each in whole.loads]}
    if act.name == "contact-platform" and not (whole.contact is not None and whole.contact.agreed):
        return {"disclosure": [(each.value, words("staff-button-disclose", what=each.value)) for each in Disclosure]}
    return {}


def _departments(desk: Desk, whole: WholeCase, act: Act) -> list[tuple[str, str]]:
    """The other departments; those that nobody has joined can be passed a case, and not be asked for help."""
    words, nobody = desk.words, whole.nobody
    return [
        (key, words.pick(each.titles) + (words("staff-nobody-there") if key in nobody else ""))
        for key, each in desk.city.departments.items()
        if key != whole.case.department and not (act.name == "assist" and key in nobody)
    ]


def _sharing(words: Words, sharing: Sharing) -> tuple[str, str]:
    return sharing.value, words("console-case-share", what=sharing.value)


def _load(words: Words, name: str, cases: int) -> str:
    return words("staff-button-colleague", name=name, count=str(cases))


def _legends(words: Words, act: Act) -> Mapping[str, str]:
    to = "console-case-to-colleague" if act.name == "assign" else "console-case-to-department"
    return {
        "to": words(to),
        "shares": words("console-case-shares"),
        "disclosure": words("console-case-disclosure"),
        "day": words("console-case-day", what="promise" if act.name == "promise" else "other"),
    }


def _canned(desk: Desk, whole: WholeCase, act: Act) -> list[tuple[str, str]]:
    """The ready answers for the step and the type of the case, those for its own type first; all of them."""
    if act.name not in ("ask", "answer", "settle"):
        return []
    fitting = [each for each in desk.city.canned_answers.values() if _fits(each, act.name, whole.case.type)]
    texts = [(desk.words.pick(each.text), each) for each in sorted(fitting, key=lambda each: not each.types)]
    return [(desk.words("console-case-canned-holding") if each.holding else "", text) for text, each in texts]


def _fits(canned: CannedAnswer, step: str, type_key: str) -> bool:
    return canned.step == step and (not canned.types or type_key in canned.types)
