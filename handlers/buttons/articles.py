"""The buttons that lead to articles, benefits and riders' questions."""

from aiogram.filters.callback_data import CallbackData


class OpenArticles(CallbackData, prefix="articles"):
    """Opens the topics, page by page from 0."""

    page: int = 0


class OpenTopic(CallbackData, prefix="artopic"):
    """Opens the articles of a topic, page by page from 0."""

    topic: str
    page: int = 0


class OpenArticle(CallbackData, prefix="article"):
    """Opens an article. benefit: the key of the benefit that led to it, for the way back; empty if none did."""

    key: str
    benefit: str = ""


class Useful(CallbackData, prefix="artuse"):
    """Says whether an article was useful."""

    key: str
    useful: bool
    benefit: str = ""


class OpenDesk(CallbackData, prefix="artdesk"):
    """For staff: lists the articles that are being written, page by page from 0, and offers to write a new one."""

    page: int = 0


class EditArticle(CallbackData, prefix="artedit"):
    """For staff: shows an article as its writers see it."""

    key: str


class ChooseTopic(CallbackData, prefix="artnew"):
    """Asks for the topic of a new article, page by page from 0."""

    page: int = 0


class NewArticle(CallbackData, prefix="artnewon"):
    topic: str


class ChoosePart(CallbackData, prefix="artparts"):
    """Asks which part of an article to rewrite."""

    key: str


class WritePart(CallbackData, prefix="artpart"):
    """Asks for the new text of a part. part: one of models.articles.editing.Part."""

    key: str
    part: str


class PublishArticle(CallbackData, prefix="artpub"):
    """Publishes an article. revision: the one that was on the screen."""

    key: str
    revision: int


class ChooseSuccessor(CallbackData, prefix="artend"):
    """Asks which article replaces one that is no longer valid, page by page from 0."""

    key: str
    page: int = 0


class ExpireArticle(CallbackData, prefix="artover"):
    """Ends an article. successor: the key of the article that replaces it; empty if none does. An article that has
    changed meanwhile is ended all the same."""

    key: str
    successor: str = ""


class OpenHistory(CallbackData, prefix="arthist"):
    key: str
    page: int = 0


class ShowRevision(CallbackData, prefix="artrev"):
    key: str
    number: int


class RestoreRevision(CallbackData, prefix="artback"):
    """Restores a revision. revision: the newest one when the button was shown."""

    key: str
    number: int
    revision: int


class OpenBenefits(CallbackData, prefix="benefits"):
    """Opens the categories of benefits, page by page from 0."""

    page: int = 0


class OpenCategory(CallbackData, prefix="bencat"):
    """Opens the benefits of a category, page by page from 0."""

    category: str
    page: int = 0


class OpenBenefit(CallbackData, prefix="benefit"):
    """Opens a benefit."""

    key: str


class OpenQuestions(CallbackData, prefix="questions"):
    page: int = 0


class ShowQuestion(CallbackData, prefix="question"):
    """Shows a group of questions, by its number."""

    question_id: int


class AskAnswerTopic(CallbackData, prefix="qtopic"):
    """Asks for the topic of the answer to a group of questions, page by page from 0."""

    question_id: int
    page: int = 0


class AnswerQuestion(CallbackData, prefix="qanswer"):
    question_id: int
    topic: str
