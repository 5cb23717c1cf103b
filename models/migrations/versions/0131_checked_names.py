"""names on certificates that a host compared with who was there"""

import sqlalchemy as sa
from alembic import op

revision = "0131"
down_revision = "0130"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event_certificate", sa.Column("checked_at", sa.DateTime()))
    op.add_column("event_certificate", sa.Column("checked_by", sa.Integer()))


def downgrade() -> None:
    op.drop_column("event_certificate", "checked_by")
    op.drop_column("event_certificate", "checked_at")
