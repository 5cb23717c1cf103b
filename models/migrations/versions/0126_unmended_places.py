"""places that do not mend what an assessment found"""

import sqlalchemy as sa
from alembic import op

revision = "0126"
down_revision = "0125"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("place", sa.Column("unmended_at", sa.DateTime()))


def downgrade() -> None:
    op.drop_column("place", "unmended_at")
