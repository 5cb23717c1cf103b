"""cases under a seal, and a line a day over all of them

The values come when the keys are known: models/upkeep/carrying.py.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case", sa.Column("old_links", sa.Integer(), nullable=False, server_default="0"))
    for name in ("filers", "seal", "day_seal"):
        op.add_column("case", sa.Column(name, sa.String(), nullable=False, server_default=""))
    unsealed = sa.text("seal <> day_seal")
    op.create_index("ix_case_unsealed", "case", ["id"], sqlite_where=unsealed, postgresql_where=unsealed)
    op.add_column("case_day", sa.Column("seal", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "forgotten_case",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_forgotten_case")),
    )
    op.create_table(
        "daily_seal",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_daily_seal")),
    )
    op.create_table(
        "sealed_case",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("links", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day", "name", name=op.f("pk_sealed_case")),
    )
    op.create_index("ix_sealed_case_name", "sealed_case", ["name", "day"])


def downgrade() -> None:
    for table in ("sealed_case", "daily_seal", "forgotten_case"):
        op.drop_table(table)
    op.drop_column("case_day", "seal")
    op.drop_index("ix_case_unsealed", "case")
    for name in ("day_seal", "seal", "filers", "old_links"):
        op.drop_column("case", name)
