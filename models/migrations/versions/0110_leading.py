"""absences have a first day and a deputy; orders that are about no case"""

import sqlalchemy as sa
from alembic import op

revision = "0110"
down_revision = "0109"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Absences that are there have begun; what is lent already comes back as before."""
    op.add_column("staff_absence", sa.Column("since", sa.Date()))
    op.add_column("staff_absence", sa.Column("begun", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("staff_absence", sa.Column("deputy_id", sa.Integer()))
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


def downgrade() -> None:
    """An absence that has not begun would count as one that has; a leader would be a member of staff without rights."""
    op.drop_table("leader_order_step")
    op.drop_table("leader_order")
    op.execute("DELETE FROM staff_absence WHERE NOT begun")
    with op.batch_alter_table("staff_absence") as table:
        table.drop_column("deputy_id")
        table.drop_column("begun")
        table.drop_column("since")
    op.execute("UPDATE staff SET active = false WHERE role = 'leader'")
