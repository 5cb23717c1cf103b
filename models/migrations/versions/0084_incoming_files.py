"""files that are still with their channel wait in one queue

They waited in three tables. What waits now comes over as it is encrypted; it is encrypted for its new place when the
keys are known (models/storage/incoming_file.py).
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0084"
down_revision = "0081"
branch_labels = None
depends_on = None

QUEUE = "incoming_file"
EVIDENCE = "evidence_to_fetch"
COLUMNS = ("source", "attempts", "due_at")
BEFORE = (
    (EVIDENCE, "evidence_id", "evidence_id"),
    ("outbox_media", "key", "picture_key"),
    ("notice_list", "id", "list_id"),
)
"""The table, its key, and the column of the queue for that."""
_BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Looks first what is there: SQLite keeps each statement by itself, and the process may have died between two."""
    if not sa.inspect(op.get_bind()).has_table(QUEUE):
        op.create_table(
            QUEUE,
            sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
            sa.Column("evidence_id", _BIG),
            sa.Column("picture_key", sa.String()),
            sa.Column("list_id", _BIG),
            sa.Column("source", sa.LargeBinary(), nullable=False),
            sa.Column("attempts", sa.Integer(), nullable=False),
            sa.Column("due_at", sa.DateTime(), nullable=False),
            _belongs("evidence_id", "evidence.id"),
            _belongs("picture_key", "outbox_media.key"),
            _belongs("list_id", "notice_list.id"),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_file")),
            *(sa.UniqueConstraint(each, name=op.f(f"uq_incoming_file_{each}")) for _, _, each in BEFORE),
            sqlite_with_rowid=False,
        )
    op.create_index(op.f("ix_incoming_file_due_at"), QUEUE, ["due_at"], if_not_exists=True)
    for table, key, column in BEFORE:
        there = _columns(table)
        if "due_at" in there:
            _come_over(table, key, column)
        if table == EVIDENCE:
            op.drop_table(table, if_exists=True)
            continue
        for each in ("due_at", "attempts", "source"):
            if each in there:
                op.drop_column(table, each)
    op.execute(
        f"INSERT INTO data_step (name, last) SELECT '{QUEUE}', 0 WHERE EXISTS (SELECT 1 FROM {QUEUE}) "
        f"AND NOT EXISTS (SELECT 1 FROM data_step WHERE name = '{QUEUE}')"
    )


def _belongs(column: str, target: str) -> sa.ForeignKeyConstraint:
    table = target.partition(".")[0]
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_incoming_file_{column}_{table}"), ondelete="CASCADE"
    )


def _columns(table: str) -> set[str]:
    found = sa.inspect(op.get_bind())
    return {each["name"] for each in found.get_columns(table)} if found.has_table(table) else set()


def _come_over(table: str, key: str, column: str) -> None:
    connection = op.get_bind()
    there = sa.table(table, sa.column(key), *(sa.column(each) for each in COLUMNS))
    queue = sa.table(QUEUE, sa.column("id"), sa.column(column), *(sa.column(each) for each in COLUMNS))
    waiting = sa.select(there).where(there.c.source.is_not(None), there.c.due_at.is_not(None))
    already = sa.select(queue.c[column]).where(queue.c[column].is_not(None))
    for row in connection.execute(waiting.where(there.c[key].not_in(already))).all():
        owner, *values = row
        given = {"id": secrets.randbits(62), column: owner, **dict(zip(COLUMNS, values, strict=True))}
        connection.execute(sa.insert(queue).values(given))


def downgrade() -> None:
    """What waits has to be sent again: nobody without the keys can encrypt it for where it was."""
    op.execute("UPDATE notice_list SET problem = 'lost' WHERE id IN (SELECT list_id FROM incoming_file)")
    op.execute("UPDATE outbox_media SET problem = 'lost' WHERE key IN (SELECT picture_key FROM incoming_file)")
    op.drop_table(QUEUE)
    op.create_table(
        EVIDENCE,
        sa.Column("evidence_id", _BIG, nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
            name=op.f("fk_evidence_to_fetch_evidence_id_evidence"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_evidence_to_fetch")),
    )
    op.create_index(op.f("ix_evidence_to_fetch_due_at"), EVIDENCE, ["due_at"])
    for table in ("outbox_media", "notice_list"):
        op.add_column(table, sa.Column("source", sa.LargeBinary()))
        op.add_column(table, sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
        op.add_column(table, sa.Column("due_at", sa.DateTime()))
    op.execute(f"DELETE FROM data_step WHERE name = '{QUEUE}'")
