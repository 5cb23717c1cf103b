"""notices, and which of them a person does not want to hear of"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("picture", sa.String(), nullable=True),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("send_at", sa.DateTime(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("approver", sa.Integer(), nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.Column("prepared_to", sa.Integer(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(), nullable=True),
        sa.Column("progress_contact_id", sa.Integer(), nullable=True),
        sa.Column("progress_message_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("source_key", name=op.f("uq_notice_source_key")),
    )
    op.create_index(op.f("ix_notice_author"), "notice", ["author"])
    op.create_index("ix_notice_state", "notice", ["state", "send_at"])
    op.create_table(
        "notice_tap",
        sa.Column("notice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("acted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_notice_tap_notice_id_notice"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_tap_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notice_id", "person_id", name=op.f("pk_notice_tap")),
    )
    op.create_index(op.f("ix_notice_tap_person_id"), "notice_tap", ["person_id"])
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(sa.Column("topics_off", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("person", "topics_off")  # not in a batch: SQLite would copy the table person
    op.drop_table("notice_tap")
    op.drop_table("notice")
