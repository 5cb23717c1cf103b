"""points are sealed

The values come when the keys are known: models/upkeep/unlinking.py.
"""

import sqlalchemy as sa
from alembic import op

revision = "0088"
down_revision = "0087"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("points_entry", sa.Column("seal", sa.String(), nullable=False, server_default=""))
    op.execute(
        "INSERT INTO data_step (name, last) SELECT 'points_entry', 0 WHERE EXISTS (SELECT 1 FROM points_entry) "
        "AND NOT EXISTS (SELECT 1 FROM data_step WHERE name = 'points_entry')"
    )


def downgrade() -> None:
    op.drop_column("points_entry", "seal")
    op.execute("DELETE FROM data_step WHERE name = 'points_entry'")
