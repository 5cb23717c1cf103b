"""A lead says yes or no to the money that a colleague wants to promise at an event, and to further dates of it."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.hosting import DecideDates, DecideSubsidy, OpenHosting
from handlers.talk.screens import Button, Reply, Screen, show
from handlers.talk.texts import Words
from models.city.pack import City
from models.events.again import decide_dates
from models.events.money import decide_subsidy
from models.people.person import Person

router = Router(name=__name__)


@router.callback_query(DecideSubsidy.filter())
async def decide(
    event: CallbackQuery,
    callback_data: DecideSubsidy,
    session: AsyncSession,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    yes, yuan = callback_data.yes, callback_data.yuan
    about = await decide_subsidy(session, callback_data.event_id, yuan, yes=yes, by=person, city=city, now=now)
    said = words("host-subsidy-decided", title=words.pick(about.titles), yuan=str(yuan), how="yes" if yes else "no")
    return show(event, Screen(said, ((Button(words("host-button-all"), OpenHosting()),),)).with_home(words))


@router.callback_query(DecideDates.filter())
async def decide_further(
    event: CallbackQuery,
    callback_data: DecideDates,
    session: AsyncSession,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    yes, first, yuan = callback_data.yes, callback_data.session_id, callback_data.yuan
    about, count = await decide_dates(session, first, yuan, yes=yes, by=person, city=city, now=now)
    title, how = words.pick(about.titles), "yes" if yes else "no"
    said = words("host-dates-decided", title=title, dates=str(count), how=how)
    return show(event, Screen(said, ((Button(words("host-button-all"), OpenHosting()),),)).with_home(words))
