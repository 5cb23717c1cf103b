"""进度: the person's cases, open and past. A case is shown with its story so far. The person can add to it (adding.py),
look through its evidence (pieces.py), get its receipt, and withdraw it after a confirmation."""

from datetime import UTC, datetime, timedelta

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery, Message

from handlers.buttons.cases import AskWithdraw, CaseStory, GetReceipt, OpenCases, ShowCase, WithdrawCase
from handlers.cases.card import case_card, case_list, read_own_case, story_screen
from handlers.phrases.cases import type_said
from handlers.phrases.receipt import receipt_body
from handlers.talk.forms import leave_form
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words, listed_words
from models.cases.case import Case
from models.cases.filer import Part
from models.cases.mine import find_own_case, own_case, withdraw_case
from models.cases.number import PREFIX, read_number, without_what_is_round_it
from models.cases.personal import LONGEST_KEPT
from models.cases.steps import WORKER, CaseState, Step
from models.cases.taking import allowed
from models.city.pack import City
from models.receipts.receipt import receipt_facts, sign_receipt
from models.storage.kept_file import store_file

router = Router(name=__name__)
CONFIRM_WITHIN = timedelta(hours=1)
"""The button that withdraws works this long after the question was asked."""


def says_cases(message: Message) -> bool:
    """Return whether a typed text asks for the person's cases, in any language."""
    return (message.text or "").strip().casefold() in listed_words("own-case-words")


def says_number(message: Message) -> bool:
    """Whether a typed text is the number of a case."""
    text = without_what_is_round_it(message.text or "")
    return text.upper().startswith(PREFIX) and read_number(text) is not None


@router.callback_query(OpenCases.filter())
async def open_cases(event: CallbackQuery, talk: Talk, callback_data: OpenCases) -> Reply:
    """Runs when a worker opens the list of their cases; answers with a page of it."""
    await leave_form(talk.state)
    return show(event, await case_list(talk, callback_data.page))


@router.message(Command("cases"))
@router.message(says_cases)
async def asks_for_cases(message: Message, talk: Talk) -> Reply:
    """Runs on /cases or a typed word for it; answers with the first page of the list."""
    await leave_form(talk.state)
    return show(message, await case_list(talk))


@router.message(StateFilter(None), F.text, says_number)
async def asks_for_number(message: Message, talk: Talk) -> Reply:
    """Runs when a worker types the number of a case; answers with its card."""
    case = await find_own_case(talk.session, read_number(message.text or "") or "", talk.person)
    return show(message, await case_card(talk, case.id))


@router.callback_query(ShowCase.filter())
async def show_case(event: CallbackQuery, talk: Talk, callback_data: ShowCase) -> Reply:
    """Runs when a worker presses a case; answers with its card."""
    await leave_form(talk.state)
    return show(event, await case_card(talk, callback_data.case_id))


@router.callback_query(CaseStory.filter())
async def show_story(event: CallbackQuery, talk: Talk, callback_data: CaseStory) -> Reply:
    """Runs when a worker asks for the whole story of a case; answers with a page of the steps."""
    own = await read_own_case(talk, callback_data.case_id)
    return show(event, story_screen(talk.words, talk.city, own, callback_data.page))


@router.callback_query(GetReceipt.filter())
async def get_receipt(event: CallbackQuery, talk: Talk, callback_data: GetReceipt, receipt_page: str | None) -> Reply:
    """Runs when a worker asks for the receipt of a case; answers with a signed text file. It is made anew each time,
    since a later receipt names what was added meanwhile."""
    facts = await receipt_facts(talk.session, callback_data.case_id, talk.person)
    content = (await sign_receipt(talk.session, receipt_body(facts, talk.words, talk.city))).encode()
    name = talk.words("own-case-receipt-file", number=facts.number)
    key = await store_file(
        talk.session, talk.contact.id, content, name=name, media_type="text/plain; charset=utf-8", now=talk.now
    )
    check = ((Button(talk.words("own-case-button-check"), url=receipt_page),),) if receipt_page else ()
    back = Button(talk.words("own-case-button-back"), ShowCase(case_id=callback_data.case_id))
    return SendDocument(
        chat_id=chat_of(event),
        document=KeptFile(key, name),
        caption=talk.words("own-case-receipt"),
        reply_markup=Screen("", (*check, (back, home_button(talk.words)))).markup(),
    )


# --- withdrawing ----------------------------------------------------------------------------------------------------


@router.callback_query(AskWithdraw.filter())
async def ask_withdraw(event: CallbackQuery, talk: Talk, callback_data: AskWithdraw) -> Reply:
    """Runs when a worker wants to withdraw a case; asks for confirmation and says what it means."""
    await leave_form(talk.state)
    return show(event, await _confirmation(talk, callback_data.case_id))


@router.callback_query(WithdrawCase.filter())
async def withdraw(event: CallbackQuery, talk: Talk, callback_data: WithdrawCase) -> Reply:
    """Runs when a worker confirms the withdrawal. A button older than CONFIRM_WITHIN asks again."""
    if talk.now - datetime.fromtimestamp(callback_data.asked_at, UTC) > CONFIRM_WITHIN:
        return show(event, await _confirmation(talk, callback_data.case_id))
    case = await withdraw_case(talk.session, callback_data.case_id, talk.person, now=talk.now)
    if case.state is CaseState.WITHDRAWN:
        line = talk.words("own-case-withdrawn", number=case.number)
        return show(event, await case_card(talk, case.id, line))
    line = talk.words("own-case-left", number=case.number)
    return show(event, await case_list(talk, first_line=line))


async def _confirmation(talk: Talk, case_id: int) -> Screen:
    """The confirmation, which says what withdrawing means. Raises CaseGone, CaseMovedOn."""
    case, part = await own_case(talk.session, case_id, talk.person)
    allowed(case, Step.WITHDRAW, WORKER)
    yes = WithdrawCase(case_id=case.id, asked_at=int(talk.now.timestamp()))
    no = ShowCase(case_id=case.id)
    leaves = case.reporters > 1
    buttons = (
        (Button(talk.words("own-case-button-leave-yes" if leaves else "own-case-button-withdraw-yes"), yes),),
        (Button(talk.words("own-case-button-withdraw-no"), no),),
    )
    return Screen(_meaning(talk.words, talk.city, case, part, leaves=leaves), buttons).with_home(talk.words)


def _meaning(words: Words, city: City, case: Case, part: Part, *, leaves: bool) -> str:
    about = {"number": case.number, "type": type_said(words, city, case.type)}
    if leaves:
        return words("own-case-leave", mine="yes" if part is Part.FILED else "no", **about)
    case_type = city.case_types.get(case.type)
    days = case_type.retention_days if case_type else LONGEST_KEPT.days
    return words("own-case-withdraw", kept=_kept_said(words, days), **about)


def _kept_said(words: Words, days: int) -> str:
    years, left = divmod(days, 365)
    if left or not years:
        return words("own-case-days", count=str(days))
    return words("own-case-years", count="one" if years == 1 else str(years))
