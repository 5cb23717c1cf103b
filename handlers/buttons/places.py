"""Buttons that find places and tell of them."""

from aiogram.filters.callback_data import CallbackData

from models.places.place import FeedbackKind
from models.places.search import SpotKind


class ShowList(CallbackData, prefix="list"):
    """A page of the last search, from 0. again: the end was reached, and it begins anew."""

    page: int = 0
    open_only: bool = True
    again: bool = False


class ShowPlace(CallbackData, prefix="place"):
    """The card of a place."""

    place_id: int


class FindPlaces(CallbackData, prefix="find"):
    """A new search: what is needed?"""


class ShowOnMap(CallbackData, prefix="map"):
    place_id: int


class UsefulPlace(CallbackData, prefix="useful"):
    """It is good."""

    place_id: int


class AskProblem(CallbackData, prefix="wrong"):
    """Something is wrong there: what?"""

    place_id: int


class TellProblem(CallbackData, prefix="report"):
    place_id: int
    kind: FeedbackKind


class TellMissing(CallbackData, prefix="missing"):
    """need: the key of the service that is not there; empty: another one."""

    place_id: int
    need: str = ""


class ChooseNeed(CallbackData, prefix="need"):
    need: str


class LastNeeds(CallbackData, prefix="again"):
    """What was looked for last time."""


class MoreNeeds(CallbackData, prefix="needs"):
    """Every need, page by page from 0."""

    page: int


class PickNeeds(CallbackData, prefix="picks"):
    """Several needs at once; page from 0."""

    page: int


class PickNeed(CallbackData, prefix="pick"):
    """Takes a need in, or out again."""

    need: str
    page: int


class SameSpot(CallbackData, prefix="samespot"):
    """Where the person was a moment ago."""


class NeedsPicked(CallbackData, prefix="picked"):
    pass


class NearSpot(CallbackData, prefix="near", sep="|"):
    """One of the spots that a typed name can mean. name: a district's key, a place's id, a street's name with its
    house number, where one was said."""

    kind: SpotKind
    name: str


class WholeStreet(CallbackData, prefix="wholestreet"):
    """What lies on the street, wherever on it the person is."""
