"""name and number of who filed under them come under the seal of their case

The values come when the keys are known: models/upkeep/unlinking.py.
"""

from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "INSERT INTO data_step (name, last) SELECT 'case_identity', 0 WHERE EXISTS (SELECT 1 FROM case_identity) "
        "AND NOT EXISTS (SELECT 1 FROM data_step WHERE name = 'case_identity')"
    )


def downgrade() -> None:
    op.execute("DELETE FROM data_step WHERE name = 'case_identity'")
