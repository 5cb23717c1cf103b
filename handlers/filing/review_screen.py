"""The screens at the end of a form: the answers, what to change, what being anonymous means, which
department gets it.
"""

from collections.abc import Mapping, Sequence

from handlers.buttons.cases import AddToCase, GetReceipt, ShowCase
from handlers.buttons.filing import (
    AskDiscard,
    AskQuestion,
    Blacken,
    ChooseChange,
    FileDraft,
    SaveDraft,
    Submit,
    TakeOut,
)
from handlers.filing.kinds.every_kind import asked_kind
from handlers.phrases.cases import day_said, department_said, time_said
from handlers.phrases.pictures import traces_said
from handlers.talk.forms import page_of
from handlers.talk.screens import Button, Screen, home_button, in_rows
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.draft import CaseDraft, type_of
from models.city.case_types import CaseType
from models.city.pack import City
from models.pictures.traces import Trace
from models.questions.order_number import OrderNumberKind
from models.storage.database import Json


def review_screen(
    talk: Talk,
    draft: CaseDraft,
    department: str,
    pieces: Mapping[str | None, int],
    first_line: str | None = None,
) -> Screen:
    """All answers, and the department that gets the case. Raises CaseTypeUnknown."""
    case_type = type_of(talk.city, draft.type)
    lines = [
        first_line,
        talk.words("filing-review", type=talk.words.pick(case_type.titles)),
        *_lines_said(talk, case_type, draft.answers, pieces),
        talk.words("filing-goes-to", department=department_said(talk.words, talk.city, department)),
        talk.words("filing-change-how"),
    ]
    named = Button(
        talk.words("filing-button-named" if case_type.anonymous else "filing-button-submit"),
        Submit(draft=draft.id, anonymous=False),
    )
    nameless = (Button(talk.words("filing-button-anonymous"), Submit(draft=draft.id, anonymous=True)),)
    rows = (
        (*(nameless if case_type.anonymous else ()), named),
        (
            Button(talk.words("filing-button-change"), ChooseChange(draft=draft.id)),
            Button(talk.words("filing-button-save"), SaveDraft(draft=draft.id)),
        ),
        (Button(talk.words("filing-button-discard"), AskDiscard(draft=draft.id)), home_button(talk.words)),
    )
    return Screen("\n".join(filter(None, lines)), rows, awaits_number=True)


def _lines_said(
    talk: Talk, case_type: CaseType, answers: Mapping[str, Json], pieces: Mapping[str | None, int]
) -> list[str]:
    """Every answered question with its answer, numbered. pieces: question key -> number of pieces."""
    return [
        talk.words(
            "filing-answer-line",
            number=str(number),
            question=asked_kind(question).label(talk.words, question),
            answer=asked_kind(question).say(talk, question, answers[question.key], pieces.get(question.key, 0)),
        )
        for number, question in enumerate(case_type.asked(answers), 1)
        if question.key in answers
    ]


def change_screen(words: Words, case_type: CaseType, draft: CaseDraft, page: int) -> Screen:
    """Ask which answer to change."""
    questions, following = page_of(case_type.asked(draft.answers), page)
    choices = [
        Button(asked_kind(each).label(words, each), AskQuestion(draft=draft.id, question=each.key))
        for each in questions
    ]
    last = [Button(words("filing-button-unchanged"), AskQuestion(draft=draft.id, question=""))]
    if following is not None:
        last.insert(0, Button(words("filing-button-more"), ChooseChange(draft=draft.id, page=following)))
    return Screen(words("filing-which-change"), (*in_rows(choices, 1), (*last, home_button(words))))


Traces = Sequence[tuple[int, Sequence[Trace], bool]]
"""Of each picture with traces of a person: its number, their kinds, and whether they are blackened."""


