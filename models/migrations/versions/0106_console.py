"""signing in to the console, and its sessions"""

import sqlalchemy as sa
from alembic import op

revision = "0106"
down_revision = "0105"
branch_labels = None
depends_on = None


BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "console_sign_in",
        sa.Column("id", BIG, nullable=False),
        sa.Column("code_digest", sa.String(), nullable=False),
        sa.Column("secret_digest", sa.String(), nullable=False),
        sa.Column("about", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("staff_id", BIG),
        sa.Column("contact_id", sa.Integer()),
        sa.Column("seal", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_console_sign_in_staff_id_staff", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_console_sign_in_contact_id_contact", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_console_sign_in"),
        sa.UniqueConstraint("code_digest", name="uq_console_sign_in_code_digest"),
        sa.UniqueConstraint("secret_digest", name="uq_console_sign_in_secret_digest"),
    )
    for column in ("made_at", "staff_id", "contact_id"):
        op.create_index(f"ix_console_sign_in_{column}", "console_sign_in", [column])
    op.create_table(
        "console_session",
        sa.Column("id", BIG, nullable=False),
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("strong_until", sa.DateTime()),
        sa.Column("seal", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_console_session_staff_id_staff", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_console_session_person_id_person", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_console_session_contact_id_contact", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_console_session"),
        sa.UniqueConstraint("token_digest", name="uq_console_session_token_digest"),
    )
    for column in ("staff_id", "person_id", "contact_id", "seen_at"):
        op.create_index(f"ix_console_session_{column}", "console_session", [column])


def downgrade() -> None:
    op.drop_table("console_session")
    op.drop_table("console_sign_in")
