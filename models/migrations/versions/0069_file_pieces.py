"""large files are kept in pieces"""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Looks first what is there: SQLite keeps each statement by itself, and the process may have died between two."""
    found = sa.inspect(op.get_bind())
    if "pieces_size" not in {each["name"] for each in found.get_columns("stored_file")}:
        op.add_column("stored_file", sa.Column("pieces_size", sa.Integer(), nullable=False, server_default="0"))
    if not found.has_table("stored_file_piece"):
        op.create_table(
            "stored_file_piece",
            sa.Column("id", sa.String(), nullable=False),
            sa.Column("key", sa.String(), nullable=False),
            sa.Column("contact_id", sa.Integer(), nullable=False),
            sa.Column("content", sa.LargeBinary(), nullable=False),
            sa.Column("expires_at", sa.DateTime(), nullable=False),
            sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], ondelete="CASCADE", name="fk_stored_file_piece_contact_id_contact"),
            sa.PrimaryKeyConstraint("id", name="pk_stored_file_piece"),
        )
    for column in ("key", "contact_id", "expires_at"):
        op.create_index(f"ix_stored_file_piece_{column}", "stored_file_piece", [column], if_not_exists=True)


def downgrade() -> None:
    op.drop_table("stored_file_piece")
    op.drop_column("stored_file", "pieces_size")
