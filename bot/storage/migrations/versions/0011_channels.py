"""What was chosen for each channel."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "jobs_0001"


def upgrade() -> None:
    op.create_table(
        "channels",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("plain", sa.Boolean, nullable=False),
        sa.Column("follow", sa.Boolean, nullable=False),
        sa.Column("quiet_start", sa.Integer),
        sa.Column("quiet_end", sa.Integer),
        sa.Column("quiet_zone", sa.String(64)),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("channels")
