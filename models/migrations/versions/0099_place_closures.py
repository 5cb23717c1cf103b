"""several exceptions to the hours of a place at once, and why it is shut"""

import re
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0099"
down_revision = "0098"
branch_labels = None
depends_on = None

PLACE = sa.table(
    "place", sa.column("id", sa.Integer), sa.column("hours", sa.String), sa.column("usual_hours", sa.String)
)
BEFORE = ("place_id", "usual", "rule", "closes_minute", "until", "staff_id", "at")
AFTER = ("place_id", "first", "until", "rule", "closes_minute", "reason", "staff_id", "at")


def upgrade() -> None:
    op.add_column("place", sa.Column("usual_hours", sa.String(), nullable=True))
    rows = _all(BEFORE)
    op.drop_table("place_hours")
    _table(
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("closes_minute", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_hours")),
    )
    op.create_index(op.f("ix_place_hours_place_id"), "place_hours", ["place_id"])
    op.create_index(op.f("ix_place_hours_until"), "place_hours", ["until"])
    for row in rows:
        usual = sa.update(PLACE).where(PLACE.c.id == row["place_id"]).values(usual_hours=row.pop("usual"))
        op.execute(usual)
    _put([{**row, "first": _first(row["rule"]), "reason": None} for row in rows], AFTER)


def downgrade() -> None:
    """One exception a place is left: the one that ends last."""
    usual = dict(op.get_bind().execute(sa.select(PLACE.c.id, PLACE.c.usual_hours)).all())
    rows = {row["place_id"]: row for row in sorted(_all(AFTER), key=lambda row: row["until"])}
    op.drop_table("place_hours")
    _table(
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("usual", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("closes_minute", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("place_id", name=op.f("pk_place_hours")),
    )
    op.create_index(op.f("ix_place_hours_until"), "place_hours", ["until"])
    kept = [{**row, "usual": usual.get(row["place_id"]) or ""} for row in rows.values()]
    _put([{name: row[name] for name in BEFORE} for row in kept], BEFORE)
    for row in kept:
        hours = f"{row['usual'] or '24/7 unknown'}; {row['rule']}"
        op.execute(sa.update(PLACE).where(PLACE.c.id == row["place_id"]).values(hours=hours))
    op.drop_column("place", "usual_hours")


def _table(*parts: Any) -> None:
    place = sa.ForeignKeyConstraint(
        ["place_id"], ["place.id"], name=op.f("fk_place_hours_place_id_place"), ondelete="CASCADE"
    )
    op.create_table("place_hours", *parts, place)


def _of(names: tuple[str, ...]) -> sa.TableClause:
    types: dict[str, Any] = {"first": sa.Date(), "until": sa.Date(), "at": sa.DateTime()}
    return sa.table("place_hours", *(sa.column(name, types.get(name)) for name in names))


def _all(names: tuple[str, ...]) -> list[dict[str, Any]]:
    table = _of(names)
    return [dict(row) for row in op.get_bind().execute(sa.select(*table.c)).mappings()]


def _put(rows: list[dict[str, Any]], names: tuple[str, ...]) -> None:
    if rows:
        op.get_bind().execute(sa.insert(_of(names)), rows)


def _first(rule: str) -> date:
    """The first day of a rule such as `2026 Dec 04-2026 Dec 06 off`."""
    found = re.match(r"\d{4} [A-Z][a-z]{2} \d\d", rule)
    assert found is not None, rule
    return datetime.strptime(found[0], "%Y %b %d").date()  # noqa: DTZ007  # a day, not a moment
