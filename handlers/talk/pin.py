"""A place as a pin on the map, with a picture of what lies around it where a channel shows one beside a link."""

from urllib.parse import quote

from aiogram.methods import SendVenue
from pydantic import PrivateAttr

from handlers.talk.screens import Screen
from models.places.place import Place


class Pin(SendVenue):
    """A venue that knows its picture; the Bot API draws a map of its own instead."""

    _picture: str | None = PrivateAttr(default=None)

    @property
    def picture(self) -> str | None:
        """The address of the picture."""
        return self._picture


def pin(chat_id: int, place: Place, below: Screen | None = None, *, place_page: str | None) -> Pin:
    """place_page: the address that the pages of places begin with; None if the service has no address on the web."""
    made = Pin(
        chat_id=chat_id,
        latitude=place.latitude,
        longitude=place.longitude,
        title=place.name,
        address=place.address or place.name,
        reply_markup=below.markup() if below is not None else None,
    )
    if place_page is not None:
        made._picture = f"{place_page}{quote(place.code, safe='')}/map.png"
    return made
