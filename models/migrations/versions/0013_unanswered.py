"""unanswered: questions that nothing answers, and who wants to be told"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "unanswered_question",
        sa.Column("id", BIG, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered_question")),
    )
    op.create_index(op.f("ix_unanswered_question_asked_at"), "unanswered_question", ["asked_at"])
    op.create_table(
        "question_asker",
        sa.Column("question_id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["unanswered_question.id"],
            name=op.f("fk_question_asker_question_id_unanswered_question"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_question_asker_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "person_id", name=op.f("pk_question_asker")),
    )
    op.create_index(op.f("ix_question_asker_person_id"), "question_asker", ["person_id"])


def downgrade() -> None:
    op.drop_table("question_asker")
    op.drop_table("unanswered_question")
