"""Tells Alembic which connection and tables to work on; called by bot.storage.migrate alone."""

from alembic import context

from bot.storage.tables import metadata

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    # Two replicas may start at once: the second waits here until the first is done.
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(739150001)")
context.configure(connection=connection, target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
