"""calls of urgent cases are kept like every other row that leads to a case

What needs the keys is brought over by models/upkeep/unlinking.py afterwards.
"""

from alembic import op

revision = "0048"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "INSERT INTO data_step (name, last) SELECT 'outbox', 0 "
        "WHERE EXISTS (SELECT 1 FROM outbox WHERE cause LIKE 'urgent_case:%') "
        "AND NOT EXISTS (SELECT 1 FROM data_step WHERE name = 'outbox')"
    )


def downgrade() -> None:
    """They stay as they are."""
