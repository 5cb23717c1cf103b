"""further dates of an event that pays a subsidy wait for a yes; hours of a place for some days"""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None

DATES, HOURS = "event_session", "place_hours"
BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column(DATES, sa.Column("asked_by", sa.Integer()))
    op.add_column(DATES, sa.Column("asked_with", BIG))
    op.create_index(op.f("ix_event_session_asked_with"), DATES, ["asked_with"])
    op.create_table(
        HOURS,
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("usual", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("closes_minute", sa.Integer()),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_place_hours_place_id_place"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("place_id", name=op.f("pk_place_hours")),
    )
    op.create_index(op.f("ix_place_hours_until"), HOURS, ["until"])


def downgrade() -> None:
    op.execute(
        "UPDATE place SET hours = (SELECT usual FROM place_hours WHERE place_hours.place_id = place.id) "
        "WHERE id IN (SELECT place_id FROM place_hours)"
    )
    op.drop_table(HOURS)
    op.drop_index(op.f("ix_event_session_asked_with"), DATES)
    op.drop_column(DATES, "asked_with")
    op.drop_column(DATES, "asked_by")
