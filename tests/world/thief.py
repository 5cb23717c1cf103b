"""A thief of the database without its keys: looks for any two columns that lead from a case to who filed it.

Every row that names a case, by whatever number, is the case's; every row that names a person or one of their chats is
the person's. Whatever the two sets have in common is tried: values and parts of texts, lengths of what is encrypted,
moments to a few seconds, and the order of rows.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from models.storage.database import Base, Database

NEAR_S = 3
ORDER = "(order of rows)"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")
_PARTS = re.compile(r"NX[0-9-]+|[A-Za-z0-9_-]{2,}|[0-9]+")
_CASE_IN_TEXT = re.compile(r"case[a-z_]*[:=-](\d+)")
_TRANSACTION = {"xmin", "xmax"}
"""Columns of PostgreSQL's own. Their order is that of the pages, which is left (README); only what is equal counts."""
_NUMBERS = range(8)
"""The first values of a column that are compared by order."""

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]
Whose = Callable[[Tables, int], Iterator[tuple[str, Row]]]
"""The rows that name something, each with its table."""
Found = dict[str, dict[int, list[Any]]]
"""Column -> case or person -> values."""


def tables_of_file(file: Path) -> Tables:
    """Every row of an SQLite file, as anybody can read it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        return {table: [dict(row) for row in _rows_of_file(connection, table)] for table in Base.metadata.tables}


def _rows_of_file(connection: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    try:
        return connection.execute(f'SELECT rowid AS "{ORDER}", * FROM "{table}" ORDER BY rowid').fetchall()
    except sqlite3.OperationalError:  # it has no order of its own
        return connection.execute(f'SELECT * FROM "{table}"').fetchall()


async def tables_of(database: Database) -> Tables:
    """The same over a connection, with the transactions that wrote and locked each row; in no order."""
    whole = "*" if database.is_sqlite else "CAST(xmin AS text) AS xmin, CAST(xmax AS text) AS xmax, *"
    async with database.reading() as session:
        return {
            table: [dict(row) for row in (await session.execute(sa.text(f'SELECT {whole} FROM "{table}"'))).mappings()]
            for table in Base.metadata.tables
        }


def leads(tables: Tables, filers: Mapping[int, int], *, most: int, of: Whose | None = None) -> list[str]:
    """The pairs of columns that single out the right person for more than `most` of the cases.

    filers: number of an anonymous case -> its person. of: the rows of something else than a case that is nobody's.
    """
    people = set(filers.values())
    of_cases = _columns(tables, {case: (of or rows_of_case)(tables, case) for case in filers})
    of_people = _columns(tables, {person: _of_person(tables, person) for person in people})
    said = {name: _said(values) for name, values in of_cases.items()}
    own = {name: _own(_said(values)) for name, values in of_people.items()}
    orders, orders_of_people = (
        {name: _orders({whose: _sorted(each) for whose, each in values.items()}) for name, values in columns.items()}
        for columns in (of_cases, of_people)
    )
    near, near_people = (
        {name: {whose: _moments(each) for whose, each in values.items()} for name, values in columns.items()}
        for columns in (of_cases, of_people)
    )
    found = []
    for one, other in product(of_cases, of_people):
        numbers = range(0) if {one.partition(".")[2], other.partition(".")[2]} & _TRANSACTION else _NUMBERS
        for way, guesses in (
            ("is", _equal(said[one], own[other])),
            ("is near", _near(near[one], near_people[other])),
            *(
                (f"comes {number + 1}. as", _in_order(orders[one][0], orders_of_people[other][number]))
                for number in numbers
            ),
        ):
            right = sum(guesses.get(case) == {person} for case, person in filers.items())
            if right > most:
                found.append(f"{one} {way} {other}: {right} of {len(filers)}")
    return found


# --- whose a row is ---------------------------------------------------------------------------------------------------


def rows_of_case(tables: Tables, case: int) -> Iterator[tuple[str, Row]]:
    """By its number in the database or the one that people are told, also inside of a text: `urgent_case:12@3`."""
    evidence = {row["id"] for row in tables["evidence"] if row["case_id"] == case}
    numbers = [str(row["number"]) for row in tables["case"] if row["id"] == case]
    for table, rows in tables.items():
        for row in rows:
            mine = row.get("case_id") == case or (table == "case" and row["id"] == case)
            if mine or ("evidence_id" in row and row["evidence_id"] in evidence) or _names(row, case, numbers):
                yield table, row


def _names(row: Row, case: int, numbers: Sequence[str]) -> bool:
    texts = [value for value in row.values() if isinstance(value, str)]
    named = {number for text in texts for number in _CASE_IN_TEXT.findall(text)}
    return str(case) in named or any(number in text for text in texts for number in numbers)


def rows_of_question(tables: Tables, question: int) -> Iterator[tuple[str, Row]]:
    """Of a question that was kept without a name."""
    for row in tables["unanswered_question"]:
        if row["id"] == question:
            yield "unanswered_question", row


def _of_person(tables: Tables, person: int) -> Iterator[tuple[str, Row]]:
    contacts = {row["id"] for row in tables["contact"] if row["person_id"] == person}
    named = {row["id"] for row in tables["case"] if row["person_id"] == person}
    for table, rows in tables.items():
        for row in rows:
            mine = row.get("person_id") == person or (table == "person" and row["id"] == person)
            if mine or row.get("contact_id") in contacts or row.get("case_id") in named:
                yield table, row


def _columns(tables: Tables, owned: Mapping[int, Iterable[tuple[str, Row]]]) -> Found:
    found: Found = defaultdict(lambda: defaultdict(list))
    for owner, rows in owned.items():
        for table, row in rows:
            for name, value in row.items():
                if value is not None:
                    found[f"{table}.{name}"][owner].append(value)
    return found


# --- the ways of joining ----------------------------------------------------------------------------------------------


def _said(column: Mapping[int, list[Any]]) -> dict[int, set[str]]:
    return {whose: set().union(*map(_tokens, values)) for whose, values in column.items()}


def _own(said: Mapping[int, set[str]]) -> dict[str, set[int]]:
    """What one alone has."""
    having: dict[str, set[int]] = defaultdict(set)
    for person, tokens in said.items():
        for token in tokens:
            having[token].add(person)
    return {token: people for token, people in having.items() if len(people) == 1}


def _equal(said: Mapping[int, set[str]], own: Mapping[str, set[int]]) -> dict[int, set[int]]:
    """Who alone has a value, or a part of a text, that the case has too."""
    return {case: set().union(*(own[token] for token in tokens & own.keys())) for case, tokens in said.items()}


def _tokens(value: Any) -> set[str]:
    if isinstance(value, bytes | memoryview):
        return {f"{len(bytes(value))} bytes"}
    if _moment(value) is not None:
        return {str(_moment(value))}
    said = str(value)
    return {said, *_PARTS.findall(said), *(part for each in _PARTS.findall(said) for part in each.split("-"))}


def _near(cases: Mapping[int, list[float]], people: Mapping[int, list[float]]) -> dict[int, set[int]]:
    return {
        case: {
            person for person, theirs in people.items() if any(abs(a - b) <= NEAR_S for a in moments for b in theirs)
        }
        for case, moments in cases.items()
    }


def _orders(values: Mapping[int, list[Any]]) -> list[list[int]]:
    """Whose first value comes first, second, and so on; the same of their second values, and so on. An order that is
    not sure is empty."""
    return [
        _order({whose: each[number] for whose, each in values.items() if len(each) > number}) for number in _NUMBERS
    ]


def _order(value: Mapping[int, Any]) -> list[int]:
    return sorted(value, key=lambda whose: value[whose]) if len({*map(str, value.values())}) == len(value) else []


def _in_order(cases: Sequence[int], people: Sequence[int]) -> dict[int, set[int]]:
    """The case that comes first belongs to whoever comes first, and so on."""
    return {case: {person} for case, person in zip(cases, people, strict=True)} if len(cases) == len(people) else {}


def _sorted(values: Sequence[Any]) -> list[Any]:
    if any(isinstance(each, bytes | memoryview) for each in values):
        return []  # random; tests/models/cases/test_thief.py looks at the cipher by itself
    numbers = [each for each in values if isinstance(each, int | float)]
    return sorted(numbers) if len(numbers) == len(values) else sorted(map(str, values))


def _moments(values: Iterable[Any]) -> list[float]:
    return [each for each in map(_moment, values) if each is not None]


def _moment(value: Any) -> float | None:
    """Seconds since 1970, of whatever is written as a moment."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).timestamp()
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return datetime.fromisoformat(value).replace(tzinfo=UTC).timestamp()
    if isinstance(value, int) and value > 10**12 and value < 10**13:
        return value / 1000
    return None
