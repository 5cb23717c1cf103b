"""an action from a post can come with words, such as the reason to open an original"""

import sqlalchemy as sa
from alembic import op

revision = "0117"
down_revision = "0116"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff_event", sa.Column("sealed", sa.LargeBinary()))
    op.add_column("staff_event", sa.Column("data_digest", sa.String()))


def downgrade() -> None:
    """A link that came with words does not hold without them; `audit` says so."""
    op.drop_column("staff_event", "data_digest")
    op.drop_column("staff_event", "sealed")
