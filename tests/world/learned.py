"""What the sample city teaches: learned once a test run, as it takes two seconds."""

import tempfile
from functools import cache
from pathlib import Path

from bot.settings import SAMPLE_CITY
from bot.understanding import Understanding
from bot.understanding.reading import VECTORS
from models.city.pack import load_city
from models.learned.looked_at import LookedAt

FEW = ("certificates", "place", "home", "none", "case:housing", "case:hardship", "case:deduction")


@cache
def learned_closer() -> Understanding:
    """The same of a few intents, with vectors, of which all came with the program."""
    understanding = Understanding(load_city(SAMPLE_CITY), LookedAt(VECTORS, wanted=True))
    said = understanding.examples
    understanding.examples = {each: intent for each, intent in said.items() if intent in FEW}
    with tempfile.TemporaryDirectory() as folder:
        understanding.learn_here(Path(folder))
    return understanding


@cache
def learned() -> Understanding:
    understanding = Understanding(load_city(SAMPLE_CITY))
    understanding.learn_here()
    return understanding
