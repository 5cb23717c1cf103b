"""what is done from a post is a chain of links, under a seal

Names of cases and seals come when the keys are known: models/upkeep/unlinking.py.
"""

import sqlalchemy as sa
from alembic import op

revision = "0086"
down_revision = "0085"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
FILLED = """
INSERT INTO staff_event (staff_id, number, at, what, case_id, post_id, role, previous, hash)
SELECT staff_id, ROW_NUMBER() OVER (PARTITION BY staff_id ORDER BY at, id, case_id, what), at, what, case_id, post_id,
    role, '', ''
FROM (
    SELECT staff_id, at, 0 AS id, what, case_id, NULL AS post_id, NULL AS role FROM case_look
    UNION ALL
    SELECT by_staff, at, id, what, NULL, staff_id, role FROM staff_change
) AS done
"""


def upgrade() -> None:
    """In this order SQLite has no free pages afterwards: what is written next would go there, and the file not grow."""
    op.create_table(
        "staff_event",
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("case_id", BIG),
        sa.Column("case_name", sa.String(32)),
        sa.Column("post_id", BIG),
        sa.Column("role", sa.String()),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        _to("staff_event", "staff_id", "staff", "CASCADE"),
        _to("staff_event", "case_id", "case", "SET NULL"),
        _to("staff_event", "post_id", "staff", "CASCADE"),
        sa.PrimaryKeyConstraint("staff_id", "number", name=op.f("pk_staff_event")),
        sqlite_with_rowid=False,
    )
    op.execute(FILLED)
    op.drop_table("case_look")
    op.drop_table("staff_change")
    op.create_index("ix_staff_event_case", "staff_event", ["case_id", "staff_id", "at"])
    op.create_index(op.f("ix_staff_event_at"), "staff_event", ["at"])
    op.create_index(op.f("ix_staff_event_post_id"), "staff_event", ["post_id"])
    op.create_table(
        "staff_record",
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("event_count", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("day_seal", sa.String(), nullable=False, server_default=""),
        _to("staff_record", "staff_id", "staff", "CASCADE"),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_record")),
    )
    op.execute(
        "INSERT INTO data_step (name, last) SELECT 'staff_record', 0 WHERE EXISTS (SELECT 1 FROM staff) "
        "AND NOT EXISTS (SELECT 1 FROM data_step WHERE name = 'staff_record')"
    )


def downgrade() -> None:
    """Looks at cases that have gone are of no use to the version before."""
    op.create_table(
        "staff_change",
        sa.Column("id", BIG, nullable=False),
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("by_staff", BIG, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _to("staff_change", "staff_id", "staff", "CASCADE"),
        _to("staff_change", "by_staff", "staff", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_change")),
    )
    op.create_index(op.f("ix_staff_change_staff_id"), "staff_change", ["staff_id"])
    op.create_table(
        "case_look",
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _to("case_look", "case_id", "case", "CASCADE"),
        _to("case_look", "staff_id", "staff", "CASCADE"),
        sa.PrimaryKeyConstraint("case_id", "staff_id", "what", "at", name=op.f("pk_case_look")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_look_staff", "case_look", ["staff_id", "at"])
    op.execute(
        "INSERT INTO case_look (case_id, staff_id, what, at) "
        "SELECT DISTINCT case_id, staff_id, what, at FROM staff_event WHERE case_id IS NOT NULL"
    )
    op.execute(
        "INSERT INTO staff_change (staff_id, by_staff, what, role, at) "
        "SELECT post_id, staff_id, what, role, at FROM staff_event WHERE post_id IS NOT NULL ORDER BY at, number"
    )
    op.drop_table("staff_event")
    op.drop_table("staff_record")
    op.execute("DELETE FROM data_step WHERE name = 'staff_record'")


def _to(table: str, column: str, other: str, gone: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=gone)
