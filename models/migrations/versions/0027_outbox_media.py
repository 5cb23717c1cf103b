"""pictures that go to many, kept once"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outbox_media",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("contact_id", sa.Integer()),
        sa.Column("cause", sa.String()),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("media_type", sa.String()),
        sa.Column("problem", sa.String()),
        sa.Column("source", sa.LargeBinary()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime()),
        sa.Column("telegram_id", sa.String()),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_outbox_media_contact_id_contact"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_outbox_media")),
    )
    op.create_index("ix_outbox_media_contact_id", "outbox_media", ["contact_id"])
    op.create_index("ix_outbox_media_expires_at", "outbox_media", ["expires_at"])


def downgrade() -> None:
    op.drop_table("outbox_media")
