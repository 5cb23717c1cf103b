"""All facts of a place in one form, with the faults of what was entered beside their fields."""

from collections.abc import Sequence

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.places.listing import PATH, offers
from bot.web.console.places.one import column_said, place_number
from bot.web.console.table import Page, Press
from bot.web.console.who import Who
from models.errors import ChoiceUnknown
from models.places.desk.editing import checked_form, edit_place, form_mark, form_of
from models.places.desk.one import place_at_desk
from models.places.directory import LENGTHS, Problem
from models.places.errors import PlaceGone
from models.places.place import Access
from models.values.position import Datum

DATUMS: Sequence[Datum] = ("wgs84", "gcj02", "bd09")
_PLAIN = ("kind", "name", "latitude", "longitude", "district", "address", "hours", "phone", "access", "access_note")


def datum_of(text: str) -> Datum:
    """The datum that a form says. Raises ChoiceUnknown."""
    found = next((each for each in DATUMS if each == text), None)
    if found is None:
        raise ChoiceUnknown
    return found


async def show(desk: Desk) -> Response:
    """The form. Raises NotStaff, PlaceGone."""
    place = await place_at_desk(desk.session, place_number(desk), desk.person, city=desk.city)
    if place.closed_at is not None:
        raise PlaceGone(place.id)
    city, words = desk.city, desk.words
    sent = _given(desk) if desk.error else {}
    values = {**form_of(place, city), **sent}
    problems: list[Problem] = []
    if sent and desk.entered.get("datum", "") in DATUMS:
        _, check = checked_form(place, sent, datum=datum_of(desk.entered["datum"]), city=city)
        problems = [*check.errors, *check.warnings]
    kind = city.kinds.get(values["kind"])
    return desk.page(
        "places/edit.html",
        title=words("console-place-edit", place=place.name),
        path=f"{PATH}/{place.id}",
        mark=desk.entered.get("mark") or form_mark(place),
        values=values,
        offered=values["needs"].split("|"),
        needs=offers(words, city),
        kinds=[(key, words.pick(each.titles)) for key, each in city.kinds.items()],
        districts=[(key, words.pick(each.titles)) for key, each in city.districts.items()],
        accesses=[(each.value, words("place-access", access=each.value)) for each in Access],
        fields=[(key, words.pick(titles)) for key, titles in (kind.fields if kind is not None else {}).items()],
        datums=DATUMS,
        datum=desk.entered.get("datum", DATUMS[0]),
        lengths=LENGTHS,
        problems={
            each.column: words(
                "console-place-problem", column=column_said(desk, each.column or ""), why=words(each.key, **each.args)
            )
            for each in problems
        },
        label=lambda column: column_said(desk, column),
    )


async def change(desk: Desk) -> Done:
    """Change what was changed in the form. Raises PlaceFormWrong, PlaceChangedMeanwhile."""
    number = place_number(desk)
    changes = await edit_place(
        desk.session,
        number,
        _given(desk),
        desk.person,
        mark=desk.entered.get("mark", ""),
        datum=datum_of(desk.entered.get("datum", "wgs84")),
        city=desk.city,
        now=desk.now,
    )
    return Done(f"{PATH}/{number}", "place-edited" if changes else "place-same")


def _given(desk: Desk) -> dict[str, str]:
    """The columns that the form has."""
    fields = [key for kind in desk.city.kinds.values() for key in kind.fields]
    given = {name: desk.entered[name].strip() for name in (*_PLAIN, *fields) if name in desk.entered}
    if "note" in desk.entered:
        given["note"] = desk.entered["note"].replace("\r\n", "\n").strip()
    return {**given, "needs": "|".join(desk.every("needs"))}


FORM = f"{PATH}/{{number}}/edit"
PAGES = (Page(FORM, show, Who.PLACES), Press(FORM, change, show, Who.PLACES))
