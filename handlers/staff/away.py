"""请假: a colleague is away until a day. A stand-in works at their cases meanwhile; the cases go back to the colleague
by themselves.
"""

from datetime import timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.buttons.days import day_of, number_of
from handlers.buttons.staff import ComeBack, GoAway, OpenAbsence, ShowColleague
from handlers.casework.team import load_said, team_screen
from handlers.phrases.cases import day_said
from handlers.talk.at_desk import staff_say, stay_at_desk
from handlers.talk.forms import page_of
from handlers.talk.question import NO_WORDS_NOR_POSITION, awaits
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.casework.assigning import cases_in_hand, loads_of
from models.casework.covering import come_back, go_away, may_note_absence
from models.errors import DayPassed
from models.staff.absence import away_until
from models.staff.post import Staff, need_staff
from models.values.written_date import NotADate, read_date, read_from_to

router = Router(name=__name__)
AWAY = "staff_away"
"""In the conversation's data: the post that is going away."""
NOBODY = -1
DAYS_OFFERED = 3


class Leaving(StatesGroup):
    """The conversation awaits the day until which somebody is away."""

    day = State()


# --- until when -------------------------------------------------------------------------------------------------------


@router.message(StateFilter(None), F.text, staff_say("staff-leave-words"))
@router.callback_query(OpenAbsence.filter())
async def open_absence(event: Message | CallbackQuery, talk: Talk, callback_data: OpenAbsence | None = None) -> Reply:
    """Runs when staff open an absence, or type a word for it; asks until when."""
    staff = await need_staff(talk.session, talk.person)
    other = await may_note_absence(talk.session, staff, callback_data.staff_id if callback_data else staff.id)
    return show(event, await ask_day(talk, other))


async def day_again(talk: Talk) -> Screen:
    """Ask again until when."""
    staff = await need_staff(talk.session, talk.person)
    other = await may_note_absence(talk.session, staff, (await talk.state.get_data()).get(AWAY) or staff.id)
    return await ask_day(talk, other)


@awaits(router, Leaving.day, ask=day_again, no_answer=NO_WORDS_NOR_POSITION)
async def day_typed(talk: Talk, said: str) -> Screen:
    """Runs when staff type the day; asks who stands in."""
    staff = await need_staff(talk.session, talk.person)
    other = await may_note_absence(talk.session, staff, (await talk.state.get_data()).get(AWAY) or staff.id)
    span = read_from_to(said, talk.today)
    if span is not None and span[0] > talk.today:
        planned = GoAway(staff_id=other.id, since=number_of(span[0]), day=number_of(span[1]))
        return await _which_stand_in(talk, staff, planned)
    read = read_date(said, talk.today)
    if isinstance(read, NotADate):
        return await ask_day(talk, other, talk.words("staff-day-unread"))
    return await _which_stand_in(talk, staff, GoAway(staff_id=other.id, day=number_of(read.day)))


# --- who stands in; once more; done -----------------------------------------------------------------------------------


@router.callback_query(GoAway.filter())
async def leaving(event: CallbackQuery, talk: Talk, callback_data: GoAway) -> Reply:
    """Runs at each press after the day: asks who stands in, then whether that is right, then notes the absence."""
    staff, asked = await need_staff(talk.session, talk.person), callback_data
    other = await may_note_absence(talk.session, staff, asked.staff_id)
    if not asked.sure:
        return show(event, await _which_stand_in(talk, staff, asked))
    until, since = day_of(asked.day), day_of(asked.since) if asked.since else None
    to = asked.to if asked.to > 0 else None
    cases = await go_away(talk.session, staff, other.id, since=since, until=until, to=to, city=talk.city, now=talk.now)
    await stay_at_desk(talk.state)
    said = {"name": other.name, "day": day_said(talk.words, until), "since": _since_said(talk, asked)}
    line = talk.words("staff-done-away", **said, count=str(len(cases) or "none"))
    return show(
        event, team_screen(talk.words, talk.city, staff, await loads_of(talk.session, staff, now=talk.now), line)
    )


