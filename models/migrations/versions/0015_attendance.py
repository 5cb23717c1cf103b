"""attendance"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('points_entry',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('mark', sa.String(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=True),
    sa.Column('slip', sa.String(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_points_entry_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_points_entry_place_id_place'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_points_entry')),
    sa.UniqueConstraint('mark', name=op.f('uq_points_entry_mark'))
    )
    with op.batch_alter_table('points_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_points_entry_person_id'), ['person_id'], unique=False)

    op.create_table('event_certificate',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('booking_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('titles', sa.JSON(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('show_name', sa.Boolean(), nullable=False),
    sa.Column('pdf', sa.LargeBinary(), nullable=True),
    sa.Column('issued_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['booking_id'], ['booking.id'], name=op.f('fk_event_certificate_booking_id_booking'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_event_certificate')),
    sa.UniqueConstraint('booking_id', name=op.f('uq_event_certificate_booking_id'))
    )
    with op.batch_alter_table('booking', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kept', sa.Integer(), nullable=False, server_default=sa.text('0')))
        batch_op.add_column(sa.Column('attended_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('useful', sa.SmallInteger(), nullable=True))
        batch_op.add_column(sa.Column('fit', sa.String(), nullable=True))

    with op.batch_alter_table('event_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('closed_at', sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('event_session', schema=None) as batch_op:
        batch_op.drop_column('closed_at')

    with op.batch_alter_table('booking', schema=None) as batch_op:
        batch_op.drop_column('fit')
        batch_op.drop_column('useful')
        batch_op.drop_column('attended_at')
        batch_op.drop_column('kept')

    op.drop_table('event_certificate')
    with op.batch_alter_table('points_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_points_entry_person_id'))

    op.drop_table('points_entry')
