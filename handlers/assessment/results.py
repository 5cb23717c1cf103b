"""The station's part: what was found, what is put right and why not, the words beside the grade, and the one appeal."""

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.assessment import (
    AskAppeal,
    AskReply,
    AskWhy,
    DropReply,
    OpenAssessment,
    OpenResults,
    PutRight,
    ShowFinding,
    ShowResult,
)
from handlers.buttons.duties import ShowDuty
from handlers.buttons.station import ShowHosted
from handlers.phrases.cases import day_said, quoted
from handlers.phrases.place_facts import date_said
from handlers.talk.forms import PAGE, PENDING, leave_form, page_of
from handlers.talk.question import awaits, pending_row
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from models.assessment.answering import LONGEST_REPLY, explain, own_finding, put_right, reply
from models.assessment.appeals import appeal
from models.assessment.errors import FindingGone
from models.assessment.result import (
    AssessmentResult,
    FindingState,
    StationFinding,
    appeal_of,
    findings_of,
    need_answerer,
    owned_results,
    result_of,
    titles_of,
)
from models.places.place import find_place
from models.staff.post import hosted_places

router = Router(name=__name__)
PLACE, FINDING = "assessed_place", "assessed_finding"
MOST_LISTED = 200


class Answering(StatesGroup):
    """The conversation awaits why something is not put right, the words beside the grade, or an appeal."""

    why = State()
    reply = State()
    appeal = State()


# --- the result -------------------------------------------------------------------------------------------------------


@router.callback_query(OpenResults.filter())
async def open_results(event: CallbackQuery, talk: Talk, callback_data: OpenResults) -> Reply:
    """Runs when a lead opens the results of the department's stations; lists them, those that wait first."""
    await leave_form(talk.state)
    results = await owned_results(talk.session, talk.person, city=talk.city, limit=MOST_LISTED)
    shown, following = page_of(results, callback_data.page)
    back = (Button(talk.words("assess-button-open"), OpenAssessment()), home_button(talk.words))
    if not shown:
        return show(event, Screen(talk.words("assess-results-none"), (back,)))
    first = list(results).index(shown[0]) + 1
    lines = [
        talk.words("assess-results-line", number=str(number), name=name, count=str(count or "none"))
        for number, (_, name, count) in enumerate(shown, first)
    ]
    buttons = [
        Button(str(number), ShowResult(place_id=result.place_id)) for number, (result, _, _) in enumerate(shown, first)
    ]
    on = ((Button(talk.words("own-case-button-more"), OpenResults(page=following)),),) if following is not None else ()
    text = "\n".join((talk.words("assess-results"), *lines))
    return show(event, Screen(text, (*in_rows(buttons, PAGE), *on, back)))


@router.callback_query(ShowResult.filter())
async def show_result(event: CallbackQuery, talk: Talk, callback_data: ShowResult) -> Reply:
    """Runs when whoever runs a station opens its result; shows it."""
    await leave_form(talk.state)
    return show(event, await result_screen(talk, callback_data.place_id))


async def result_screen(talk: Talk, place_id: int, first_line: str | None = None) -> Screen:
    """What was found in the week of the visit, what is due, and what was answered. Raises NotStaff, PlaceGone."""
    await need_answerer(talk.session, talk.person, place_id, city=talk.city)
    place, words = await find_place(talk.session, place_id), talk.words
    result = await result_of(talk.session, place_id)
    back = await _back(talk, place_id)
    if result is None:
        return Screen(words("assess-result-none", place=place.name), (back,))
    findings = await findings_of(talk.session, place_id, result.round_id)
    numbered = list(enumerate(findings, 1))
    lines = [
        first_line,
        words(
            "assess-result",
            place=place.name,
            week=date_said(words, result.week),
            found="some" if findings else "none",
        ),
        *(_finding_line(talk, number, each) for number, each in numbered),
        words("assess-result-reply", text=quoted(str(result.reply), longest=LONGEST_REPLY)) if result.reply else None,
        *await _appeal_lines(talk, result),
        words("assess-result-due", day=day_said(words, result.settles_at.astimezone(talk.city.zone).date())),
    ]
    buttons = [Button(str(number), ShowFinding(finding_id=each.id)) for number, each in numbered]
    ways = [Button(words("assess-button-reply"), AskReply(place_id=place_id))]
    if findings and talk.now <= result.settles_at and await appeal_of(talk.session, result) is None:
        ways.append(Button(words("assess-button-appeal"), AskAppeal(place_id=place_id)))
    return Screen("\n".join(filter(None, lines)), (*in_rows(buttons, PAGE), tuple(ways), back))


