"""views that members of staff and departments save of their lists"""

import sqlalchemy as sa
from alembic import op

revision = "0115"
down_revision = "0114"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", BIG, nullable=False),
        sa.Column("staff_id", BIG),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_saved_view_staff_id_staff", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
    )
    for column in ("staff_id", "department"):
        op.create_index(f"ix_saved_view_{column}", "saved_view", [column])


def downgrade() -> None:
    op.drop_table("saved_view")
