"""half-written words of colleagues about a case, and who has a case open"""

import sqlalchemy as sa
from alembic import op

revision = "0116"
down_revision = "0115"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_draft",
        *_of_post("desk_draft"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "desk_presence",
        *_of_post("desk_presence"),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("writes", sa.Boolean(), nullable=False),
    )
    for table, column in (("desk_draft", "at"), ("desk_presence", "seen_at")):
        op.create_index(f"ix_{table}_staff_id", table, ["staff_id"])
        op.create_index(f"ix_{table}_{column}", table, [column])


def _of_post(table: str) -> list[sa.schema.SchemaItem]:
    big = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    return [
        sa.Column("case_id", big, nullable=False),
        sa.Column("staff_id", big, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=f"fk_{table}_case_id_case", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=f"fk_{table}_staff_id_staff", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", "staff_id", name=f"pk_{table}"),
    ]


def downgrade() -> None:
    op.drop_table("desk_presence")
    op.drop_table("desk_draft")