async def _back(talk: Talk, place_id: int) -> tuple[Button, ...]:
    hosts = place_id in await hosted_places(talk.session, talk.person)
    to = ShowHosted(place_id=place_id) if hosts else OpenResults()
    return (Button(talk.words("staff-button-back"), to), home_button(talk.words))


def _finding_line(talk: Talk, number: int, finding: StationFinding) -> str:
    return talk.words(
        "assess-finding-line",
        number=str(number),
        title=talk.words.pick(titles_of(finding.item, talk.city)),
        must="yes" if finding.must else "no",
        state=_state(talk, finding),
        day=day_said(talk.words, finding.due_at.astimezone(talk.city.zone).date()),
    )


def _state(talk: Talk, finding: StationFinding) -> str:
    late = finding.state is FindingState.FOUND and finding.due_at < talk.now
    return "late" if late else finding.state.value


async def _appeal_lines(talk: Talk, result: AssessmentResult) -> list[str]:
    made = await appeal_of(talk.session, result)
    if made is None:
        return []
    state = "waits" if made.answered_at is None else "upheld" if made.upheld else "refused"
    reason = quoted(str(made.reason), longest=1000) if made.reason else ""
    return [talk.words("assess-appeal-state", state=state, reason=reason)]


# --- one finding ------------------------------------------------------------------------------------------------------


@router.callback_query(ShowFinding.filter())
async def show_finding(event: CallbackQuery, talk: Talk, callback_data: ShowFinding) -> Reply:
    """Runs when one finding is pressed; shows it with what can be answered."""
    await leave_form(talk.state)
    return show(event, await finding_screen(talk, callback_data.finding_id))


async def finding_screen(talk: Talk, finding_id: int) -> Screen:
    """One finding. Raises FindingGone, NotStaff."""
    finding, words = await own_finding(talk.session, finding_id, talk.person, city=talk.city), talk.words
    text = words(
        "assess-finding",
        title=words.pick(titles_of(finding.item, talk.city)),
        must="yes" if finding.must else "no",
        state=_state(talk, finding),
        day=day_said(words, finding.due_at.astimezone(talk.city.zone).date()),
        said=quoted(str(finding.said), longest=LONGEST_REPLY) if finding.said else "none",
    )
    ways: list[Button] = []
    open_ = finding.state in (FindingState.FOUND, FindingState.EXPLAINED)
    if open_ and finding.duty_id is not None:
        ways.append(Button(words("assess-button-duty"), ShowDuty(duty_id=finding.duty_id)))
    elif open_:
        ways.append(Button(words("assess-button-fixed"), PutRight(finding_id=finding.id)))
    if finding.state is FindingState.FOUND:
        ways.append(Button(words("assess-button-why"), AskWhy(finding_id=finding.id)))
    result = await result_of(talk.session, finding.place_id)
    if result is not None and talk.now <= result.settles_at and await appeal_of(talk.session, result) is None:
        appeal_one = AskAppeal(place_id=finding.place_id, finding_id=finding.id)
        ways.append(Button(words("assess-button-appeal-one"), appeal_one))
    back = Button(words("staff-button-back"), ShowResult(place_id=finding.place_id))
    return Screen(text, (*in_rows(ways, 2), (back, home_button(words))))


@router.callback_query(PutRight.filter())
async def fixed(event: CallbackQuery, talk: Talk, callback_data: PutRight) -> Reply:
    """Runs when whoever runs the station says that it is put right; notes it."""
    finding = await put_right(talk.session, callback_data.finding_id, talk.person, city=talk.city, now=talk.now)
    line = talk.words("assess-fixed", must="yes" if finding.must else "no")
    return show(event, await result_screen(talk, finding.place_id, line))


@router.callback_query(AskWhy.filter())
async def ask_why(event: CallbackQuery, talk: Talk, callback_data: AskWhy) -> Reply:
    """Runs when something cannot be put right; asks why."""
    await own_finding(talk.session, callback_data.finding_id, talk.person, city=talk.city)
    await leave_form(talk.state)
    await talk.state.set_state(Answering.why)
    await talk.state.update_data({FINDING: callback_data.finding_id})
    return show(event, await why_again(talk))