def anonymous_screen(words: Words, case_type: CaseType, draft: CaseDraft, pieces: int, traces: Traces = ()) -> Screen:
    """Say what the department does not see, and what could still give the person away; of pictures that were read, what
    in them does.
    """
    order = any(draft.answers.get(each.key) for each in case_type.questions_of(OrderNumberKind))
    given_away = "both" if order and pieces else "order" if order else "evidence" if pieces else "words"
    rows: list[tuple[Button, ...]] = [
        (Button(words("filing-button-anonymous-yes"), FileDraft(draft=draft.id, anonymous=True)),)
    ]
    if any(not blackened for _, _, blackened in traces):
        rows.insert(0, (Button(words("picture-button-blacken"), Blacken(draft=draft.id)),))
    out = []
    if order:
        out.append(Button(words("filing-button-without-order"), TakeOut(draft=draft.id, evidence=False)))
    if pieces:
        out.append(Button(words("filing-button-without-evidence"), TakeOut(draft=draft.id, evidence=True)))
    if out:
        rows.append(tuple(out))
    back = Button(words("filing-button-unchanged"), AskQuestion(draft=draft.id, question=""))
    lines = [words("filing-anonymous", given_away=given_away), *_traces_said(words, traces)]
    return Screen("\n".join(lines), (*rows, (back, home_button(words))))


def _traces_said(words: Words, traces: Traces) -> list[str]:
    """A line for each picture, and what cannot be found in any."""
    lines = [
        words(
            "picture-traces-black" if blackened else "picture-traces",
            number=str(number),
            traces=traces_said(words, [str(each) for each in kinds]),
        )
        for number, kinds, blackened in traces
    ]
    return [*lines, words("picture-traces-more")] if lines else []


def named_screen(words: Words, city: City, draft: CaseDraft, department: str) -> Screen:
    """Say what the department sees of a person who files under their name."""
    text = words("filing-named", department=department_said(words, city, department))
    yes = Button(words("filing-button-named-yes"), FileDraft(draft=draft.id, anonymous=False))
    nameless = Button(words("filing-button-anonymous"), Submit(draft=draft.id, anonymous=True))
    back = Button(words("filing-button-unchanged"), AskQuestion(draft=draft.id, question=""))
    return Screen(text, ((yes,), (nameless,), (back, home_button(words))))


def sharing_screen(talk: Talk, case_type: CaseType, draft_id: str, department: str, *, anonymous: bool) -> Screen:
    """Ask for the separate agreement that names the department (个人信息保护法 art. 29, 30)."""
    name = department_said(talk.words, talk.city, department)
    text = talk.words("filing-sharing", department=name, data="health" if case_type.health else "other")
    yes = FileDraft(draft=draft_id, anonymous=anonymous, department=department)
    no = Button(talk.words("filing-button-sharing-no"), AskQuestion(draft=draft_id, question=""))
    return Screen(text, ((Button(talk.words("filing-button-sharing-yes", department=name), yes),), (no,))).with_home(
        talk.words
    )


def _accept_said(words: Words, city: City, case: Case) -> str:
    """The day by which the department takes the case; with the hour if hours count."""
    case_type = city.case_types.get(case.type)
    if case_type is not None and case_type.danger_hours is not None and case_type.is_dangerous(case.answers):
        return time_said(words, city, case.accept_by)
    return day_said(words, case.accept_by.astimezone(city.zone).date())


def filed_screen(words: Words, city: City, case: Case, *, nobody: bool = False) -> Screen:
    """The number, what happens next and by when, and what this is not. nobody: no one has joined the department yet."""
    case_type = city.case_types.get(case.type)
    lines = [
        words("filing-filed", number=case.number),
        words.pick(case_type.at_once) if case_type and case_type.at_once else None,
        words(
            "filing-next",
            department=department_said(words, city, case.department),
            accept=_accept_said(words, city, case),
            answer=day_said(words, case.answer_by.astimezone(city.zone).date()),
        ),
        words(
            "filing-nobody-there",
            department=department_said(words, city, case.department),
            lead=words.pick(city.lead_department.titles),
        )
        if nobody
        else None,
        words("filing-pseudonym", pseudonym=case.pseudonym or "") if case.anonymous else None,
        words("filing-no-arbitration") if case_type and case_type.labour_dispute else None,
    ]
    rows = (
        (
            Button(words("filing-button-progress"), ShowCase(case_id=case.id)),
            Button(words("filing-button-add"), AddToCase(case_id=case.id)),
        ),
        (Button(words("filing-button-receipt"), GetReceipt(case_id=case.id)), home_button(words)),
    )
    return Screen("\n".join(filter(None, lines)), rows)
