"""The case types of a city, as data: their questions, departments and deadlines.

case_types.toml   [groups.KEY] titles · [questions.KEY] shared by all types that name it · [types.KEY]
                  extension_days, the default of types without their own

A type asks for the facts that decide its cases, in the order of its `questions`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.city.departments import REFUSALS, Department, Platform
from models.city.kinds import GATE
from models.city.table import (
    LOCALES,
    LONGEST_SHARED_KEY,
    Complaints,
    PackTable,
    Titles,
    Unread,
    complaining,
    listed,
)
from models.questions.every_kind import EVERY_KIND
from models.questions.place import PlaceKind
from models.questions.platform import PlatformKind
from models.questions.question import AnswerKind, Question
from models.questions.text import TextKind

MOST_DAYS = 60
EXTENSION_DAYS = 5
"""The default: it extends a complaint's usual 10 days to 15 for a hard one (practice of the 12345 hotline)."""
MOST_RETENTION_DAYS = 3650
MOST_DANGER_HOURS = 72
MOST_CHOICES = 12
MOST_QUESTIONS = 8
LONGEST_QUESTION_KEY = 20
"""Characters; the key shares a button with a draft's id and the key of a choice."""


@dataclass(frozen=True)
class CaseGroup:
    key: str
    titles: Titles


@dataclass(frozen=True)
class MakesPlace:
    """The place that the department makes of a case with one press. kind: of place; name, offers, hours: the keys of
    the questions that say so, the last two None if none does. Its position and picture are those of the case."""

    kind: str
    name: str
    offers: str | None
    hours: str | None


@dataclass(frozen=True)
class CaseType:
    """A kind of case that the city takes.

    accept_days, answer_days: working days from filing. extension_days: working days of the one extension.
    retention_days: calendar days from the end of the case.
    """

    key: str
    group: str
    titles: Titles
    words: Mapping[str, tuple[str, ...]]
    questions: tuple[Question, ...]
    department: str
    by_district: Mapping[str, str]
    by_platform: Mapping[str, str]
    accept_days: int
    answer_days: int
    extension_days: int
    anonymous: bool
    """Whether it may be filed without showing the department who filed it."""
    health: bool
    """Whether it holds health or injury data."""
    needs_second_consent: bool
    """Whether the filer must agree separately, the department named, before it is sent (个人信息保护法 art. 29)."""
    asks_name: bool
    """Whether a named filer gives name and number, because the department acts for them towards others."""
    labour_dispute: bool
    """Whether it could be a labour dispute: filing it then shows the sentence on arbitration and 12348."""
    city_report: bool
    """Whether it is about a spot in the city: the case keeps the position, and others can join."""
    gate: bool
    """Whether it is about getting into an estate: what came of it can be told to others who go there."""
    retention_days: int
    article: str | None
    at_once: Titles | None = None
    """The number to call if the matter cannot wait, shown before the first question."""
    danger_hours: int | None = None
    """Hours round the clock within which a case with a dangerous answer must be taken; None: as usual."""
    second_look: bool | str = False
    """Whether a lead checks answers before the worker gets them; REFUSALS: only refusals
    (models/casework/second_look.py)."""
    makes_place: MakesPlace | None = None

    def is_dangerous(self, answers: Mapping[str, object]) -> bool:
        """Whether one of the answers says that somebody may be hurt at any moment."""
        return any(answers.get(each.key) in each.dangerous for each in self.asked(answers))

    def asked(self, answers: Mapping[str, object]) -> tuple[Question, ...]:
        """The questions that are asked, given these answers."""
        return tuple(each for each in self.questions if each.is_asked(answers))

    def questions_of(self, kind: type[AnswerKind]) -> tuple[Question, ...]:
        """The questions whose answers are of this kind."""
        return tuple(each for each in self.questions if isinstance(each.kind, kind))

    def question(self, key: str) -> Question | None:
        return next((each for each in self.questions if each.key == key), None)

    def route(self, *, platform: str | None, district: str | None) -> str:
        """The key of the department that gets the case; a rule for the platform overrides one for the district."""
        return self.by_platform.get(platform or "") or self.by_district.get(district or "") or self.department


