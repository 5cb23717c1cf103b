"""申请补贴: the case of the training subsidy, with the answers that the attendance already gives."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.buttons.events import AskSubsidy
from handlers.filing.choosing import begin_case
from handlers.talk.screens import Reply, show
from handlers.talk.talk import Talk
from models.events.attendance import SUBSIDY_CASE, attended_booking, certificate_of

router = Router(name=__name__)


@router.callback_query(AskSubsidy.filter())
async def ask_subsidy(event: CallbackQuery, callback_data: AskSubsidy, talk: Talk) -> Reply:
    """Runs when the person asks for the subsidy; begins the case with the course and its last day filled in.

    Raises BookingGone, CaseTypeUnknown, TooManyDrafts.
    """
    booking, event_date, about = await attended_booking(
        talk.session, callback_data.booking_id, person_id=talk.person.id, now=talk.now
    )
    issued = await certificate_of(talk.session, booking.id)
    title = talk.words.pick(about.titles)
    course = talk.words("event-subsidy-course", title=title, number=issued.number if issued else "none")
    known = {"course": course, "course_end": event_date.ends_at.astimezone(talk.city.zone).date().isoformat()}
    asked = talk.city.case_types.get(SUBSIDY_CASE)
    answers = {key: value for key, value in known.items() if asked is not None and asked.question(key) is not None}
    return show(event, await begin_case(talk, SUBSIDY_CASE, answers))
