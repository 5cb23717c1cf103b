"""events"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('titles', sa.JSON(), nullable=False),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('bring', sa.JSON(), nullable=True),
    sa.Column('department', sa.String(), nullable=True),
    sa.Column('host_place_id', sa.Integer(), nullable=True),
    sa.Column('subsidy_fen', sa.Integer(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('training_minutes', sa.Integer(), nullable=False),
    sa.Column('cancel_minutes', sa.Integer(), nullable=False),
    sa.Column('remind_minutes', sa.JSON(), nullable=False),
    sa.Column('questions', sa.JSON(), nullable=False),
    sa.Column('certificate', sa.Boolean(), nullable=False),
    sa.Column('satisfies', sa.String(), nullable=True),
    sa.Column('article', sa.String(), nullable=True),
    sa.Column('search', sa.String(), nullable=False),
    sa.Column('sample', sa.Boolean(), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_event_created_by_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['host_place_id'], ['place.id'], name=op.f('fk_event_host_place_id_place'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event')),
    sa.UniqueConstraint('key', name=op.f('uq_event_key'))
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_department'), ['department'], unique=False)
        batch_op.create_index(batch_op.f('ix_event_host_place_id'), ['host_place_id'], unique=False)

    op.create_table('event_session',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('slot', sa.String(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('starts_at', sa.DateTime(), nullable=False),
    sa.Column('ends_at', sa.DateTime(), nullable=False),
    sa.Column('start_minute', sa.Integer(), nullable=False),
    sa.Column('end_minute', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=True),
    sa.Column('room', sa.JSON(), nullable=True),
    sa.Column('online_url', sa.String(), nullable=True),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('waiting', sa.Integer(), nullable=False),
    sa.Column('queue_last', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('moved', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_session_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_event_session_place_id_place'), ondelete='SET NULL'),
    sa.CheckConstraint('taken >= 0 AND taken <= seats', name='ck_event_session_seats'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_session')),
    sa.UniqueConstraint('event_id', 'slot', name=op.f('uq_event_session_event_id'))
    )
    with op.batch_alter_table('event_session', schema=None) as batch_op:
        batch_op.create_index('ix_event_session_coming', ['state', 'starts_at'], unique=False)
        batch_op.create_index('ix_event_session_kind', ['state', 'kind', 'starts_at'], unique=False)
        batch_op.create_index('ix_event_session_place', ['place_id', 'starts_at'], unique=False)

    op.create_table('booking',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('session_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('answers', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.Column('queue_number', sa.Integer(), nullable=True),
    sa.Column('offered_until', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_booking_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['event_session.id'], name=op.f('fk_booking_session_id_event_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_booking')),
    sa.UniqueConstraint('session_id', 'person_id', name=op.f('uq_booking_session_id'))
    )
    with op.batch_alter_table('booking', schema=None) as batch_op:
        batch_op.create_index('ix_booking_offers', ['state', 'offered_until'], unique=False)
        batch_op.create_index('ix_booking_person', ['person_id', 'state'], unique=False)
        batch_op.create_index('ix_booking_queue', ['session_id', 'state', 'queue_number'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('booking', schema=None) as batch_op:
        batch_op.drop_index('ix_booking_queue')
        batch_op.drop_index('ix_booking_person')
        batch_op.drop_index('ix_booking_offers')

    op.drop_table('booking')
    with op.batch_alter_table('event_session', schema=None) as batch_op:
        batch_op.drop_index('ix_event_session_place')
        batch_op.drop_index('ix_event_session_kind')
        batch_op.drop_index('ix_event_session_coming')

    op.drop_table('event_session')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_host_place_id'))
        batch_op.drop_index(batch_op.f('ix_event_department'))

    op.drop_table('event')
