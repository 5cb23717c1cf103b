"""answers that wait for a second person, and papers of negotiations"""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None

HELD, PAPER = "case_held_answer", "negotiation_paper"


def upgrade() -> None:
    op.create_table(
        HELD,
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("files", sa.LargeBinary(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_held_answer_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_held_answer")),
    )
    op.create_table(
        PAPER,
        sa.Column("negotiation_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("pdf", sa.LargeBinary()),
        sa.ForeignKeyConstraint(
            ["negotiation_id"],
            ["negotiation.id"],
            name=op.f("fk_negotiation_paper_negotiation_id_negotiation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("negotiation_id", name=op.f("pk_negotiation_paper")),
    )


def downgrade() -> None:
    op.drop_table(PAPER)
    op.drop_table(HELD)
