"""notices: when the message that shows how far one is is brought up to date"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notice", sa.Column("progress_due_at", sa.DateTime()))
    op.add_column("notice", sa.Column("progress_every_s", sa.Integer()))
    op.add_column("notice", sa.Column("progress_said", sa.String()))


def downgrade() -> None:
    for name in ("progress_due_at", "progress_every_s", "progress_said"):
        op.drop_column("notice", name)
