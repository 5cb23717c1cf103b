"""the counts of questions have no order of rows

It would be that of the questions, which are nobody's. Only today's counts were kept: they begin anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0042"
branch_labels = None
depends_on = None


def _anew(*, with_rowid: bool) -> None:
    op.drop_table("question_count")
    op.create_table(
        "question_count",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_question_count_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "day", name=op.f("pk_question_count")),
        sqlite_with_rowid=with_rowid,
    )


def upgrade() -> None:
    _anew(with_rowid=False)
    rounded = {
        "sqlite": "strftime('%Y-%m-%d %H:00:00.000000', asked_at)",
        "postgresql": "date_trunc('hour', asked_at)",
    }[op.get_context().dialect.name]
    op.execute(f"UPDATE unanswered_question SET asked_at = {rounded}")


def downgrade() -> None:
    _anew(with_rowid=True)
