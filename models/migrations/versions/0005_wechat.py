"""WeChat's windows and account; codes that link two chats"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wechat_window",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("wrote_at", sa.DateTime(), nullable=True),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("pressed_at", sa.DateTime(), nullable=True),
        sa.Column("left_after_press", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_wechat_window_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_wechat_window")),
    )
    op.create_table(
        "wechat_value",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("leased_until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_wechat_value")),
    )
    op.create_index(op.f("ix_wechat_value_expires_at"), "wechat_value", ["expires_at"])
    op.create_table(
        "link_code",
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_link_code_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_link_code")),
    )
    op.create_index(op.f("ix_link_code_contact_id"), "link_code", ["contact_id"])
    op.create_table(
        "link_tries",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_link_tries_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_link_tries")),
    )


def downgrade() -> None:
    op.drop_table("link_tries")
    op.drop_table("link_code")
    op.drop_table("wechat_value")
    op.drop_table("wechat_window")
