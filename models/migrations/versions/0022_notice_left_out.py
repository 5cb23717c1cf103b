"""notices: how many of the audience were left out"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notice", sa.Column("left_out", sa.JSON()))


def downgrade() -> None:
    op.drop_column("notice", "left_out")
