"""Bringing an older data file to the newest schema: a backup, one transaction, a look at what came out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event, select
from sqlalchemy.pool import NullPool

from cixi_desktop.errors import CixiError
from db.backup import backup_before_upgrade, row_counts
from db.datafile import connect
from db.faults import translated
from db.schema import version_table
from db.seals import keep_schema_seal
from db.writer import begin_immediate

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).with_name("migrations")
_RENAMED = {"choices": "figure_decisions"}
"""Tables whose rows stand in another one since."""


def upgrade(path: Path, version: int, at: datetime) -> Path:
    """Upgrade from schema ``version``; returns the backup taken before. A fault leaves the file as it was."""
    kept = backup_before_upgrade(path, version, at)
    engine = _engine(path)
    try:
        with translated(path), engine.connect() as connection:
            connection.begin()
            counts = row_counts(_driver(connection))
            migrate(connection)
            _verify(connection, counts, kept)
            keep_schema_seal(_driver(connection))
            connection.commit()
    finally:
        engine.dispose()
    return kept


def migrate(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to ``revision``, within the transaction that the caller has begun."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, revision)
    reached = connection.execute(select(version_table.c.version_num)).scalar_one()
    connection.exec_driver_sql(f"PRAGMA user_version = {int(reached)}")


def _engine(path: Path) -> Engine:
    """An engine of the upgrade's own, with foreign keys off.

    With them on, a migration that rebuilds a table drops the old one first, and rows that refer to it with ON
    DELETE CASCADE go with it, silently.
    """

    def open_connection() -> sqlite3.Connection:
        connection = connect(path, is_read_only=False)
        connection.execute("PRAGMA foreign_keys = OFF")
        return connection

    engine = create_engine("sqlite://", creator=open_connection, poolclass=NullPool)
    event.listen(engine, "begin", begin_immediate)
    return engine


def _verify(connection: Connection, counts: dict[str, int], kept: Path) -> None:
    """Every reference still has its target, and no table has fewer rows."""
    driver = _driver(connection)
    orphans = driver.execute("PRAGMA foreign_key_check").fetchall()
    now = row_counts(driver)
    if orphans or any(now.get(_RENAMED.get(table, table), 0) < count for table, count in counts.items()):
        raise CixiError("数据文件没有升级：核对时发现内容不全，原有内容没有变动。", f"升级前的备份在{kept}。")


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)
