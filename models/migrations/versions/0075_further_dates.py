"""further dates of an event that pays a subsidy wait for a yes"""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None

DATES = "event_session"
BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column(DATES, sa.Column("asked_by", sa.Integer()))
    op.add_column(DATES, sa.Column("asked_with", BIG))
    op.create_index(op.f("ix_event_session_asked_with"), DATES, ["asked_with"])


def downgrade() -> None:
    op.drop_index(op.f("ix_event_session_asked_with"), DATES)
    op.drop_column(DATES, "asked_with")
    op.drop_column(DATES, "asked_by")
