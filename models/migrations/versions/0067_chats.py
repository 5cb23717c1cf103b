"""chats are sealed to their people, and so are the codes and questions that link two of them

The values of chats come when the keys are known: models/upkeep/unlinking.py. Codes and questions last for minutes:
those of before are over.
"""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

TABLES = ("contact", "link_code", "link_request")


def upgrade() -> None:
    """Looks first what is there: SQLite keeps each statement by itself, and the process may have died between two."""
    for table in TABLES:
        if "seal" not in {each["name"] for each in sa.inspect(op.get_bind()).get_columns(table)}:
            op.add_column(table, sa.Column("seal", sa.String(), nullable=False, server_default=""))
    op.execute(
        "INSERT INTO data_step (name, last) SELECT 'contact', 0 WHERE EXISTS (SELECT 1 FROM contact) "
        "AND NOT EXISTS (SELECT 1 FROM data_step WHERE name = 'contact')"
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "seal")
    op.execute("DELETE FROM data_step WHERE name = 'contact'")
