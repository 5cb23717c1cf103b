"""How to get into an estate, as a rider at its gate reads it: first what to show the guard; and the list of gates."""

from collections.abc import Sequence
from urllib.parse import urlencode

from handlers.buttons.cases import StartCase
from handlers.buttons.gates import RightGate
from handlers.buttons.places import ChooseNeed, ShowOnMap, ShowPlace, TellProblem
from handlers.phrases import places as phrases
from handlers.phrases.cases import day_said, quoted
from handlers.talk import map_links
from handlers.talk.screens import Button, Screen, home_button, in_rows
from handlers.talk.talk import Talk
from models.city.kinds import GATE, GUARD
from models.gates.gate import Gate, estate_of, gate_trust, is_doubted
from models.places.place import FeedbackKind, Place
from models.values.position import Position

LONGEST_ESTATE = 20
"""Characters of a name that riders typed, as it is said back."""
LONGEST_GUARD = 30
"""Characters of what the guard wants, in a list."""


async def gate_card(talk: Talk, place: Place, first_line: str | None = None) -> Screen:
    """What to do at this gate, and how sure that is."""
    doubted = await is_doubted(talk.session, place)
    texts, links = phrases.fields_said(talk.words, talk.city, place.kind, place.said)
    lines = [
        first_line,
        place.name,
        *(talk.words("place-card-field", title=title, said=said) for title, said in texts),
        phrases.opening_in_full(talk.words, place, talk.now, talk.city.zone) if place.hours else None,
        place.address or None,
        talk.words("place-card-note", note=place.note) if place.note else None,
        checked_said(talk, place, doubted=doubted),
        talk.words("place-sample") if place.sample else None,
    ]
    addresses = tuple((Button(title, url=url),) for title, url in links)
    return Screen("\n".join(filter(None, lines)), (*addresses, *_card_buttons(talk, place)))


def checked_said(talk: Talk, gate: Place | Gate, *, doubted: bool) -> str:
    """When somebody last said that it is right, or that it is better to ask."""
    checked = gate.checked_at
    day = day_said(talk.words, checked.astimezone(talk.city.zone).date()) if checked is not None else ""
    return talk.words("gate-checked", state=gate_trust(checked, talk.now, doubted=doubted), day=day)


def _card_buttons(talk: Talk, place: Place) -> tuple[tuple[Button, ...], ...]:
    words, position, name = talk.words, place.position, place.name
    changed = TellProblem(place_id=place.id, kind=FeedbackKind.CHANGED)
    ways = [
        Button(words("place-button-amap"), url=map_links.amap(position, name)),
        Button(words("place-button-map"), ShowOnMap(place_id=place.id)),
    ]
    if talk.map_page is not None:
        around = f"{talk.map_page}?{urlencode({'need': GATE, 'place': place.code, 'open': '0'})}"
        ways.append(Button(words("gate-button-around"), url=around))
    return (
        (
            Button(words("gate-button-right"), RightGate(place_id=place.id)),
            Button(words("gate-button-changed"), changed),
        ),
        tuple(ways),
        (another_button(talk), home_button(words)),
    )


def another_button(talk: Talk) -> Button:
    """The button that asks for another estate."""
    return Button(talk.words("gate-button-another"), ChooseNeed(need=GATE))


def gates_screen(talk: Talk, gates: Sequence[Gate], here: Position | None = None) -> Screen:
    """Several gates: of one estate, or around a position."""
    estates = {estate_of(each.name) for each in gates}
    estate = estates.pop() if here is None and len(estates) == 1 else "none"
    lines = [
        talk.words("gate-list", estate=estate, near="yes" if here is not None else "no", count=str(len(gates))),
        *(_line(talk, number, each, here) for number, each in enumerate(gates, 1)),
    ]
    if any(each.sample for each in gates):
        lines.append(talk.words("place-sample"))
    numbers = [Button(str(number), ShowPlace(place_id=each.place_id)) for number, each in enumerate(gates, 1)]
    return Screen("\n".join(lines), (*in_rows(numbers, 5), (another_button(talk), home_button(talk.words))))


def _line(talk: Talk, number: int, gate: Gate, here: Position | None) -> str:
    trust = gate_trust(gate.checked_at, talk.now, doubted=gate.doubted)
    away: tuple[str, ...] = ()
    if here is not None:
        metres = phrases.rounded_m(gate.position.distance_m(here))
        bearing = phrases.direction_of(here.bearing_deg(gate.position))
        away = phrases.distance(talk.words, metres), phrases.direction(talk.words, bearing)
    guard = quoted(gate.said.get(GUARD, ""), LONGEST_GUARD)
    parts = [
        f"{number}. {gate.name}",
        *away,
        guard,
        talk.words("gate-line-unsure", state=trust) if trust != "known" else "",
    ]
    return talk.words("place-gap").join(filter(None, parts))


def unknown_screen(talk: Talk, estate: str | None) -> Screen:
    """Nobody told of a gate there. estate: as the rider wrote it; None: around a position."""
    name = quoted(estate, LONGEST_ESTATE) if estate else "none"
    about = next((each for each in talk.city.case_types.values() if each.gate), None)
    tells = ((Button(talk.words("gate-button-tell"), StartCase(type=about.key)),),) if about is not None else ()
    return Screen(talk.words("gate-unknown", estate=name), (*tells, (another_button(talk), home_button(talk.words))))


async def gates_answer(talk: Talk, gates: Sequence[Gate], here: Position | None = None) -> Screen:
    """The card of the only gate, else the list."""
    if len(gates) == 1:
        return await gate_card(talk, await talk.session.get_one(Place, gates[0].place_id))
    return gates_screen(talk, gates, here)
