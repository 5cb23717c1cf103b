"""the name and number of who files under their name, and until when a platform promised something"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE, NEGOTIATION = "case_identity", "negotiation"


def upgrade() -> None:
    """Looks first what is there: SQLite keeps each statement by itself, and the process may have died between two."""
    there = sa.inspect(op.get_bind())
    if not there.has_table(TABLE):
        op.create_table(
            TABLE,
            sa.Column("case_id", BIG, nullable=False),
            sa.Column("person", sa.LargeBinary(), nullable=False),
            sa.ForeignKeyConstraint(
                ["case_id"], ["case.id"], name=op.f("fk_case_identity_case_id_case"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_identity")),
        )
    columns = {each["name"] for each in there.get_columns(NEGOTIATION)}
    for added in (sa.Column("promised_on", sa.Date(), nullable=True), sa.Column("checked_at", sa.DateTime())):
        if added.name not in columns:
            op.add_column(NEGOTIATION, added)


def downgrade() -> None:
    op.drop_column(NEGOTIATION, "checked_at")
    op.drop_column(NEGOTIATION, "promised_on")
    op.drop_table(TABLE)
