"""Buttons that give and take posts."""

from aiogram.filters.callback_data import CallbackData


class OpenPosts(CallbackData, prefix="sposts"):
    """List the posts of a department, or of places; empty asks which. Pages count from 0."""

    where: str = ""
    page: int = 0


class ShowPost(CallbackData, prefix="spost"):
    """Show a post."""

    staff_id: int


class NewPost(CallbackData, prefix="snewpost"):
    """Add a post there; an empty role asks for it."""

    where: str
    role: str = ""


class NewHost(CallbackData, prefix="snewhost"):
    """Add a host of this place."""

    place_id: int


class ChangePost(CallbackData, prefix="schpost"):
    """Change a post. how: `code`, `ask` (whether to take it away), `remove`, or the new role."""

    staff_id: int
    how: str


class OpenChanges(CallbackData, prefix="schanges"):
    """List the changes of posts, page by page from 0."""

    page: int = 0
