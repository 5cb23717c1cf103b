"""large evidence is kept in parts, as large files are; what is there already stays in one"""

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0084"
branch_labels = None
depends_on = None

PARTS = "evidence_part"
TABLES = ("evidence_file", "evidence_copy")
_BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Looks first what is there: SQLite keeps each statement by itself, and the process may have died between two."""
    found = sa.inspect(op.get_bind())
    for table in TABLES:
        if "in_parts" not in {each["name"] for each in found.get_columns(table)}:
            op.add_column(table, sa.Column("in_parts", sa.Boolean(), nullable=False, server_default=sa.false()))
    if not found.has_table(PARTS):
        op.create_table(
            PARTS,
            sa.Column("id", sa.String(), nullable=False),
            sa.Column("key", sa.String(), nullable=False),
            sa.Column("evidence_id", _BIG, nullable=False),
            sa.Column("content", sa.LargeBinary(), nullable=False),
            sa.ForeignKeyConstraint(
                ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_part_evidence_id_evidence"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_part")),
        )
    for column in ("key", "evidence_id"):
        op.create_index(op.f(f"ix_evidence_part_{column}"), PARTS, [column], if_not_exists=True)


def downgrade() -> None:
    """What is in parts is lost: nobody without the keys can put it together."""
    for table in TABLES:
        op.execute(f"DELETE FROM {table} WHERE in_parts")
        op.drop_column(table, "in_parts")
    op.drop_table(PARTS)