@dataclass(frozen=True)
class CaseTypes:
    """The loaded file, groups and types in its order."""

    groups: Mapping[str, CaseGroup]
    types: Mapping[str, CaseType]


def load_case_types(
    file: Path,
    *,
    departments: Mapping[str, Department],
    platforms: Mapping[str, Platform],
    districts: Mapping[str, object],
    kinds: Collection[str],
    complaints: Complaints | None = None,
) -> CaseTypes:
    """The case types of a pack. Raises BadCityPack unless `complaints` is given."""
    with complaining(complaints) as found:
        pack = PackTable.of_toml(file, found)
        if pack.unread:
            return CaseTypes(Unread(), Unread())
        pack.only("extension_days", "groups", "questions", "types")
        groups = {key: CaseGroup(key, _titles_only(table)) for key, table in pack.table("groups").tables()}
        questions = {
            key: _question(key, table, platforms) for key, table in pack.table("questions").tables(LONGEST_QUESTION_KEY)
        }
        extension_days = pack.whole("extension_days", 1, MOST_DAYS) if pack.has("extension_days") else EXTENSION_DAYS
        known = _Known(groups, questions, departments, platforms, districts, kinds, extension_days)
        types: dict[str, CaseType] = {}
        words: dict[tuple[str, str], str] = {}
        for key, table in pack.table("types").tables(LONGEST_SHARED_KEY):
            types[key] = _type(key, table, known)
            _words_of_its_own(types[key], table, words)
        _all_used(pack, groups, questions, types)
        return CaseTypes(groups, types)


@dataclass(frozen=True)
class _Known:
    """The keys that a type may name, and the default of `extension_days`."""

    groups: Mapping[str, CaseGroup]
    questions: Mapping[str, Question]
    departments: Mapping[str, Department]
    platforms: Mapping[str, Platform]
    districts: Mapping[str, object]
    kinds: Collection[str]
    extension_days: int


def _titles_only(table: PackTable) -> Titles:
    table.only("titles")
    return table.titles()


def _question(key: str, table: PackTable, platforms: Mapping[str, Platform]) -> Question:
    table.only(
        "kind", "titles", "required", "choices", "told", "why", "hint", "said", "labels", "shown", "only_if",
        "dangerous",
    )  # fmt: skip
    kind = _kind(table)
    if kind.lists_platforms and not platforms:
        table.bad("kind", "pack-no-platforms")
    choices = _choices(table) if kind.lists_choices else {}
    if not kind.lists_choices and table.has("choices") and not table.is_wrong("kind"):
        table.bad("choices", "pack-no-choices", kind=kind.key)
    told = table.titles_by_key("told", LONGEST_SHARED_KEY) if table.has("told") else {}
    for each in told:
        if each not in choices and not table.is_wrong("choices") and not table.is_wrong("kind"):
            table.bad(f"told.{each}", "pack-told-nobody", said=each, known=listed(choices))
    dangerous = table.texts_of("dangerous") if table.has("dangerous") else ()
    for each in dangerous:
        if each not in choices and not table.is_wrong("choices") and not table.is_wrong("kind"):
            table.bad("dangerous", "pack-told-nobody", said=each, known=listed(choices))
    return Question(
        key=key,
        kind=kind,
        titles=table.titles(),
        required=not table.has("required") or table.flag("required"),
        choices={key: each.titles for key, each in platforms.items()} if kind.lists_platforms else choices,
        told=told,
        why=table.titles("why") if table.has("why") else None,
        hint=table.titles("hint") if table.has("hint") else None,
        said=_said(table) if table.has("said") else (),
        labels=table.texts_of("labels") if table.has("labels") else (),
        shown=_shown(table, choices) if table.has("shown") else {},
        only_if=_only_if(table) if table.has("only_if") else {},
        dangerous=tuple(dangerous),
    )