@router.callback_query(ComeBack.filter())
async def back(event: CallbackQuery, talk: Talk, callback_data: ComeBack) -> Reply:
    """Runs when somebody is back early; gives their cases back."""
    staff = await need_staff(talk.session, talk.person)
    other = await may_note_absence(talk.session, staff, callback_data.staff_id)
    cases = await come_back(talk.session, staff, other.id, city=talk.city, now=talk.now)
    await stay_at_desk(talk.state)
    line = talk.words("staff-done-back", name=other.name, count=str(len(cases) or "none"))
    return show(
        event, team_screen(talk.words, talk.city, staff, await loads_of(talk.session, staff, now=talk.now), line)
    )


# --- screens ----------------------------------------------------------------------------------------------------------


async def ask_day(talk: Talk, other: Staff, first_line: str | None = None) -> Screen:
    """Ask until when. For a colleague who is away already, offer to come back too."""
    away_already_until = (await away_until(talk.session, [other.id])).get(other.id)
    await stay_at_desk(talk.state)
    await talk.state.set_state(Leaving.day)
    await talk.state.update_data({AWAY: other.id})
    today = talk.today
    days = [today, *(talk.city.calendar.working_day_after(today, count) for count in range(1, DAYS_OFFERED + 1))]
    last = talk.city.calendar.working_day_after(today + timedelta(days=6), 1)
    buttons = [
        Button(day_said(talk.words, day), GoAway(staff_id=other.id, day=number_of(day))) for day in (*days, last)
    ]
    is_back = (Button(talk.words("staff-button-back-at-work"), ComeBack(staff_id=other.id)),)
    text = talk.words(
        "staff-away-which-day",
        name=other.name,
        day=day_said(talk.words, away_already_until) if away_already_until else "none",
    )
    rows = (*((is_back,) if away_already_until else ()), *in_rows(buttons, 2), _last(talk.words, other))
    return Screen("\n".join(filter(None, (first_line, text))), rows, awaits_number=True)


async def _which_stand_in(talk: Talk, staff: Staff, asked: GoAway) -> Screen:
    """Ask who stands in; a colleague without cases needs nobody. Raises DayPassed."""
    until = day_of(asked.day)
    if until < talk.today:
        raise DayPassed
    await stay_at_desk(talk.state)
    other = await may_note_absence(talk.session, staff, asked.staff_id)
    count = len(await cases_in_hand(talk.session, staff, other.id))
    loads = await loads_of(talk.session, staff, now=talk.now)
    there = [each for each in loads if each.staff.id != other.id and each.away is None]
    said = {"name": other.name, "day": day_said(talk.words, until), "count": str(count or "none")}
    said["since"] = _since_said(talk, asked)
    to = next((each.staff for each in there if each.staff.id == asked.to), None)
    if asked.to or not (there if asked.since else count):
        sure = asked.model_copy(update={"sure": True, "to": to.id if to else NOBODY})
        text = talk.words("staff-check-away", **said, to=to.name if to else "none")
        return Screen(text, ((Button(talk.words("staff-button-away-yes"), sure),), _last(talk.words, other)))
    shown, following = page_of(there, asked.page)
    picks = [
        Button(load_said(talk.words, each, staff), asked.model_copy(update={"to": each.staff.id})) for each in shown
    ]
    nobody = Button(talk.words("staff-button-away-nobody"), asked.model_copy(update={"to": NOBODY}))
    on = Button(talk.words("own-case-button-more"), asked.model_copy(update={"page": following or 0}))
    more = ((on,),) if following is not None else ()
    return Screen(
        talk.words("staff-which-stand-in", **said), (*in_rows(picks, 2), *more, (nobody,), _last(talk.words, other))
    )


def _since_said(talk: Talk, asked: GoAway) -> str:
    return day_said(talk.words, day_of(asked.since)) if asked.since else "none"


def _last(words: Words, other: Staff) -> tuple[Button, ...]:
    return (Button(words("staff-button-back"), ShowColleague(staff_id=other.id)), home_button(words))
