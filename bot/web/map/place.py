"""The public page of one place: when it is open, what it offers, the way there; and the sheet for its door."""

import asyncio
import io
from typing import Any

import segno
from starlette.requests import Request
from starlette.responses import Response

from bot.app import App
from bot.door.language import words_for
from bot.web.chats import Chats
from bot.web.map.asked import PAGE_PATH
from bot.web.map.cards import SHAPES, place_link
from bot.web.map.files import files_base
from bot.web.map.page import CACHED, templates
from bot.web.map.paths import STANDARD_PATH
from bot.web.map.picture import RINGS_M, Around, draw
from bot.web.map.week import feasts_said, week_said
from handlers.phrases import places as phrases
from handlers.phrases.assessment import grade_said
from handlers.phrases.place_facts import access_said, checked_said, closure_said
from handlers.talk import map_links
from handlers.talk.texts import Words
from models.assessment.shown import ShownGrade, grade_of
from models.city.kinds import GATE
from models.gates.gate import is_unchecked
from models.places.directory import LINK_CODE
from models.places.errors import PlaceGone, PlaceUnknown
from models.places.host import said_today
from models.places.hours import closures_at
from models.places.nearest import nearest_places
from models.places.photo import photo_of
from models.places.place import DOOR, Place, is_long_unchecked, place_by_code
from models.values.position import Datum

APP_DATUM: Datum = "gcj02"
"""In which WeChat takes the place that it shows the way to."""
AROUND = 30
"""Neighbours in a picture."""
PHOTO_CACHED = {"Cache-Control": "public, max-age=3600"}
PICTURE_KEPT = {"Cache-Control": "public, max-age=86400", "Vary": "Accept-Language"}


