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


class OpenDesk(CallbackData, prefix="artdesk"):
    """For staff: what is being written, page by page from 0, and one more."""

    page: int = 0


class EditArticle(CallbackData, prefix="artedit"):
    """For staff: an article as its writers see it."""

    key: str


class ChooseTopic(CallbackData, prefix="artnew"):
    """One more, about what? Page by page from 0."""

    page: int = 0


class NewArticle(CallbackData, prefix="artnewon"):
    topic: str


class ChoosePart(CallbackData, prefix="artparts"):
    """Which part is to be written anew?"""

    key: str


class WritePart(CallbackData, prefix="artpart"):
    """part: one of models.articles.editing.Part."""

    key: str
    part: str


class PublishArticle(CallbackData, prefix="artpub"):
    """revision: the one that was on the screen."""

    key: str
    revision: int


class ChooseSuccessor(CallbackData, prefix="artend"):
    """It is over: what took its place? Page by page from 0."""

    key: str
    page: int = 0


class ExpireArticle(CallbackData, prefix="artover"):
    """successor: the key of what took its place, or nothing. What moved on meanwhile is ended all the same."""

    key: str
    successor: str = ""


class OpenHistory(CallbackData, prefix="arthist"):
    key: str
    page: int = 0


class ShowRevision(CallbackData, prefix="artrev"):
    key: str
    number: int


class RestoreRevision(CallbackData, prefix="artback"):
    """revision: the newest one when the button was shown."""

    key: str
    number: int
    revision: int


class OpenBenefits(CallbackData, prefix="benefits"):
    """The categories, page by page from 0."""

    page: int = 0


class OpenCategory(CallbackData, prefix="bencat"):
    """The items of a category, page by page from 0."""

    category: str
    page: int = 0


class OpenBenefit(CallbackData, prefix="benefit"):
    """One item."""

    key: str


class OpenQuestions(CallbackData, prefix="questions"):
    page: int = 0


class ShowQuestion(CallbackData, prefix="question"):
    """A group, by its number."""

    question_id: int


class AskAnswerTopic(CallbackData, prefix="qtopic"):
    """An answer is written: about what? Page by page from 0."""

    question_id: int
    page: int = 0


class AnswerQuestion(CallbackData, prefix="qanswer"):
    question_id: int
    topic: str
