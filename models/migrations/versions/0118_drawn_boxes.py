"""parts of a picture that a colleague blackens before it is handed out"""

import sqlalchemy as sa
from alembic import op

revision = "0118"
down_revision = "0117"
branch_labels = None
depends_on = None

IS_DUE = sa.text("state = 'due'")


def upgrade() -> None:
    op.create_table(
        "evidence_drawn",
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("boxes", sa.JSON(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(5), nullable=False),
        sa.Column("media_type", sa.String()),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("in_parts", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name="fk_evidence_drawn_evidence_id_evidence", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("evidence_id", name="pk_evidence_drawn"),
    )
    op.create_index(
        "ix_evidence_drawn_due", "evidence_drawn", ["evidence_id"], sqlite_where=IS_DUE, postgresql_where=IS_DUE
    )


def downgrade() -> None:
    op.drop_table("evidence_drawn")
