"""Times of these days, as they are said in each language."""

from datetime import datetime

import pytest

from handlers.phrases.places import moment
from handlers.talk.texts import texts
from models.city.pack import City

NOW = datetime.fromisoformat("2026-11-26T15:00:00+08:00")


@pytest.mark.parametrize(
    ("locale", "at", "said"),
    [
        ("en", "2027-02-03T08:00:00+08:00", "3 Feb 8:00"),
        ("en", "2026-12-12T08:00:00+08:00", "12 Dec 8:00"),
        ("zh-CN", "2027-02-03T08:00:00+08:00", "2 月 3 日 8:00"),
    ],
)
def test_a_later_day_has_the_name_of_its_own_month(locale: str, at: str, said: str, city: City) -> None:
    words = texts().in_(locale)
    assert moment(words, datetime.fromisoformat(at), NOW, city.zone).replace("\u00a0", " ") == said
