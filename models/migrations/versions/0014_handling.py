"""handling cases: who has one, more time, help of other departments, promises, what a platform may be told"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _of_case(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_case_id_case")
    return sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("handler_id", BIG, nullable=True))
        batch_op.add_column(sa.Column("bounces", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("solved", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("satisfied", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("close_at", sa.DateTime(), nullable=True))
        batch_op.create_index("ix_case_answer", ["department", "state", "answer_by"], unique=False)
        batch_op.create_index("ix_case_handler", ["handler_id", "state", "answer_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_close_at"), ["close_at"], unique=False)
    op.create_table(
        "case_extension",
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        _of_case("case_extension"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_extension")),
    )
    op.create_table(
        "case_assist",
        sa.Column("id", BIG, nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        _of_case("case_assist"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_assist")),
    )
    with op.batch_alter_table("case_assist", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_assist_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_case_assist_department", ["department", "answered_at", "due_at"], unique=False)
    op.create_table(
        "case_promise",
        sa.Column("id", BIG, nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=True),
        sa.Column("broken_at", sa.DateTime(), nullable=True),
        _of_case("case_promise"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_promise")),
    )
    with op.batch_alter_table("case_promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_promise_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_case_promise_due", ["kept_at", "broken_at", "due_at"], unique=False)
    op.create_table(
        "case_contact",
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("disclosure", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        _of_case("case_contact"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_contact")),
    )
    op.create_table(
        "evidence_copy",
        sa.Column("evidence_id", BIG, nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_copy_evidence_id_evidence"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_evidence_copy")),
    )


def downgrade() -> None:
    for table in ("evidence_copy", "case_contact", "case_promise", "case_assist", "case_extension"):
        op.drop_table(table)
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_close_at"))
        batch_op.drop_index("ix_case_handler")
        batch_op.drop_index("ix_case_answer")
        for column in ("close_at", "satisfied", "solved", "bounces", "handler_id"):
            batch_op.drop_column(column)
