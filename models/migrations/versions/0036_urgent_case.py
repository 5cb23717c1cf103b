"""cases that somebody's life may hang on"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0032"
branch_labels = None
depends_on = None

TABLE, COLUMN, INDEX = "case", "urgent", "ix_case_urgent"


def upgrade() -> None:
    """Looks first what is there: SQLite keeps each statement by itself, and the process may have died between two."""
    there = sa.inspect(op.get_bind())
    if COLUMN not in {each["name"] for each in there.get_columns(TABLE)}:
        op.add_column(TABLE, sa.Column(COLUMN, sa.Boolean(), server_default=sa.false(), nullable=False))
    if INDEX not in {each["name"] for each in there.get_indexes(TABLE)}:
        op.create_index(
            INDEX, TABLE, ["state"], sqlite_where=sa.text("urgent = 1"), postgresql_where=sa.text("urgent")
        )


def downgrade() -> None:
    op.drop_index(INDEX, TABLE)
    op.drop_column(TABLE, COLUMN)
