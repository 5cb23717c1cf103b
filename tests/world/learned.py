"""What the sample city teaches: learned once a test run, as it takes two seconds."""

from functools import cache

from bot.settings import SAMPLE_CITY
from bot.understanding import Understanding
from models.city.pack import load_city


@cache
def learned() -> Understanding:
    understanding = Understanding(load_city(SAMPLE_CITY))
    understanding.learn_here()
    return understanding
