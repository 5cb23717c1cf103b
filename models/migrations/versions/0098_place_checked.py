"""how one gets into a place, its picture, and when it was last checked"""

import sqlalchemy as sa
from alembic import op

revision = "0098"
down_revision = "0091"
branch_labels = None
depends_on = None

COLUMNS = (
    sa.Column("access", sa.String(), nullable=True),
    sa.Column("access_note", sa.String(), nullable=True),
    sa.Column("photo", sa.String(), nullable=True),
    sa.Column("checked_at", sa.DateTime(), nullable=True),
    sa.Column("checked_by", sa.String(), nullable=True),
)


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("place", column.copy())


def downgrade() -> None:
    for column in reversed(COLUMNS):
        op.drop_column("place", column.name)
