"""notices: what each person is named the nearest open place for"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notice", sa.Column("shelter", sa.JSON()))


def downgrade() -> None:
    op.drop_column("notice", "shelter")
