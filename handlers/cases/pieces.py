"""The evidence of a case: what came in and how; the worker can remove each piece."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.buttons.cases import (
    AskRemovePiece,
    BlackenPiece,
    PlainPiece,
    ReleasePiece,
    RemovePiece,
    ShowCase,
    ShowPieces,
)
from handlers.phrases.evidence import piece_said
from handlers.talk.forms import PAGE, leave_form, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.errors import EvidenceGone
from models.cases.evidence import Evidence
from models.cases.evidence_copy import blacken_piece, release_piece
from models.cases.mine import case_evidence, need_filed, own_case, remove_case_evidence
from models.cases.steps import WORKER, Step
from models.cases.taking import steps_for

router = Router(name=__name__)


@router.callback_query(ShowPieces.filter())
async def show_pieces(event: CallbackQuery, talk: Talk, callback_data: ShowPieces) -> Reply:
    """Runs when the worker opens the evidence; lists it."""
    await leave_form(talk.state)
    return show(event, await _list(talk, callback_data.case_id, page=callback_data.page))


@router.callback_query(AskRemovePiece.filter())
async def ask_remove(event: CallbackQuery, talk: Talk, callback_data: AskRemovePiece) -> Reply:
    """Runs when the worker presses one piece; asks whether to remove it. Raises EvidenceGone."""
    pieces = await case_evidence(talk.session, callback_data.case_id, talk.person)
    piece = next((each for each in pieces if each.number == callback_data.number and each.removed_at is None), None)
    if piece is None:
        raise EvidenceGone
    yes = Button(
        talk.words("own-case-button-remove-yes"),
        RemovePiece(case_id=callback_data.case_id, number=callback_data.number),
    )
    no = Button(talk.words("own-case-button-remove-no"), ShowPieces(case_id=callback_data.case_id))
    text = "\n".join([piece_said(talk.words, talk.city, piece), talk.words("own-case-remove")])
    return show(event, Screen(text, ((yes,), (no,))).with_home(talk.words))


@router.callback_query(RemovePiece.filter())
async def remove(event: CallbackQuery, talk: Talk, callback_data: RemovePiece) -> Reply:
    """Runs when the worker confirms; removes the piece."""
    case_id, number = callback_data.case_id, callback_data.number
    await remove_case_evidence(talk.session, case_id, talk.person, number, now=talk.now)
    line = talk.words("own-case-removed", number=str(number))
    return show(event, await _list(talk, case_id, first_line=line))


@router.callback_query(ReleasePiece.filter())
async def release(event: CallbackQuery, talk: Talk, callback_data: ReleasePiece) -> Reply:
    """Runs when the worker agrees that a file which cannot be cleaned may go to the department."""
    await release_piece(talk.session, callback_data.case_id, talk.person, callback_data.number, now=talk.now)
    back = Button(talk.words("own-case-button-back"), ShowCase(case_id=callback_data.case_id))
    line = talk.words("own-case-released", number=str(callback_data.number))
    return show(event, Screen(line, ((back, home_button(talk.words)),)))


@router.callback_query(BlackenPiece.filter())
async def blacken(event: CallbackQuery, talk: Talk, callback_data: BlackenPiece) -> Reply:
    """Runs when the worker wants a picture of an anonymous case blackened for the department."""
    case_id, number = callback_data.case_id, callback_data.number
    await blacken_piece(talk.session, case_id, talk.person, number)
    other = Button(talk.words("picture-button-plain"), PlainPiece(case_id=case_id, number=number))
    return show(event, _done(talk.words, case_id, "picture-blackened", other))


@router.callback_query(PlainPiece.filter())
async def plain(event: CallbackQuery, talk: Talk, callback_data: PlainPiece) -> Reply:
    """Runs when the worker wants the department to see a picture of an anonymous case as it is."""
    case_id, number = callback_data.case_id, callback_data.number
    await blacken_piece(talk.session, case_id, talk.person, number, blackened=False)
    other = Button(talk.words("picture-button-blacken"), BlackenPiece(case_id=case_id, number=number))
    return show(event, _done(talk.words, case_id, "picture-plain", other))


def _done(words: Words, case_id: int, line: str, other: Button) -> Screen:
    back = Button(words("own-case-button-back"), ShowCase(case_id=case_id))
    return Screen(words(line), ((other,), (back, home_button(words))))


async def _list(talk: Talk, case_id: int, *, page: int = 0, first_line: str | None = None) -> Screen:
    """The list of pieces. Raises CaseGone, StepRefused."""
    await need_filed(talk.session, case_id, talk.person, Step.REMOVE_EVIDENCE)
    case, _ = await own_case(talk.session, case_id, talk.person)
    return pieces_screen(talk, case, await case_evidence(talk.session, case_id, talk.person), page, first_line)


def pieces_screen(talk: Talk, case: Case, pieces: Sequence[Evidence], page: int, first_line: str | None) -> Screen:
    """List the pieces, removed ones too; only pieces that are there get a number, and only while they can be
    removed.
    """
    shown, following = page_of(pieces, page)
    removable = Step.REMOVE_EVIDENCE in steps_for(case, WORKER)
    head = talk.words("own-case-pieces-of" if pieces else "own-case-pieces-none", number=case.number)
    how = talk.words("own-case-pieces-remove") if removable and any(each.removed_at is None for each in shown) else None
    lines = [first_line, head, *(piece_said(talk.words, talk.city, each) for each in shown), how]
    numbers = [
        Button(str(each.number), AskRemovePiece(case_id=case.id, number=each.number))
        for each in shown
        if removable and each.removed_at is None
    ]
    more = (
        ()
        if following is None
        else (Button(talk.words("own-case-button-more"), ShowPieces(case_id=case.id, page=following)),)
    )
    back = Button(talk.words("own-case-button-back"), ShowCase(case_id=case.id))
    rows = (*in_rows(numbers, PAGE), *((more,) if more else ()), (back, home_button(talk.words)))
    return Screen("\n".join(filter(None, lines)), rows)
