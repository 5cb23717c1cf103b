"""cases that come from elsewhere: their origin, claim codes, ties between cases, and keys of departments"""

import sqlalchemy as sa
from alembic import op

revision = "0112"
down_revision = "0111"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def of_case(table: str, column: str = "case_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["case.id"], name=f"fk_{table}_{column}_case", ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "case_origin",
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("foreign", sa.String()),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer()),
        sa.Column("back_by", sa.DateTime()),
        sa.Column("returned_at", sa.DateTime()),
        sa.Column("warned", sa.SmallInteger(), nullable=False, server_default="0"),
        of_case("case_origin"),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_origin"),
        sa.UniqueConstraint("source", "foreign", name="uq_case_origin_source"),
    )
    op.create_index("ix_case_origin_back", "case_origin", ["returned_at", "warned", "back_by"])
    op.create_table(
        "case_claim",
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        of_case("case_claim"),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_claim"),
        sa.UniqueConstraint("mark", name="uq_case_claim_mark"),
    )
    op.create_index("ix_case_claim_expires_at", "case_claim", ["expires_at"])
    op.create_table(
        "case_tie",
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("other_id", BIG, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        of_case("case_tie"),
        of_case("case_tie", "other_id"),
        sa.PrimaryKeyConstraint("case_id", "other_id", name="pk_case_tie"),
    )
    op.create_index("ix_case_tie_other_id", "case_tie", ["other_id"])
    op.create_table(
        "department_key",
        sa.Column("id", BIG, nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime()),
        sa.Column("ended_at", sa.DateTime()),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_department_key_staff_id_staff", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_department_key"),
        sa.UniqueConstraint("digest", name="uq_department_key_digest"),
    )
    op.create_index("ix_department_key_department", "department_key", ["department"])


def downgrade() -> None:
    for table in ("department_key", "case_tie", "case_claim", "case_origin"):
        op.drop_table(table)
