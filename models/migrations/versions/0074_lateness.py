"""what is late waits to be told together"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0066"
branch_labels = None
depends_on = None

LATENESS = "case_lateness"


def upgrade() -> None:
    op.create_table(
        LATENESS,
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_case_lateness_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_lateness_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "kind", "about_id", name=op.f("pk_case_lateness")),
    )
    op.create_index(op.f("ix_case_lateness_case_id"), LATENESS, ["case_id"])


def downgrade() -> None:
    op.drop_table(LATENESS)
