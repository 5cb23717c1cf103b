"""searches as counts per week and cell"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
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


def downgrade() -> None:
    op.drop_table("search_count")
