"""What riders are told of a place besides its hours of today: whoever runs it checks it, sends a picture, and looks at
what was changed, to undo it."""

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.buttons.places import AskDifferent, ShowPhoto
from handlers.buttons.station import (
    AskPhoto,
    ConfirmFacts,
    DecideClaim,
    ShowChanges,
    ShowFacts,
    ShowHosted,
    UndoChange,
)
from handlers.phrases.place_facts import access_said, change_said, checked_said, date_said, hours_said
from handlers.talk.forms import leave_form
from handlers.talk.question import awaits
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.sent_file import sent_file
from handlers.talk.talk import Talk
from models.cases.evidence import KEPT_BACK
from models.outbox.pictures import LARGEST
from models.places.change import ASKED, PlaceChange, changes_of, confirm_place, decide_claim, undo_change
from models.places.host import need_runner
from models.places.photo import put_photo
from models.places.place import Place, find_place

router = Router(name=__name__)
PLACE = "photo_of_place"


class Facts(StatesGroup):
    """The conversation awaits the picture of a place."""

    photo = State()


@router.callback_query(ShowFacts.filter())
async def show_facts(event: CallbackQuery, talk: Talk, callback_data: ShowFacts) -> Reply:
    """Runs when a host opens what riders are told; shows it."""
    return show(event, await facts_screen(talk, callback_data.place_id))


@router.callback_query(ConfirmFacts.filter())
async def confirm_facts(event: CallbackQuery, talk: Talk, callback_data: ConfirmFacts) -> Reply:
    """Runs when a host says that all of it is right; notes it."""
    place_id = callback_data.place_id
    await need_runner(talk.session, talk.person, place_id, talk.city)
    await confirm_place(talk.session, place_id, talk.person, city=talk.city, now=talk.now)
    return show(event, await facts_screen(talk, place_id, talk.words("place-still-so")))


async def facts_screen(talk: Talk, place_id: int, first_line: str | None = None) -> Screen:
    """What riders are told, and the buttons to confirm or change it. Raises NotStaff, PlaceGone."""
    await need_runner(talk.session, talk.person, place_id, talk.city)
    await leave_form(talk.state)
    place, words = await find_place(talk.session, place_id), talk.words
    said = words(
        "place-host-facts",
        place=place.name,
        hours=hours_said(words, place.usual, talk.today),
        access=access_said(words, place.access, place.access_note) or words("place-value-none"),
        photo="some" if place.photo else "none",
        checked=checked_said(words, place, talk.now, talk.city.zone),
    )
    rows = (
        (
            Button(words("place-host-button-right"), ConfirmFacts(place_id=place_id)),
            Button(words("place-button-different"), AskDifferent(place_id=place_id)),
        ),
        (
            Button(words("place-host-button-photo"), AskPhoto(place_id=place_id)),
            *((Button(words("place-button-photo"), ShowPhoto(place_id=place_id)),) if place.photo else ()),
        ),
        (Button(words("place-host-button-changes"), ShowChanges(place_id=place_id)),),
        (Button(words("staff-button-back"), ShowHosted(place_id=place_id)), home_button(words)),
    )
    return Screen("\n".join(filter(None, (first_line, said))), rows)


# --- a picture --------------------------------------------------------------------------------------------------------


@router.callback_query(AskPhoto.filter())
async def ask_photo(event: CallbackQuery, talk: Talk, callback_data: AskPhoto) -> Reply:
    """Runs when a host wants to send a picture; awaits it."""
    await need_runner(talk.session, talk.person, callback_data.place_id, talk.city)
    await leave_form(talk.state)
    await talk.state.set_state(Facts.photo)
    await talk.state.update_data({PLACE: callback_data.place_id})
    return show(event, await photo_again(talk))


async def photo_again(talk: Talk, problem: str | None = None) -> Screen:
    """Ask for the picture."""
    place_id = int((await talk.state.get_data())[PLACE])
    text = talk.words(problem or "place-host-ask-photo")
    return Screen(
        text, ((Button(talk.words("staff-button-back"), ShowFacts(place_id=place_id)), home_button(talk.words)),)
    )


