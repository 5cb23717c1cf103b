"""what is said of a place by its kind, such as what the guard of a gate wants

No batch here: SQLite would make the table anew and lose its triggers (migration 0001).
"""

import sqlalchemy as sa
from alembic import op

revision = "0101"
down_revision = "0100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("place", sa.Column("details", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("place", "details")
