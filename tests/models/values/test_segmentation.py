"""A text has the same words whatever was read before, and in every thread."""

from concurrent.futures import ThreadPoolExecutor

from models.articles.search import FoundKind, Passage, SearchIndex
from models.city.search_words import SearchWords
from models.values.segmentation import DomainWords, search_words_of, words_of

SAID = "新就业形态劳动者的跑单费怎么算"
WORDS = SearchWords({}, ("新就业形态", "跑单费"), frozenset())
PASSAGE = Passage(FoundKind.ARTICLE, "pay", "zh-CN", "跑单费", "新就业形态劳动者按月结。")


def test_a_domain_word_is_kept_whole_and_found_by_its_parts() -> None:
    words = DomainWords(["新就业形态", "跑单费", "跑单"]).search_words_of(SAID)
    assert {"新就业形态", "就业", "跑单费"} <= set(words)
    assert DomainWords([]).search_words_of(SAID) == search_words_of(SAID)


def test_no_search_changes_the_words_of_a_text() -> None:
    before = words_of(SAID)
    assert "跑单费" not in before, "else this shows nothing"
    index = SearchIndex([PASSAGE], WORDS)
    assert index.search("跑单费", locale="zh-CN")[0].good
    assert words_of(SAID) == before


def test_many_threads_read_while_a_search_is_built() -> None:
    def read(number: int) -> list[str]:
        if number % 50 == 0:
            SearchIndex([PASSAGE], SearchWords({}, (f"新词{number}",), frozenset()))
        return words_of(SAID)

    with ThreadPoolExecutor(8) as threads:
        assert len({tuple(words) for words in threads.map(read, range(400))}) == 1