@router.message(Facts.photo, F.photo | F.document)
async def photo_sent(message: Message, talk: Talk) -> Reply:
    """Runs when the picture is sent; keeps it for the job that fetches it."""
    file = sent_file(message, talk)
    assert file is not None  # by the filter
    if file.file_id == KEPT_BACK or (file.size or 0) > LARGEST:
        return show(message, await photo_again(talk, "place-host-photo-unfit"))
    place_id = int((await talk.state.get_data())[PLACE])
    await put_photo(talk.session, place_id, talk.person, talk.contact, file.file_id, city=talk.city, now=talk.now)
    return show(message, await facts_screen(talk, place_id, talk.words("place-host-photo-done")))


@awaits(router, Facts.photo, ask=photo_again, sentence=False, no_answer=~F.text & ~F.photo & ~F.document)
async def photo_typed(talk: Talk, said: str) -> Screen:
    """Runs when words come instead of the picture; asks again."""
    return await photo_again(talk)


# --- what was changed -------------------------------------------------------------------------------------------------


@router.callback_query(DecideClaim.filter())
async def claim_decided(event: CallbackQuery, talk: Talk, callback_data: DecideClaim) -> Reply:
    """Runs when whoever runs the place says whether it is as a rider said; changes it, or leaves it."""
    claim_id, is_so = callback_data.claim_id, callback_data.is_so
    place = await decide_claim(talk.session, claim_id, talk.person, is_so=is_so, city=talk.city, now=talk.now)
    line = talk.words("place-host-claim-taken" if is_so else "place-host-claim-refused")
    return show(event, await _after(talk, place, line))


@router.callback_query(ShowChanges.filter())
async def show_changes(event: CallbackQuery, talk: Talk, callback_data: ShowChanges) -> Reply:
    """Runs when a host opens the history of a place; lists the latest changes, each with its way back."""
    place_id = callback_data.place_id
    changes = await changes_of(talk.session, place_id, talk.person, city=talk.city)
    numbered = list(enumerate(changes, 1))
    lines = [_change_said(talk, number, each) for number, each in numbered]
    undo = [
        Button(talk.words("place-host-button-undo-one", number=str(number)), UndoChange(change_id=each.id))
        for number, each in numbered
        if each.undone_at is None and each.what in ASKED and is_last(each, changes)
    ]
    head = talk.words("place-host-changes" if changes else "place-host-changes-none")
    last = (Button(talk.words("staff-button-back"), ShowFacts(place_id=place_id)), home_button(talk.words))
    return show(event, Screen("\n".join([head, *lines]), (*in_rows(undo, 2), last)))


def is_last(change: PlaceChange, changes: list[PlaceChange]) -> bool:
    """Return whether nothing else changed the same after it."""
    return next(each for each in changes if each.what == change.what and each.undone_at is None) is change


def _change_said(talk: Talk, number: int, change: PlaceChange) -> str:
    words, day = talk.words, change.at.astimezone(talk.city.zone).date()
    return words(
        "place-host-change",
        number=str(number),
        date=date_said(words, day),
        by=change.by,
        before=change_said(words, talk.city, change.what, change.before, day),
        after=change_said(words, talk.city, change.what, change.after, day),
        undone="no" if change.undone_at is None else "yes",
    )


@router.callback_query(UndoChange.filter())
async def change_undone(event: CallbackQuery, talk: Talk, callback_data: UndoChange) -> Reply:
    """Runs when a host undoes a change; puts back what was before."""
    place, change = await undo_change(talk.session, callback_data.change_id, talk.person, city=talk.city, now=talk.now)
    value = change_said(talk.words, talk.city, change.what, change.before, talk.today)
    return show(event, await _after(talk, place, talk.words("place-host-undone", place=place.name, value=value)))


async def _after(talk: Talk, place: Place, line: str) -> Screen:
    """What riders are told now; the line alone if the place is gone."""
    if place.closed_at is not None:
        return Screen(line).with_home(talk.words)
    return await facts_screen(talk, place.id, line)
