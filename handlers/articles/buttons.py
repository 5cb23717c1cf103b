"""The buttons that lead to what there is to read."""

from aiogram.filters.callback_data import CallbackData


class OpenArticles(CallbackData, prefix="articles"):
    """The topics, page by page from 0."""

    page: int = 0


class OpenTopic(CallbackData, prefix="artopic"):
    """What there is about a topic, page by page from 0."""

    topic: str
    page: int = 0


class OpenArticle(CallbackData, prefix="article"):
    """One article. benefit: the key of the benefit that it was opened from, for the way back."""

    key: str
    benefit: str = ""


class Useful(CallbackData, prefix="artuse"):
    """Was it of use?"""

    key: str
    useful: bool
    benefit: str = ""
