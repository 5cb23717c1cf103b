"""departments: the dates of reopened cases, help that is late, how much more time was asked for, enough have joined"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "case_reopening",
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("accept_by", sa.DateTime(), nullable=False),
        sa.Column("answer_by", sa.DateTime(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_reopening_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_reopening")),
    )
    op.add_column("case_assist", sa.Column("warned_at", sa.DateTime()))
    op.create_index("ix_case_assist_due", "case_assist", ["answered_at", "warned_at", "due_at"])
    op.add_column("case_extension", sa.Column("days", sa.Integer(), server_default="5", nullable=False))
    op.add_column("negotiation", sa.Column("gathered_at", sa.DateTime()))


def downgrade() -> None:
    op.drop_column("negotiation", "gathered_at")
    op.drop_column("case_extension", "days")
    op.drop_index("ix_case_assist_due", "case_assist")
    op.drop_column("case_assist", "warned_at")
    op.drop_table("case_reopening")
