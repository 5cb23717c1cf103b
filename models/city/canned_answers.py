"""Prepared answers of the city pack: a clerk presses one and edits it.

canned_answers.toml   one table per answer: step (ask, answer or settle), types (if left out, every type), text,
                      holding (true: a word on the way, not yet an answer)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.city.table import LOCALES, Complaints, PackTable, Titles, complaining

ANSWER = "answer"
STEPS = ("ask", ANSWER, "settle")
"""The steps of a case that take a prepared answer, by their names in models/cases."""
LONGEST_TEXT = 1000
"""Characters; a longer prepared answer is complained of."""
MOST_SHOWN = 5


@dataclass(frozen=True)
class CannedAnswer:
    """A prepared answer. types: keys of case types; empty: every type. holding: a word on the way, not yet an
    answer."""

    key: str
    step: str
    types: tuple[str, ...]
    text: Titles
    holding: bool = False


def load_canned_answers(
    file: Path, *, types: Mapping[str, object], complaints: Complaints | None = None
) -> dict[str, CannedAnswer]:
    """Every answer of the file, in its order. Raises BadCityPack unless `complaints` is given."""
    with complaining(complaints) as found:
        return {key: _canned(key, table, types) for key, table in PackTable.of_toml(file, found).tables()}


def _canned(key: str, table: PackTable, types: Mapping[str, object]) -> CannedAnswer:
    table.only("step", "types", "text", "holding")
    step = table.named("step", STEPS, "step")
    named = table.all_named("types", types, "case_types.toml") if table.has("types") else ()
    text = table.titles("text")
    for locale in LOCALES:
        if len(text[locale]) > LONGEST_TEXT:
            table.bad(f"text.{locale}", "pack-too-long", length=len(text[locale]), most=LONGEST_TEXT)
    holding = table.has("holding") and table.flag("holding")
    if holding and step != ANSWER:
        table.bad("holding", "pack-holding-no-answer", step=step)
    return CannedAnswer(key, step if step in STEPS else ANSWER, named, text, holding)


def canned_for(answers: Mapping[str, CannedAnswer], step: str, type_key: str) -> Sequence[CannedAnswer]:
    """The prepared answers for a step of a case, those for its own type first; MOST_SHOWN at most."""
    fitting = [each for each in answers.values() if each.step == step and (not each.types or type_key in each.types)]
    return sorted(fitting, key=lambda each: not each.types)[:MOST_SHOWN]
