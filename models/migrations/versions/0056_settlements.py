"""what the worker said to each outcome, and whose case a reopened one was

Both are read off the records: who took a step is there with the number of their post, and a case that was settled and
not reopened carries what was said to its one outcome. What was said to the first of two is that it did not help.
"""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0052"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE, REOPENING = "case_settlement", "case_reopening"


def upgrade() -> None:
    """Looks first what is there: SQLite keeps each statement by itself, and the process may have died between two."""
    there = sa.inspect(op.get_bind())
    if "department" not in {each["name"] for each in there.get_columns(REOPENING)}:
        op.add_column(REOPENING, sa.Column("department", sa.String(), server_default="", nullable=False))
    if not there.has_table(TABLE):
        op.create_table(
            TABLE,
            sa.Column("case_id", BIG, nullable=False),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("department", sa.String(), nullable=False),
            sa.Column("staff_id", sa.Integer(), nullable=False),
            sa.Column("solved", sa.Boolean(), nullable=True),
            sa.Column("satisfied", sa.String(), nullable=True),
            sa.ForeignKeyConstraint(
                ["case_id"], ["case.id"], name=op.f("fk_case_settlement_case_id_case"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_case_settlement")),
        )
    op.execute(_for_this_database())
    op.execute(_REOPENED)


_LATER = "SELECT 1 FROM case_event later WHERE later.case_id = e.case_id AND later.number > e.number"
_SETTLED = f"""
    INSERT INTO case_settlement (case_id, number, department, staff_id, solved, satisfied)
    SELECT e.case_id, e.number, s.department, s.id,
           CASE WHEN EXISTS ({_LATER} AND later.what = 'reopen') THEN false ELSE c.solved END,
           CASE WHEN EXISTS ({_LATER} AND later.what = 'reopen') THEN NULL ELSE c.satisfied END
    FROM case_event e
    JOIN "case" c ON c.id = e.case_id
    JOIN staff s ON e.who LIKE '%:%' AND CAST(s.id AS VARCHAR) = SUBSTR(e.who, {{at}} + 1)
    WHERE e.what = 'settle' AND s.department IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM case_settlement k WHERE k.case_id = e.case_id AND k.number = e.number)
"""
_REOPENED = """
    UPDATE case_reopening SET department = COALESCE((
        SELECT k.department FROM case_settlement k WHERE k.case_id = case_reopening.case_id ORDER BY k.number LIMIT 1
    ), '') WHERE department = ''
"""


def _for_this_database() -> str:
    at = {"sqlite": "INSTR(e.who, ':')", "postgresql": "STRPOS(e.who, ':')"}[op.get_context().dialect.name]
    return _SETTLED.format(at=at)


def downgrade() -> None:
    op.drop_table(TABLE)
    op.drop_column(REOPENING, "department")
