"""The work in hand: what was taken in, the letters of its answers, and the processes at work."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "intake",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("id", sa.String(160), primary_key=True),
        sa.Column("user", sa.String(32), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("received_at", sa.Double, nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Index("ix_intake_owner", "owner", "received_at"),
    )
    op.create_table(
        "outbox",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("intake", sa.String(160), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "owners",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("beat_at", sa.Double, nullable=False),
    )


def downgrade() -> None:
    for table in ("owners", "outbox", "intake"):
        op.drop_table(table)
