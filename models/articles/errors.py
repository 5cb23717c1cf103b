"""Errors about articles and unanswered questions, one class per broken rule."""

from dataclasses import dataclass

from models.errors import DomainError


@dataclass(eq=False)
class ArticleGone(DomainError):
    """There is no article with this key, or it is not published."""

    key: str


@dataclass(eq=False)
class ArticleMovedOn(DomainError):
    """Somebody else changed the article after the person saw it."""

    key: str


@dataclass(eq=False)
class ArticleUnfinished(DomainError):
    """The article cannot be published before this part of it is written."""

    part: str


@dataclass(eq=False)
class QuestionGone(DomainError):
    """The question was answered meanwhile, or was deleted because of its age."""

    question_id: int
