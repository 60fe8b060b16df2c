"""Bringing an older data file to the newest schema: a backup, one transaction, a look at what came out."""

from __future__ import annotations

from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import select

from cixi_desktop.errors import CixiError
from db.backup import backup_before_upgrade, row_counts
from db.creation import transaction
from db.datafile import connect
from db.faults import translated
from db.schema import version_table
from db.seals import keep_schema_seal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

MIGRATIONS = Path(__file__).with_name("migrations")
_RENAMED = {"choices": "figure_decisions"}
"""Tables whose rows stand in another one since."""


def upgrade(path: Path, version: int, at: datetime) -> Path:
    """Upgrade from schema ``version``; returns the backup taken before. A fault leaves the file as it was."""
    kept = backup_before_upgrade(path, version, at)
    with translated(path), _opened(path) as driver, transaction(driver) as connection:
        counts = row_counts(driver)
        migrate(connection)
        _verify(driver, counts, kept)
        keep_schema_seal(driver)
        connection.commit()
    return kept


def migrate(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to ``revision``, within the transaction that the caller has begun."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, revision)
    reached = connection.execute(select(version_table.c.version_num)).scalar_one()
    connection.exec_driver_sql(f"PRAGMA user_version = {int(reached)}")


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of the upgrade's own, with foreign keys off.

    With them on, a migration that rebuilds a table drops the old one first, and rows that refer to it with ON
    DELETE CASCADE go with it, silently.
    """
    with closing(connect(path, is_read_only=False)) as driver:
        driver.execute("PRAGMA foreign_keys = OFF")
        yield driver


def _verify(driver: sqlite3.Connection, counts: dict[str, int], kept: Path) -> None:
    """Every reference still has its target, and no table has fewer rows."""
    orphans = driver.execute("PRAGMA foreign_key_check").fetchall()
    now = row_counts(driver)
    if orphans or any(now.get(_RENAMED.get(table, table), 0) < count for table, count in counts.items()):
        raise CixiError("数据文件没有升级：核对时发现内容不全，原有内容没有变动。", f"升级前的备份在{kept}。")
