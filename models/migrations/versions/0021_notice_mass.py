"""notices that go on by WeChat's mass messages; parts of a mass message that use nothing of the month"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notice", sa.Column("mass", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("notice", sa.Column("mass_trouble", sa.String()))
    op.add_column("wechat_mass", sa.Column("counts", sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    op.drop_column("wechat_mass", "counts")
    op.drop_column("notice", "mass_trouble")
    op.drop_column("notice", "mass")
