"""messages, parked replies, and what is kept of chats say whom they are for

That is marks, histories of pages and failed updates. The tables stay as they are: it is in what is
encrypted, so it comes when the keys are known (models/upkeep/unlinking.py).
"""

from alembic import op

revision = "0078"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "INSERT INTO data_step (name, last) SELECT 'addressee', 0 WHERE EXISTS (SELECT 1 FROM contact) "
        "AND NOT EXISTS (SELECT 1 FROM data_step WHERE name = 'addressee')"
    )


def downgrade() -> None:
    """The version before reads nothing that says so, but the messages: it passes over what it does not know. Marks of
    other channels stay, as without them what is delivered again would be done again; only its reply is lost."""
    for table in ("page_history", "parked_reply", "failed_update"):
        op.execute(f"DELETE FROM {table}")
    op.execute("DELETE FROM processed_update WHERE channel = 'webchat'")
    op.execute("UPDATE outbox SET reply = NULL")
    op.execute("DELETE FROM data_step WHERE name = 'addressee'")
