"""发给当事人: words to the worker with files beside them: a letter of the department, a picture of the mended road."""

from dataclasses import asdict

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.exchange.case_at import CASES, case_at, path_of
from bot.web.console.table import Page, Press
from handlers.casework.attaching import WITH_FILES
from handlers.casework.card import title_said
from models.cases.case import Case
from models.cases.steps import Step
from models.cases.taking import actor_of, steps_for
from models.casework.files import MOST_FILES, attach, uploaded_pieces
from models.casework.handling import WAITS_TO_BE_TAKEN, ask_worker, say_meanwhile
from models.casework.second_look import answer_or_hand_in
from models.errors import ChoiceUnknown

PATH = CASES + "/{number}/send"
FILES = "file"
"""The field of a form that names an uploaded file by its key; a form has one for each file."""
STEPS = (Step.ANSWER, Step.SAY, Step.ASK, Step.SETTLE)
"""In the order in which they are offered."""


async def show(desk: Desk) -> Response:
    """The form, with the steps that the colleague may take now."""
    case = await case_at(desk)
    return desk.page(
        "exchange/sending.html",
        title=title_said(desk.words, desk.city, case),
        case=case,
        steps=[(each.value, desk.words(f"console-send-{each.value}")) for each in possible(desk, case)],
        chosen=desk.entered.get("step", ""),
        files=desk.every(FILES),
        most=MOST_FILES,
    )


def possible(desk: Desk, case: Case) -> list[Step]:
    """The steps with words and files that the colleague may take with the case now."""
    steps = steps_for(case, actor_of(desk.staff, desk.city))
    if case.state in WAITS_TO_BE_TAKEN:  # it is taken first
        return list(STEPS) if Step.TAKE in steps else []
    return [each for each in STEPS if each in steps] if case.handler_id == desk.staff.id else []


async def send(desk: Desk) -> Done:
    """Take the step, with the words and the files."""
    case = await case_at(desk)
    step = next((each for each in WITH_FILES if each.value == desk.entered.get("step")), None)
    if step is None:
        raise ChoiceUnknown
    text = desk.entered.get("text", "")
    pieces = await uploaded_pieces(desk.session, desk.person, desk.every(FILES), now=desk.now)
    if step in (Step.ANSWER, Step.SETTLE):
        files = [asdict(each) for each in pieces]
        sent = await answer_or_hand_in(
            desk.session, case.id, desk.staff, step, text, files=files, city=desk.city, now=desk.now
        )
        return Done(path_of(case, "/send"), "sent" if sent else "handed-in")

    async def attached(locked: Case) -> list[int]:
        """Attach the files to the case."""
        return await attach(desk.session, locked, desk.staff, pieces, now=desk.now)

    along = attached if pieces else None
    take = ask_worker if step is Step.ASK else say_meanwhile
    await take(desk.session, case.id, desk.staff, text, city=desk.city, now=desk.now, attached=along)
    return Done(path_of(case, "/send"), "sent")


PAGES = (Page(PATH, show), Press(PATH, send, show))
