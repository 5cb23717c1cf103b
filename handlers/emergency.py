"""Somebody is hurt, or in danger: whatever else was going on, the numbers to call come first.

What was being filled in stays as it is, and the sentence is kept as an answer to it: it may have been one; a photo that
came with it is kept as evidence. So the same form is interrupted once, except for somebody who wants to die.
"""

from collections.abc import Iterator

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers.articles.buttons import OpenArticle
from handlers.cases import adding, proof
from handlers.cases.buttons import StartCase
from handlers.cases.form import Filling, Talk, in_talk
from handlers.forms import PENDING, Resume, await_yes
from handlers.keyboards import AtOnce, Button, Reply, Screen, home_button, show
from handlers.meaning import Emergency, Meaning
from handlers.refusals import error_said
from handlers.texts import Words
from models.city import City
from models.errors import DomainError

router = Router(name=__name__)
SHOWN = "emergency_shown"
ACCIDENT = "accident_help"
AFTERWARDS: dict[str, str] = {"injury": "injury_report", "traffic": "injury_report", "suicide": "talk"}
"""Kind of emergency -> the type of case offered below its card, where the city pack has it."""


async def is_emergency(message: Message, meaning: Meaning, state: FSMContext) -> bool:
    """Whether the card is due: not for a command, and in a form only once."""
    if meaning.alarm is None or (message.text or "").startswith("/"):
        return False
    if await state.get_state() is None:
        return True
    shown = (await state.get_data()).get(SHOWN, [])
    return not shown or (meaning.alarm.is_about("suicide") and "suicide" not in shown)


@router.message(F.chat.type == "private", is_emergency, in_talk)
async def show_card(
    message: Message, meaning: Meaning, state: FSMContext, city: City, words: Words, talk: Talk
) -> Reply:
    assert meaning.alarm is not None
    kind = meaning.alarm.kinds[0]
    in_form = await state.get_state() is not None
    kept = None
    if in_form:
        kept = await _keep_file(message, talk)
        shown = (await state.get_data()).get(SHOWN, [])
        await state.update_data({SHOWN: [*shown, kind], PENDING: message.text or message.caption})
    if kind == "suicide" and AFTERWARDS[kind] in city.case_types:
        await await_yes(state, StartCase(type=AFTERWARDS[kind]))
    return AtOnce([show(message, emergency_card(words, city, kind, in_form=in_form, last_line=kept))])


async def _keep_file(message: Message, talk: Talk) -> str | None:
    """A photo or the like that came with the sentence, for the case that is told or added to; what to say of it."""
    keeps = {Filling.answer.state: proof.keep_aside, adding.Adding.more.state: adding.keep_aside}
    keep = keeps.get(await talk.state.get_state())
    try:
        kept = keep is not None and await keep(message, talk)
    except DomainError as error:  # the numbers come whatever becomes of the file
        return error_said(talk.words, error)
    return talk.words("emergency-file-kept") if kept else None


@router.callback_query(Resume.filter(), StateFilter(None))
async def nothing_to_resume(event: CallbackQuery, words: Words) -> Reply:
    return show(event, Screen(words("emergency-nothing-open")).with_home(words))


def emergency_card(words: Words, city: City, kind: Emergency, *, in_form: bool, last_line: str | None = None) -> Screen:
    """The numbers first; once everybody is safe, what can be begun."""
    back = ((Button(words("emergency-button-resume"), Resume()),),) if in_form else ()
    then = tuple((each,) for each in _afterwards(words, city, kind))
    text = "\n".join(filter(None, [words(f"emergency-card-{kind}"), last_line]))
    return Screen(text, (*then, *back, (home_button(words),)))


def _afterwards(words: Words, city: City, kind: Emergency) -> Iterator[Button]:
    """What the city takes of it, and its rule for accidents."""
    case_type = city.case_types.get(AFTERWARDS.get(kind, ""))
    if case_type is not None:
        key = "emergency-button-somebody" if kind == "suicide" else "emergency-button-report"
        yield Button(words(key), StartCase(type=case_type.key))
    accident = city.case_types.get(ACCIDENT)
    if kind == "traffic" and accident is not None:
        article = OpenArticle(key=accident.article) if accident.article else StartCase(type=ACCIDENT)
        yield Button(words("emergency-button-accident"), article)
