"""What was agreed, as a file: for everybody who took part, and for the union and the lead department."""

from datetime import datetime

from aiogram import Router
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.negotiations import OpenPaper, OwnNegotiation, ShowNegotiation
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, show
from handlers.talk.texts import Words
from models.city.pack import City
from models.negotiations.paper import paper_for
from models.people.person import Contact, Person
from models.storage.kept_file import store_file

router = Router(name=__name__)


@router.callback_query(OpenPaper.filter())
async def open_paper(
    event: CallbackQuery,
    callback_data: OpenPaper,
    session: AsyncSession,
    person: Person,
    contact: Contact,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    number = callback_data.negotiation_id
    paper, staff = await paper_for(session, number, person, city=city)
    shown = ShowNegotiation(negotiation_id=number) if staff is not None else OwnNegotiation(negotiation_id=number)
    rows = ((Button(words("staff-button-back"), shown), home_button(words)),)
    if paper.pdf is None:
        again = (Button(words("negotiation-button-paper"), callback_data),)
        return show(event, Screen(words("negotiation-paper-soon"), (again, *rows)))
    name = words("negotiation-paper-file", number=str(number))
    key = await store_file(session, contact.id, paper.pdf, name=name, media_type="application/pdf", now=now)
    markup = Screen("", rows).markup()
    caption = words("negotiation-paper-caption")
    return SendDocument(chat_id=chat_of(event), document=KeptFile(key, name), caption=caption, reply_markup=markup)
