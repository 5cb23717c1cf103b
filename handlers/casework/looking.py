"""Staff look at a case: its card, the other steps, its record, and its evidence, which opens in the chat."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery

from handlers.buttons.staff import MoreSteps, OpenPiece, ShowStaffCase, StaffPieces, StaffStory
from handlers.cases.card import STEPS_A_PAGE
from handlers.casework.card import back_row, more_screen, staff_card, title_said
from handlers.phrases.evidence import piece_said
from handlers.phrases.staff_story import staff_story
from handlers.talk.at_desk import stay_at_desk
from handlers.talk.forms import PAGE, page_of
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.errors import EvidenceTooLarge
from models.cases.evidence import Evidence, evidence_of
from models.cases.evidence_copy import copy_for_staff
from models.cases.record import story_of
from models.casework.handling import case_for_staff
from models.casework.looks import CARD, PIECE, note_look
from models.city.pack import City
from models.desk.staff_case import read_staff_case
from models.staff.post import need_staff
from models.storage.kept_file import LARGEST, store_file

router = Router(name=__name__)


@router.callback_query(ShowStaffCase.filter())
async def show_case(event: CallbackQuery, talk: Talk, callback_data: ShowStaffCase) -> Reply:
    """Runs when staff press a case; shows its card."""
    staff = await need_staff(talk.session, talk.person)
    await stay_at_desk(talk.state)
    return show(event, await staff_card(talk, callback_data.case_id, staff))


@router.callback_query(MoreSteps.filter())
async def show_more(event: CallbackQuery, talk: Talk, callback_data: MoreSteps) -> Reply:
    """Runs when staff open the other steps of a case; lists them."""
    staff = await need_staff(talk.session, talk.person)
    await stay_at_desk(talk.state)
    seen = await read_staff_case(talk.session, callback_data.case_id, staff, city=talk.city, now=talk.now)
    return show(event, more_screen(talk.words, talk.city, seen))


@router.callback_query(StaffStory.filter())
async def show_story(event: CallbackQuery, talk: Talk, callback_data: StaffStory) -> Reply:
    """Runs when staff open the record of a case; shows it, and notes the look."""
    staff = await need_staff(talk.session, talk.person)
    case = await case_for_staff(talk.session, callback_data.case_id, staff, city=talk.city)
    await note_look(talk.session, case.id, staff, CARD, now=talk.now)
    steps = staff_story(talk.words, talk.city, await story_of(talk.session, case.id))
    return show(event, story_screen(talk.words, talk.city, case, steps, callback_data.page))


def story_screen(words: Words, city: City, case: Case, steps: Sequence[str], page: int) -> Screen:
    """The newest page first; each page in the order of time."""
    pages = max(1, -(-len(steps) // STEPS_A_PAGE))
    page = page if 0 <= page < pages else 0
    end = len(steps) - page * STEPS_A_PAGE
    shown = steps[max(0, end - STEPS_A_PAGE) : end]
    earlier = Button(words("own-case-button-earlier"), StaffStory(case_id=case.id, page=page + 1))
    rows = ((earlier,),) if page + 1 < pages else ()
    return Screen("\n".join([title_said(words, city, case), *shown]), (*rows, back_row(words, case.id)))


# --- evidence ---------------------------------------------------------------------------------------------------------


@router.callback_query(StaffPieces.filter())
async def show_pieces(event: CallbackQuery, talk: Talk, callback_data: StaffPieces) -> Reply:
    """Runs when staff open the evidence of a case; lists it."""
    staff = await need_staff(talk.session, talk.person)
    case = await case_for_staff(talk.session, callback_data.case_id, staff, city=talk.city)
    pieces = await evidence_of(talk.session, case_id=case.id)
    return show(event, pieces_screen(talk.words, talk.city, case, pieces, callback_data.page))


@router.callback_query(OpenPiece.filter())
async def open_piece(event: CallbackQuery, talk: Talk, callback_data: OpenPiece) -> Reply:
    """Runs when staff press a piece; sends the clean copy as a file, which does not say where or with what it was
    taken.
    """
    staff = await need_staff(talk.session, talk.person)
    case = await case_for_staff(talk.session, callback_data.case_id, staff, city=talk.city)
    await note_look(talk.session, case.id, staff, f"{PIECE}{callback_data.number}", now=talk.now)
    below = back_row(talk.words, case.id)
    return await piece_sent(event, talk, case, callback_data.number, below)


async def piece_sent(
    event: CallbackQuery, talk: Talk, case: Case, number: int, below: tuple[Button, ...]
) -> SendDocument:
    """Send one piece of evidence as staff see it; the caller has checked that they may. Raises what `copy_for_staff`
    does, EvidenceTooLarge.
    """
    copy = await copy_for_staff(talk.session, case, number)
    if len(copy.content) > LARGEST:
        raise EvidenceTooLarge(LARGEST // 1024 // 1024)
    key = await store_file(
        talk.session, talk.contact.id, copy.content, name=copy.name, media_type=copy.media_type, now=talk.now
    )
    return SendDocument(
        chat_id=chat_of(event),
        document=KeptFile(key, copy.name),
        caption=talk.words(
            "staff-piece-blackened" if copy.blackened else "staff-piece", number=case.number, piece=str(number)
        ),
        reply_markup=Screen("", (below,)).markup(),
    )


def pieces_screen(words: Words, city: City, case: Case, pieces: Sequence[Evidence], page: int) -> Screen:
    """List the pieces, with a number to press for each that is here."""
    shown, following = page_of(pieces, page)
    lines = [words("staff-pieces", number=case.number), *(_piece_said(words, city, each) for each in shown)]
    numbers = [
        Button(str(each.number), OpenPiece(case_id=case.id, number=each.number))
        for each in shown
        if each.removed_at is None and each.kept_at is not None
    ]
    more = Button(words("own-case-button-more"), StaffPieces(case_id=case.id, page=following or 0))
    story = Button(words("staff-button-story"), StaffStory(case_id=case.id))
    rows = (*in_rows(numbers, PAGE), (*((more,) if following is not None else ()), story))
    return Screen("\n".join(lines), (*rows, back_row(words, case.id)))


def _piece_said(words: Words, city: City, piece: Evidence) -> str:
    line = piece_said(words, city, piece)
    return line if piece.staff_id is None else words("staff-piece-ours", line=line)
