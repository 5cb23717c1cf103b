"""names on rosters, subsidies that wait for a yes; what WeChat refused is looked at again"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0044"
branch_labels = None
depends_on = None

REFUSED = ("45015", "45047", "outside of the window")
"""What the sender wrote down of a chat that was closed; such rows waited for seven days."""


def upgrade() -> None:
    op.add_column("booking", sa.Column("named_until", sa.DateTime(timezone=True)))
    op.create_index("ix_booking_named", "booking", ["named_until"])
    op.add_column("event", sa.Column("subsidy_asked_fen", sa.Integer()))
    op.add_column("event", sa.Column("subsidy_asked_by", sa.Integer()))
    rows = sa.table("outbox", sa.column("state"), sa.column("error"), sa.column("due_at"), sa.column("send_at"))
    again = sa.update(rows).where(rows.c.state == "waiting", rows.c.error.in_(REFUSED))
    op.execute(again.values(send_at=rows.c.due_at))


def downgrade() -> None:
    op.drop_index("ix_booking_named", "booking")
    with op.batch_alter_table("booking") as table:
        table.drop_column("named_until")
    with op.batch_alter_table("event") as table:
        table.drop_column("subsidy_asked_fen")
        table.drop_column("subsidy_asked_by")
