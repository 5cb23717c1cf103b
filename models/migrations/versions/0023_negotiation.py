"""negotiations, what was done in each, and who was asked to join"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "negotiation",
        sa.Column("id", BIG, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("step_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_negotiation")),
    )
    op.create_index("ix_negotiation_ended_at", "negotiation", ["ended_at"])
    running = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_negotiation_running",
        "negotiation",
        ["type", "platform"],
        unique=True,
        sqlite_where=running,
        postgresql_where=running,
    )
    op.create_table(
        "negotiation_step",
        sa.Column("id", BIG, nullable=False),
        sa.Column("negotiation_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(8), nullable=False),
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _of_negotiation("negotiation_step"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_negotiation_step")),
        sa.UniqueConstraint("negotiation_id", "number", name=op.f("uq_negotiation_step_negotiation_id")),
    )
    op.create_table(
        "negotiation_person",
        sa.Column("id", BIG, nullable=False),
        sa.Column("negotiation_id", BIG, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.String(10)),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime()),
        _of_negotiation("negotiation_person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_negotiation_person")),
        sa.UniqueConstraint("negotiation_id", "digest", name=op.f("uq_negotiation_person_negotiation_id")),
    )
    op.create_index("ix_negotiation_person_digest", "negotiation_person", ["digest"])


def _of_negotiation(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_negotiation_id_negotiation")
    return sa.ForeignKeyConstraint(["negotiation_id"], ["negotiation.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    for table in ("negotiation_person", "negotiation_step", "negotiation"):
        op.drop_table(table)
