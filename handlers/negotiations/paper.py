"""The agreement as a file, for everyone who took part, and for the union and the lead department."""

from aiogram import Router
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery

from handlers.buttons.negotiations import OpenPaper, OwnNegotiation, ShowNegotiation
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, show
from handlers.talk.talk import Talk
from models.negotiations.paper import paper_for
from models.storage.kept_file import store_file

router = Router(name=__name__)


@router.callback_query(OpenPaper.filter())
async def open_paper(event: CallbackQuery, talk: Talk, callback_data: OpenPaper) -> Reply:
    """Runs when somebody opens the agreement; sends it as a PDF, or says that it is being made."""
    number = callback_data.negotiation_id
    paper, staff = await paper_for(talk.session, number, talk.person, city=talk.city)
    shown = ShowNegotiation(negotiation_id=number) if staff is not None else OwnNegotiation(negotiation_id=number)
    rows = ((Button(talk.words("staff-button-back"), shown), home_button(talk.words)),)
    if paper.pdf is None:
        again = (Button(talk.words("negotiation-button-paper"), callback_data),)
        return show(event, Screen(talk.words("negotiation-paper-soon"), (again, *rows)))
    name = talk.words("negotiation-paper-file", number=str(number))
    key = await store_file(
        talk.session, talk.contact.id, paper.pdf, name=name, media_type="application/pdf", now=talk.now
    )
    markup = Screen("", rows).markup()
    caption = talk.words("negotiation-paper-caption")
    return SendDocument(chat_id=chat_of(event), document=KeptFile(key, name), caption=caption, reply_markup=markup)
