"""duties: what somebody has to do by a day, with its record; orders that are about no case are duties

What was written of orders comes over as it is encrypted; it is encrypted for its new place, and the records are sealed,
when the keys are known (models/duties/carried.py). Numbers stay: buttons and waiting messages name them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0120"
down_revision = "0118"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
LAST = "SELECT {column} FROM leader_order_step s WHERE s.order_id = o.id AND {which} ORDER BY s.number DESC LIMIT 1"
REPORTED_BY = LAST.format(column="s.staff_id", which="s.what = 'answer'")
BEFORE_THE_END = LAST.format(column="s.what", which="s.what <> 'close'")
ORDERS = f"""
INSERT INTO duty (id, kind, owner_kind, owner, department, wanted, given_by, given_at, due_at, state, reported_by,
    ended_at, told, warn_at, event_count, head, seal, day_seal)
SELECT o.id, 'order', 'department', o.department, o.department, o.wanted, o.ordered_by, o.ordered_at, o.due_at,
    CASE o.state WHEN 'answered' THEN 'reported'
        WHEN 'closed' THEN CASE WHEN ({BEFORE_THE_END}) = 'answer' THEN 'struck' ELSE 'withdrawn' END
        ELSE o.state END,
    ({REPORTED_BY}), o.closed_at,
    CASE WHEN o.warned_at IS NULL THEN 'none' ELSE 'orange' END,
    CASE WHEN o.state IN ('given', 'accepted') THEN o.ordered_at END,
    (SELECT COUNT(*) FROM leader_order_step s WHERE s.order_id = o.id), '', '', ''
FROM leader_order o
"""
STEPS = """
INSERT INTO duty_step (duty_id, number, at, staff_id, what, state, sealed, data_digest, previous, hash)
SELECT s.order_id, s.number, s.at, s.staff_id,
    CASE s.what WHEN 'answer' THEN 'report'
        WHEN 'close' THEN CASE WHEN d.state = 'struck' THEN 'strike' ELSE 'withdraw' END
        ELSE s.what END,
    '', s.text, '', '', ''
FROM leader_order_step s JOIN duty d ON d.id = s.order_id
"""
"""An order was closed once, and nothing comes after that."""


def upgrade() -> None:
    op.create_table(
        "duty",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(9), nullable=False),
        sa.Column("owner_kind", sa.String(10), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("about_kind", sa.String()),
        sa.Column("about", sa.String()),
        sa.Column("wanted", sa.LargeBinary(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("reported_by", sa.Integer()),
        sa.Column("asked_by", sa.Integer()),
        sa.Column("asked_until", sa.DateTime()),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("told", sa.String(6), nullable=False),
        sa.Column("warn_at", sa.DateTime()),
        sa.Column("event_count", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("day_seal", sa.String(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    op.create_table(
        "duty_step",
        sa.Column("duty_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(9), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary()),
        sa.Column("data_digest", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name=op.f("fk_duty_step_duty_id_duty"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("duty_id", "number", name=op.f("pk_duty_step")),
        sqlite_with_rowid=False,
    )
    op.execute(ORDERS)
    op.execute(STEPS)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval(pg_get_serial_sequence('duty', 'id'), (SELECT MAX(id) FROM duty)) FROM duty LIMIT 1")
    op.execute(
        "INSERT INTO data_step (name, last) SELECT 'duty', 0 WHERE EXISTS (SELECT 1 FROM duty) "
        "AND NOT EXISTS (SELECT 1 FROM data_step WHERE name = 'duty')"
    )
    op.drop_table("leader_order_step")
    op.drop_table("leader_order")


def downgrade() -> None:
    """Orders do not come back: nobody without the keys can encrypt them for where they were."""
    op.drop_table("duty_step")
    op.drop_table("duty")
    op.create_table(
        "leader_order",
        sa.Column("id", BIG, nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("ordered_by", sa.Integer(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("wanted", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("closed_at", sa.DateTime()),
        sa.Column("warned_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leader_order")),
    )
    op.create_index("ix_leader_order_due", "leader_order", ["state", "department", "due_at"])
    op.create_table(
        "leader_order_step",
        sa.Column("order_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(9), nullable=False),
        sa.Column("text", sa.LargeBinary()),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["leader_order.id"],
            name=op.f("fk_leader_order_step_order_id_leader_order"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("order_id", "number", name=op.f("pk_leader_order_step")),
    )
    op.execute("DELETE FROM data_step WHERE name = 'duty'")
