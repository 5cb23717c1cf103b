"""One department helps with another's case: it sees the request, and answers the asking department once."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.buttons.staff import (
    AnswerAssist,
    AssistPieces,
    OpenAssistPiece,
    OpenAssists,
    OpenQueue,
    ShowAssist,
)
from handlers.casework.card import last_row
from handlers.casework.looking import piece_sent
from handlers.phrases.cases import day_said, department_said, quoted, type_said
from handlers.phrases.evidence import piece_said
from handlers.phrases.facts import facts_said
from handlers.talk.at_desk import staff_say, stay_at_desk
from handlers.talk.forms import PAGE, page_of
from handlers.talk.question import NO_WORDS_NOR_POSITION, awaits
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.evidence import count_pieces
from models.casework.assist import (
    CaseAssist,
    Sharing,
    answer_assist,
    assist_for_staff,
    open_assists,
    shared_case,
    shared_evidence,
    shared_facts,
)
from models.city.pack import City
from models.staff.post import Staff, need_staff

router = Router(name=__name__)
ASSIST = "assist_id"


class Helping(StatesGroup):
    """The conversation awaits the answer to a request for help."""

    text = State()


@router.message(StateFilter(None), F.text, staff_say("staff-assist-words"))
@router.callback_query(OpenAssists.filter())
async def open_list(event: Message | CallbackQuery, talk: Talk, callback_data: OpenAssists | None = None) -> Reply:
    """Runs when staff open the requests for help, or type a word for them; lists them, or shows the only one."""
    staff = await need_staff(talk.session, talk.person)
    await stay_at_desk(talk.state)
    waiting = await open_assists(talk.session, staff.department or "")
    if len(waiting) == 1:
        return show(event, await assist_screen(talk, waiting[0], staff))
    return show(event, list_screen(talk.words, talk.city, waiting, callback_data.page if callback_data else 0))


@router.callback_query(ShowAssist.filter())
async def show_assist(event: CallbackQuery, talk: Talk, callback_data: ShowAssist) -> Reply:
    """Runs when staff press a request; shows it."""
    staff = await need_staff(talk.session, talk.person)
    request = await assist_for_staff(talk.session, callback_data.assist_id, staff, city=talk.city)
    await stay_at_desk(talk.state)
    return show(event, await assist_screen(talk, request, staff))


@router.callback_query(AnswerAssist.filter())
async def ask_answer(event: CallbackQuery, talk: Talk, callback_data: AnswerAssist) -> Reply:
    """Runs when staff want to answer the request; asks for the words."""
    staff = await need_staff(talk.session, talk.person)
    request = await assist_for_staff(talk.session, callback_data.assist_id, staff, city=talk.city)
    await stay_at_desk(talk.state)
    await talk.state.set_state(Helping.text)
    await talk.state.update_data({ASSIST: request.id})
    return show(event, _words_screen(talk.words, request.id))


async def again(talk: Talk) -> Screen:
    """Ask for the words again."""
    return _words_screen(talk.words, int((await talk.state.get_data())[ASSIST]))


@awaits(router, Helping.text, ask=again, no_answer=NO_WORDS_NOR_POSITION)
async def answered(talk: Talk, said: str) -> Screen:
    """Runs when staff type the answer; sends it to the department that asked."""
    staff = await need_staff(talk.session, talk.person)
    await answer_assist(
        talk.session, int((await talk.state.get_data())[ASSIST]), staff, said, city=talk.city, now=talk.now
    )
    await stay_at_desk(talk.state)
    return Screen(talk.words("staff-assist-done"), (last_row(talk.words),))


# --- the evidence that was shared -------------------------------------------------------------------------------------


@router.callback_query(AssistPieces.filter())
async def show_pieces(event: CallbackQuery, talk: Talk, callback_data: AssistPieces) -> Reply:
    """Runs when staff open the evidence that was shared with the request; lists it."""
    staff, number = await need_staff(talk.session, talk.person), callback_data.assist_id
    case, pieces = await shared_evidence(talk.session, number, staff, city=talk.city)
    shown, following = page_of(pieces, callback_data.page)
    lines = [
        talk.words("staff-pieces", number=case.number),
        *(piece_said(talk.words, talk.city, each) for each in shown),
    ]
    numbers = [
        Button(str(each.number), OpenAssistPiece(assist_id=number, number=each.number))
        for each in shown
        if each.removed_at is None and each.kept_at is not None
    ]
    on = Button(talk.words("own-case-button-more"), AssistPieces(assist_id=number, page=following or 0))
    more = (on,) if following is not None else ()
    back = Button(talk.words("staff-button-back"), ShowAssist(assist_id=number))
    return show(event, Screen("\n".join(lines), (*in_rows(numbers, PAGE), (*more, back, *last_row(talk.words)))))


@router.callback_query(OpenAssistPiece.filter())
async def open_piece(event: CallbackQuery, talk: Talk, callback_data: OpenAssistPiece) -> Reply:
    """Runs when staff press a shared piece; sends the clean copy as a file."""
    staff = await need_staff(talk.session, talk.person)
    case, _ = await shared_evidence(talk.session, callback_data.assist_id, staff, city=talk.city)
    back = Button(talk.words("staff-button-back"), ShowAssist(assist_id=callback_data.assist_id))
    return await piece_sent(event, talk, case, callback_data.number, (back, home_button(talk.words)))


async def assist_screen(talk: Talk, request: CaseAssist, staff: Staff) -> Screen:
    """The request, the department that asks, and what it shares of the case."""
    case, shares = await shared_case(talk.session, request, city=talk.city)
    open_ = request.answered_at is None and staff.department == request.department and case.is_open
    text = talk.words(
        "staff-assist",
        number=case.number,
        type=type_said(talk.words, talk.city, case.type),
        department=department_said(talk.words, talk.city, case.department),
        day=day_said(talk.words, request.due_at.astimezone(talk.city.zone).date()),
        text=quoted(request.request, longest=1000),
        state="answered"
        if request.answered_at is not None
        else "open"
        if open_
        else "waits"
        if case.is_open
        else "over",
        answer=quoted(str(request.answer or ""), longest=1000),
    )
    answer = ((Button(talk.words("staff-button-answer-assist"), AnswerAssist(assist_id=request.id)),),) if open_ else ()
    mine = staff.department == request.department
    facts = facts_said(talk.words, shared_facts(case, talk.city)) if mine and shares is not Sharing.WORDS else ""
    pieces = await count_pieces(talk.session, case.id, of_staff=True) if mine and shares is Sharing.EVIDENCE else 0
    look = Button(talk.words("staff-button-assist-pieces", count=str(pieces)), AssistPieces(assist_id=request.id))
    whole = [text, talk.words("staff-assist-facts", facts=facts) if facts else None]
    return Screen("\n".join(filter(None, whole)), (*answer, *(((look,),) if pieces else ()), last_row(talk.words)))


def list_screen(words: Words, city: City, waiting: Sequence[CaseAssist], page: int) -> Screen:
    """The requests, the most urgent first, each with a number to press."""
    if not waiting:
        return Screen(words("staff-assists-none"), (last_row(words),))
    shown, following = page_of(waiting, page)
    numbered = list(enumerate(shown, waiting.index(shown[0]) + 1))
    lines = [
        words(
            "staff-assist-line",
            place=str(place),
            day=day_said(words, each.due_at.astimezone(city.zone).date()),
            text=quoted(str(each.request)),
        )
        for place, each in numbered
    ]
    buttons = [Button(str(place), ShowAssist(assist_id=each.id)) for place, each in numbered]
    more = (Button(words("own-case-button-more"), OpenAssists(page=following)),) if following is not None else ()
    text = "\n".join([words("staff-assists"), *lines])
    return Screen(text, (*in_rows(buttons, PAGE), (*more, *last_row(words))))


def _words_screen(words: Words, assist_id: int) -> Screen:
    back = Button(words("staff-button-back"), ShowAssist(assist_id=assist_id))
    return Screen(
        words("staff-write-help"), ((back, Button(words("staff-button-queue"), OpenQueue()), home_button(words)),)
    )
