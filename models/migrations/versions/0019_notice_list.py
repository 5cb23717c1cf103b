"""lists that a department tells by: member codes, and who is on a list while its notice lasts"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("person", sa.Column("member_code", sa.String()))
    op.create_index("ix_person_member_code", "person", ["member_code"], unique=True)
    op.create_table(
        "notice_list",
        sa.Column("id", BIG, nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("notice_id", BIG),
        sa.Column("found", sa.Integer()),
        sa.Column("missing", sa.Integer()),
        sa.Column("problem", sa.String()),
        sa.Column("source", sa.LargeBinary()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime()),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_notice_list_notice_id_notice"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_list")),
    )
    op.create_index("ix_notice_list_notice_id", "notice_list", ["notice_id"])
    op.create_table(
        "notice_listed",
        sa.Column("list_id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["notice_list.id"], name=op.f("fk_notice_listed_list_id_notice_list"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_listed_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("list_id", "person_id", name=op.f("pk_notice_listed")),
    )
    op.create_index("ix_notice_listed_person_id", "notice_listed", ["person_id"])


def downgrade() -> None:
    op.drop_table("notice_listed")
    op.drop_table("notice_list")
    op.drop_index("ix_person_member_code", "person")
    op.drop_column("person", "member_code")