class PlacePages:
    def __init__(self, app: App, chats: Chats) -> None:
        self.app = app
        self.chats = chats

    async def show(self, request: Request) -> Response:
        words, city, now = words_for(request, self.app), self.app.city, self.app.clock()
        place, said_open = await self._place(request)
        if place is None:
            return await self._gone(request, words)
        async with self.app.database.reading() as session:
            closures = await closures_at(session, [place.id], today=now.astimezone(city.zone).date())
            photo = await photo_of(session, place)
            grade = await grade_of(session, place.id, today=now.astimezone(city.zone).date())
        state = phrases.hours_of(place, now, city.zone)
        how = phrases.how_open(state, phrases.found_shut(place, now), now)
        values = {
            **await self._about(words, place),
            "at": int(now.timestamp() * 1000),
            "shape": SHAPES[how],
            "opening": phrases.opening_in_full(words, place, now, city.zone),
            "said_open": said_open,
            "closures": [closure_said(words, each) for each in closures.get(place.id, ())],
            "access": access_said(words, place.access, place.access_note),
            "checked": checked_said(words, place, now, city.zone),
            "assessed": city.assesses(place.kind),
            "grade": _grade_lines(words, grade) if grade is not None else (),
            "standard_path": STANDARD_PATH,
            "old": is_long_unchecked(place.checked_at, now),
            "photo": photo is not None,
            "week": week_said(words, place.hours, now, city.zone),
            "feasts": feasts_said(words, place.hours, now, city.zone),
            "routes": _routes(words, place),
            "in_app": [f"{degrees:.6f}" for degrees in place.position.to(APP_DATUM)],
            "any_hour": place.kind == GATE and not place.hours,
            "unchecked": place.kind == GATE and is_unchecked(place.checked_at, now),
            "chats": await self._problem_links(words, place.code),
            "public_url": self.app.settings.public_url,
            "description": words(
                "listing-share",
                needs=phrases.needs_argument(words, city, place.needs.strip("|").split("|")),
                address=place.address or place.name,
            ),
        }
        return templates.TemplateResponse(request, "place.html", values, headers=CACHED)

    async def door(self, request: Request) -> Response:
        """A sheet to print and put up: the name, readable from the street, and the code."""
        words = words_for(request, self.app)
        place, _ = await self._place(request)
        if place is None:
            return await self._gone(request, words)
        values = {**await self._about(words, place), "address": self._address(request, place.code)}
        return templates.TemplateResponse(request, "place_door.html", values, headers={"Cache-Control": "no-cache"})

    async def door_code(self, request: Request) -> Response:
        place, _ = await self._place(request)
        if place is None:
            return Response(status_code=404)
        out = io.BytesIO()
        segno.make(self._address(request, place.code), error="m").save(out, kind="svg", scale=8, border=4, light="#fff")
        return Response(out.getvalue(), media_type="image/svg+xml", headers={"Cache-Control": "no-cache"})

    async def photo(self, request: Request) -> Response:
        """The picture of the place, drawn anew when it was sent."""
        place, _ = await self._place(request)
        async with self.app.database.reading() as session:
            photo = await photo_of(session, place) if place is not None else None
        if photo is None or photo.content is None:
            return Response(status_code=404)
        return Response(photo.content, media_type=photo.media_type, headers=PHOTO_CACHED)

    async def picture(self, request: Request) -> Response:
        """What lies around the place, as chats show it beside a link."""
        words, city = words_for(request, self.app), self.app.city
        place, _ = await self._place(request)
        if place is None:
            return Response(status_code=404)
        async with self.app.database.reading() as session:
            found = await nearest_places(session, place.position, open_at=None, zone=city.zone, limit=AROUND)
        around = Around(
            place.name,
            place.position,
            tuple((each.place.name, each.place.position) for each in found if each.place.id != place.id),
            tuple(words("place-distance-m", metres=str(metres)) for metres in RINGS_M),
            words("map-north"),
        )
        content = await asyncio.to_thread(draw, around)
        return Response(content, media_type="image/png", headers=PICTURE_KEPT)

    async def _place(self, request: Request) -> tuple[Place | None, bool]:
        """Return (the place, whether its host said today that it is open). The place is None if it is closed for good
        or unknown."""
        async with self.app.database.reading() as session:
            try:
                place = await place_by_code(session, request.path_params["code"])
            except (PlaceUnknown, PlaceGone):
                return None, False
            said = await said_today(session, place.id, now=self.app.clock(), zone=self.app.city.zone)
            return place, said is not None and said.is_open

    async def _gone(self, request: Request, words: Words) -> Response:
        values = {**await self._frame(words)}
        return templates.TemplateResponse(
            request, "place_gone.html", values, status_code=404, headers={"Cache-Control": "no-store"}
        )

    async def _frame(self, words: Words) -> dict[str, Any]:
        """The values that every page of the map needs."""
        return {
            "words": words,
            "t": words.starting_with("map-"),
            "files": files_base(),
            "city_name": words.pick(self.app.city.titles),
            "page_path": PAGE_PATH,
            "chat": await self.chats.first(),
        }

    async def _about(self, words: Words, place: Place) -> dict[str, Any]:
        return {
            **await self._frame(words),
            "place": place,
            "kind": words.pick(self.app.city.kinds[place.kind].titles) if place.kind in self.app.city.kinds else "",
            "needs": self._needs(words, place),
            "fields": phrases.fields_said(words, self.app.city, place.kind, place.said),
            "link": place_link(place.code),
            "around": f"{PAGE_PATH}?place={place_link(place.code).rpartition('/')[2]}",
        }

    def _needs(self, words: Words, place: Place) -> list[str]:
        offered = place.needs.strip("|").split("|")
        return [
            f"{need.emoji} {words.pick(need.titles)}"
            for key, need in self.app.city.needs.items()
            if key in offered and key not in self.app.city.unlisted_kinds
        ]

    def _address(self, request: Request, code: str) -> str:
        """The address in the door's code; without PUBLIC_URL it uses the host of the request."""
        return (self.app.settings.public_url or str(request.base_url).rstrip("/")) + place_link(code)

    async def _problem_links(self, words: Words, code: str) -> list[tuple[str, str]]:
        """Return (label, address) of each chat that opens with the place's card, to report on the place."""
        if not LINK_CODE.fullmatch(code):
            return []
        links = await self.chats.links(f"{DOOR}{code}")
        return [(words("me-chat", channel=channel), address) for channel, address in links]


def _grade_lines(words: Words, grade: ShownGrade) -> list[str]:
    """The grade in lines, the three legs each by itself."""
    known = {"found": grade.found, "kept": grade.kept}
    legs = words("listing-legs", **{leg: "none" if each is None else str(each) for leg, each in known.items()})
    first, *others = grade_said(words, grade)
    return [first, legs, *others]


def _routes(words: Words, place: Place) -> list[tuple[str, str]]:
    position, name = place.position, place.name
    return [
        (words("map-route-amap"), map_links.amap(position, name)),
        (words("map-route-baidu"), map_links.baidu(position, name)),
        (words("map-route-tencent"), map_links.tencent(position, name)),
        (words("map-route-apple"), map_links.apple(position)),
        (words("map-route-other"), map_links.any_app(position, name)),
    ]
