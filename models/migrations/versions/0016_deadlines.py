"""the clock of cases: when it stands still, how far the warnings are"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case") as batch_op:
        batch_op.add_column(sa.Column("paused_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("warned", sa.SmallInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("warn_at", sa.DateTime(), nullable=True))
        batch_op.create_index(batch_op.f("ix_case_warn_at"), ["warn_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_case_warn_at"), table_name="case")
    for column in ("warn_at", "warned", "paused_at"):  # not in a batch: SQLite would copy the table case
        op.drop_column("case", column)