def _said(table: PackTable) -> tuple[str, ...]:
    said = table.table("said")
    said.only(*LOCALES)
    return tuple(word for locale in LOCALES if said.has(locale) for word in said.texts_of(locale))


def _shown(table: PackTable, choices: Mapping[str, Titles]) -> dict[str, tuple[str, ...]]:
    words = table.table("shown")
    for each in words.values:
        if each not in choices and not table.is_wrong("choices") and not table.is_wrong("kind"):
            table.bad(f"shown.{each}", "pack-told-nobody", said=each, known=listed(choices))
    return {key: words.texts_of(key) for key in words.values}


def _only_if(table: PackTable) -> dict[str, tuple[str, ...]]:
    conditions = table.table("only_if")
    return {key: conditions.texts_of(key) for key in conditions.values}


def _kind(table: PackTable) -> AnswerKind:
    kind = EVERY_KIND.get(table.named("kind", list(EVERY_KIND), "kind"))
    if kind is not None:
        return kind
    table.give_up("kind")
    return EVERY_KIND[TextKind.key]


def _choices(table: PackTable) -> dict[str, Titles]:
    choices = table.titles_by_key("choices", LONGEST_SHARED_KEY)
    if not 2 <= len(choices) <= MOST_CHOICES:
        table.bad("choices", "pack-choices", said=len(choices), most=MOST_CHOICES)
    return choices


def _type(key: str, table: PackTable, known: _Known) -> CaseType:
    table.only(
        "group", "titles", "words", "questions", "department", "by_district", "by_platform", "accept_days",
        "answer_days", "extension_days", "anonymous", "health", "second_consent", "asks_name", "labour_dispute",
        "city_report", "gate", "retention_days", "article", "at_once", "danger_hours", "second_look", "makes_place",
    )  # fmt: skip
    made = CaseType(
        key=key,
        group=table.named("group", known.groups, "[groups]"),
        titles=table.titles(),
        words=table.words(),
        questions=_questions(table, known.questions),
        department=table.named("department", known.departments, "departments.toml"),
        by_district=_routes(table, "by_district", known.districts, "districts.geojson", known.departments),
        by_platform=_routes(table, "by_platform", known.platforms, "platforms.toml", known.departments),
        accept_days=table.whole("accept_days", 1, MOST_DAYS),
        answer_days=table.whole("answer_days", 1, MOST_DAYS),
        extension_days=table.whole("extension_days", 1, MOST_DAYS)
        if table.has("extension_days")
        else known.extension_days,
        anonymous=_flag(table, "anonymous"),
        health=_flag(table, "health"),
        needs_second_consent=_flag(table, "second_consent"),
        asks_name=_flag(table, "asks_name"),
        labour_dispute=_flag(table, "labour_dispute"),
        city_report=_flag(table, "city_report"),
        gate=_flag(table, "gate"),
        retention_days=table.whole("retention_days", 1, MOST_RETENTION_DAYS),
        article=table.text("article") if table.has("article") else None,
        at_once=table.titles("at_once") if table.has("at_once") else None,
        danger_hours=table.whole("danger_hours", 1, MOST_DANGER_HOURS) if table.has("danger_hours") else None,
        second_look=table.has("second_look") and table.flag_or("second_look", REFUSALS),
        makes_place=_makes_place(table.table("makes_place"), known) if table.has("makes_place") else None,
    )
    if made.gate:
        table.check_known("gate", [GATE], known.kinds, "city.toml [kinds]")
    _fits_together(made, table)
    return made


def _makes_place(table: PackTable, known: _Known) -> MakesPlace:
    table.only("kind", "name", "offers", "hours")
    return MakesPlace(
        table.named("kind", known.kinds, "city.toml [kinds]"),
        table.named("name", known.questions, "[questions]"),
        table.named("offers", known.questions, "[questions]") if table.has("offers") else None,
        table.named("hours", known.questions, "[questions]") if table.has("hours") else None,
    )


