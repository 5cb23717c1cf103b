"""the index of words by which staff find cases"""

import sqlalchemy as sa
from alembic import op

revision = "0114"
down_revision = "0113"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LEFT = 'INSERT INTO case_words_left (id, below) SELECT 1, MAX(id) + 1 FROM "case" HAVING COUNT(*) > 0'


def upgrade() -> None:
    op.create_table(
        "case_word",
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("digest", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_case_word_case_id_case", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", "digest", name="pk_case_word"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_word_digest", "case_word", ["digest"])
    op.create_table(
        "case_words_left",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("below", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_words_left"),
    )
    op.execute(LEFT)


def downgrade() -> None:
    op.drop_table("case_words_left")
    op.drop_table("case_word")
