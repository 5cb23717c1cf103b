"""Example questions by the article that answers them: `questions.toml` of the city pack. Search finds the article by
them.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

from models.city.intents import LONGEST_SENTENCE
from models.city.table import LOCALES, Complaints, PackTable, complaining

Questions = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Key of an article -> language -> its questions."""


def load_questions(
    file: Path, *, articles: Collection[str], complaints: Complaints | None = None
) -> dict[str, dict[str, tuple[str, ...]]]:
    """The questions of a pack. Raises BadCityPack unless `complaints` is given."""
    with complaining(complaints) as found:
        pack = PackTable.of_toml(file, found)
        pack.only("articles")
        if not pack.has("articles"):
            return {}
        table = pack.table("articles")
        asked: dict[str, dict[str, tuple[str, ...]]] = {}
        for key in table.all_keys():
            table.check_known(key, [key], articles, "articles/")
            words = table.words(key)
            asked[key] = {locale: words.get(locale, ()) for locale in LOCALES}
            for locale, questions in words.items():
                for each in questions:
                    if len(each) > LONGEST_SENTENCE:
                        table.bad(f"{key}.{locale}", "pack-sentence-too-long", said=each, most=LONGEST_SENTENCE)
        return asked
