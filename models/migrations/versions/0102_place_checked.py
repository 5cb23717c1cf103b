"""the day on which somebody last said that a place is as it is written"""

import sqlalchemy as sa
from alembic import op

revision = "0102"
down_revision = "0101"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("place", sa.Column("checked_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("place", "checked_at")
