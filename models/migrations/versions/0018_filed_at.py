"""cases by the time they were filed: for figures and common problems"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_case_filed", "case", ["filed_at"])


def downgrade() -> None:
    op.drop_index("ix_case_filed", "case")
