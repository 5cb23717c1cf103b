"""what a chat sent in the last seconds, where several processes take it"""

import sqlalchemy as sa
from alembic import op

revision = "0090"
down_revision = "0089"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "flood_count",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("count", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_flood_count")),
    )
    op.create_index(op.f("ix_flood_count_at"), "flood_count", ["at"])


def downgrade() -> None:
    op.drop_table("flood_count")
