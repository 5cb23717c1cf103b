"""what there is of a piece of evidence for others than its sender"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0038"
branch_labels = None
depends_on = None

WAITS = sa.text("copy IN ('due', 'uncleanable')")


def upgrade() -> None:
    kinds = ("due", "kept", "unreadable", "uncleanable", "asked", "released")
    kind = sa.Enum(*kinds, name="copystate", native_enum=False, length=12)
    op.add_column("evidence", sa.Column("copy", kind, nullable=True))
    op.create_index("ix_evidence_copy", "evidence", ["copy"], sqlite_where=WAITS, postgresql_where=WAITS)
    op.execute("UPDATE evidence SET copy = 'kept' WHERE id IN (SELECT evidence_id FROM evidence_copy)")
    op.execute(
        "UPDATE evidence SET copy = 'due' WHERE copy IS NULL AND kept_at IS NOT NULL AND removed_at IS NULL"
        " AND refused IS NULL AND media_type <> 'text/plain'"
    )


def downgrade() -> None:
    op.drop_index("ix_evidence_copy", "evidence")
    with op.batch_alter_table("evidence") as table:
        table.drop_column("copy")
