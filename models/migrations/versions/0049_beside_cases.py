"""what stands beside a case is under its seal

The values come when the keys are known: models/upkeep/unlinking.py.
"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Looks first what is there: SQLite keeps each statement by itself, and the process may have died between two."""
    if "beside" not in {each["name"] for each in sa.inspect(op.get_bind()).get_columns("case")}:
        op.add_column("case", sa.Column("beside", sa.String(), nullable=False, server_default=""))
    op.execute(
        "INSERT INTO data_step (name, last) SELECT 'beside', 0 WHERE EXISTS (SELECT 1 FROM \"case\") "
        "AND NOT EXISTS (SELECT 1 FROM data_step WHERE name = 'beside')"
    )


def downgrade() -> None:
    op.drop_column("case", "beside")
    op.execute("DELETE FROM data_step WHERE name = 'beside'")
