"""the state of a chat, and its files, are bound to it

The tables stay as they are: it is in what is encrypted, so it comes when the keys are known (models/upkeep/binding.py).
"""

from alembic import op

revision = "0087"
down_revision = "0086"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "INSERT INTO data_step (name, last) SELECT 'conversation', 0 WHERE EXISTS (SELECT 1 FROM contact) "
        "AND NOT EXISTS (SELECT 1 FROM data_step WHERE name = 'conversation')"
    )


def downgrade() -> None:
    """What is bound stays so: the version before cannot read it, and this one can when it is back."""
    op.execute("DELETE FROM data_step WHERE name = 'conversation'")
