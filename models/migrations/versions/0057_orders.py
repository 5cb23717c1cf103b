"""orders of the lead department, warnings that wait to be told together, and what a helping department sees"""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORDER, WARNING, ASSIST = "case_order", "case_warning", "case_assist"


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Looks first what is there: SQLite keeps each statement by itself, and the process may have died between two."""
    there = sa.inspect(op.get_bind())
    if "shares" not in {each["name"] for each in there.get_columns(ASSIST)}:
        op.add_column(ASSIST, sa.Column("shares", sa.String(), server_default="words", nullable=False))
    if not there.has_table(ORDER):
        op.create_table(
            ORDER,
            sa.Column("id", BIG, nullable=False),
            sa.Column("case_id", BIG, nullable=False),
            sa.Column("department", sa.String(), nullable=False),
            sa.Column("ordered_by", sa.Integer(), nullable=False),
            sa.Column("ordered_at", sa.DateTime(), nullable=False),
            sa.Column("due_at", sa.DateTime(), nullable=False),
            sa.Column("wanted", sa.LargeBinary(), nullable=False),
            sa.Column("answered_by", sa.Integer(), nullable=True),
            sa.Column("answered_at", sa.DateTime(), nullable=True),
            sa.Column("answer", sa.LargeBinary(), nullable=True),
            sa.Column("warned_at", sa.DateTime(), nullable=True),
            _of(ORDER, "case_id", "case"),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_case_order")),
        )
    if "ix_case_order_case_id" not in _indexes(ORDER):
        op.create_index(op.f("ix_case_order_case_id"), ORDER, ["case_id"])
    if "ix_case_order_due" not in _indexes(ORDER):
        op.create_index("ix_case_order_due", ORDER, ["answered_at", "department", "due_at"])
    if not there.has_table(WARNING):
        op.create_table(
            WARNING,
            sa.Column("staff_id", BIG, nullable=False),
            sa.Column("case_id", BIG, nullable=False),
            sa.Column("level", sa.SmallInteger(), nullable=False),
            _of(WARNING, "staff_id", "staff"),
            _of(WARNING, "case_id", "case"),
            sa.PrimaryKeyConstraint("staff_id", "case_id", name=op.f("pk_case_warning")),
        )
    if "ix_case_warning_case_id" not in _indexes(WARNING):
        op.create_index(op.f("ix_case_warning_case_id"), WARNING, ["case_id"])


def _indexes(table: str) -> set[str | None]:
    return {each["name"] for each in sa.inspect(op.get_bind()).get_indexes(table)}


def downgrade() -> None:
    op.drop_table(WARNING)
    op.drop_table(ORDER)
    op.drop_column(ASSIST, "shares")
