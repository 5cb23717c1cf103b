"""GET and POST /api/cases: by the key of a department, within a rate, with the rights of its staff."""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.door.body import read_body
from bot.door.budget import Budget
from bot.door.client_address import client_address
from bot.door.language import words_for
from bot.jobs.case_file import case_data
from bot.web.api.described import described_routes
from bot.web.typed import number_in
from handlers.talk.refusals import error_key, error_said
from models.cases.case import Case
from models.cases.draft import type_of
from models.cases.errors import CaseGone
from models.cases.number import read_number
from models.casework.handling import case_for_staff
from models.errors import DomainError
from models.exchange.case_file import outline_of, read_for_system
from models.exchange.changes import MOST, changed_cases
from models.exchange.errors import FiledElsewhere, KeyGone
from models.exchange.filing_for import file_for_somebody
from models.exchange.keys import DepartmentKey, department_for_key, note_use
from models.exchange.origin import CaseOrigin, Source, origins_of
from models.exchange.work_order import Fault, filled_of, read_sheet
from models.staff.post import Staff

log = structlog.get_logger(__name__)
PATH = "/api/cases"
STORE, A_SECOND = 120, 2.0
"""Requests that a key may make at once, and that grow back in a second."""
WRONG_STORE, WRONG_A_SECOND = 20, 0.05
"""Wrong keys from one address."""
LARGEST = 64 * 1024
"""Bytes of a work order."""
FIELDS = ("foreign", "story", "back_by", "name", "phone", "place", "platform", "type", "source")
"""Of a work order in JSON, as of a row in a sheet; `number` stands for `foreign` there."""
HEADERS = {"Cache-Control": "no-store"}

Work = Callable[[Request, AsyncSession, Staff], Awaitable[Response]]


class BadRequest(Exception):
    """A parameter or body that is none. what: its name."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def api_routes(app: App) -> list[BaseRoute]:
    """The paths of the interface, with their description."""
    api = _Api(app)
    return [
        Route(PATH, api.answer(api.changed), methods=["GET"]),
        Route(PATH, api.answer(api.file, writes=True), methods=["POST"]),
        Route(PATH + "/{number}", api.answer(api.one, writes=True), methods=["GET"]),
        *described_routes(app),
    ]


class _Api:
    def __init__(self, app: App) -> None:
        self.app = app
        self._of_key = Budget(STORE, A_SECOND)
        self._of_address = Budget(WRONG_STORE, WRONG_A_SECOND)

    def answer(self, work: Work, *, writes: bool = False) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint: the key, the rate, one transaction, and every refusal as JSON."""

        async def answered(request: Request) -> Response:
            try:
                found = await self._known(request)
            except KeyGone as error:
                if not self._of_address.spend(client_address(request.scope)):
                    return _refused("too-many", self._said(request, "api-too-many"), 429)
                log.info("api key refused", address=client_address(request.scope))
                return _refused(_code(error), self._said(request, "api-no-key"), 401, {"WWW-Authenticate": "Bearer"})
            key, staff = found
            if not self._of_key.spend(str(key.id)):
                return _refused("too-many", self._said(request, "api-too-many"), 429, {"Retry-After": "30"})
            return await self._worked(request, work, staff, writes=writes)

        return answered

    async def _known(self, request: Request) -> tuple[DepartmentKey, Staff]:
        """The key of the request and the post at which it acts; that it is used is noted. Raises KeyGone."""
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        if scheme.casefold() != "bearer" or not key:
            raise KeyGone
        now = self.app.clock()
        async with self.app.database.reading() as session:
            row, staff = await department_for_key(session, key.strip(), city=self.app.city, now=now)
        if row.used_at is None or now - row.used_at > timedelta(hours=1):
            async with self.app.database.transaction() as session:
                await note_use(session, row, now=now)
        return row, staff

    async def _worked(self, request: Request, work: Work, staff: Staff, *, writes: bool) -> Response:
        database, words = self.app.database, words_for(request, self.app)
        try:
            async with database.transaction() if writes else database.reading() as session:
                return await work(request, session, staff)
        except BadRequest as bad:
            return _refused("bad-request", words("api-bad-request", what=bad.what), 400)
        except FiledElsewhere as error:
            return _refused(_code(error), error_said(words, error), 409, number=error.number)
        except DomainError as error:
            return _refused(_code(error), error_said(words, error), 404 if isinstance(error, CaseGone) else 422)

    def _said(self, request: Request, key: str) -> str:
        return words_for(request, self.app)(key)

    # --- the three ----------------------------------------------------------------------------------------------------

    async def changed(self, request: Request, session: AsyncSession, staff: Staff) -> Response:
        """A page of the cases that changed."""
        given = request.query_params
        limit, after = _number(given.get("limit", "50"), "limit"), _number(given.get("after", "0"), "after")
        if not 1 <= limit <= MOST:
            raise BadRequest("limit")
        page = await changed_cases(
            session, staff, since=_moment(given.get("since")), after=after, limit=limit, city=self.app.city
        )
        origins = await origins_of(session, [each.id for each in page.cases])
        cases = [head_of(each, origins.get(each.id)) for each in page.cases]
        return JSONResponse({"cases": cases, "next": page.after}, headers=HEADERS)

    async def one(self, request: Request, session: AsyncSession, staff: Staff) -> Response:
        """One case with its facts and its record; the look is noted."""
        number = read_number(str(request.path_params["number"])[:60])
        case_id = await session.scalar(sa.select(Case.id).where(Case.number == number)) if number else None
        if case_id is None:
            raise CaseGone
        await case_for_staff(session, case_id, staff, city=self.app.city)
        taken = await read_for_system(session, case_id, staff, city=self.app.city, now=self.app.clock())
        return JSONResponse(case_data(taken), headers=HEADERS)

    async def file(self, request: Request, session: AsyncSession, staff: Staff) -> Response:
        """File a work order for the department."""
        order = _order(await read_body(request, LARGEST))
        now, city = self.app.clock(), self.app.city
        today = now.astimezone(city.zone).date()
        rows = [list(FIELDS), [str(order.get(each) or "") for each in FIELDS]]
        orders, faults = read_sheet(_headed(rows), city, today, case_type=None)
        if faults:
            return _faulty(faults, self._said(request, "api-faults"))
        found = orders[0].order
        filled = filled_of(found, type_of(city, str(found.type)), source=Source.OTHER, ours=True)
        case = await file_for_somebody(session, staff, filled, city=city, now=now, by_key=True)
        return JSONResponse({"number": case.number, "state": case.state.value}, 201, HEADERS)


