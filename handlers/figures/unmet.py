"""缺口: what riders searched nearby and did not find, by need and district; as a sheet also by area."""

import io
from collections.abc import Sequence

import xlsxwriter
from aiogram import F, Router
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery, Message

from handlers.buttons.figures import OpenUnmet, UnmetSheet
from handlers.buttons.staff import OpenWork
from handlers.talk.forms import leave_form
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words, listed_words
from models.city.pack import City
from models.figures.unmet_searches import WEEKS, Unmet, may_see_unmet, unmet_searches
from models.people.person import Person
from models.staff.post import staff_of
from models.storage.kept_file import store_file

router = Router(name=__name__)
LINES = 12
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def asks_for_unmet(message: Message, talk: Talk, person: Person | None) -> bool:
    """Return whether somebody who may see the unmet searches typed a word for them."""
    if person is None or (message.text or "").strip().casefold() not in listed_words("unmet-words"):
        return False
    staff = await staff_of(talk.session, person)
    return staff is not None and may_see_unmet(staff, talk.city)


@router.message(F.text, asks_for_unmet)
@router.callback_query(OpenUnmet.filter())
async def open_unmet(event: Message | CallbackQuery, talk: Talk, callback_data: OpenUnmet | None = None) -> Reply:
    """Runs when staff open the unmet searches, or type a word for them; lists them by district."""
    weeks = callback_data.weeks if callback_data and callback_data.weeks in WEEKS else WEEKS[1]
    found = await unmet_searches(talk.session, talk.person, weeks=weeks, city=talk.city, now=talk.now)
    await leave_form(talk.state)
    spans = tuple(
        Button(talk.words("unmet-weeks", weeks=each), OpenUnmet(weeks=each)) for each in WEEKS if each != weeks
    )
    sheet = ((Button(talk.words("report-button-sheet"), UnmetSheet(weeks=weeks)),),) if found else ()
    lines = [_line(talk.words, talk.city, each) for each in found[:LINES]]
    text = "\n".join([talk.words("unmet-head", weeks=weeks, found="some" if found else "none"), *lines])
    return show(
        event, Screen(text, (spans, *sheet, (Button(talk.words("desk-button"), OpenWork()), home_button(talk.words))))
    )


def _line(words: Words, city: City, unmet: Unmet) -> str:
    return words(
        "unmet-line", district=_district(words, city, unmet), needs=_needs(words, city, unmet), count=unmet.people
    )


def _district(words: Words, city: City, unmet: Unmet) -> str:
    return words.pick(city.districts[unmet.district].titles)


def _needs(words: Words, city: City, unmet: Unmet) -> str:
    return words("place-and").join(words.pick(city.needs[each].titles) for each in unmet.needs)


@router.callback_query(UnmetSheet.filter())
async def unmet_sheet(event: CallbackQuery, talk: Talk, callback_data: UnmetSheet) -> Reply:
    """Runs when staff want them as a file; sends a sheet by district, and by area with its centre (WGS-84 degrees) for
    a map.
    """
    weeks = callback_data.weeks if callback_data.weeks in WEEKS else WEEKS[1]
    districts = await unmet_searches(talk.session, talk.person, weeks=weeks, city=talk.city, now=talk.now)
    areas = await unmet_searches(talk.session, talk.person, weeks=weeks, by_area=True, city=talk.city, now=talk.now)
    name = talk.words("unmet-file")
    content = _sheet(talk.words, talk.city, districts, areas)
    key = await store_file(talk.session, talk.contact.id, content, name=name, media_type=MEDIA_TYPE, now=talk.now)
    back = (Button(talk.words("me-button-back"), OpenUnmet(weeks=weeks)), home_button(talk.words))
    return SendDocument(
        chat_id=chat_of(event),
        document=KeptFile(key, name),
        caption=talk.words("unmet-caption", weeks=weeks),
        reply_markup=Screen("", (back,)).markup(),
    )


def _sheet(words: Words, city: City, districts: Sequence[Unmet], areas: Sequence[Unmet]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    for title, rows in (("unmet-by-district", districts), ("unmet-by-area", areas)):
        page = book.add_worksheet(words(title))
        heads = ["district", "needs", "count", "latitude", "longitude"][: 3 if rows is districts else 5]
        for column, head in enumerate(heads):
            page.write_string(0, column, words(f"unmet-column-{head}"))
        for number, each in enumerate(rows, 1):
            page.write_string(number, 0, _district(words, city, each))
            page.write_string(number, 1, _needs(words, city, each))
            page.write_number(number, 2, each.people)
            if each.area is not None:
                page.write_number(number, 3, round(each.area.latitude, 4))
                page.write_number(number, 4, round(each.area.longitude, 4))
        page.set_column(0, len(heads) - 1, 20)
    book.close()
    return out.getvalue()
