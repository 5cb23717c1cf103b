"""cases: drafts, what was filed, its record and evidence; the link to who filed it; the secrets of the service"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('case_day',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_case_day'))
    )
    op.create_table('secret',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('value', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_secret'))
    )
    op.create_table('case',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('type', sa.String(), nullable=False),
    sa.Column('department', sa.String(), nullable=False),
    sa.Column('district', sa.String(), nullable=True),
    sa.Column('platform', sa.String(), nullable=True),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('anonymous', sa.Boolean(), nullable=False),
    sa.Column('pseudonym', sa.String(), nullable=True),
    sa.Column('answers', sa.LargeBinary(), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('reporters', sa.Integer(), nullable=False),
    sa.Column('filed_at', sa.DateTime(), nullable=False),
    sa.Column('accept_by', sa.DateTime(), nullable=False),
    sa.Column('answer_by', sa.DateTime(), nullable=False),
    sa.Column('accepted_at', sa.DateTime(), nullable=True),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.Column('settled_at', sa.DateTime(), nullable=True),
    sa.Column('reopened_at', sa.DateTime(), nullable=True),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.Column('event_count', sa.Integer(), nullable=False),
    sa.Column('head', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_case_person_id_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case')),
    sa.UniqueConstraint('number', name=op.f('uq_case_number'))
    )
    with op.batch_alter_table('case', schema=None) as batch_op:
        batch_op.create_index('ix_case_department', ['department', 'state', 'accept_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_case_ended_at'), ['ended_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_case_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_case_spot', ['type', 'latitude', 'longitude'], unique=False)
        batch_op.create_index('ix_case_type', ['type', 'platform', 'filed_at'], unique=False)

    op.create_table('case_draft',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('type', sa.String(), nullable=False),
    sa.Column('answers', sa.LargeBinary(), nullable=False),
    sa.Column('question', sa.String(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_case_draft_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_draft'))
    )
    with op.batch_alter_table('case_draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_draft_person_id'), ['person_id'], unique=False)

    op.create_table('case_event',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('data_digest', sa.String(), nullable=False),
    sa.Column('previous', sa.String(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_event_case_id_case'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_event')),
    sa.UniqueConstraint('case_id', 'number', name=op.f('uq_case_event_case_id'))
    )
    op.create_table('case_filer',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('person', sa.LargeBinary(), nullable=False),
    sa.Column('part', sa.String(length=8), nullable=False),
    sa.Column('draft_id', sa.String(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_filer_case_id_case'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_filer')),
    sa.UniqueConstraint('case_id', 'digest', name=op.f('uq_case_filer_case_id')),
    sa.UniqueConstraint('draft_id', name=op.f('uq_case_filer_draft_id'))
    )
    with op.batch_alter_table('case_filer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_filer_digest'), ['digest'], unique=False)

    op.create_table('evidence',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('draft_id', sa.String(), nullable=True),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(), nullable=True),
    sa.Column('compressed', sa.Boolean(), nullable=False),
    sa.Column('arrived_at', sa.DateTime(), nullable=False),
    sa.Column('kept_at', sa.DateTime(), nullable=True),
    sa.Column('sha256', sa.String(), nullable=True),
    sa.Column('size', sa.Integer(), nullable=True),
    sa.Column('media_type', sa.String(), nullable=True),
    sa.Column('refused', sa.String(), nullable=True),
    sa.Column('removed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_evidence_case_id_case'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['draft_id'], ['case_draft.id'], name=op.f('fk_evidence_draft_id_case_draft'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence')),
    sa.UniqueConstraint('case_id', 'number', name=op.f('uq_evidence_case_id'))
    )
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_draft_id'), ['draft_id'], unique=False)

    op.create_table('evidence_file',
    sa.Column('evidence_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_evidence_file_evidence_id_evidence'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('evidence_id', name=op.f('pk_evidence_file'))
    )
    op.create_table('evidence_to_fetch',
    sa.Column('evidence_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_evidence_to_fetch_evidence_id_evidence'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('evidence_id', name=op.f('pk_evidence_to_fetch'))
    )
    with op.batch_alter_table('evidence_to_fetch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_to_fetch_due_at'), ['due_at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('evidence_to_fetch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_to_fetch_due_at'))

    op.drop_table('evidence_to_fetch')
    op.drop_table('evidence_file')
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_draft_id'))

    op.drop_table('evidence')
    with op.batch_alter_table('case_filer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_filer_digest'))

    op.drop_table('case_filer')
    op.drop_table('case_event')
    with op.batch_alter_table('case_draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_draft_person_id'))

    op.drop_table('case_draft')
    with op.batch_alter_table('case', schema=None) as batch_op:
        batch_op.drop_index('ix_case_type')
        batch_op.drop_index('ix_case_spot')
        batch_op.drop_index(batch_op.f('ix_case_person_id'))
        batch_op.drop_index(batch_op.f('ix_case_ended_at'))
        batch_op.drop_index('ix_case_department')

    op.drop_table('case')
    op.drop_table('secret')
    op.drop_table('case_day')
