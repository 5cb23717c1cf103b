"""duties: what somebody has to do by a day, with its record and the pictures that show that it was done"""

import sqlalchemy as sa
from alembic import op

revision = "0120"
down_revision = "0118"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "duty",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(9), nullable=False),
        sa.Column("owner_kind", sa.String(10), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("about_kind", sa.String()),
        sa.Column("about", sa.String()),
        sa.Column("wanted", sa.LargeBinary(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("reported_by", sa.Integer()),
        sa.Column("asked_by", sa.Integer()),
        sa.Column("asked_until", sa.DateTime()),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("told", sa.String(6), nullable=False),
        sa.Column("warn_at", sa.DateTime()),
        sa.Column("event_count", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("day_seal", sa.String(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    op.create_index("ix_duty_owner", "duty", ["owner_kind", "owner", "state"])
    op.create_index("ix_duty_department", "duty", ["department", "state", "due_at"])
    op.create_index("ix_duty_about", "duty", ["about_kind", "about"])
    op.create_index(op.f("ix_duty_warn_at"), "duty", ["warn_at"])
    op.create_table(
        "duty_step",
        sa.Column("duty_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(9), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary()),
        sa.Column("data_digest", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name=op.f("fk_duty_step_duty_id_duty"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("duty_id", "number", name=op.f("pk_duty_step")),
        sqlite_with_rowid=False,
    )
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


def downgrade() -> None:
    """The version before knows no duties."""
    op.execute("DELETE FROM incoming_file WHERE proof_id IS NOT NULL")
    op.drop_index("ix_incoming_file_proof_id", "incoming_file")
    with op.batch_alter_table("incoming_file", table_kwargs={"sqlite_with_rowid": False}) as table:
        table.drop_constraint(op.f("fk_incoming_file_proof_id_duty_proof"), type_="foreignkey")
        table.drop_column("proof_id")
    op.drop_table("duty_proof")
    op.drop_table("duty_step")
    op.drop_table("duty")
