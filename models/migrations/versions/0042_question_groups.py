"""questions know their group; how many are kept of a person a day"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("unanswered_question", sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer, "sqlite")))
    op.create_index("ix_unanswered_question_group", "unanswered_question", ["group_id", "answer"])
    op.create_table(
        "question_count",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_question_count_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "day", name=op.f("pk_question_count")),
    )


def downgrade() -> None:
    op.drop_table("question_count")
    op.drop_index("ix_unanswered_question_group", "unanswered_question")
    with op.batch_alter_table("unanswered_question") as table:
        table.drop_column("group_id")
