"""how one gets into a place, its picture, and when it was last checked"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0098"
down_revision = "0096"
branch_labels = None
depends_on = None

COLUMNS: dict[str, Any] = {
    "access": sa.String(),
    "access_note": sa.String(),
    "photo": sa.String(),
    "checked_at": sa.DateTime(),
    "checked_by": sa.String(),
}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("place", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("place", name)
