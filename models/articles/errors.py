"""The rules of articles and of questions that wait for one that can be broken, one class each."""

from dataclasses import dataclass

from models.errors import DomainError


@dataclass(eq=False)
class ArticleGone(DomainError):
    """There is no article of this key, or it is not published."""

    key: str


@dataclass(eq=False)
class ArticleMovedOn(DomainError):
    """The article was changed by somebody else since the person saw it."""

    key: str


@dataclass(eq=False)
class ArticleUnfinished(DomainError):
    """The article cannot be published before this part of it is written."""

    part: str


@dataclass(eq=False)
class QuestionGone(DomainError):
    """The question has been answered meanwhile, or was kept long enough."""

    question_id: int