def _fits_together(made: CaseType, table: PackTable) -> None:
    if made.answer_days < made.accept_days:
        table.bad("answer_days", "pack-answer-first")
    if made.danger_hours is not None and not any(each.dangerous for each in made.questions):
        table.bad("danger_hours", "pack-danger-nowhere")
    if made.health and not made.needs_second_consent and not table.is_wrong("second_consent"):
        table.bad("health", "pack-health-consent")
    if table.is_wrong("questions"):
        return
    if made.gate and not made.city_report and not table.is_wrong("city_report"):
        table.bad("gate", "pack-gate-nowhere")
    if made.city_report and not made.questions_of(PlaceKind):
        table.bad("city_report", "pack-asks-not", kind=PlaceKind.key)
    place = made.makes_place
    if place is not None and not (made.city_report and made.question(place.name)):
        table.bad("makes_place", "pack-makes-place-nowhere")
    if made.by_platform and not made.questions_of(PlatformKind):
        table.bad("by_platform", "pack-asks-not", kind=PlatformKind.key)
    for kind in EVERY_KIND.values():
        if kind.asked_once and len(made.questions_of(type(kind))) > 1:
            table.bad("questions", "pack-asks-twice", kind=kind.key)


def _questions(table: PackTable, known: Mapping[str, Question]) -> tuple[Question, ...]:
    keys = table.all_named("questions", known, "[questions]")
    if len(keys) > MOST_QUESTIONS:
        table.bad("questions", "pack-too-many", said=len(keys), most=MOST_QUESTIONS)
    if any(key not in known for key in keys):
        table.give_up("questions")
    questions = tuple(known[key] for key in keys if key in known)
    for at, each in enumerate(questions):
        _conditions_hold(table, each, questions[:at])
    return questions


def _conditions_hold(table: PackTable, question: Question, before: Sequence[Question]) -> None:
    """Check that the questions another one depends on come before it and have the choices that it names."""
    for other in before:
        for answer in question.only_if.get(other.key, ()):
            if other.choices and answer not in other.choices:
                table.bad("questions", "pack-waits-for-no-choice", said=question.key, known=listed(other.choices))
    if question.only_if and not any(other.key in question.only_if for other in before):
        table.bad("questions", "pack-waits-for-nobody", said=question.key)


def _routes(
    table: PackTable, key: str, origins: Mapping[str, object], place: str, departments: Mapping[str, Department]
) -> dict[str, str]:
    if not table.has(key):
        return {}
    routes = table.table(key)
    for origin in routes.values:
        routes.check_known(origin, [origin], origins, place)
    return {origin: routes.named(origin, departments, "departments.toml") for origin in routes.values}


def _flag(table: PackTable, key: str) -> bool:
    return table.has(key) and table.flag(key)


def _words_of_its_own(made: CaseType, table: PackTable, owners: dict[tuple[str, str], str]) -> None:
    """Complain about a word that two types claim: the first type would always win."""
    for locale in LOCALES:
        for word in made.words[locale]:
            owner = owners.setdefault((locale, word), made.key)
            if owner != made.key:
                table.bad(f"words.{locale}", "pack-word-taken", said=word, owner=owner)


def _all_used(
    pack: PackTable, groups: Mapping[str, CaseGroup], questions: Mapping[str, Question], types: Mapping[str, CaseType]
) -> None:
    asked = {question.key for each in types.values() for question in each.questions}
    filled = {each.group for each in types.values()}
    misspelt = any(pack.is_wrong(f"types.{key}.questions") for key in types)
    for where in (
        () if misspelt else _unused("questions", questions, asked),
        _unused("groups", groups, filled) if filled <= groups.keys() else (),
    ):
        for key in where:
            pack.bad(key, "pack-unused")


def _unused(table: str, there: Mapping[str, object], used: set[str]) -> Iterator[str]:
    return (f"{table}.{key}" for key in there if key not in used)
