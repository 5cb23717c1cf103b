"""names on rosters, subsidies that wait for a yes, posts given in the chat, who looked at cases; what WeChat refused is looked at again"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0058"
branch_labels = None
depends_on = None

REFUSED = ("45015", "45047", "outside of the window")
"""What the sender wrote down of a chat that was closed; such rows waited for seven days."""


def upgrade() -> None:
    op.add_column("booking", sa.Column("named_until", sa.DateTime()))
    op.create_index("ix_booking_named", "booking", ["named_until"])
    op.add_column("event", sa.Column("subsidy_asked_fen", sa.Integer()))
    op.add_column("event", sa.Column("subsidy_asked_by", sa.Integer()))
    op.add_column("evidence", sa.Column("staff_id", sa.Integer()))
    op.add_column("staff", sa.Column("invited_by", sa.Integer()))
    op.create_table(
        "staff_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("by_staff", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_change_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_staff"], ["staff.id"], name=op.f("fk_staff_change_by_staff_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_change")),
    )
    op.create_index(op.f("ix_staff_change_staff_id"), "staff_change", ["staff_id"])
    op.create_table(
        "case_look",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_look_case_id_case"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_case_look_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", "staff_id", "what", "at", name=op.f("pk_case_look")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_look_staff", "case_look", ["staff_id", "at"])
    rows = sa.table("outbox", sa.column("state"), sa.column("error"), sa.column("due_at"), sa.column("send_at"))
    again = sa.update(rows).where(rows.c.state == "waiting", rows.c.error.in_(REFUSED))
    op.execute(again.values(send_at=rows.c.due_at))


def downgrade() -> None:
    op.drop_table("case_look")
    op.drop_table("staff_change")
    with op.batch_alter_table("staff") as table:
        table.drop_column("invited_by")
    op.drop_column("evidence", "staff_id")
    op.drop_index("ix_booking_named", "booking")
    with op.batch_alter_table("booking") as table:
        table.drop_column("named_until")
    with op.batch_alter_table("event") as table:
        table.drop_column("subsidy_asked_fen")
        table.drop_column("subsidy_asked_by")
