"""One question of a case: how its kind asks it on each channel, and the buttons below it."""

from handlers.buttons.articles import OpenArticle
from handlers.buttons.filing import AskQuestion, SaveDraft, StepBack
from handlers.filing.asked import Asked
from handlers.filing.kinds.asked_kind import Rows
from handlers.filing.kinds.every_kind import asked_kind
from handlers.talk.question import pending_row
from handlers.talk.screens import Button, Screen, home_button
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.questions.text import TextKind
from models.storage.database import Json


def question_screen(
    talk: Talk,
    asked: Asked,
    first_line: str | None = None,
    pending: str | None = None,
    perhaps: Json | None = None,
) -> Screen:
    """The question, its place among the others, and why it is asked. pending: a sentence that can be the answer;
    perhaps: an answer that was read in a picture and not surely.
    """
    words, question, of = talk.words, asked.question, asked.case_type.asked(asked.draft.answers)
    kind = asked_kind(question)
    place = of.index(question) + 1 if question in of else len(of)
    title = words.pick(question.titles)
    lines = [
        first_line,
        words("emergency-pending", sentence=pending) if pending else None,
        words("filing-question", place=str(place), of=str(len(of)), question=title),
        words.pick(question.why) if question.why else None,
        words.pick(question.hint) if question.hint and asked.hint else None,
        kind.how(talk),
        kind.so_far(talk, asked),
    ]
    text = "\n".join(filter(None, lines))
    if kind.takes_position and talk.can.ask_location:
        return _asking_for_position(words, text, asked, pending=bool(pending))
    use: Rows = pending_row(words, pending)
    rows = (
        *use,
        *_perhaps(talk, asked, perhaps),
        *kind.choices(talk, asked),
        *_ways_on(words, asked),
        _ways_out(words, asked),
    )
    return Screen(text, rows, awaits_number=kind.awaits_number)


def received_screen(talk: Talk, asked: Asked, count: str, line: str | None = None) -> Screen:
    """Say that pieces of evidence are here; the question itself stands above. line: what to say of an album instead."""
    words = talk.words
    rows = (*asked_kind(asked.question).choices(talk, asked), *_ways_on(words, asked), _ways_out(words, asked))
    return Screen(words("filing-received", count=count) if line is None else f"{line}\n{words('filing-more')}", rows)


def confirm_screen(talk: Talk, asked: Asked, answer: Json) -> Screen:
    """Show how an answer was understood if some of it was guessed, and ask whether that is right."""
    words, said = talk.words, asked_kind(asked.question).say(talk, asked.question, answer)
    again = AskQuestion(draft=asked.draft.id, question=asked.question.key)
    yes, no = asked.button(words("filing-button-right"), str(answer)), Button(words("filing-button-wrong"), again)
    return Screen(words("filing-is-it", answer=said), ((yes, no),)).with_home(words)


def _perhaps(talk: Talk, asked: Asked, answer: Json | None) -> Rows:
    """A button for an answer that a picture seems to show, if it fits a button."""
    if answer is None or isinstance(asked.question.kind, TextKind):
        return ()
    said = asked_kind(asked.question).say(talk, asked.question, answer)
    return ((asked.button(talk.words("picture-button-perhaps", answer=said), str(answer)),),)


def _ways_on(words: Words, asked: Asked) -> Rows:
    """Buttons to skip, if allowed, and to see how to find the answer."""
    row = []
    if not asked.question.required and not asked.pieces:
        row.append(asked.button(words(asked_kind(asked.question).skip_label), ""))
    if asked.question.hint and not asked.hint:
        again = AskQuestion(draft=asked.draft.id, question=asked.question.key, hint=True)
        row.append(Button(words("filing-button-hint"), again))
    return (tuple(row),) if row else ()


def _ways_out(words: Words, asked: Asked) -> tuple[Button, ...]:
    """Buttons back (to the previous question, or to the review while an answer is being changed), to save, and home.

    Before the first answer there is nothing to save; an article about the case type stands there instead, if there is
    one.
    """
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
    """A screen with a button that sends the position; such a button can only stand beside buttons that send a text."""
    first = [words("emergency-button-use-pending")] if pending else []
    if not asked.question.required:
        first.append(words("filing-button-skip"))
    back = words("filing-button-unchanged" if asked.changing else "filing-button-back")
    last = (back, words("filing-button-save"), words("menu-button-home"))
    return Screen(text, ask_location=words("filing-button-position"), says=(*((tuple(first),) if first else ()), last))
