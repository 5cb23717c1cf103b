"""Appeals: a lead who was not involved reads what was found and why the station objects, and decides with a reason."""

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.assessment import DecideAppeal, OpenAppeals, OpenAssessment, ShowAppeal
from handlers.phrases.cases import quoted
from handlers.phrases.place_facts import date_said
from handlers.talk.forms import PAGE, PENDING, leave_form
from handlers.talk.question import awaits, pending_row
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from models.assessment.appeals import appeal_to_decide, decide, findings_appealed, open_appeals
from models.assessment.result import titles_of
from models.places.place import find_place

router = Router(name=__name__)
PLACE, UPHELD = "appealed_place", "appeal_upheld"


class Deciding(StatesGroup):
    """The conversation awaits the reason of a decision."""

    reason = State()


@router.callback_query(OpenAppeals.filter())
async def open_list(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when a lead opens the appeals; lists those that wait."""
    await leave_form(talk.state)
    return show(event, await appeals_screen(talk))


async def appeals_screen(talk: Talk, first_line: str | None = None) -> Screen:
    """The appeals that wait for somebody like this lead. Raises NotStaff."""
    waiting = list(enumerate((await open_appeals(talk.session, talk.person, city=talk.city))[:PAGE], 1))
    lines = [talk.words("assess-appeals-line", number=str(number), name=name) for number, (_, name) in waiting]
    buttons = [Button(str(number), ShowAppeal(place_id=made.place_id)) for number, (made, _) in waiting]
    head = talk.words("assess-appeals", found="some" if waiting else "none")
    back = (Button(talk.words("assess-button-open"), OpenAssessment()), home_button(talk.words))
    return Screen("\n".join(filter(None, (first_line, head, *lines))), (*in_rows(buttons, PAGE), back))


@router.callback_query(ShowAppeal.filter())
async def show_appeal(event: CallbackQuery, talk: Talk, callback_data: ShowAppeal) -> Reply:
    """Runs when a lead opens one appeal; shows it. Raises what `appeal_to_decide` raises."""
    await leave_form(talk.state)
    place_id, words = callback_data.place_id, talk.words
    made = await appeal_to_decide(talk.session, place_id, talk.person, city=talk.city)
    place = await find_place(talk.session, place_id)
    findings = await findings_appealed(talk.session, made)
    lines = [
        words(
            "assess-appeal-finding",
            title=words.pick(titles_of(each.item, talk.city)),
            must="yes" if each.must else "no",
            week=date_said(words, each.week),
        )
        for each in findings
    ]
    text = words("assess-appeal", place=place.name, text=quoted(str(made.text), longest=1000))
    yes = Button(words("assess-button-uphold"), DecideAppeal(place_id=place_id, upheld=True))
    no = Button(words("assess-button-refuse"), DecideAppeal(place_id=place_id, upheld=False))
    back = Button(words("staff-button-back"), OpenAppeals())
    return show(event, Screen("\n".join((text, *lines)), ((yes, no), (back, home_button(words)))))


@router.callback_query(DecideAppeal.filter())
async def ask_reason(event: CallbackQuery, talk: Talk, callback_data: DecideAppeal) -> Reply:
    """Runs when a lead decides; asks for the reason. Raises what `appeal_to_decide` raises."""
    await appeal_to_decide(talk.session, callback_data.place_id, talk.person, city=talk.city)
    await leave_form(talk.state)
    await talk.state.set_state(Deciding.reason)
    await talk.state.update_data({PLACE: callback_data.place_id, UPHELD: callback_data.upheld})
    return show(event, await reason_again(talk))


async def reason_again(talk: Talk) -> Screen:
    """Ask for the reason."""
    data = await talk.state.get_data()
    back = Button(talk.words("staff-button-back"), ShowAppeal(place_id=int(data[PLACE])))
    text = talk.words("assess-ask-reason", upheld="yes" if data[UPHELD] else "no")
    return Screen(text, (*pending_row(talk.words, data.get(PENDING)), (back, home_button(talk.words))))


@awaits(router, Deciding.reason, ask=reason_again)
async def reason_typed(talk: Talk, said: str) -> Screen:
    """Runs when the reason is typed; decides."""
    data = await talk.state.get_data()
    place_id, upheld = int(data[PLACE]), bool(data[UPHELD])
    await decide(talk.session, place_id, talk.person, said, upheld=upheld, city=talk.city, now=talk.now)
    await leave_form(talk.state)
    return await appeals_screen(talk, talk.words("assess-decided"))
