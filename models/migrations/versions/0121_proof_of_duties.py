"""pictures that show that a duty was done

In this order SQLite has no free pages afterwards: what is written next would go there, and the file not grow. So the
indexes of duties are made here.
"""

import sqlalchemy as sa
from alembic import op

revision = "0121"
down_revision = "0120"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
INDEXES = {
    "ix_duty_owner": ["owner_kind", "owner", "state"],
    "ix_duty_department": ["department", "state", "due_at"],
    "ix_duty_about": ["about_kind", "about"],
    "ix_duty_warn_at": ["warn_at"],
}


def upgrade() -> None:
    op.create_table(
        "duty_proof",
        sa.Column("id", BIG, nullable=False),
        sa.Column("duty_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("kept_at", sa.DateTime()),
        sa.Column("media_type", sa.String()),
        sa.Column("sha256", sa.String()),
        sa.Column("problem", sa.String(10)),
        sa.Column("content", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name=op.f("fk_duty_proof_duty_id_duty"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_proof")),
        sa.UniqueConstraint("duty_id", "number", name=op.f("uq_duty_proof_duty_id")),
    )
    with op.batch_alter_table("incoming_file", table_kwargs={"sqlite_with_rowid": False}) as table:
        table.add_column(sa.Column("proof_id", BIG))
        table.create_foreign_key(
            op.f("fk_incoming_file_proof_id_duty_proof"), "duty_proof", ["proof_id"], ["id"], ondelete="CASCADE"
        )
    op.create_index("ix_incoming_file_proof_id", "incoming_file", ["proof_id"], unique=True)
    for name, columns in INDEXES.items():
        op.create_index(name, "duty", columns)


def downgrade() -> None:
    """The version before has no pictures of duties."""
    for name in INDEXES:
        op.drop_index(name, "duty")
    op.execute("DELETE FROM incoming_file WHERE proof_id IS NOT NULL")
    op.drop_index("ix_incoming_file_proof_id", "incoming_file")
    with op.batch_alter_table("incoming_file", table_kwargs={"sqlite_with_rowid": False}) as table:
        table.drop_column("proof_id")
    op.drop_table("duty_proof")
