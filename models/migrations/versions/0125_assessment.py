"""rounds of assessment, visits, findings, results and appeals; what riders found of a place"""

import sqlalchemy as sa
from alembic import op

revision = "0125"
down_revision = "0121"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "assessment_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("seed", sa.LargeBinary(), nullable=False),
        sa.Column("drawn_from", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(), nullable=False),
        sa.Column("ordered_by", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime()),
        sa.Column("approved_by", sa.Integer()),
        sa.Column("agreement", sa.Double()),
        sa.PrimaryKeyConstraint("id", name="pk_assessment_round"),
    )
    op.create_table(
        "station_visit",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(6), nullable=False),
        sa.Column("state", sa.String(5), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("taken_week", sa.Date()),
        sa.Column("done_week", sa.Date()),
        sa.Column("at_door", sa.Boolean()),
        sa.Column("person_id", sa.Integer()),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("photos", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false()),
        _of_round("station_visit"),
        _of_place("station_visit"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_station_visit_person_id_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_station_visit"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_station_visit_open", "station_visit", ["state", "week"])
    op.create_index("ix_station_visit_place", "station_visit", ["place_id", "round_id"])
    op.create_index("ix_station_visit_person_id", "station_visit", ["person_id"])
    op.create_table(
        "station_finding",
        sa.Column("id", BIG, nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("must", sa.Boolean(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("reopened", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime()),
        sa.Column("answered_by", sa.Integer()),
        sa.Column("said", sa.LargeBinary()),
        sa.Column("duty_id", BIG),
        _of_round("station_finding"),
        _of_place("station_finding"),
        sa.ForeignKeyConstraint(
            ["duty_id"], ["duty.id"], name="fk_station_finding_duty_id_duty", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_station_finding"),
    )
    op.create_index("ix_station_finding_place", "station_finding", ["place_id", "round_id"])
    op.create_index("ix_station_finding_duty_id", "station_finding", ["duty_id"])
    op.create_table(
        "assessment_result",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.Column("settles_at", sa.DateTime(), nullable=False),
        sa.Column("reply", sa.LargeBinary()),
        sa.Column("written_by", sa.Integer()),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("stars", sa.Integer()),
        sa.Column("failed", sa.Boolean()),
        sa.Column("points", sa.Integer()),
        sa.Column("shown", sa.LargeBinary()),
        sa.Column("published_at", sa.DateTime()),
        sa.Column("until", sa.Date()),
        _of_round("assessment_result"),
        _of_place("assessment_result"),
        sa.PrimaryKeyConstraint("round_id", "place_id", name="pk_assessment_result"),
    )
    op.create_index("ix_assessment_result_place_id", "assessment_result", ["place_id"])
    op.create_table(
        "assessment_appeal",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("finding_id", BIG),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("upheld", sa.Boolean()),
        sa.Column("answered_by", sa.Integer()),
        sa.Column("answered_at", sa.DateTime()),
        sa.Column("reason", sa.LargeBinary()),
        _of_round("assessment_appeal"),
        _of_place("assessment_appeal"),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["station_finding.id"],
            name="fk_assessment_appeal_finding_id_station_finding",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "place_id", name="pk_assessment_appeal"),
    )
    op.create_table(
        "place_word",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        _of_place("place_word"),
        sa.PrimaryKeyConstraint("place_id", "token", name="pk_place_word"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_place_word_week", "place_word", ["week"])


def _of_round(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_round_id_assessment_round"
    return sa.ForeignKeyConstraint(["round_id"], ["assessment_round.id"], name=name, ondelete="CASCADE")


def _of_place(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=f"fk_{table}_place_id_place", ondelete="CASCADE")


def downgrade() -> None:
    for table in (
        "place_word",
        "assessment_appeal",
        "assessment_result",
        "station_finding",
        "station_visit",
        "assessment_round",
    ):
        op.drop_table(table)
