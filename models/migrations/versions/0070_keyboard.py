"""a conversation knows whether a keyboard of ours stands below the chat"""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Looks first what is there: SQLite keeps each statement by itself, and the process may have died between two."""
    if "keyboard" not in {each["name"] for each in sa.inspect(op.get_bind()).get_columns("conversation")}:
        op.add_column("conversation", sa.Column("keyboard", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("conversation", "keyboard")
