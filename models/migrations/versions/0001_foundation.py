"""the foundation: people, conversations, places, outbox"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

# place_need follows place: whoever writes a place, bulk or by hand, cannot forget it. A later step that has SQLite copy
# the table place (batch_alter_table) loses the triggers there and must call follow_needs() again.
CHANGED = 'latitude, longitude, needs, hours, closed_at'
OLD, NEW = (f'{row}.latitude, {row}.longitude, {row}.needs, {row}.hours, {row}.closed_at' for row in ('old', 'new'))
INTO = 'INSERT INTO place_need (need, latitude, longitude, place_id, hours)'
TAKE = 'DELETE FROM place_need WHERE latitude = old.latitude AND longitude = old.longitude AND place_id = old.id'


def follow_needs() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        follow_needs_sqlite()
    else:
        follow_needs_postgresql()


def follow_needs_sqlite() -> None:
    old, new = (f"""json_each('[' || replace(json_quote(trim({row}.needs, '|')), '|', '","') || ']')""" for row in ('old', 'new'))
    put = f"{INTO} SELECT DISTINCT value, new.latitude, new.longitude, new.id, new.hours FROM {new} WHERE value <> '' AND new.closed_at IS NULL;"
    take = f'{TAKE} AND need IN (SELECT value FROM {old});'
    op.execute(f'CREATE TRIGGER place_need_put AFTER INSERT ON place BEGIN {put} END')
    op.execute(f'CREATE TRIGGER place_need_move AFTER UPDATE OF {CHANGED} ON place WHEN ({OLD}) IS NOT ({NEW}) BEGIN {take} {put} END')


def follow_needs_postgresql() -> None:
    old, new = (f"string_to_array(trim(both '|' from {row}.needs), '|')" for row in ('old', 'new'))
    put = f"{INTO} SELECT DISTINCT key, new.latitude, new.longitude, new.id, new.hours FROM unnest({new}) AS key WHERE key <> '' AND new.closed_at IS NULL;"
    take = f"IF TG_OP = 'UPDATE' THEN {TAKE} AND need = ANY ({old}); END IF;"
    op.execute(f'CREATE FUNCTION place_need_follows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {take} {put} RETURN NULL; END $$')
    each = 'FOR EACH ROW'
    call = 'EXECUTE FUNCTION place_need_follows()'
    op.execute(f'CREATE TRIGGER place_need_put AFTER INSERT ON place {each} {call}')
    op.execute(f'CREATE TRIGGER place_need_move AFTER UPDATE OF {CHANGED} ON place {each} WHEN (({OLD}) IS DISTINCT FROM ({NEW})) {call}')


def carry_over() -> None:
    """A database of the first foundation, whose parked replies lay in a table `outbox` and whose places had no
    place_need, becomes one of this foundation, with all that it holds."""
    op.drop_index('ix_outbox_contact', table_name='outbox')
    op.drop_index('ix_outbox_due', table_name='outbox')
    op.rename_table('outbox', 'parked_reply')
    op.create_index('ix_parked_reply_contact', 'parked_reply', ['contact_id', 'id'])
    op.create_index('ix_parked_reply_due', 'parked_reply', ['state', 'due_at'])
    make_place_need()
    if op.get_bind().dialect.name == 'sqlite':
        keys, key = """json_each('[' || replace(json_quote(trim(place.needs, '|')), '|', '","') || ']')""", 'value'
    else:
        keys, key = "unnest(string_to_array(trim(both '|' from place.needs), '|')) AS key", 'key'
        op.execute('ALTER TABLE parked_reply RENAME CONSTRAINT pk_outbox TO pk_parked_reply')
        op.execute('ALTER TABLE parked_reply RENAME CONSTRAINT fk_outbox_contact_id_contact TO fk_parked_reply_contact_id_contact')
        op.execute('ALTER SEQUENCE outbox_id_seq RENAME TO parked_reply_id_seq')
    op.execute(f"{INTO} SELECT DISTINCT {key}, latitude, longitude, place.id, hours FROM place, {keys} WHERE {key} <> '' AND closed_at IS NULL")


def make_place_need() -> None:
    op.create_table('place_need',
    sa.Column('need', sa.String(), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=False),
    sa.Column('longitude', sa.Double(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('hours', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_place_need_place_id_place'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('need', 'latitude', 'longitude', 'place_id', name=op.f('pk_place_need')),
    sqlite_with_rowid=False
    )
    follow_needs()


def upgrade() -> None:
    op.create_table('loaded_file',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_loaded_file'))
    )
    op.create_table('place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=False),
    sa.Column('longitude', sa.Double(), nullable=False),
    sa.Column('district', sa.String(), nullable=True),
    sa.Column('street', sa.String(), nullable=True),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('needs', sa.String(), nullable=False),
    sa.Column('hours', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('sample', sa.Boolean(), nullable=False),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.Column('shut_until', sa.DateTime(), nullable=True),
    sa.Column('useful_count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place')),
    sa.UniqueConstraint('code', name=op.f('uq_place_code'))
    )
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_place_name'), ['name'], unique=False)
        batch_op.create_index('ix_place_position', ['latitude', 'longitude', 'needs'], unique=False)
        batch_op.create_index(batch_op.f('ix_place_street'), ['street'], unique=False)

    make_place_need()

    op.create_table('place_search_record',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('cell', sa.String(), nullable=False),
    sa.Column('needs', sa.String(), nullable=False),
    sa.Column('open_only', sa.Boolean(), nullable=False),
    sa.Column('best_distance_m', sa.Double(), nullable=True),
    sa.Column('met', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_search_record'))
    )
    with op.batch_alter_table('place_search_record', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_place_search_record_at'), ['at'], unique=False)

    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('occupation', sa.String(), nullable=True),
    sa.Column('district', sa.String(), nullable=True),
    sa.Column('consent_version', sa.String(), nullable=True),
    sa.Column('consent_at', sa.DateTime(), nullable=True),
    sa.Column('last_needs', sa.String(), nullable=False),
    sa.Column('last_place_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['last_place_id'], ['place.id'], name=op.f('fk_person_last_place_id_place'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person'))
    )
    op.create_table('contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('blocked_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contact_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact')),
    sa.UniqueConstraint('channel', 'address', name=op.f('uq_contact_channel'))
    )
    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_person_id'), ['person_id'], unique=False)

    op.create_table('place_feedback',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('USEFUL', 'SHUT', 'REFUSED', 'MISSING_SERVICE', 'WRONG_POSITION', name='feedbackkind', native_enum=False, length=16), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('need', sa.String(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_place_feedback_person_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_place_feedback_place_id_place'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_feedback'))
    )
    with op.batch_alter_table('place_feedback', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_place_feedback_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_place_feedback_place', ['place_id', 'kind', 'at'], unique=False)

    op.create_table('conversation',
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('seen_at', sa.DateTime(), nullable=False),
    sa.Column('state', sa.String(), nullable=True),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.Column('menu', sa.LargeBinary(), nullable=True),
    sa.Column('album', sa.String(), nullable=True),
    sa.Column('counter', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_conversation_contact_id_contact'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('contact_id', name=op.f('pk_conversation'))
    )
    with op.batch_alter_table('conversation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_conversation_seen_at'), ['seen_at'], unique=False)

    op.create_table('failed_update',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('update', sa.LargeBinary(), nullable=False),
    sa.Column('error', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_failed_update_contact_id_contact'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_failed_update'))
    )
    with op.batch_alter_table('failed_update', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_failed_update_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_failed_update_contact_id'), ['contact_id'], unique=False)

    op.create_table('parked_reply',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('reply', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('due_at', sa.DateTime(), nullable=False),
    sa.Column('leased_until', sa.DateTime(), nullable=True),
    sa.Column('state', sa.Enum('WAITING', 'FAILED', name='parkedstate', native_enum=False, length=16), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('error', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_parked_reply_contact_id_contact'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parked_reply'))
    )
    with op.batch_alter_table('parked_reply', schema=None) as batch_op:
        batch_op.create_index('ix_parked_reply_contact', ['contact_id', 'id'], unique=False)
        batch_op.create_index('ix_parked_reply_due', ['state', 'due_at'], unique=False)

    op.create_table('processed_update',
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('reply', sa.LargeBinary(), nullable=False),
    sa.Column('message_ids', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_processed_update_contact_id_contact'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('channel', 'key', name=op.f('pk_processed_update'))
    )
    with op.batch_alter_table('processed_update', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_processed_update_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_processed_update_contact_id'), ['contact_id'], unique=False)

    op.create_table('stored_file',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('media_type', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_stored_file_contact_id_contact'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_stored_file'))
    )
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stored_file_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_stored_file_expires_at'), ['expires_at'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stored_file_expires_at'))
        batch_op.drop_index(batch_op.f('ix_stored_file_contact_id'))

    op.drop_table('stored_file')
    with op.batch_alter_table('processed_update', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_processed_update_contact_id'))
        batch_op.drop_index(batch_op.f('ix_processed_update_at'))

    op.drop_table('processed_update')
    with op.batch_alter_table('parked_reply', schema=None) as batch_op:
        batch_op.drop_index('ix_parked_reply_due')
        batch_op.drop_index('ix_parked_reply_contact')

    op.drop_table('parked_reply')
    with op.batch_alter_table('failed_update', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_failed_update_contact_id'))
        batch_op.drop_index(batch_op.f('ix_failed_update_at'))

    op.drop_table('failed_update')
    with op.batch_alter_table('conversation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_conversation_seen_at'))

    op.drop_table('conversation')
    with op.batch_alter_table('place_feedback', schema=None) as batch_op:
        batch_op.drop_index('ix_place_feedback_place')
        batch_op.drop_index(batch_op.f('ix_place_feedback_person_id'))

    op.drop_table('place_feedback')
    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contact_person_id'))

    op.drop_table('contact')
    op.drop_table('person')
    with op.batch_alter_table('place_search_record', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_place_search_record_at'))

    op.drop_table('place_search_record')
    op.drop_table('place_need')
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_place_street'))
        batch_op.drop_index('ix_place_position')
        batch_op.drop_index(batch_op.f('ix_place_name'))

    op.drop_table('place')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION place_need_follows()')
    op.drop_table('loaded_file')
