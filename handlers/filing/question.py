"""One question of a case: how it is asked, by its kind and on each channel, and what can be pressed below it."""

from dataclasses import dataclass
from datetime import date, timedelta

from handlers.buttons.articles import OpenArticle
from handlers.buttons.filing import AskQuestion, GiveAnswer, SaveDraft, StepBack
from handlers.filing.answer_said import answer_said
from handlers.talk.abilities import Abilities
from handlers.talk.forms import page_of
from handlers.talk.question import pending_row
from handlers.talk.screens import Button, Screen, home_button, in_rows
from handlers.talk.texts import Words
from models.cases.draft import CaseDraft
from models.cases.evidence import LARGEST_MB
from models.city.case_types import CaseType, Question, QuestionKind
from models.city.pack import City
from models.storage.database import Json

TYPED = frozenset(
    {QuestionKind.TEXT, QuestionKind.MONEY, QuestionKind.DATE, QuestionKind.ORDER_NUMBER, QuestionKind.PHONE}
)
"""A number may be the answer: then a menu without buttons is lettered."""
DONE = "done"
"""That there is no more evidence."""
NEAR_DAYS = ("filing-button-today", "filing-button-yesterday", "filing-button-day-before")

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a draft, as it is asked now. pieces: of evidence that are there for it; hint: it was asked for."""

    case_type: CaseType
    question: Question
    draft: CaseDraft
    today: date
    can: Abilities
    pieces: int = 0
    page: int = 0
    hint: bool = False

    @property
    def changing(self) -> bool:
        """Whether every question has been answered, and this one is asked again."""
        return all(each.key in self.draft.answers for each in self.case_type.asked(self.draft.answers))

    def button(self, label: str, value: str) -> Button:
        return Button(label, GiveAnswer(draft=self.draft.id, question=self.question.key, value=value))


def question_screen(
    words: Words, city: City, asked: Asked, first_line: str | None = None, pending: str | None = None
) -> Screen:
    """The question with its place among the others, and why it is asked. pending: a sentence that can be the answer."""
    question, of = asked.question, asked.case_type.asked(asked.draft.answers)
    place = of.index(question) + 1 if question in of else len(of)
    title = words.pick(question.titles)
    lines = [
        first_line,
        words("emergency-pending", sentence=pending) if pending else None,
        words("filing-question", place=str(place), of=str(len(of)), question=title),
        words.pick(question.why) if question.why else None,
        words.pick(question.hint) if question.hint and asked.hint else None,
        _how(words, asked),
        _so_far(words, city, asked),
    ]
    text = "\n".join(filter(None, lines))
    if question.kind is QuestionKind.PLACE and asked.can.ask_location:
        return _asking_for_position(words, text, asked, pending=bool(pending))
    use: Rows = pending_row(words, pending)
    rows = (*use, *_choices(words, city, asked), *_ways_on(words, asked), _ways_out(words, asked))
    return Screen(text, rows, awaits_number=question.kind in TYPED)


def received_screen(words: Words, city: City, asked: Asked, count: str, line: str | None = None) -> Screen:
    """That pieces of evidence are here; what was asked stands above. line: what there is to say of an album instead."""
    rows = (*_choices(words, city, asked), *_ways_on(words, asked), _ways_out(words, asked))
    return Screen(words("filing-received", count=count) if line is None else f"{line}\n{words('filing-more')}", rows)


def confirm_screen(words: Words, city: City, asked: Asked, answer: Json) -> Screen:
    """What was understood, where something had to be guessed."""
    said = answer_said(words, city, asked.question, answer, today=asked.today)
    again = AskQuestion(draft=asked.draft.id, question=asked.question.key)
    yes, no = asked.button(words("filing-button-right"), str(answer)), Button(words("filing-button-wrong"), again)
    return Screen(words("filing-is-it", answer=said), ((yes, no),)).with_home(words)


def _how(words: Words, asked: Asked) -> str | None:
    """How it is answered on this channel, where that is not plain."""
    if asked.question.kind is QuestionKind.PLACE:
        return words("filing-place-button" if asked.can.ask_location else "filing-place-text")
    if asked.question.kind is QuestionKind.EVIDENCE:
        return words("filing-evidence", most_mb=str(LARGEST_MB))
    return None


def _so_far(words: Words, city: City, asked: Asked) -> str | None:
    """What was answered before, when one comes back to the question."""
    if asked.question.kind is QuestionKind.EVIDENCE:
        count = "one" if asked.pieces == 1 else str(asked.pieces)
        return words("filing-pieces-so-far", count=count) if asked.pieces else None
    before = asked.draft.answers.get(asked.question.key)
    if before is None:
        return None
    return words("filing-before", answer=answer_said(words, city, asked.question, before, today=asked.today))


def _choices(words: Words, city: City, asked: Asked) -> Rows:
    kind = asked.question.kind
    if kind is QuestionKind.EVIDENCE and asked.pieces:
        return ((asked.button(words("filing-button-done"), DONE),),)
    if kind is QuestionKind.DATE:
        days = [(words(key), asked.today - timedelta(days=ago)) for ago, key in enumerate(NEAR_DAYS)]
        return (tuple(asked.button(label, day.isoformat()) for label, day in days),)
    if kind not in (QuestionKind.CHOICE, QuestionKind.PLATFORM):
        return ()
    titles = asked.question.choices or {key: each.titles for key, each in city.platforms.items()}
    shown, following = page_of(list(titles.items()), asked.page)
    rows = in_rows([asked.button(words.pick(each), key) for key, each in shown], 2)
    if following is None:
        return rows
    more = AskQuestion(draft=asked.draft.id, question=asked.question.key, page=following)
    return (*rows, (Button(words("filing-button-more"), more),))


def _ways_on(words: Words, asked: Asked) -> Rows:
    """Skipping, where that may be; and the way to how the answer is found."""
    row = []
    if not asked.question.required and not asked.pieces:
        nothing = asked.question.kind is QuestionKind.EVIDENCE
        row.append(asked.button(words("filing-button-nothing" if nothing else "filing-button-skip"), ""))
    if asked.question.hint and not asked.hint:
        again = AskQuestion(draft=asked.draft.id, question=asked.question.key, hint=True)
        row.append(Button(words("filing-button-hint"), again))
    return (tuple(row),) if row else ()


def _ways_out(words: Words, asked: Asked) -> tuple[Button, ...]:
    """Back is the question before; while an answer is being changed, the review. Before the first answer there is
    nothing to save yet: there stands what to know before filing."""
    draft = asked.draft.id
    if asked.changing:
        back = Button(words("filing-button-unchanged"), AskQuestion(draft=draft, question=""))
    else:
        back = Button(words("filing-button-back"), StepBack(draft=draft, question=asked.question.key))
    article = asked.case_type.article
    if article is not None and not asked.draft.answers:
        return back, Button(words("filing-button-article"), OpenArticle(key=article)), home_button(words)
    return back, Button(words("filing-button-save"), SaveDraft(draft=draft)), home_button(words)


def _asking_for_position(words: Words, text: str, asked: Asked, *, pending: bool) -> Screen:
    """A button that sends the position stands beside others that say a text, and no other kind."""
    first = [words("emergency-button-use-pending")] if pending else []
    if not asked.question.required:
        first.append(words("filing-button-skip"))
    back = words("filing-button-unchanged" if asked.changing else "filing-button-back")
    last = (back, words("filing-button-save"), words("menu-button-home"))
    return Screen(text, ask_location=words("filing-button-position"), says=(*((tuple(first),) if first else ()), last))
