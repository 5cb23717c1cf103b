"""What is told without being asked chooses its words by the numbers in it."""

import pytest

from handlers.pushed.table import pushed_screen
from handlers.talk.texts import texts
from models.casework.posts import PostNews
from models.papers.paper import PaperNews


@pytest.mark.parametrize(
    ("locale", "count", "said"),
    [
        ("en", 0, "They had no open case."),
        ("en", 1234, "1234 open cases are"),
        ("zh-CN", 0, "手上没有没办完的。"),
        ("zh-CN", 7, "手上 7 件没办完"),
    ],
)
def test_who_leads_is_told_how_many_cases_a_post_leaves(locale: str, count: int, said: str) -> None:
    facts = {"name": "孙志强", "by": "周敏", "count": count}
    assert said in pushed_screen(texts().in_(locale), {"news": PostNews.LEFT, "facts": facts}).text


@pytest.mark.parametrize(("free", "said"), [(1, "1 seat left"), (2, "2 seats left"), (1000, "1000 seats left")])
def test_the_seats_of_an_event_that_renews_a_paper_are_counted(free: int, said: str) -> None:
    facts = {"date_id": 1, "title": {"en": "Health check"}, "place": "Hewan", "room": "-", "free": free}
    moment = {"weekday": "sat", "month": "m12", "day": "5", "time": "14:30"}
    screen = pushed_screen(texts().in_("en"), {"news": PaperNews.EVENT, "facts": facts | moment})
    assert said in screen.text
