"""补充: words, photos, files and recordings for a filed case, or the answer if the department asked something.

It goes on until 【发完了】. Several things can be sent in a row or as an album; an album gets one answer.
"""

from collections.abc import Sequence

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.buttons.cases import AddToCase, ShowCase
from handlers.phrases.cases import department_said, last_said, quoted
from handlers.talk.forms import ANSWER, PENDING, leave_form
from handlers.talk.question import NO_WORDS_NOR_POSITION, awaits, pending_row
from handlers.talk.received import Row, answer_once, count_argument, count_said, received_before, refused_said
from handlers.talk.refusals import error_said
from handlers.talk.screens import Button, Reply, Screen, home_button, show
from handlers.talk.sent_file import SentFile, has_file, sent_file
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.errors import EvidenceRefused, EvidenceTooLarge, TooMuchEvidence
from models.cases.evidence import LARGEST_MB
from models.cases.mine import add_case_evidence, add_to_case, need_filed, own_case
from models.cases.record import story_of
from models.cases.steps import WORKER, CaseState, Step
from models.cases.taking import allowed

router = Router(name=__name__)
CASE = "case_id"
"""In the conversation's data: the id of the case that is being added to."""


class Adding(StatesGroup):
    """The conversation awaits words or files for a case."""

    more = State()


@router.callback_query(AddToCase.filter())
async def ask_what(event: CallbackQuery, talk: Talk, callback_data: AddToCase) -> Reply:
    """Runs when the person wants to add something; asks what, or shows the department's question."""
    screen = await question(talk, callback_data.case_id)
    await leave_form(talk.state)
    await talk.state.set_state(Adding.more)
    await talk.state.update_data({CASE: callback_data.case_id})
    return show(event, screen)


@router.message(Adding.more, has_file)
async def file_sent(message: Message, talk: Talk) -> Reply:
    """Runs when a file comes for the case; keeps it with the words below it, or the words that the channel recognised
    in a voice message.
    """
    sent = sent_file(message, talk)
    assert sent is not None
    case_id = await _case_id(talk.state)
    before, _ = await own_case(talk.session, case_id, talk.person)
    answers = before.state is CaseState.WAITING_WORKER
    said = message.caption or message.text
    if said:
        await add_to_case(talk.session, case_id, talk.person, said, city=talk.city, now=talk.now)
    about, album = f"case {case_id}", message.media_group_id
    before_it = await received_before(talk, about, album)
    out: Sequence[str] = before_it["refused"] if before_it is not None else ()
    taken = before_it["taken"] if before_it is not None else 0
    try:
        await keep_file(talk, case_id, sent)
        taken += 1
    except (EvidenceTooLarge, EvidenceRefused, TooMuchEvidence) as error:
        if album is None:
            raise
        out = refused_said(talk.words, out, sent, error_said(talk.words, error))
    line = talk.words("filing-received", count=count_said(before_it, taken, talk))
    if out:
        album_line = talk.words("filing-album", taken=count_argument(taken), refused="\n".join(out))
        line = f"{album_line}\n{talk.words('filing-more')}"
    screen = more_screen(
        talk.words, case_id, f"{talk.words('own-case-answered')}\n{line}" if answers and taken else line
    )
    if (said or answers) and not out:
        return show(message, screen)
    row = Row(before_it, taken, taken, tuple(out))
    return await answer_once(message, talk, screen, row, about)


async def keep_aside(message: Message, talk: Talk) -> bool:
    """Keep a file that came with words which wait to be added; return whether there was one."""
    sent = sent_file(message, talk)
    if sent is not None:
        case_id = await _case_id(talk.state)
        await keep_file(talk, case_id, sent)
    return sent is not None


async def question_again(talk: Talk) -> Screen:
    """Ask again what to add."""
    pending = (await talk.state.get_data()).get(PENDING)
    return await question(talk, await _case_id(talk.state), pending=pending)


async def nothing_for_a_case(talk: Talk) -> Screen:
    """Answer a sticker, a contact or a poll: the case takes none of these."""
    return more_screen(talk.words, await _case_id(talk.state), talk.words("own-case-not-that"))


@awaits(router, Adding.more, ask=question_again, no_answer=NO_WORDS_NOR_POSITION, instead=nothing_for_a_case)
async def take_words(talk: Talk, said: str) -> Screen:
    """Runs when the person types words for the case; adds them to its record."""
    if said == (await talk.state.get_data()).get(PENDING):  # from now on the case has this sentence
        await talk.state.update_data({PENDING: None})
    case_id = await _case_id(talk.state)
    case, _ = await own_case(talk.session, case_id, talk.person)
    answers = case.state is CaseState.WAITING_WORKER
    await add_to_case(talk.session, case_id, talk.person, said, city=talk.city, now=talk.now)
    line = talk.words("own-case-answered" if answers else "own-case-added")
    return more_screen(talk.words, case_id, f"{line}\n{talk.words('own-case-more')}")


@router.edited_message(Adding.more, ANSWER)
async def edited(message: Message, talk: Talk) -> Reply:
    """Runs when the person edits what they added; says that the record keeps the first wording."""
    return show(message, more_screen(talk.words, await _case_id(talk.state), talk.words("own-case-edited")))


async def _case_id(state: FSMContext) -> int:
    return int((await state.get_data())[CASE])


async def keep_file(talk: Talk, case_id: int, sent: SentFile) -> None:
    """Add the file to the case as evidence. Raises what `add_case_evidence` does."""
    await add_case_evidence(
        talk.session,
        case_id,
        talk.person,
        channel=talk.contact.channel,
        file_id=sent.file_id,
        compressed=sent.compressed,
        size=sent.size,
        name=sent.name,
        city=talk.city,
        now=talk.now,
    )


# --- screens --------------------------------------------------------------------------------------------------------


async def question(talk: Talk, case_id: int, *, pending: str | None = None) -> Screen:
    """Ask what to add, or show the department's question. Raises CaseGone, CaseMovedOn, StepRefused."""
    await need_filed(talk.session, case_id, talk.person, Step.ADD)
    case, _ = await own_case(talk.session, case_id, talk.person)
    waits = case.state is CaseState.WAITING_WORKER
    allowed(case, Step.REPLY if waits else Step.ADD, WORKER)
    lines = [
        await _asked(talk, case) if waits else talk.words("own-case-add", number=case.number),
        talk.words("own-case-files", most_mb=str(LARGEST_MB)),
    ]
    return more_screen(talk.words, case_id, "\n".join(filter(None, lines)), pending_row(talk.words, pending))


async def _asked(talk: Talk, case: Case) -> str:
    text = quoted(last_said(await story_of(talk.session, case.id), Step.ASK), longest=1000)
    question = talk.words(
        "own-case-asked", department=department_said(talk.words, talk.city, case.department), text=text
    )
    return f"{question}\n{talk.words('own-case-answer-how')}"


def more_screen(words: Words, case_id: int, text: str, rows: tuple[tuple[Button, ...], ...] = ()) -> Screen:
    """Say that more is awaited; a number may be part of it."""
    done = Button(words("own-case-button-done"), ShowCase(case_id=case_id))
    return Screen(text, (*rows, (done,), (home_button(words),)), awaits_number=True)