def head_of(case: Case, origin: CaseOrigin | None) -> dict[str, Any]:
    """A case in a list."""
    settled = case.settled_at.isoformat() if case.settled_at is not None else None
    return {
        **outline_of(case, origin),
        "settled_at": settled,
        "solved": case.solved,
        "satisfied": case.satisfied,
    }


_HEADS = {"foreign": "number", "back_by": "due", "story": "content"}
"""Field of a work order -> its column in a sheet, where they differ."""


def _headed(rows: list[list[str]]) -> list[list[str]]:
    return [[_HEADS.get(each, each) for each in rows[0]], *rows[1:]]


def _order(body: bytes) -> dict[str, Any]:
    """The work order in a body; `number` is its number in the source. Raises BadRequest."""
    try:
        given = json.loads(body)
    except ValueError as error:
        raise BadRequest("body") from error
    if not isinstance(given, dict):
        raise BadRequest("body")
    known = {"number", *FIELDS} - {"foreign"}
    for name, value in given.items():
        if name not in known or not (value is None or isinstance(value, str)):
            raise BadRequest(name[:40])
    return {**given, "foreign": given.get("number")}


def _number(text: str, what: str) -> int:
    number = number_in(text)
    if number is None:
        raise BadRequest(what)
    return number


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadRequest("since") from error
    if moment.tzinfo is None:
        raise BadRequest("since")
    return moment


def _code(error: DomainError) -> str:
    return error_key(type(error)).removeprefix("error-")


def _refused(code: str, message: str, status: int, headers: dict[str, str] | None = None, **about: Any) -> Response:
    return JSONResponse({"error": {"code": code, "message": message, **about}}, status, {**HEADERS, **(headers or {})})


def _faulty(faults: list[Fault], message: str) -> Response:
    """Every fault of a work order at once."""
    names = {"foreign": "number"}
    said = [{"field": names.get(each.column, each.column), "code": each.key, **each.args} for each in faults]
    return _refused("faults", message, 422, faults=said)
