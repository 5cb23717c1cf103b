"""WeChat's own notices: agreements, quotas, messages to everybody"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.add_column(sa.Column("told_at", sa.DateTime(), nullable=True))
    op.create_table(
        "wechat_budget",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "period", name=op.f("pk_wechat_budget")),
    )
    op.create_table(
        "wechat_consent",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_wechat_consent_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "template_id", name=op.f("pk_wechat_consent")),
    )
    op.create_table(
        "wechat_mass",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("reached", sa.Integer(), nullable=True),
        sa.Column("failed", sa.Integer(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wechat_mass")),
        sa.UniqueConstraint("key", name=op.f("uq_wechat_mass_key")),
    )
    op.create_index(op.f("ix_wechat_mass_message_id"), "wechat_mass", ["message_id"])


def downgrade() -> None:
    op.drop_table("wechat_mass")
    op.drop_table("wechat_consent")
    op.drop_table("wechat_budget")
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.drop_column("told_at")
