"""The interface described: an OpenAPI document for programs, and a page made of the same document for people."""

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from bot.app import App
from bot.door.language import words_for
from handlers.talk.texts import Words
from models.cases.steps import CaseState
from models.city.pack import City
from models.exchange.changes import MOST
from models.exchange.origin import Source

DOCUMENT_PATH, PAGE_PATH = "/api/openapi.json", "/api"
VERSION = "1"
_templates = Jinja2Templates(directory=Path(__file__).parents[1] / "templates")
_MOMENT = {"type": ["string", "null"], "format": "date-time"}
_TEXT = {"type": ["string", "null"]}


def described_routes(app: App) -> list[BaseRoute]:
    """The document and the page; they ask for no key, and say nothing that the city pack does not say."""

    async def document(request: Request) -> Response:
        return JSONResponse(openapi(words_for(request, app), app.city), headers={"Cache-Control": "no-cache"})

    async def page(request: Request) -> Response:
        words = words_for(request, app)
        shown = {
            "words": words,
            "document": openapi(words, app.city),
            "city_name": words.pick(app.city.titles),
            "document_path": DOCUMENT_PATH,
            "types": [(each.key, words.pick(each.titles)) for each in app.city.case_types.values()],
        }
        return _templates.TemplateResponse(request, "api.html", shown, headers={"Cache-Control": "no-cache"})

    return [Route(DOCUMENT_PATH, document, methods=["GET"]), Route(PAGE_PATH, page, methods=["GET"])]


def openapi(words: Words, city: City) -> dict[str, Any]:
    """The document (OpenAPI 3.1), in a language, with the keys of this city."""
    return {
        "openapi": "3.1.0",
        "info": {"title": words("api-title"), "version": VERSION, "description": words("api-lead")},
        "security": [{"key": []}],
        "paths": {
            "/api/cases": {"get": _changed(words), "post": _file(words)},
            "/api/cases/{number}": {"get": _one(words)},
        },
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": words("api-key")}},
            "schemas": {"Case": _case(city), "WorkOrder": _work_order(words, city), "Error": _error()},
        },
    }


def _changed(words: Words) -> dict[str, Any]:
    return {
        "operationId": "changedCases",
        "summary": words("api-changed"),
        "description": words("api-changed-how"),
        "parameters": [
            _parameter("since", {"type": "string", "format": "date-time"}, words("api-since")),
            _parameter("after", {"type": "integer", "minimum": 0}, words("api-after")),
            _parameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": 50}, words("api-limit")),
        ],
        "responses": {
            "200": _answer(
                words("api-changed-200"),
                {
                    "type": "object",
                    "required": ["cases", "next"],
                    "properties": {
                        "cases": {"type": "array", "items": {"$ref": "#/components/schemas/Case"}},
                        "next": {"type": ["integer", "null"]},
                    },
                },
            ),
            **_refusals(words, "400", "401", "429"),
        },
    }


def _one(words: Words) -> dict[str, Any]:
    return {
        "operationId": "oneCase",
        "summary": words("api-one"),
        "description": words("api-one-how"),
        "parameters": [_parameter("number", {"type": "string"}, words("api-number"), place="path")],
        "responses": {
            "200": _answer(words("api-one-200"), {"$ref": "#/components/schemas/Case"}),
            **_refusals(words, "401", "404", "429"),
        },
    }


def _file(words: Words) -> dict[str, Any]:
    return {
        "operationId": "fileWorkOrder",
        "summary": words("api-file"),
        "description": words("api-file-how"),
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/WorkOrder"}}},
        },
        "responses": {
            "201": _answer(
                words("api-file-201"),
                {"type": "object", "properties": {"number": {"type": "string"}, "state": {"type": "string"}}},
            ),
            **_refusals(words, "400", "401", "409", "422", "429"),
        },
    }


def _parameter(name: str, schema: dict[str, Any], said: str, *, place: str = "query") -> dict[str, Any]:
    return {"name": name, "in": place, "required": place == "path", "schema": schema, "description": said}


def _answer(said: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": said, "content": {"application/json": {"schema": schema}}}


def _refusals(words: Words, *statuses: str) -> dict[str, Any]:
    said = {
        "400": words("api-400"),
        "401": words("api-no-key"),
        "404": words("api-404"),
        "409": words("api-409"),
        "422": words("api-faults"),
        "429": words("api-too-many"),
    }
    return {each: _answer(said[each], {"$ref": "#/components/schemas/Error"}) for each in statuses}


def _case(city: City) -> dict[str, Any]:
    keys = {"type": city.case_types, "platform": city.platforms, "district": city.districts}
    return {
        "type": "object",
        "properties": {
            "number": {"type": "string", "examples": ["NX-261123-00472-1"]},
            "type": {"type": "string", "enum": list(keys["type"])},
            "platform": {"type": ["string", "null"], "enum": [*keys["platform"], None]},
            "district": {"type": ["string", "null"], "enum": [*keys["district"], None]},
            "department": {"type": "string", "enum": list(city.departments)},
            "state": {"type": "string", "enum": [each.value for each in CaseState]},
            "anonymous": {"type": "boolean"},
            "filed_at": {"type": "string", "format": "date-time"},
            "accept_by": {"type": "string", "format": "date-time"},
            "answer_by": {"type": "string", "format": "date-time"},
            "settled_at": _MOMENT,
            "ended_at": _MOMENT,
            "solved": {"type": ["boolean", "null"]},
            "satisfied": {"type": ["string", "null"], "enum": ["yes", "so_so", "no", None]},
            "origin": {
                "type": ["object", "null"],
                "properties": {
                    "source": {"type": "string", "enum": [each.value for each in Source]},
                    "number": _TEXT,
                    "back_by": _MOMENT,
                },
            },
            "facts": {"type": "array", "items": {"type": "object"}},
            "record": {"type": "array", "items": {"type": "object"}},
        },
    }


def _work_order(words: Words, city: City) -> dict[str, Any]:
    said = {
        name: words(f"api-field-{name.replace('_', '-')}")
        for name in ("number", "story", "type", "source", "back_by", "name", "phone", "place", "platform")
    }
    fields: dict[str, Any] = {name: {"type": "string", "description": text} for name, text in said.items()}
    fields["type"]["enum"] = list(city.case_types)
    fields["source"]["enum"] = [each.value for each in Source]
    fields["back_by"]["format"] = "date"
    return {"type": "object", "required": ["number", "story", "type"], "properties": fields}


def _error() -> dict[str, Any]:
    about = {"code": {"type": "string"}, "message": {"type": "string"}, "number": {"type": "string"}}
    fault = {"type": "object", "properties": {"field": {"type": "string"}, "code": {"type": "string"}}}
    error = {"type": "object", "properties": {**about, "faults": {"type": "array", "items": fault}}}
    return {"type": "object", "properties": {"error": error}}
