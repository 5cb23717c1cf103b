"""Buttons by which posts are given and taken."""

from aiogram.filters.callback_data import CallbackData


class OpenPosts(CallbackData, prefix="sposts"):
    """Of a department, or of places; empty: of which? Page by page from 0."""

    where: str = ""
    page: int = 0


class ShowPost(CallbackData, prefix="spost"):
    staff_id: int


class NewPost(CallbackData, prefix="snewpost"):
    """Somebody new there; role: empty: as what?"""

    where: str
    role: str = ""


class NewHost(CallbackData, prefix="snewhost"):
    """Somebody new who looks after this place."""

    place_id: int


class ChangePost(CallbackData, prefix="schpost"):
    """how: `code`, `ask` (take it away?), `remove`, or the role it becomes."""

    staff_id: int
    how: str


class OpenChanges(CallbackData, prefix="schanges"):
    page: int = 0
