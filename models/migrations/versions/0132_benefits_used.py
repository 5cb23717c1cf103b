"""since when a benefit is offered, and how often it is used"""

import sqlalchemy as sa
from alembic import op

revision = "0132"
down_revision = "0131"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "benefit_offered",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("used_on", sa.Date()),
        sa.PrimaryKeyConstraint("key", name="pk_benefit_offered"),
    )
    op.create_table(
        "benefit_week",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("acted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "week", name="pk_benefit_week"),
    )


def downgrade() -> None:
    op.drop_table("benefit_week")
    op.drop_table("benefit_offered")
