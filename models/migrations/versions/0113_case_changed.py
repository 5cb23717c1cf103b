"""when a case last changed, and indexes for the lists of open cases"""

import sqlalchemy as sa
from alembic import op

revision = "0113"
down_revision = "0112"
branch_labels = None
depends_on = None

LISTED = ("department", "state", "type", "platform", "district", "handler_id", "anonymous", "reopened_at")
TO_TAKE = sa.text("state IN ('filed', 'reopened')")
IN_HAND = sa.text("state IN ('accepted', 'waiting_worker', 'answered', 'settled')")
REOPENED = sa.text("reopened_at IS NOT NULL")
CHANGED = """
    UPDATE "case" SET changed_at =
    COALESCE((SELECT MAX(at) FROM case_event WHERE case_event.case_id = "case".id), filed_at)
"""


def upgrade() -> None:
    op.add_column("case", sa.Column("changed_at", sa.DateTime(), nullable=False, server_default="1970-01-01 00:00:00"))
    op.execute(CHANGED)
    op.drop_index("ix_case_filed", "case")
    op.create_index("ix_case_filed", "case", ["filed_at", "id", *LISTED, "accept_by", "answer_by", "changed_at"])
    op.create_index("ix_case_changed", "case", ["changed_at", "id", *LISTED, "accept_by", "answer_by", "filed_at"])
    for name, columns, where in (
        ("ix_case_to_take", ["accept_by", "id", *LISTED, "filed_at"], TO_TAKE),
        ("ix_case_in_hand", ["answer_by", "id", *LISTED, "filed_at"], IN_HAND),
        ("ix_case_reopened", ["reopened_at"], REOPENED),
    ):
        op.create_index(name, "case", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name in ("ix_case_reopened", "ix_case_in_hand", "ix_case_to_take", "ix_case_changed", "ix_case_filed"):
        op.drop_index(name, "case")
    op.create_index("ix_case_filed", "case", ["filed_at"])
    op.drop_column("case", "changed_at")
