"""A worker whose case a department filed for them types the claim code from their slip, or opens its link, and follows
the case from then on."""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart, StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.cases.card import case_card
from handlers.talk.consent import Agree, consent_screen
from handlers.talk.forms import leave_form
from handlers.talk.screens import Reply, Screen, show
from handlers.talk.talk import Talk
from models.exchange.claim import LINK_MARK, claim_case, read_code
from models.notices.newcomer import join

router = Router(name=__name__)


def looks_like_a_code(message: Message) -> bool:
    """Return whether a typed text has the form of a claim code. Wrong ones are answered and counted here too, so that
    nobody can try them out."""
    return read_code(message.text or "") is not None


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(LINK_MARK)))
async def claim_by_link(message: Message, talk: Talk, command: CommandObject) -> Reply:
    """Runs when somebody opens a link with a claim code; shows them the case."""
    await leave_form(talk.state)
    return show(message, await claimed_screen(talk, command.args or ""))


@router.message(StateFilter(None), F.text, looks_like_a_code)
async def claim_by_code(message: Message, talk: Talk) -> Reply:
    """Runs when somebody types a claim code; shows them the case."""
    return show(message, await claimed_screen(talk, message.text or ""))


@router.callback_query(Agree.filter(F.then.startswith(LINK_MARK)))
async def agreed_to_claim(event: CallbackQuery, callback_data: Agree, talk: Talk) -> Reply:
    """Runs when the person agrees so that they can follow the case; shows them the case."""
    await join(talk.session, talk.person, now=talk.now)
    return show(event, await claimed_screen(talk, callback_data.then))


async def claimed_screen(talk: Talk, typed: str) -> Screen:
    """The case that the code gives, after the agreement if that is missing; else that there is no such code."""
    code = read_code(typed)
    if code is not None and not talk.person.agreed:
        return consent_screen(talk.words, LINK_MARK + code)
    case = await claim_case(talk.session, typed, talk.person, talk.contact, city=talk.city, now=talk.now)
    if case is None:
        return Screen(talk.words("claim-wrong")).with_home(talk.words)
    return await case_card(talk, case.id, talk.words("claim-done", number=case.number))
