"""谁看过: leads see who opened which case and which evidence."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.buttons.staff import OpenLooks, OpenWork, ShowStaffCase
from handlers.phrases.cases import quoted
from handlers.talk.screens import Button, Reply, Screen, home_button, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.casework.looks import IDENTITY, ORIGINAL, PIECE, Look, looks_at, looks_of
from models.city.pack import City
from models.exchange.case_file import FILE, PRINT, SYSTEM
from models.staff.post import need_staff

router = Router(name=__name__)
LINES = 12
_OBJECTS = {
    PIECE: "piece",
    ORIGINAL: "original",
    IDENTITY: "identity",
    FILE: "file",
    PRINT: "print",
    SYSTEM: "system",
}


@router.callback_query(OpenLooks.filter())
async def open_looks(event: CallbackQuery, talk: Talk, callback_data: OpenLooks) -> Reply:
    """Runs when a lead opens the looks at one case, or at all; lists them."""
    staff, case_id, page = (
        await need_staff(talk.session, talk.person),
        callback_data.case_id,
        max(0, callback_data.page),
    )
    limits = {"limit": LINES + 1, "skip": page * LINES}
    found = (
        await looks_at(talk.session, case_id, staff, city=talk.city, **limits)
        if case_id
        else await looks_of(talk.session, staff, city=talk.city, **limits)
    )
    return show(event, looks_screen(talk.words, talk.city, found, case_id, page))


def looks_screen(words: Words, city: City, found: Sequence[Look], case_id: int, page: int) -> Screen:
    """The looks of a page, with a way to older ones."""
    lines = [_line(words, city, each) for each in found[:LINES]]
    head = words("looks-head" if lines else "looks-none", which="case" if case_id else "all")
    more = OpenLooks(case_id=case_id, page=page + 1)
    older = ((Button(words("notice-button-older"), more),),) if len(found) > LINES else ()
    back = (
        Button(words("staff-button-back"), ShowStaffCase(case_id=case_id))
        if case_id
        else Button(words("desk-button"), OpenWork())
    )
    return Screen("\n".join([head, *lines]), (*older, (back, home_button(words))))


def _line(words: Words, city: City, look: Look) -> str:
    kind, colon, piece = look.what.partition(":")
    what = _OBJECTS.get(f"{kind}{colon}", "case")
    at = look.at.astimezone(city.zone)
    known = city.departments.get(look.department)
    return words(
        "look-line",
        day=f"{at:%m-%d}",
        hour=str(at.hour),
        name=look.name,
        department=words.pick(known.titles) if known else look.department,
        number=look.number,
        what=what,
        piece=piece,
        why=quoted(look.why) or "none",
    )
