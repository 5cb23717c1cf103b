"""驿站反映: the problems that riders reported of every place, for the department that runs the places; unrounded
counts.
"""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.buttons.staff import OpenProblems, OpenWork
from handlers.buttons.station import FindPlace, ShowReports
from handlers.talk.forms import leave_form
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.pack import City
from models.places.host import PlaceProblems, places_with_problems

router = Router(name=__name__)
LISTED = 6


@router.callback_query(OpenProblems.filter())
async def open_problems(event: CallbackQuery, talk: Talk, callback_data: OpenProblems) -> Reply:
    """Runs when staff open the reported problems; lists the places that have some."""
    page = max(0, callback_data.page)
    found = await places_with_problems(
        talk.session, talk.person, city=talk.city, now=talk.now, limit=LISTED + 1, skip=page * LISTED
    )
    await leave_form(talk.state)
    return show(event, problems_screen(talk.words, talk.city, found, page))


def problems_screen(words: Words, city: City, found: Sequence[PlaceProblems], page: int) -> Screen:
    """The places of a page with their counts."""
    numbered = list(enumerate(found[:LISTED], page * LISTED + 1))
    lines = [_line(words, city, number, each) for number, each in numbered]
    numbers = [Button(str(number), ShowReports(place_id=each.place_id)) for number, each in numbered]
    more = ((Button(words("me-button-more"), OpenProblems(page=page + 1)),),) if len(found) > LISTED else ()
    head = words("place-problems-head", found="some" if lines else "none")
    find = Button(words("place-host-button-find"), FindPlace())
    back = (Button(words("desk-button"), OpenWork()), home_button(words))
    return Screen("\n".join([head, *lines]), (*in_rows(numbers, LISTED), *more, (find,), back))


def _line(words: Words, city: City, number: int, problems: PlaceProblems) -> str:
    counts = [
        words(
            "place-problem",
            kind=kind.value,
            need=words.pick(city.needs[need].titles) if need is not None and need in city.needs else "none",
            count=count,
        )
        for kind, need, count in problems.counts
    ]
    return words(
        "place-problems-line",
        number=number,
        place=problems.name,
        counts=words("place-and").join(counts),
        hosted="yes" if problems.hosted else "no",
    )
