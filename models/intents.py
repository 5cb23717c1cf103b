"""What people say, and what they mean by it: `intents.toml` of the city pack, examples to learn from.

actions.KEY   what the service can do, a key of ACTIONS        cases.KEY   a type of case_types.toml

Each has sentences in every locale. An intent is written `certificates`, or `case:deduction` where it is about a case.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from models.pack_table import LOCALES, PackTable

NOTHING = "none"
"""What is nobody's business here: small talk, a joke, an advertisement."""
ACTIONS = (
    "place", "events", "articles", "benefits", "certificates", "quiet_times", "my_cases", "my_bookings", "language",
    "my_data", "link", "home", NOTHING,
)  # fmt: skip
CASE = "case:"
LONGEST_SENTENCE = 80
"""Characters; what is longer teaches nothing about what people type."""

Sentences = Mapping[str, tuple[str, ...]]
"""Intent -> what people say for it, in every language."""


def case_intent(case_type: str) -> str:
    return f"{CASE}{case_type}"


def case_type_of(intent: str) -> str | None:
    """The type of case an intent is about; None for the others."""
    return intent.removeprefix(CASE) if intent.startswith(CASE) else None


def load_intents(file: Path, *, case_types: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The examples of a pack. Raises BadCityPack."""
    pack = PackTable.of_toml(file)
    pack.only("actions", "cases")
    said: dict[str, tuple[str, ...]] = {}
    owners: dict[str, str] = {}
    for table, known, name in _groups(pack, case_types):
        for key, sentences in table.tables():
            if key not in known:
                raise table.bad(key, f"{key!r} is nothing that can be meant", f"One of: {', '.join(known)}")
            said[name + key] = tuple(_sentences(sentences, owners))
    return said


def _groups(pack: PackTable, case_types: Collection[str]) -> Iterator[tuple[PackTable, Collection[str], str]]:
    yield pack.table("actions"), ACTIONS, ""
    if pack.has("cases"):
        yield pack.table("cases"), case_types, CASE


def _sentences(table: PackTable, owners: dict[str, str]) -> Iterator[str]:
    """The sentences of one intent; one that stands in two places teaches the opposite of both."""
    table.only(*LOCALES)
    for locale in LOCALES:
        for sentence in table.texts_of(locale):
            if len(sentence) > LONGEST_SENTENCE:
                raise table.bad(locale, f"{sentence[:20]!r}… is too long", f"Use {LONGEST_SENTENCE} characters at most")
            owner = owners.setdefault(sentence.casefold(), table.where)
            if owner != table.where:
                raise table.bad(locale, f"{sentence!r} stands in {owner} too", "Leave it in one of the two")
            yield sentence