async def why_again(talk: Talk) -> Screen:
    """Ask why it is not put right."""
    data = await talk.state.get_data()
    back = Button(talk.words("staff-button-back"), ShowFinding(finding_id=int(data[FINDING])))
    text = talk.words("assess-ask-why", most=str(LONGEST_REPLY))
    return Screen(text, (*pending_row(talk.words, data.get(PENDING)), (back, home_button(talk.words))))


@awaits(router, Answering.why, ask=why_again)
async def why_typed(talk: Talk, said: str) -> Screen:
    """Runs when the reason is typed; keeps it."""
    number = int((await talk.state.get_data())[FINDING])
    finding = await explain(talk.session, number, talk.person, said, city=talk.city, now=talk.now)
    await leave_form(talk.state)
    return await result_screen(talk, finding.place_id, talk.words("assess-explained"))


# --- the words beside the grade ---------------------------------------------------------------------------------------


@router.callback_query(AskReply.filter())
async def ask_reply(event: CallbackQuery, talk: Talk, callback_data: AskReply) -> Reply:
    """Runs when whoever runs the station wants to say something beside the grade; asks for it."""
    await need_answerer(talk.session, talk.person, callback_data.place_id, city=talk.city)
    await leave_form(talk.state)
    await talk.state.set_state(Answering.reply)
    await talk.state.update_data({PLACE: callback_data.place_id})
    return show(event, await reply_again(talk))


async def reply_again(talk: Talk) -> Screen:
    """Ask for the words beside the grade."""
    data = await talk.state.get_data()
    place_id = int(data[PLACE])
    result = await result_of(talk.session, place_id)
    there = result is not None and result.reply is not None
    drop = ((Button(talk.words("assess-button-drop-reply"), DropReply(place_id=place_id)),),) if there else ()
    back = Button(talk.words("staff-button-back"), ShowResult(place_id=place_id))
    text = talk.words("assess-ask-reply", most=str(LONGEST_REPLY))
    return Screen(text, (*pending_row(talk.words, data.get(PENDING)), *drop, (back, home_button(talk.words))))


@awaits(router, Answering.reply, ask=reply_again)
async def reply_typed(talk: Talk, said: str) -> Screen:
    """Runs when the words are typed; keeps them for everybody to read."""
    return await _reply(talk, int((await talk.state.get_data())[PLACE]), said)


@router.callback_query(DropReply.filter())
async def reply_dropped(event: CallbackQuery, talk: Talk, callback_data: DropReply) -> Reply:
    """Runs when the words are taken away."""
    return show(event, await _reply(talk, callback_data.place_id, ""))


async def _reply(talk: Talk, place_id: int, said: str) -> Screen:
    await reply(talk.session, place_id, talk.person, said, city=talk.city)
    await leave_form(talk.state)
    return await result_screen(talk, place_id, talk.words("assess-replied"))


# --- the appeal -------------------------------------------------------------------------------------------------------


@router.callback_query(AskAppeal.filter())
async def ask_appeal(event: CallbackQuery, talk: Talk, callback_data: AskAppeal) -> Reply:
    """Runs when whoever runs the station appeals; asks for the words."""
    await need_answerer(talk.session, talk.person, callback_data.place_id, city=talk.city)
    await leave_form(talk.state)
    await talk.state.set_state(Answering.appeal)
    await talk.state.update_data({PLACE: callback_data.place_id, FINDING: callback_data.finding_id})
    return show(event, await appeal_again(talk))


async def appeal_again(talk: Talk) -> Screen:
    """Ask for the words of the appeal, and say that there is one only."""
    data, words = await talk.state.get_data(), talk.words
    title = "none"
    if data.get(FINDING):
        finding = await own_finding(talk.session, int(data[FINDING]), talk.person, city=talk.city)
        title = words.pick(titles_of(finding.item, talk.city))
    back = Button(words("staff-button-back"), ShowResult(place_id=int(data[PLACE])))
    pending = pending_row(words, data.get(PENDING))
    return Screen(words("assess-ask-appeal", title=title), (*pending, (back, home_button(words))))


@awaits(router, Answering.appeal, ask=appeal_again)
async def appeal_typed(talk: Talk, said: str) -> Screen:
    """Runs when the appeal is typed; makes it."""
    data = await talk.state.get_data()
    if PLACE not in data:
        raise FindingGone
    place_id, finding_id = int(data[PLACE]), int(data.get(FINDING) or 0) or None
    await appeal(talk.session, place_id, talk.person, said, finding_id=finding_id, city=talk.city, now=talk.now)
    await leave_form(talk.state)
    return await result_screen(talk, place_id, talk.words("assess-appealed"))
