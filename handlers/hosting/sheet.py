"""The roster of a date as a sheet (xlsx). Every cell is text, so that nothing in it is ever run as a formula."""

import io
from collections.abc import Sequence

import xlsxwriter

from handlers.phrases.events import moment_said
from handlers.talk.texts import Words
from models.city.events import QUESTIONS
from models.city.pack import City
from models.events.booking import Booking
from models.events.event import Event, EventDate
from models.events.names import NAME, PHONE

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet(words: Words, city: City, event_date: EventDate, event: Event, rows: Sequence[Booking]) -> bytes:
    """The sheet: two rows of headings, and one row for each booking."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet()
    page.write_string(0, 0, words.pick(event.titles))
    page.write_string(0, 1, moment_said(words, event_date.starts_at, city))
    heads = ["number", "state", "booked", "there", *(each.replace("_", "-") for each in QUESTIONS), "name", "phone"]
    for column, head in enumerate(heads):
        page.write_string(1, column, words(f"host-column-{head}"))
    for number, booking in enumerate(rows, 1):
        for column, value in enumerate(_cells(words, city, number, booking)):
            page.write_string(number + 1, column, value)
    page.set_column(0, len(heads) - 1, 22)
    book.close()
    return out.getvalue()


def _cells(words: Words, city: City, number: int, booking: Booking) -> list[str]:
    answers = booking.answers or {}
    return [
        str(number),
        words("event-state", state=booking.state),
        moment_said(words, booking.created_at, city),
        moment_said(words, booking.attended_at, city) if booking.attended_at else "",
        *(answers.get(each, "") for each in (*QUESTIONS, NAME, PHONE)),
    ]
