"""What is told without being asked stands in one table: what is queued and missing there would fail when it is due."""

from collections import Counter

from handlers.pushed.table import CAUSES
from models.outbox.causes import CauseKind
from models.outbox.message import News
from models.storage.every_table import every_table


def test_every_kind_of_cause_has_a_row() -> None:
    assert set(CAUSES) == {None, *CauseKind}


def test_all_news_that_models_can_queue_is_shown_and_by_one_row() -> None:
    every_table()
    queued = Counter(
        f"{kind.__name__}.{news.name}"
        for kind in News.__subclasses__()
        if kind.__module__.startswith("models.")
        for news in kind
    )
    shown = Counter(f"{type(news).__name__}.{news.name}" for each in CAUSES.values() for news in each.tells)
    assert shown == queued


def test_no_two_kinds_of_news_have_one_name() -> None:
    """Rows that wait have only the name."""
    names = Counter(news.value for each in CAUSES.values() for news in each.tells)
    assert [name for name, count in names.items() if count > 1] == []
