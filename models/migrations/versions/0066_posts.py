"""posts are sealed

The values come when the keys are known: models/upkeep/unlinking.py.
"""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Looks first what is there: SQLite keeps each statement by itself, and the process may have died between two."""
    if "seal" not in {each["name"] for each in sa.inspect(op.get_bind()).get_columns("staff")}:
        op.add_column("staff", sa.Column("seal", sa.String(), nullable=False, server_default=""))
    op.execute(
        "INSERT INTO data_step (name, last) SELECT 'staff', 0 WHERE EXISTS (SELECT 1 FROM staff) "
        "AND NOT EXISTS (SELECT 1 FROM data_step WHERE name = 'staff')"
    )


def downgrade() -> None:
    op.drop_column("staff", "seal")
    op.execute("DELETE FROM data_step WHERE name = 'staff'")
