"""why a search was not met, counted in people; searches of before keep only whether they were met"""

from collections import Counter
from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0096"
down_revision = "0091"
branch_labels = None
depends_on = None

OF_THE_CITY = timedelta(hours=8)
"""A step does not know the city's zone; all of China has this one."""
PORTION = 10_000

records = sa.table(
    "place_search_record",
    sa.column("id", sa.BigInteger),
    sa.column("at", sa.DateTime),
    sa.column("cell", sa.String),
    sa.column("needs", sa.String),
    sa.column("met", sa.Boolean),
)
counts_before = sa.table(
    "search_count",
    sa.column("week", sa.Date),
    sa.column("cell", sa.String),
    sa.column("needs", sa.String),
    sa.column("open_only", sa.Boolean),
    sa.column("met", sa.Boolean),
    sa.column("searches", sa.Integer),
)
counts = sa.table(
    "search_count",
    *(sa.column(name, sa.String) for name in ("days", "band", "cell", "needs", "outcome")),
    sa.column("week", sa.Date),
    sa.column("searches", sa.Integer),
)


def upgrade() -> None:
    known = _old_searches()
    op.drop_table("search_count")
    op.drop_index(op.f("ix_place_search_record_at"), table_name="place_search_record")
    op.drop_table("place_search_record")
    op.create_table(
        "search_key",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_search_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "place_search_record",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("once", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", "token", "once", name=op.f("pk_place_search_record")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_count",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("days", sa.String(), nullable=False),
        sa.Column("band", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("searches", sa.Integer(), nullable=False),
        sa.Column("open_m", sa.BigInteger(), nullable=True),
        sa.Column("any_m", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("week", "days", "band", "cell", "needs", "outcome", name=op.f("pk_search_count")),
        sqlite_with_rowid=False,
    )
    rows = [
        {
            "week": week, "days": "unknown", "band": "unknown", "cell": cell, "needs": needs,
            "outcome": "met" if met else "unknown", "searches": searches,
        }
        for (week, cell, needs, met), searches in sorted(known.items())
    ]  # fmt: skip
    if rows:
        op.bulk_insert(counts, rows)


Known = Counter[tuple[date, str, str, bool]]


def _old_searches() -> Known:
    """The searches of before by week, cell, needs, and whether they were met."""
    bind, known = op.get_bind(), Known()
    for row in bind.execute(sa.select(counts_before)):
        known[row.week, row.cell, row.needs, row.met] += row.searches
    last = None
    while True:
        portion = sa.select(records).order_by(records.c.id).limit(PORTION)
        rows = bind.execute(portion if last is None else portion.where(records.c.id > last)).all()
        for row in rows:
            day = (row.at + OF_THE_CITY).date()
            known[day - timedelta(days=day.weekday()), row.cell, row.needs, row.met] += 1
        if not rows:
            return known
        last = rows[-1].id


def downgrade() -> None:
    bind, known = op.get_bind(), Known()
    after = sa.select(counts.c.week, counts.c.cell, counts.c.needs, counts.c.outcome, counts.c.searches)
    for row in bind.execute(after):
        known[row.week, row.cell, row.needs, row.outcome == "met"] += row.searches
    for table in ("search_count", "place_search_record", "search_key"):
        op.drop_table(table)
    op.create_table(
        "place_search_record",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("open_only", sa.Boolean(), nullable=False),
        sa.Column("best_distance_m", sa.Double(), nullable=True),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_search_record")),
    )
    op.create_index(op.f("ix_place_search_record_at"), "place_search_record", ["at"])
    op.create_table(
        "search_count",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("open_only", sa.Boolean(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("searches", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("week", "cell", "needs", "open_only", "met", name=op.f("pk_search_count")),
        sqlite_with_rowid=False,
    )
    rows = [
        {"week": week, "cell": cell, "needs": needs, "open_only": True, "met": met, "searches": searches}
        for (week, cell, needs, met), searches in sorted(known.items())
    ]
    if rows:
        op.bulk_insert(counts_before, rows)
