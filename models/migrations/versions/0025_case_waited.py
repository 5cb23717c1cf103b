"""cases: for how long the worker was waited for, so that half of the time is half of what was not waited"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case", sa.Column("waited_s", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("case", "waited_s")
