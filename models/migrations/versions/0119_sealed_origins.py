"""where a case came from, and ties of cases, are sealed

The values come when the keys are known: models/upkeep/unlinking.py.
"""

import sqlalchemy as sa
from alembic import op

revision = "0119"
down_revision = "0118"
branch_labels = None
depends_on = None

TABLES = ("case_origin", "case_tie")


def upgrade() -> None:
    """Looks first what is there: SQLite keeps each statement by itself, and the process may have died between two."""
    for table in TABLES:
        if "seal" not in {each["name"] for each in sa.inspect(op.get_bind()).get_columns(table)}:
            op.add_column(table, sa.Column("seal", sa.String(), nullable=False, server_default=""))
        op.execute(
            f"INSERT INTO data_step (name, last) SELECT '{table}', 0 WHERE EXISTS (SELECT 1 FROM {table}) "
            f"AND NOT EXISTS (SELECT 1 FROM data_step WHERE name = '{table}')"
        )


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "seal")
        op.execute(f"DELETE FROM data_step WHERE name = '{table}'")
