"""Looking for a place begins with the need (one, several, or the same as last time) and then asks where."""

from collections.abc import Collection, Sequence

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.buttons.places import (
    ChooseNeed,
    FindPlaces,
    LastNeeds,
    MoreNeeds,
    NeedsPicked,
    PickNeed,
    PickNeeds,
    SameSpot,
    ShowPlace,
)
from handlers.phrases import places as phrases
from handlers.places.lately import LATELY
from handlers.talk.abilities import Abilities
from handlers.talk.forms import PENDING, UsePending, leave_form, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words, listed_words
from models.city.ground import Need
from models.city.kinds import GATE
from models.city.pack import City
from models.people.person import Person
from models.places.errors import PlaceGone
from models.places.place import Place, find_place, needs_offered

router = Router(name=__name__)
NEEDS = "needs"
PICKED = "picked"


class Finding(StatesGroup):
    """The conversation awaits where to look."""

    where = State()


def says_places(message: Message) -> bool:
    """Return whether a typed text asks for stations in general, in any language."""
    return (message.text or "").strip().casefold() in listed_words("place-words") | listed_words(
        "place-button-other-need"
    )


@router.callback_query(FindPlaces.filter())
@router.message(Command("stations"))
@router.message(says_places)
async def ask_need(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person opens the places, or types /stations or a word for it; asks for the need."""
    await leave_form(talk.state)
    return show(event, await first_needs(talk))


@router.callback_query(MoreNeeds.filter())
async def more_needs(event: CallbackQuery, talk: Talk, callback_data: MoreNeeds) -> Reply:
    """Runs when the person wants more needs; shows a page of them."""
    return show(event, needs_screen(talk.words, talk.city, await needs_on_offer(talk), callback_data.page))


@router.callback_query(ChooseNeed.filter())
async def choose_need(event: CallbackQuery, talk: Talk, callback_data: ChooseNeed) -> Reply:
    """Runs when the person presses a need; asks where."""
    if callback_data.need not in talk.city.needs:
        return show(event, await first_needs(talk, talk.words("place-need-gone")))
    return await ask_where(event, talk, [callback_data.need])


@router.callback_query(LastNeeds.filter())
async def last_needs(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person wants the same as last time; asks where."""
    needs = needs_of(talk.person, talk.city)
    if not needs:
        return show(event, await first_needs(talk))
    return await ask_where(event, talk, needs)


# --- several at once ------------------------------------------------------------------------------------------------


@router.callback_query(PickNeeds.filter())
async def pick_needs(event: CallbackQuery, talk: Talk, callback_data: PickNeeds) -> Reply:
    """Runs when the person wants several needs; shows them to pick."""
    picked = (await talk.state.get_data()).get(PICKED, [])
    offered = await _needs_together(talk)
    return show(event, pick_screen(talk, offered, picked, callback_data.page))


@router.callback_query(PickNeed.filter())
async def pick_need(event: CallbackQuery, talk: Talk, callback_data: PickNeed) -> Reply:
    """Runs when the person picks a need or drops it; shows the needs again."""
    picked = (await talk.state.get_data()).get(PICKED, [])
    need = callback_data.need
    picked = [key for key in picked if key != need] if need in picked else [*picked, need]
    await talk.state.update_data({PICKED: picked})
    offered = await _needs_together(talk)
    return show(event, pick_screen(talk, offered, picked, callback_data.page))


@router.callback_query(NeedsPicked.filter())
async def needs_picked(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person has picked; asks where."""
    picked = [key for key in (await talk.state.get_data()).get(PICKED, []) if key in talk.city.needs]
    if not picked:
        offered = await _needs_together(talk)
        return show(event, pick_screen(talk, offered, [], 0, talk.words("place-picked-none")))
    return await ask_where(event, talk, picked)


# --- and where? -----------------------------------------------------------------------------------------------------


async def ask_where(
    event: Message | CallbackQuery, talk: Talk, needs: Sequence[str], first_line: str | None = None
) -> Reply:
    """Ask where to look for these needs; a form that was being filled in is left."""
    await await_where(talk.state, needs)
    return show(event, where_screen(talk.words, talk.city, needs, talk.can, first_line, lately=_lately(talk.state)))


async def await_where(state: FSMContext, needs: Sequence[str]) -> None:
    """Take typed words as a spot from now on."""
    await leave_form(state)
    await state.set_state(Finding.where)
    await state.update_data({NEEDS: list(needs)})


def needs_of(person: Person, city: City) -> list[str]:
    """The needs that the person looked for last, as far as the city still has them."""
    return [key for key in person.last_needs.split("|") if key in city.needs]


async def first_needs(talk: Talk, first_line: str | None = None) -> Screen:
    """The first question, with the last choice before everything else."""
    last_place = await _last_place(talk)
    offered = await needs_on_offer(talk)
    return first_needs_screen(talk.words, talk.city, needs_of(talk.person, talk.city), last_place, first_line, offered)


async def needs_on_offer(talk: Talk) -> list[Need]:
    """The needs that some place has; all needs while the directory is empty."""
    return [talk.city.needs[key] for key in await needs_offered(talk.session, tuple(talk.city.needs))] or list(
        talk.city.needs.values()
    )


async def _needs_together(talk: Talk) -> list[Need]:
    """The needs that one place can have together: a gate offers nothing else."""
    return [need for need in await needs_on_offer(talk) if need.key != GATE]


async def _last_place(talk: Talk) -> Place | None:
    if talk.person.last_place_id is None:
        return None
    try:
        return await find_place(talk.session, talk.person.last_place_id)
    except PlaceGone:
        return None


def first_needs_screen(
    words: Words,
    city: City,
    last: Sequence[str],
    last_place: Place | None,
    first_line: str | None,
    offered: Sequence[Need] | None = None,
) -> Screen:
    """The first question. offered: the needs to choose from; every need of the city if None."""
    needs = list(city.needs.values()) if offered is None else offered
    stations = [each for each in needs if each.key != GATE]
    usual = [city.needs[key] for key in city.first_needs if city.needs[key] in needs]
    first = [*usual, *(each for each in stations if each not in usual)][: len(city.first_needs)]
    rows: list[tuple[Button, ...]] = []
    if last:
        rows.append((Button(words("place-button-again", needs=phrases.needs_said(words, city, last)), LastNeeds()),))
    if last_place is not None:
        rows.append((Button(words("place-button-again-at", place=last_place.name), ShowPlace(place_id=last_place.id)),))
    choices = [_need_button(words, need) for need in first]
    rows += in_rows([*choices, Button(words("place-button-all-needs"), MoreNeeds(page=0))], 2)
    rows += [(_need_button(words, need),) for need in needs if need.key == GATE]
    question = words("place-which-need")
    return Screen(f"{first_line}\n{question}" if first_line else question, tuple(rows)).with_home(words)


def needs_screen(words: Words, city: City, offered: Sequence[Need], page: int) -> Screen:
    """A page of every need on offer. The less usual ones come first, because the first screen had the others."""
    stations = [each for each in offered if each.key != GATE]
    needs, following = page_of(_rarer_first(city, stations), page)
    ways = [Button(words("place-button-several"), PickNeeds(page=0))]
    if following is not None:
        ways.insert(0, Button(words("place-button-next-needs"), MoreNeeds(page=following)))
    rows = in_rows([_need_button(words, need) for need in needs], 2)
    return Screen(words("place-which-need"), (*rows, tuple(ways), _back_and_home(words, "place-button-back")))


def pick_screen(
    talk: Talk, offered: Sequence[Need], picked: Collection[str], page: int, first_line: str | None = None
) -> Screen:
    """A page of every need on offer, with the picked ones marked."""
    needs, following = page_of(offered, page)
    choices = [_pick_button(talk.words, need, picked=need.key in picked, page=page) for need in needs]
    ways = [Button(talk.words("place-button-picked", count=str(len(picked))), NeedsPicked())]
    if following is not None:
        ways.insert(0, Button(talk.words("place-button-next-needs"), PickNeeds(page=following)))
    said = phrases.needs_argument(talk.words, talk.city, picked)
    text = first_line or talk.words("place-pick-needs", needs=said)
    return Screen(text, (*in_rows(choices, 2), tuple(ways), _back_and_home(talk.words, "place-button-back")))


def where_screen(
    words: Words,
    city: City,
    needs: Sequence[str],
    can: Abilities,
    first_line: str | None = None,
    *,
    pending: str | None = None,
    lately: bool = False,
) -> Screen:
    """Ask where. pending: an earlier sentence that can be the answer. lately: whether the person's last position can
    be.
    """
    said = phrases.needs_argument(words, city, needs)
    if list(needs) == [GATE]:
        question = words("gate-where" if can.ask_location else "gate-where-text")
    else:
        question = words("place-where" if can.ask_location else "place-where-text", needs=said)
    before = words("emergency-pending", sentence=pending) if pending else None
    text = "\n".join(filter(None, (first_line, before, question)))
    use = words("emergency-button-use-pending")
    same = words("place-button-same-spot")
    if not can.ask_location:
        rows = [(Button(use, UsePending()),)] if pending else []
        rows += [(Button(same, SameSpot()),)] if lately else []
        return Screen(text, (*rows, _back_and_home(words, "place-button-other-need")))
    says = [(use,)] if pending else []
    says += [(same,)] if lately else []
    last = (words("place-button-other-need"), words("menu-button-home"))
    return Screen(text, ask_location=words("place-button-send-location"), says=(*says, last))


async def where_again(talk: Talk, first_line: str | None = None) -> Screen:
    """Ask again where, for the needs in the conversation; a sentence kept by an emergency card is offered as the
    answer.
    """
    data = await talk.state.get_data()
    pending, lately = data.get(PENDING), _lately(talk.state)
    return where_screen(
        talk.words, talk.city, data.get(NEEDS, []), talk.can, first_line, pending=pending, lately=lately
    )


def _lately(state: FSMContext) -> bool:
    """Return whether the person's position of a moment ago is known."""
    return LATELY.of(state.key) is not None


def _rarer_first(city: City, needs: Sequence[Need]) -> list[Need]:
    return sorted(needs, key=lambda need: need.key in city.first_needs)


def _need_button(words: Words, need: Need) -> Button:
    return Button(f"{need.emoji} {words.pick(need.titles)}", ChooseNeed(need=need.key))


def _pick_button(words: Words, need: Need, *, picked: bool, page: int) -> Button:
    title = f"{need.emoji} {words.pick(need.titles)}"
    return Button(words("place-picked", title=title) if picked else title, PickNeed(need=need.key, page=page))


def _back_and_home(words: Words, back: str) -> tuple[Button, ...]:
    return (Button(words(back), FindPlaces()), home_button(words))
