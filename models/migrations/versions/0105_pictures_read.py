"""what is read in pictures: in pieces of evidence, and in pictures that come before anybody said what they are about"""

import sqlalchemy as sa
from alembic import op

revision = "0105"
down_revision = "0101"
branch_labels = None
depends_on = None

IS_DUE = sa.text("state = 'due'")


def state() -> sa.Column[str]:
    return sa.Column("state", sa.String(6), nullable=False)


def upgrade() -> None:
    """On SQLite the pages of the table that is made anew are taken by what comes after it."""
    op.create_table(
        "shown_picture",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.String()),
        state(),
        sa.Column("picture", sa.LargeBinary()),
        sa.Column("lines", sa.LargeBinary()),
        sa.Column("came_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_shown_picture_person_id_person", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["case_draft.id"], name="fk_shown_picture_draft_id_case_draft", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_shown_picture"),
    )
    with op.batch_alter_table("incoming_file", table_kwargs={"sqlite_with_rowid": False}) as table:
        table.add_column(sa.Column("shown_id", sa.String()))
        table.create_foreign_key(
            "fk_incoming_file_shown_id_shown_picture", "shown_picture", ["shown_id"], ["id"], ondelete="CASCADE"
        )
    op.create_index("ix_incoming_file_shown_id", "incoming_file", ["shown_id"], unique=True)
    for column in ("person_id", "draft_id", "came_at"):
        op.create_index(f"ix_shown_picture_{column}", "shown_picture", [column])
    op.create_index(
        "ix_shown_picture_due", "shown_picture", ["came_at"], sqlite_where=IS_DUE, postgresql_where=IS_DUE
    )
    op.create_table(
        "evidence_reading",
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        state(),
        sa.Column("lines", sa.LargeBinary()),
        sa.Column("blackened", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name="fk_evidence_reading_evidence_id_evidence", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("evidence_id", name="pk_evidence_reading"),
    )
    op.create_index(
        "ix_evidence_reading_due", "evidence_reading", ["evidence_id"], sqlite_where=IS_DUE, postgresql_where=IS_DUE
    )


def downgrade() -> None:
    op.execute("DELETE FROM incoming_file WHERE shown_id IS NOT NULL")
    op.drop_index("ix_incoming_file_shown_id", "incoming_file")
    with op.batch_alter_table("incoming_file", table_kwargs={"sqlite_with_rowid": False}) as table:
        table.drop_column("shown_id")
    op.drop_table("shown_picture")
    op.drop_table("evidence_reading")
