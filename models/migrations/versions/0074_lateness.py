"""what is late waits to be told together; who is away, and who works at their cases"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0070"
branch_labels = None
depends_on = None

LATENESS, ABSENCE, LENT = "case_lateness", "staff_absence", "lent_case"
BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        LATENESS,
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about_id", BIG, nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_case_lateness_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_lateness_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "kind", "about_id", name=op.f("pk_case_lateness")),
    )
    op.create_index(op.f("ix_case_lateness_case_id"), LATENESS, ["case_id"])
    op.create_table(
        ABSENCE,
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_absence_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_absence")),
    )
    op.create_index(op.f("ix_staff_absence_until"), ABSENCE, ["until"])
    op.create_table(
        LENT,
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("owner_id", BIG, nullable=False),
        sa.Column("holder_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_lent_case_case_id_case"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_lent_case_owner_id_staff"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["staff.id"], name=op.f("fk_lent_case_holder_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_lent_case")),
    )
    op.create_index(op.f("ix_lent_case_owner_id"), LENT, ["owner_id"])


def downgrade() -> None:
    for table in (LENT, ABSENCE, LATENESS):
        op.drop_table(table)
