"""linking that is agreed to in the chat that showed the code, counts of tries, WeChat's calls that were used, and
reports of places that do not count

Each step looks whether it was taken already: SQLite keeps what was made before a run that was killed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    there = sa.inspect(op.get_bind())
    tables = set(there.get_table_names())
    if "linked_at" not in _columns(there, "contact"):
        op.add_column("contact", sa.Column("linked_at", sa.DateTime()))
    if "fresh" not in _columns(there, "place_feedback"):
        op.add_column(
            "place_feedback", sa.Column("fresh", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    if "shut_asked_at" not in _columns(there, "place"):
        op.add_column("place", sa.Column("shut_asked_at", sa.DateTime()))
    if "link_tries" in tables:
        op.drop_table("link_tries")
    if "link_request" not in tables:
        _link_request()
    if "tries" not in tables:
        op.create_table(
            "tries",
            sa.Column("name", sa.String(), nullable=False),
            sa.Column("since", sa.DateTime(), nullable=False),
            sa.Column("spent", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("name", name=op.f("pk_tries")),
        )
    if "wechat_call" not in tables:
        op.create_table(
            "wechat_call",
            sa.Column("digest", sa.String(), nullable=False),
            sa.Column("body", sa.String(), nullable=False),
            sa.Column("at", sa.DateTime(), nullable=False),
            sa.PrimaryKeyConstraint("digest", name=op.f("pk_wechat_call")),
        )
    for name, table, column in _INDEXES:
        op.create_index(name, table, [column], if_not_exists=True)


_INDEXES = [
    ("ix_link_request_contact_id", "link_request", "contact_id"),
    ("ix_link_request_by_id", "link_request", "by_id"),
    ("ix_tries_since", "tries", "since"),
    ("ix_wechat_call_at", "wechat_call", "at"),
]


def _columns(there: sa.Inspector, table: str) -> set[str]:
    return {each["name"] for each in there.get_columns(table)}


def _link_request() -> None:
    op.create_table(
        "link_request",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], ["contact.id"], name=op.f(f"fk_link_request_{name}_contact"), ondelete="CASCADE"
            )
            for name in ("contact_id", "by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_request")),
    )


def downgrade() -> None:
    for table in ("wechat_call", "tries", "link_request"):
        op.drop_table(table)
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
    op.drop_column("place", "shut_asked_at")
    op.drop_column("place_feedback", "fresh")
    op.drop_column("contact", "linked_at")
