"""Certificates of attendance for anybody who has the number: genuine or not, for what and when, and the name only if
its holder allows it. Also the page behind the check-in QR code: the six digits, to be sent in the person's own chat.
"""

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from bot.app import App
from bot.door.language import words_for
from handlers.events.being_there import LINK_MARK, code_in
from handlers.phrases.days import date_said
from handlers.phrases.events import hours
from handlers.talk.texts import Words
from models.events.attendance import EventCertificate, certificate_by_number

PAGE_PATH, CHECK_IN_PATH = "/certificate", "/check-in"

_templates = Jinja2Templates(directory=Path(__file__).parent / "templates")


def certificate_routes(app: App) -> list[BaseRoute]:
    """The paths of these pages; they ask for no identity."""
    pages = _Pages(app)
    return [
        Route(PAGE_PATH + "/{number}", pages.certificate, methods=["GET"]),
        Route(CHECK_IN_PATH + "/{code}", pages.check_in, methods=["GET"]),
    ]


class _Pages:
    def __init__(self, app: App) -> None:
        self.app = app

    async def certificate(self, request: Request) -> Response:
        """Show the certificate of this number, or that there is none."""
        words = words_for(request, self.app)
        async with self.app.database.reading() as session:
            found = await certificate_by_number(session, request.path_params["number"][:40])
        rows = _rows(words, self._city_name(words), found) if found is not None else []
        text = words("certificate-page-good" if found is not None else "certificate-page-unknown")
        sample = words("certificate-page-sample") if self.app.city.sample else ""
        shown = {"title": words("certificate-page-title"), "text": text, "rows": rows, "sample": sample}
        return self._page(request, words, {**shown, "good": found is not None}, 200 if found is not None else 404)

    async def check_in(self, request: Request) -> Response:
        """Show the check-in code and how to send it."""
        words = words_for(request, self.app)
        code = code_in(request.path_params["code"]) or ""
        page = next((each.page for each in self.app.channels.values() if each.page is not None), None)
        link = f"{page}?start={LINK_MARK}{code}" if code and page is not None else ""
        shown: dict[str, Any] = {
            "title": words("check-in-title"),
            "text": words("check-in-how"),
            "code": f"{code[:3]} {code[3:]}",
            "link": link,
            "link_text": words("check-in-chat"),
            "good": True,
        }
        return self._page(request, words, shown, 200 if code else 404)

    def _city_name(self, words: Words) -> str:
        return words.pick(self.app.city.titles)

    def _page(self, request: Request, words: Words, shown: dict[str, Any], status: int) -> Response:
        about = {**shown, "locale": words.locale, "city_name": self._city_name(words)}
        headers = {"Cache-Control": "no-store"}
        return _templates.TemplateResponse(request, "certificate.html", about, status_code=status, headers=headers)


def _rows(words: Words, city_name: str, found: EventCertificate) -> list[tuple[str, str]]:
    name = found.name if found.show_name else words("certificate-page-hidden")
    return [
        (words("certificate-page-number"), found.number),
        (words("certificate-page-course"), words.pick(found.titles)),
        (words("certificate-page-held"), date_said(words, found.held_on)),
        *([(words("certificate-page-hours"), hours(found.minutes))] if found.minutes else []),
        (words("certificate-page-name"), name),
        (words("certificate-page-city"), city_name),
    ]
