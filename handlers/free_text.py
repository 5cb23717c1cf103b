"""The last router: what nobody else handled. Words for a need lead to the search, a spot's name to what is open
there; everything else gets an answer too, buttons that nobody knows any more included."""

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.forms import ANSWER
from handlers.keyboards import Reply, show
from handlers.meaning import Meaning
from handlers.menu import menu_screen
from handlers.onboarding import welcome_or_menu
from handlers.places.answers import find_near, look_for, spot_said
from handlers.texts import Words
from models.city import City
from models.person import Person

router = Router(name=__name__)


@router.message(ANSWER)
async def understand(
    message: Message,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
    channel_name: str,
    meaning: Meaning,
) -> Reply:
    if meaning.needs:
        return await look_for(message, meaning, session, state, person, city, words, now, channel_name)
    spot = await spot_said(session, city, message.text or "")
    if spot is not None:
        return show(message, await find_near(session, state, person, city, words, now, spot=spot, needs=()))
    return show(message, await welcome_or_menu(state, person, city, words, words("menu-not-understood")))


@router.message(F.text)
async def unknown_command(message: Message, state: FSMContext, person: Person, city: City, words: Words) -> Reply:
    return show(message, await welcome_or_menu(state, person, city, words, words("menu-not-understood")))


@router.message()
async def not_words(message: Message, state: FSMContext, person: Person, city: City, words: Words) -> Reply:
    """A photo, a voice message, a sticker, a contact, a poll …"""
    return show(message, await welcome_or_menu(state, person, city, words, words("menu-only-words")))


@router.edited_message()
async def edited(message: Message) -> Reply:
    """A live position moves; a typing slip is put right. What was said first has been answered."""
    return []


@router.callback_query()
async def old_button(event: CallbackQuery, words: Words) -> Reply:
    return show(event, menu_screen(words, words("menu-old-button")))
