"""What jobs need: history, wishes, posts, erasures and workers."""

import sqlalchemy as sa
from alembic import op

revision = "jobs_0001"
down_revision = "0010"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "history",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("user", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(160), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("dialog", sa.String(64), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("intent", sa.String(64), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("gap", sa.String(16), nullable=False),
    )
    op.create_index("history_person", "history", ["team", "user", "at"])
    op.create_index("history_at", "history", ["at"])
    _create_wishes()
    op.create_table(
        "posts",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("user", sa.String(32), nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index("posts_at", "posts", ["at"])
    op.create_table(
        "erasures",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("user", sa.String(32), primary_key=True),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_table(
        "workers",
        sa.Column("name", sa.String(128), primary_key=True),
        sa.Column("beat_at", TIME, nullable=False),
    )


def _create_wishes() -> None:
    op.create_table(
        "digests",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("user", sa.String(32), primary_key=True),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("hour", sa.Integer, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("due_at", TIME, nullable=False, index=True),
        sa.Column("set_at", TIME, nullable=False),
    )
    op.create_table(
        "preferences",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("user", sa.String(32), primary_key=True),
        sa.Column("as_file", sa.Boolean, nullable=False),
        sa.Column("summarised_at", TIME),
        sa.Column("set_at", TIME, nullable=False),
    )


def downgrade() -> None:
    for table in ("workers", "erasures", "posts", "preferences", "digests", "history"):
        op.drop_table(table)
