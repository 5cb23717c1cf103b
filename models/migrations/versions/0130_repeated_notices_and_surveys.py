"""notices that are repeated, and surveys"""

import sqlalchemy as sa
from alembic import op

revision = "0130"
down_revision = "0118"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ADDED = ("survey_result", "questions", "follows", "repeat_until", "repeat_weeks", "weight")


def upgrade() -> None:
    op.add_column("notice", sa.Column("weight", sa.String()))
    op.add_column("notice", sa.Column("repeat_weeks", sa.SmallInteger()))
    op.add_column("notice", sa.Column("repeat_until", sa.Date()))
    op.add_column("notice", sa.Column("follows", BIG))
    op.add_column("notice", sa.Column("questions", sa.JSON()))
    op.add_column("notice", sa.Column("survey_result", sa.JSON()))
    op.create_index("ix_notice_follows", "notice", ["follows"])
    op.create_table(
        "notice_answer",
        sa.Column("notice_id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name="fk_notice_answer_notice_id_notice", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_notice_answer_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notice_id", "person_id", "question", name="pk_notice_answer"),
    )
    op.create_index("ix_notice_answer_person_id", "notice_answer", ["person_id"])


def downgrade() -> None:
    op.drop_table("notice_answer")
    op.drop_index("ix_notice_follows", "notice")
    for column in ADDED:
        op.drop_column("notice", column)
