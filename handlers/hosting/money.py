"""A lead approves or refuses the money that a colleague wants to promise at an event, and further dates of it."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.buttons.hosting import DecideDates, DecideSubsidy, OpenHosting
from handlers.talk.screens import Button, Reply, Screen, show
from handlers.talk.talk import Talk
from models.events.again import decide_dates
from models.events.money import decide_subsidy

router = Router(name=__name__)


@router.callback_query(DecideSubsidy.filter())
async def decide(event: CallbackQuery, talk: Talk, callback_data: DecideSubsidy) -> Reply:
    """Runs when a lead decides on a subsidy; says what was decided."""
    yes, yuan = callback_data.yes, callback_data.yuan
    about = await decide_subsidy(
        talk.session, callback_data.event_id, yuan, yes=yes, by=talk.person, city=talk.city, now=talk.now
    )
    said = talk.words(
        "host-subsidy-decided", title=talk.words.pick(about.titles), yuan=str(yuan), how="yes" if yes else "no"
    )
    return show(event, Screen(said, ((Button(talk.words("host-button-all"), OpenHosting()),),)).with_home(talk.words))


@router.callback_query(DecideDates.filter())
async def decide_further(event: CallbackQuery, talk: Talk, callback_data: DecideDates) -> Reply:
    """Runs when a lead decides on further dates; says what was decided."""
    yes, first, yuan = callback_data.yes, callback_data.date_id, callback_data.yuan
    about, count = await decide_dates(talk.session, first, yuan, yes=yes, by=talk.person, city=talk.city, now=talk.now)
    title, how = talk.words.pick(about.titles), "yes" if yes else "no"
    said = talk.words("host-dates-decided", title=title, dates=str(count), how=how)
    return show(event, Screen(said, ((Button(talk.words("host-button-all"), OpenHosting()),),)).with_home(talk.words))
