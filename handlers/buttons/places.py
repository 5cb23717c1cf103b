"""The buttons that find and show places."""

from aiogram.filters.callback_data import CallbackData

from models.places.place import Access, FeedbackKind
from models.places.search import SpotKind


class ShowList(CallbackData, prefix="list"):
    """Shows a page of the last search, from 0. again: the list has reached its end and begins anew."""

    page: int = 0
    open_only: bool = True
    again: bool = False


class ShowPlace(CallbackData, prefix="place"):
    """Shows the card of a place."""

    place_id: int


class FindPlaces(CallbackData, prefix="find"):
    """Begins a new search by asking what is needed."""


class ShowOnMap(CallbackData, prefix="map"):
    place_id: int


class UsefulPlace(CallbackData, prefix="useful"):
    """Says that a place is good."""

    place_id: int


class AskProblem(CallbackData, prefix="wrong"):
    """Asks what is wrong at a place."""

    place_id: int


class TellProblem(CallbackData, prefix="report"):
    place_id: int
    kind: FeedbackKind


class TellMissing(CallbackData, prefix="missing"):
    """Reports a missing service. need: its key; empty: another one."""

    place_id: int
    need: str = ""


class ChooseNeed(CallbackData, prefix="need"):
    need: str


class LastNeeds(CallbackData, prefix="again"):
    """Searches for the needs of the last search."""


class MoreNeeds(CallbackData, prefix="needs"):
    """Lists every need, page by page from 0."""

    page: int


class PickNeeds(CallbackData, prefix="picks"):
    """Picks several needs at once. page: from 0."""

    page: int


class PickNeed(CallbackData, prefix="pick"):
    """Adds a need to the picked ones, or removes it."""

    need: str
    page: int


class SameSpot(CallbackData, prefix="samespot"):
    """Searches from the position that the person gave a moment ago."""


class NeedsPicked(CallbackData, prefix="picked"):
    pass


class NearSpot(CallbackData, prefix="near", sep="|"):
    """Picks one of the spots that a typed name can mean. name: a district's key, a place's id, or a street's name with
    the house number if one was given."""

    kind: SpotKind
    name: str


class WholeStreet(CallbackData, prefix="wholestreet"):
    """Lists the places along the whole street."""


class ShowPhoto(CallbackData, prefix="pphoto"):
    place_id: int


class StillSo(CallbackData, prefix="pstill"):
    """Says that what is known of a place is right. mark: of what was shown (models/places/change.py)."""

    place_id: int
    mark: str


class WasNotThere(CallbackData, prefix="pnot"):
    """Says that one was not at the place that was asked about."""


class AskDifferent(CallbackData, prefix="pdiff"):
    """Asks what is different at a place."""

    place_id: int


class AskAccess(CallbackData, prefix="paskin"):
    """Asks how one gets in."""

    place_id: int


class AccessIs(CallbackData, prefix="pin"):
    place_id: int
    access: Access


class HoursAre(CallbackData, prefix="phours"):
    """Says that the hours that were typed are the usual ones; the conversation keeps them."""

    place_id: int


class IsGone(CallbackData, prefix="pgone"):
    """Says that a place is gone for good. sure: whether that was asked once more."""

    place_id: int
    sure: bool = False
