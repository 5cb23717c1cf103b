"""identities of a provider (OIDC) that posts are tied to"""

import sqlalchemy as sa
from alembic import op

revision = "0109"
down_revision = "0108"
branch_labels = None
depends_on = None


BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "staff_identity",
        sa.Column("id", BIG, nullable=False),
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("subject_digest", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime()),
        sa.Column("seal", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_identity_staff_id_staff", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_staff_identity_person_id_person", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_staff_identity_contact_id_contact", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_staff_identity"),
        sa.UniqueConstraint("staff_id", name="uq_staff_identity_staff_id"),
        sa.UniqueConstraint("subject_digest", name="uq_staff_identity_subject_digest"),
    )
    for column in ("person_id", "contact_id"):
        op.create_index(f"ix_staff_identity_{column}", "staff_identity", [column])
    op.create_table(
        "identity_request",
        sa.Column("id", BIG, nullable=False),
        sa.Column("state_digest", sa.String(), nullable=False),
        sa.Column("session_id", BIG),
        sa.Column("about", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["console_session.id"],
            name="fk_identity_request_session_id_console_session",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_identity_request"),
        sa.UniqueConstraint("state_digest", name="uq_identity_request_state_digest"),
    )
    for column in ("session_id", "made_at"):
        op.create_index(f"ix_identity_request_{column}", "identity_request", [column])


def downgrade() -> None:
    op.drop_table("identity_request")
    op.drop_table("staff_identity")
