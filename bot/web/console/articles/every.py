"""The pages and presses of articles and of unanswered questions."""

from bot.web.console.articles import editing, library, questions
from bot.web.console.table import Page, Press

PAGES: tuple[Page | Press, ...] = (*library.PAGES, *editing.PAGES, *questions.PAGES)
