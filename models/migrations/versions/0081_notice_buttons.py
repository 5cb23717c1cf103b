"""a notice says what its buttons lead to, and no more what they call back with

Rows of the outbox that were put before hold their buttons as they are: those are read as they were written.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0078"
branch_labels = None
depends_on = None

_NOTICES = sa.table("notice", sa.column("id", sa.BigInteger), sa.column("buttons", sa.JSON))
_OPENS = {
    "menu-button-places": "places",
    "menu-button-events": "events",
    "menu-button-articles": "articles",
    "weather-button-shelter": "shelter",
    "notice-button-link": "link",
}
_LABELS = {opens: label for label, opens in _OPENS.items()}
_DATA = {"places": "find", "events": "events:", "articles": "articles:0", "link": None}


def upgrade() -> None:
    _rewrite(lambda buttons: [_after(button) for row in buttons if isinstance(row, list) for button in row])


def _after(button: dict[str, Any]) -> dict[str, str]:
    opens = _OPENS[button["key"]]
    need = (button["data"] or "").removeprefix("need:") if opens == "shelter" else ""
    return {"opens": opens, "of": button["url"] or ("" if need == "find" else need)}


def downgrade() -> None:
    _rewrite(lambda buttons: [[_before(button)] for button in buttons if isinstance(button, dict)])


def _before(button: dict[str, str]) -> dict[str, Any]:
    opens, of = button["opens"], button["of"]
    data = (f"need:{of}" if of else "find") if opens == "shelter" else _DATA[opens]
    return {"key": _LABELS[opens], "data": data, "url": of if opens == "link" else None, "arguments": {}}


def _rewrite(written: Callable[[list[Any]], list[Any]]) -> None:
    """Of the rows that are not written so yet: SQLite keeps each statement by itself, and the process may have died
    between two."""
    connection = op.get_bind()
    for number, buttons in connection.execute(sa.select(_NOTICES.c.id, _NOTICES.c.buttons)).all():
        anew = written(buttons)
        if anew:
            connection.execute(sa.update(_NOTICES).where(_NOTICES.c.id == number).values(buttons=anew))
