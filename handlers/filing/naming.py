"""If the department has to speak for the filer to others, filing under a name asks for the name, then the number, and
then shows both.

The name and number of their last case are offered again. Filing anonymously stays one press away.
"""

from functools import partial

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.filing import AskQuestion, FileDraft, NameOther, Submit
from handlers.filing.form import DRAFT
from handlers.phrases.cases import quoted
from handlers.talk.forms import PENDING, UsePending
from handlers.talk.question import NO_WORDS_NOR_POSITION, awaits
from handlers.talk.refusals import error_said
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from models.cases.case import Case
from models.cases.draft import CaseDraft, own_draft, type_of
from models.cases.filer import Part, rows_of
from models.cases.identity import CaseIdentity, Named, identity_kept, named_as, read_name
from models.city.case_types import CaseType
from models.errors import AnswerMissing, AnswerTooLong
from models.questions.errors import PhoneUnreadable
from models.questions.phone import read_phone

router = Router(name=__name__)
NAMED = "named"
"""In the conversation's data, which is encrypted: the name and number given so far."""


class Naming(StatesGroup):
    """The conversation awaits the filer's name or telephone number."""

    name = State()
    phone = State()


async def named_in(talk: Talk) -> Named | None:
    """The name and number given in this conversation; None until both are there."""
    said = (await talk.state.get_data()).get(NAMED) or {}
    return Named(said["name"], said["phone"]) if said.get("phone") else None


async def ask_who(talk: Talk, draft: CaseDraft, *, anew: bool = False) -> Screen:
    """Ask whether name and number are as last time; else ask for the name. anew: the person wants others than last
    time.
    """
    case_type = type_of(talk.city, draft.type)
    data = await talk.state.get_data()
    await talk.state.update_data({DRAFT: draft.id})
    known = None if anew else await named_in(talk) or await last_named(talk)
    if known is not None:
        await talk.state.set_state(None)
        await talk.state.update_data({NAMED: {"name": known.name, "phone": known.phone}})
        return sure_screen(talk, case_type, draft, known)
    await talk.state.set_state(Naming.name)
    await talk.state.update_data({NAMED: {}, PENDING: data.get(PENDING)})
    return _question(talk, "filing-name", case_type, draft)


async def last_named(talk: Talk) -> Named | None:
    """The name and number of the person's newest case that has them."""
    mine = [row.case_id for row in await rows_of(talk.session, talk.person) if row.part is Part.FILED]
    for case_id in reversed(mine):
        case = await talk.session.get(Case, case_id)
        if (
            case is not None
            and case.person_id == talk.person.id
            and await talk.session.get(CaseIdentity, case_id) is not None
        ):
            return await identity_kept(talk.session, case_id)
    return None


@router.callback_query(NameOther.filter())
async def other(event: CallbackQuery, callback_data: NameOther, talk: Talk) -> Reply:
    """Runs when the person wants another name or number; asks for the name."""
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    return show(event, await ask_who(talk, draft, anew=True))


async def question_again(talk: Talk) -> Screen:
    """Ask for the name or the number again."""
    draft = await _draft(talk)
    key = "filing-name" if await talk.state.get_state() == Naming.name.state else "filing-phone"
    return _question(talk, key, type_of(talk.city, draft.type), draft)


@router.callback_query(Naming.name, UsePending.filter())
@router.callback_query(Naming.phone, UsePending.filter())
async def no_name(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person wants to use the sentence of an emergency card; asks again, as it is neither a name nor a
    number.
    """
    return show(event, await question_again(talk))


async def _draft(talk: Talk) -> CaseDraft:
    return await own_draft(talk.session, str((await talk.state.get_data()).get(DRAFT)), talk.person)


_awaits = partial(awaits, router, ask=question_again, sentence=False, no_answer=NO_WORDS_NOR_POSITION)


@_awaits(Naming.name)
async def name_typed(talk: Talk, said: str) -> Screen:
    """Runs when the person types their name; asks for the number."""
    draft = await _draft(talk)
    case_type = type_of(talk.city, draft.type)
    try:
        name = read_name(said)
    except AnswerMissing:
        return _question(talk, "filing-name", case_type, draft, talk.words("filing-name-not"))
    except AnswerTooLong as error:
        return _question(talk, "filing-name", case_type, draft, error_said(talk.words, error))
    await talk.state.set_state(Naming.phone)
    await talk.state.update_data({NAMED: {"name": name}, PENDING: None})
    return _question(talk, "filing-phone", case_type, draft)


@_awaits(Naming.phone)
async def phone_typed(talk: Talk, said: str) -> Screen:
    """Runs when the person types their number; shows both to confirm."""
    draft = await _draft(talk)
    case_type = type_of(talk.city, draft.type)
    try:
        phone = read_phone(said)
    except PhoneUnreadable as error:
        return _question(talk, "filing-phone", case_type, draft, error_said(talk.words, error))
    name = ((await talk.state.get_data()).get(NAMED) or {}).get("name", "")
    named = named_as(name, phone)
    await talk.state.set_state(None)
    await talk.state.update_data({NAMED: {"name": named.name, "phone": named.phone}})
    return sure_screen(talk, case_type, draft, named)


# --- screens ----------------------------------------------------------------------------------------------------------


def _question(talk: Talk, key: str, case_type: CaseType, draft: CaseDraft, first_line: str | None = None) -> Screen:
    text = "\n".join(filter(None, (first_line, talk.words(key))))
    return Screen(text, _ways_out(talk, case_type, draft), awaits_number=True)


def sure_screen(talk: Talk, case_type: CaseType, draft: CaseDraft, named: Named) -> Screen:
    """Show name and number before the case is filed."""
    words = talk.words
    yes = Button(words("filing-button-named-yes"), FileDraft(draft=draft.id, anonymous=False))
    change = Button(words("filing-button-name-other"), NameOther(draft=draft.id))
    text = words("filing-name-sure", name=quoted(named.name), phone=named.phone)
    return Screen(text, ((yes,), (change,), *_ways_out(talk, case_type, draft)))


def _ways_out(talk: Talk, case_type: CaseType, draft: CaseDraft) -> tuple[tuple[Button, ...], ...]:
    nameless = Button(talk.words("filing-button-name-anonymous"), Submit(draft=draft.id, anonymous=True))
    back = Button(talk.words("filing-button-unchanged"), AskQuestion(draft=draft.id, question=""))
    return (*in_rows([nameless] if case_type.anonymous else [], 1), (back, home_button(talk.words)))
