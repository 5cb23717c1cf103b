"""the question whether the holder of a session of the console takes a step"""

import sqlalchemy as sa
from alembic import op

revision = "0107"
down_revision = "0106"
branch_labels = None
depends_on = None


BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "presence_question",
        sa.Column("id", BIG, nullable=False),
        sa.Column("session_id", BIG, nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["console_session.id"],
            name="fk_presence_question_session_id_console_session",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_presence_question"),
    )
    for column in ("session_id", "asked_at"):
        op.create_index(f"ix_presence_question_{column}", "presence_question", [column])


def downgrade() -> None:
    op.drop_table("presence_question")
