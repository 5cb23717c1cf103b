"""Example sentences of what people say, by the intent behind them: `intents.toml` of the city pack, training data.

actions.KEY   an action of the service, a key of ACTIONS        cases.KEY   a type of case_types.toml

Each has sentences in every locale. An intent is written as `certificates`, or `case:deduction` if it is about a case.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from models.city.table import Complaints, PackTable, complaining

NOTHING = "none"
"""The intent of sentences that the service has no answer for: another matter, an advertisement."""
CHAT = "chat"
"""The intent of small talk: a greeting with a sigh, a joke, praise, scolding, a good day."""
IDLE = (NOTHING, CHAT)
"""The intents that ask for nothing that we do."""
ACTIONS = (
    "place", "events", "articles", "benefits", "certificates", "quiet_times", "notices", "points", "my_cases",
    "my_bookings", "language", "my_data", "link", "home", CHAT, NOTHING,
)  # fmt: skip
CASE = "case:"
LONGEST_SENTENCE = 80
"""Characters; a longer sentence is unlike what people type."""

Sentences = Mapping[str, tuple[str, ...]]
"""Intent -> its example sentences, in all languages."""


def case_intent(case_type: str) -> str:
    return f"{CASE}{case_type}"


def case_type_of(intent: str) -> str | None:
    """The key of the case type that an intent is about; None for other intents."""
    return intent.removeprefix(CASE) if intent.startswith(CASE) else None


def load_intents(
    file: Path, *, case_types: Collection[str], complaints: Complaints | None = None
) -> dict[str, tuple[str, ...]]:
    """The example sentences of a pack. Raises BadCityPack unless `complaints` is given."""
    with complaining(complaints) as found:
        pack = PackTable.of_toml(file, found)
        pack.only("actions", "cases")
        said: dict[str, tuple[str, ...]] = {}
        owners: dict[str, str] = {}
        for table, known, place, name in _groups(pack, case_types):
            for key in table.all_keys():
                table.check_known(key, [key], known, place)
                said[name + key] = tuple(_sentences(table, key, owners))
        return said


def _groups(pack: PackTable, case_types: Collection[str]) -> Iterator[tuple[PackTable, Collection[str], str, str]]:
    if pack.has("actions"):
        yield pack.table("actions"), ACTIONS, "[actions]", ""
    if pack.has("cases"):
        yield pack.table("cases"), case_types, "case_types.toml", CASE


def _sentences(table: PackTable, key: str, owners: dict[str, str]) -> Iterator[str]:
    """The sentences of one intent, in all languages. A sentence of two intents is complained of: it would train
    neither."""
    by_language = isinstance(table.values[key], dict)
    for locale, sentences in table.words(key).items():
        where = f"{key}.{locale}" if by_language else key
        for sentence in sentences:
            if len(sentence) > LONGEST_SENTENCE:
                table.bad(where, "pack-sentence-too-long", said=sentence, most=LONGEST_SENTENCE)
            owner = owners.setdefault(sentence.casefold(), f"{table.where}.{key}")
            if owner != f"{table.where}.{key}":
                table.bad(where, "pack-word-taken", said=sentence, owner=owner)
            yield sentence
