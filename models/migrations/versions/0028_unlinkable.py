"""rows of a person and rows of an anonymous case: nothing in plain that joins them

What needs the keys (digests, causes of the outbox) is brought over by models/upkeep/unlinking.py afterwards.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


BY_THE_HOUR = (
    ("conversation", "seen_at"),
    ("failed_update", "at"),
    ("parked_reply", "created_at"),
    ("stored_file", "expires_at"),
    ("wechat_window", "wrote_at"),
    ("evidence_to_fetch", "due_at"),
)
"""Moments of what a person did, to the second until now."""


def _columns(table: str) -> set[str]:
    return {each["name"] for each in sa.inspect(op.get_bind()).get_columns(table)}


def _add(table: str, column: sa.Column[Any]) -> None:
    """Unless a run that was killed has done it: SQLite keeps each change of a table by itself."""
    if column.name not in _columns(table):
        op.add_column(table, column)


def _note_work_for_keys() -> None:
    """What models/upkeep/unlinking.py has to bring over: the tables that hold something now."""
    if not sa.inspect(op.get_bind()).has_table("data_step"):
        op.create_table(
            "data_step",
            sa.Column("name", sa.String(), nullable=False),
            sa.Column("last", sa.BigInteger(), nullable=False),
            sa.PrimaryKeyConstraint("name", name=op.f("pk_data_step")),
        )
    op.execute("DELETE FROM data_step")
    for table in ("case_filer", "negotiation_person", "outbox", "evidence", "processed_update"):
        op.execute(f"INSERT INTO data_step (name, last) SELECT '{table}', 0 WHERE EXISTS (SELECT 1 FROM {table})")


def _round(table: str, column: str, unit: str, text: str) -> None:
    rounded = f"strftime('{text}', {column})" if op.get_context().dialect.name == "sqlite" else ""
    rounded = rounded or f"date_trunc('{unit}', {column})"
    op.execute(f"UPDATE {table} SET {column} = {rounded} WHERE {column} <> {rounded}")


def upgrade() -> None:
    _add("processed_update", sa.Column("counter", sa.BigInteger()))
    if op.get_context().dialect.name == "sqlite":
        with op.batch_alter_table(
            "processed_update", recreate="always", table_kwargs={"sqlite_with_rowid": False}
        ):
            pass
    _add("conversation", sa.Column("wrote", sa.LargeBinary()))
    _add("evidence", sa.Column("came", sa.LargeBinary()))
    kinds = {each["name"]: each["type"] for each in sa.inspect(op.get_bind()).get_columns("stored_file")}
    if isinstance(kinds.get("name"), sa.String):
        op.drop_column("stored_file", "name")
    _add("stored_file", sa.Column("name", sa.LargeBinary()))
    if not sa.inspect(op.get_bind()).has_table("staff_holder"):
        op.create_table(
            "staff_holder",
            sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
            sa.Column("person_id", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                ["staff_id"], ["staff.id"], name=op.f("fk_staff_holder_staff_id_staff"), ondelete="CASCADE"
            ),
            sa.ForeignKeyConstraint(
                ["person_id"], ["person.id"], name=op.f("fk_staff_holder_person_id_person"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("staff_id", "person_id", name=op.f("pk_staff_holder")),
        )
        op.create_index("ix_staff_holder_person_id", "staff_holder", ["person_id"])
    if not sa.inspect(op.get_bind()).has_table("week_report"):
        op.create_table(
            "week_report",
            sa.Column("scope", sa.String(), nullable=False),
            sa.Column("begins", sa.Date(), nullable=False),
            sa.Column("figures", sa.JSON(), nullable=False),
            sa.PrimaryKeyConstraint("scope", "begins", name=op.f("pk_week_report")),
        )
    _note_work_for_keys()
    for table, column in BY_THE_HOUR:
        _round(table, column, "hour", "%Y-%m-%d %H:00:00.000000")
    _round("processed_update", "at", "day", "%Y-%m-%d 00:00:00.000000")
    op.execute("DELETE FROM staff_holder")
    op.execute(
        "INSERT INTO staff_holder (staff_id, person_id) SELECT id, person_id FROM staff WHERE person_id IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_table("data_step")
    op.drop_table("week_report")
    op.drop_table("staff_holder")
    op.drop_column("stored_file", "name")
    op.add_column("stored_file", sa.Column("name", sa.String(), server_default="file", nullable=False))
    op.drop_column("evidence", "came")
    op.drop_column("conversation", "wrote")
    op.drop_column("processed_update", "counter")
