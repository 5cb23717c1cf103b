"""What kinds of cases a city takes, as data: their questions, where they go, by when they are answered.

case_types.toml   [groups.KEY] titles · [questions.KEY] asked by as many types as name it · [types.KEY]
                  extension_days, of every type that does not say its own

A type asks for the facts that decide such cases, in the order of its `questions`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from models.department import Department, Platform, words_by_locale
from models.pack_table import LOCALES, PackTable, Titles

MOST_DAYS = 60
EXTENSION_DAYS = 5
"""Where a pack says nothing: from the usual 10 of a complaint to 15 for a hard one (practice of the 12345 hotline)."""
MOST_RETENTION_DAYS = 3650
MOST_CHOICES = 12
MOST_QUESTIONS = 8
LONGEST_QUESTION_KEY = 20
"""It shares a button with a draft's id and the key of a choice."""


class QuestionKind(StrEnum):
    """What is an answer to a question; models/case_answers.py says what is taken."""

    CHOICE = "choice"
    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    PLATFORM = "platform"
    ORDER_NUMBER = "order_number"
    PLACE = "place"
    EVIDENCE = "evidence"
    PHONE = "phone"


@dataclass(frozen=True)
class Question:
    """One question. why: why it is asked; hint: how to find the answer; both only where it is not obvious."""

    key: str
    kind: QuestionKind
    titles: Titles
    required: bool
    choices: Mapping[str, Titles] = field(default_factory=dict)
    told: Mapping[str, Titles] = field(default_factory=dict)
    """Choice -> what is said to somebody who chose it, before the next question."""
    why: Titles | None = None
    hint: Titles | None = None
    said: tuple[str, ...] = ()
    """Words that are the answer where they stand in what somebody told."""
    only_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Question -> answers: it is asked where one of them was given; empty: always."""

    def is_asked(self, answers: Mapping[str, object]) -> bool:
        return not self.only_if or any(answers.get(key) in given for key, given in self.only_if.items())


@dataclass(frozen=True)
class CaseGroup:
    key: str
    titles: Titles


@dataclass(frozen=True)
class CaseType:
    """accept_days, answer_days: working days from filing. extension_days: working days more, once. retention_days:
    calendar days from the end of the case."""

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
    """Whether it may be filed without the department seeing who it is."""
    health: bool
    """Holds health or injury data."""
    needs_second_consent: bool
    """A separate agreement, naming the department, before it is sent (个人信息保护法 art. 29)."""
    labour_dispute: bool
    """Could be one: the sentence on arbitration and 12348 is told when it is filed."""
    city_report: bool
    """About a spot of the city: its position is kept on the case, and others can join."""
    retention_days: int
    article: str | None
    at_once: Titles | None = None
    """Whom to call where it cannot wait, said before anything is asked."""

    def asked(self, answers: Mapping[str, object]) -> tuple[Question, ...]:
        """The questions that somebody is asked who answered so."""
        return tuple(each for each in self.questions if each.is_asked(answers))

    def asks_for(self, kind: QuestionKind) -> bool:
        return any(each.kind is kind for each in self.questions)

    def question(self, key: str) -> Question | None:
        return next((each for each in self.questions if each.key == key), None)

    def route(self, *, platform: str | None, district: str | None) -> str:
        """The key of the department it goes to; a platform's own rule is stronger than a district's."""
        return self.by_platform.get(platform or "") or self.by_district.get(district or "") or self.department


@dataclass(frozen=True)
class CaseTypes:
    """A loaded file; both in its order."""

    groups: Mapping[str, CaseGroup]
    types: Mapping[str, CaseType]


def load_case_types(
    file: Path,
    *,
    departments: Mapping[str, Department],
    platforms: Mapping[str, Platform],
    districts: Mapping[str, object],
) -> CaseTypes:
    """The case types of a pack. Raises BadCityPack at the first thing that is wrong."""
    pack = PackTable.of_toml(file)
    pack.only("extension_days", "groups", "questions", "types")
    groups = {key: CaseGroup(key, _titles_only(table)) for key, table in pack.table("groups").tables()}
    questions = {key: _question(key, table, platforms) for key, table in pack.table("questions").tables()}
    extension_days = _days(pack, "extension_days", MOST_DAYS) if pack.has("extension_days") else EXTENSION_DAYS
    known = _Known(groups, questions, departments, platforms, districts, extension_days)
    types: dict[str, CaseType] = {}
    words: dict[tuple[str, str], str] = {}
    for key, table in pack.table("types").tables():
        types[key] = _type(key, table, known)
        _words_of_its_own(types[key], table, words)
    _all_used(pack, groups, questions, types)
    return CaseTypes(groups, types)


@dataclass(frozen=True)
class _Known:
    """What a type may name, and what it has where it names nothing."""

    groups: Mapping[str, CaseGroup]
    questions: Mapping[str, Question]
    departments: Mapping[str, Department]
    platforms: Mapping[str, Platform]
    districts: Mapping[str, object]
    extension_days: int


def _titles_only(table: PackTable) -> Titles:
    table.only("titles")
    return table.titles()


def _question(key: str, table: PackTable, platforms: Mapping[str, Platform]) -> Question:
    table.only("kind", "titles", "required", "choices", "told", "why", "hint", "said", "only_if")
    if len(key) > LONGEST_QUESTION_KEY:
        raise table.bad("", f"its key has {len(key)} characters", f"Use {LONGEST_QUESTION_KEY} at most")
    kind = _kind(table)
    if kind is QuestionKind.PLATFORM and not platforms:
        raise table.bad("kind", "the pack has no platforms", "Add platforms.toml")
    choices = _choices(table) if kind is QuestionKind.CHOICE else {}
    if not choices and table.has("choices"):
        raise table.bad("choices", f"a question of kind {kind} has none", 'Write kind = "choice", or take them away')
    told = {each: texts.texts() for each, texts in table.table("told").tables()} if table.has("told") else {}
    for each in told.keys() - choices.keys():
        raise table.bad(f"told.{each}", f"{each!r} is no choice of it", "Name one of its choices")
    return Question(
        key=key,
        kind=kind,
        titles=table.titles(),
        required=not table.has("required") or table.flag("required"),
        choices=choices,
        told=told,
        why=table.table("why").texts() if table.has("why") else None,
        hint=table.table("hint").texts() if table.has("hint") else None,
        said=_said(table) if table.has("said") else (),
        only_if=_only_if(table) if table.has("only_if") else {},
    )


def _said(table: PackTable) -> tuple[str, ...]:
    said = table.table("said")
    said.only(*LOCALES)
    return tuple(word for locale in LOCALES for word in said.texts_of(locale))


def _only_if(table: PackTable) -> dict[str, tuple[str, ...]]:
    conditions = table.table("only_if")
    return {key: conditions.texts_of(key) for key in conditions.values}


def _kind(table: PackTable) -> QuestionKind:
    kind = table.text("kind")
    if kind not in list(QuestionKind):
        raise table.bad("kind", f"{kind!r} is no kind of question", f"One of: {', '.join(QuestionKind)}")
    return QuestionKind(kind)


def _choices(table: PackTable) -> dict[str, Titles]:
    choices = {key: titles.texts() for key, titles in table.table("choices").tables()}
    if not 2 <= len(choices) <= MOST_CHOICES:
        raise table.bad("choices", f"{len(choices)} of them", f"Give 2 to {MOST_CHOICES}")
    return choices


def _type(key: str, table: PackTable, known: _Known) -> CaseType:
    table.only(
        "group", "titles", "words", "questions", "department", "by_district", "by_platform", "accept_days",
        "answer_days", "extension_days", "anonymous", "health", "second_consent", "labour_dispute", "city_report",
        "retention_days", "article", "at_once",
    )  # fmt: skip
    made = CaseType(
        key=key,
        group=_named(table, "group", known.groups, "group"),
        titles=table.titles(),
        words=words_by_locale(table),
        questions=_questions(table, known.questions),
        department=_named(table, "department", known.departments, "department of departments.toml"),
        by_district=_routes(table, "by_district", known.districts, known.departments),
        by_platform=_routes(table, "by_platform", known.platforms, known.departments),
        accept_days=_days(table, "accept_days", MOST_DAYS),
        answer_days=_days(table, "answer_days", MOST_DAYS),
        extension_days=_days(table, "extension_days", MOST_DAYS)
        if table.has("extension_days")
        else known.extension_days,
        anonymous=_flag(table, "anonymous"),
        health=_flag(table, "health"),
        needs_second_consent=_flag(table, "second_consent"),
        labour_dispute=_flag(table, "labour_dispute"),
        city_report=_flag(table, "city_report"),
        retention_days=_days(table, "retention_days", MOST_RETENTION_DAYS),
        article=table.text("article") if table.has("article") else None,
        at_once=table.table("at_once").texts() if table.has("at_once") else None,
    )
    _fits_together(made, table)
    return made


def _fits_together(made: CaseType, table: PackTable) -> None:
    kinds = [question.kind for question in made.questions]
    if made.answer_days < made.accept_days:
        raise table.bad("answer_days", "it ends before accept_days", "Give it at least as many days")
    if made.health and not made.needs_second_consent:
        raise table.bad("health", "health data need an agreement of their own", "Write second_consent = true as well")
    if made.city_report and QuestionKind.PLACE not in kinds:
        raise table.bad("city_report", "no question asks where it is", 'Name a question of kind "place"')
    if made.by_platform and QuestionKind.PLATFORM not in kinds:
        raise table.bad("by_platform", "no question asks for the platform", 'Name a question of kind "platform"')
    for kind in (QuestionKind.PLATFORM, QuestionKind.PLACE):
        if kinds.count(kind) > 1:
            raise table.bad("questions", f"two of them are of kind {kind}", "Ask that once")


def _questions(table: PackTable, known: Mapping[str, Question]) -> tuple[Question, ...]:
    keys = table.texts_of("questions")
    for key in keys:
        if key not in known:
            raise table.bad("questions", f"{key!r} is no question", f"Add [questions.{key}]")
    if len(keys) > MOST_QUESTIONS:
        raise table.bad("questions", f"{len(keys)} of them", f"Ask {MOST_QUESTIONS} at most")
    questions = tuple(known[key] for key in keys)
    for each in questions:
        _conditions_hold(table, each, known, keys)
    return questions


def _conditions_hold(table: PackTable, question: Question, known: Mapping[str, Question], keys: Sequence[str]) -> None:
    """What a question depends on has to be a choice that is asked before it, at least one in every type."""
    for other, answers in question.only_if.items():
        choices = known[other].choices if other in known else {}
        for answer in answers if choices else ():
            if answer not in choices:
                raise table.bad(
                    "questions", f"{question.key!r} waits for {answer!r} of {other!r}", "Name a choice of it"
                )
    before = keys[: keys.index(question.key)]
    if question.only_if and not any(other in before for other in question.only_if):
        raise table.bad("questions", f"{question.key!r} waits for no question before it", "Put it behind one")


def _named(table: PackTable, key: str, known: Mapping[str, object], what: str) -> str:
    name = table.text(key)
    if name not in known:
        raise table.bad(key, f"{name!r} is no {what}", f"One of: {', '.join(known)}")
    return name


def _routes(
    table: PackTable, key: str, origins: Mapping[str, object], departments: Mapping[str, Department]
) -> dict[str, str]:
    if not table.has(key):
        return {}
    routes = table.table(key)
    for origin in routes.values:
        if origin not in origins:
            raise routes.bad(origin, f"the pack has no {origin!r}", f"One of: {', '.join(origins)}")
    return {origin: _named(routes, origin, departments, "department of departments.toml") for origin in routes.values}


def _days(table: PackTable, key: str, most: int) -> int:
    number = table.number(key)
    if number != int(number) or not 1 <= number <= most:
        raise table.bad(key, f"{number:g} days", f"Write a whole number from 1 to {most}")
    return int(number)


def _flag(table: PackTable, key: str) -> bool:
    return table.has(key) and table.flag(key)


def _words_of_its_own(made: CaseType, table: PackTable, owners: dict[tuple[str, str], str]) -> None:
    """Two types that claim the same words would make the one that comes first win for ever."""
    for locale in LOCALES:
        for word in made.words[locale]:
            owner = owners.setdefault((locale, word), made.key)
            if owner != made.key:
                raise table.bad(f"words.{locale}", f"{word!r} means {owner} too", "Leave it to one of the two")


def _all_used(
    pack: PackTable, groups: Mapping[str, CaseGroup], questions: Mapping[str, Question], types: Mapping[str, CaseType]
) -> None:
    asked = {question.key for each in types.values() for question in each.questions}
    filled = {each.group for each in types.values()}
    for where in _unused("questions", questions, asked), _unused("groups", groups, filled):
        for key in where:
            raise pack.bad(key, "no type uses it", "Name it in a type, or take it away")


def _unused(table: str, there: Mapping[str, object], used: set[str]) -> Iterator[str]:
    return (f"{table}.{key}" for key in there if key not in used)
