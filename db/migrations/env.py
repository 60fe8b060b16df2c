"""Alembic runs this for every upgrade. There is no alembic.ini: ``db.upgrade`` hands over the connection."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
