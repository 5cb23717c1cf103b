"""One question of a case: how it is asked, by its kind and on each channel, and what can be pressed below it."""

from handlers.buttons.articles import OpenArticle
from handlers.buttons.filing import AskQuestion, SaveDraft, StepBack
from handlers.filing.asked import Asked
from handlers.filing.kinds.asked_kind import Rows
from handlers.filing.kinds.every_kind import asked_kind
from handlers.talk.question import pending_row
from handlers.talk.screens import Button, Screen, home_button
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.storage.database import Json


def question_screen(talk: Talk, asked: Asked, first_line: str | None = None, pending: str | None = None) -> Screen:
    """The question with its place among the others, and why it is asked. pending: a sentence that can be the answer."""
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
    rows = (*use, *kind.choices(talk, asked), *_ways_on(words, asked), _ways_out(words, asked))
    return Screen(text, rows, awaits_number=kind.awaits_number)


def received_screen(talk: Talk, asked: Asked, count: str, line: str | None = None) -> Screen:
    """That pieces of evidence are here; what was asked stands above. line: what there is to say of an album instead."""
    words = talk.words
    rows = (*asked_kind(asked.question).choices(talk, asked), *_ways_on(words, asked), _ways_out(words, asked))
    return Screen(words("filing-received", count=count) if line is None else f"{line}\n{words('filing-more')}", rows)


def confirm_screen(talk: Talk, asked: Asked, answer: Json) -> Screen:
    """What was understood, where something had to be guessed."""
    words, said = talk.words, asked_kind(asked.question).say(talk, asked.question, answer)
    again = AskQuestion(draft=asked.draft.id, question=asked.question.key)
    yes, no = asked.button(words("filing-button-right"), str(answer)), Button(words("filing-button-wrong"), again)
    return Screen(words("filing-is-it", answer=said), ((yes, no),)).with_home(words)


def _ways_on(words: Words, asked: Asked) -> Rows:
    """Skipping, where that may be; and the way to how the answer is found."""
    row = []
    if not asked.question.required and not asked.pieces:
        row.append(asked.button(words(asked_kind(asked.question).skip_label), ""))
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
