"""The public page of the standard: what a station must do, what else is weighed, how it is seen and where it comes
from; and what is published of the rounds."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.door.language import words_for
from bot.web.chats import Chats
from bot.web.map.asked import PAGE_PATH
from bot.web.map.files import files_base
from bot.web.map.page import CACHED, templates
from bot.web.map.paths import STANDARD_PATH
from handlers.phrases.cases import department_said
from handlers.phrases.days import date_said
from handlers.talk.texts import Words
from models.assessment.shown import shown_rounds
from models.city.standard import Criterion, Evidence, Standard


def standard_routes(app: App) -> list[BaseRoute]:
    """The page; it asks for no identity."""
    return [Route(STANDARD_PATH, StandardPage(app).show, methods=["GET"])]


class StandardPage:
    def __init__(self, app: App) -> None:
        self.app = app
        self.chats = Chats(app)

    async def show(self, request: Request) -> Response:
        """The standard. Answers 404 in a city without one."""
        words, city = words_for(request, self.app), self.app.city
        standard = city.standard
        if standard is None:
            raise HTTPException(404)
        today = self.app.clock().astimezone(city.zone).date()
        async with self.app.database.reading() as session:
            rounds = await shown_rounds(session, today=today)
        values = {
            "words": words,
            "t": words.starting_with("map-"),
            "s": words.starting_with("standard-"),
            "files": files_base(),
            "city_name": words.pick(city.titles),
            "page_path": PAGE_PATH,
            "chat": await self.chats.first(),
            "sample": city.sample,
            "title": words.pick(standard.titles),
            "version": words("criterion-version", version=standard.version, day=date_said(words, standard.begins)),
            "source": words.pick(standard.source),
            "musts": self._criteria(words, standard, must=True),
            "items": self._criteria(words, standard, must=False),
            "grades": [
                words("criterion-grade", stars="★" * number, least=str(least))
                for number, least in enumerate(standard.grades, 1)
            ],
            "faults": [
                words("criterion-fault", title=words.pick(each.titles), days=str(each.days))
                for each in standard.faults.values()
            ],
            "sources": [(words.pick(each.titles), each.link) for each in standard.sources.values()],
            "owners": [
                words(
                    "criterion-owner",
                    kind=words.pick(city.kinds[kind].titles) if kind in city.kinds else kind,
                    owner=department_said(words, city, owner),
                )
                for kind, owner in standard.owners.items()
            ],
            "rounds": [
                {
                    "span": words(
                        "criterion-round", begins=date_said(words, each.begins), ends=date_said(words, each.ends)
                    ),
                    "agreement": words("criterion-agreement", kappa=f"{each.agreement:.2f}")
                    if each.agreement is not None
                    else words("standard-not-yet"),
                    "seal": each.seal,
                    "seed": each.seed,
                }
                for each in rounds
            ],
        }
        return templates.TemplateResponse(request, "standard.html", values, headers=CACHED)

    def _criteria(self, words: Words, standard: Standard, *, must: bool) -> list[dict[str, Any]]:
        return [
            {"title": words.pick(each.titles), "about": _about(words, standard, each, self._kinds(words, each))}
            for each in standard.criteria.values()
            if each.must is must
        ]

    def _kinds(self, words: Words, each: Criterion) -> str:
        kinds = self.app.city.kinds
        return words("place-and").join(words.pick(kinds[key].titles) for key in each.kinds if key in kinds)


def _about(words: Words, standard: Standard, each: Criterion, kinds: str) -> list[str]:
    """What stands below a criterion: how it is seen, where, how much it weighs, by when it is put right, its source."""
    return [
        words(
            "criterion-seen",
            seen=each.seen.value,
            evidence="photo" if each.evidence is Evidence.PHOTO else "none",
            riders="yes" if each.riders else "no",
        ),
        words("criterion-kinds", kinds=kinds, only="yes" if each.needs else "no"),
        *([words("criterion-weight", weight=str(each.weight))] if each.weight else []),
        words("criterion-days", days=str(standard.faults[each.fault].days)),
        words("criterion-source", source=words.pick(standard.sources[each.source].titles)),
    ]
