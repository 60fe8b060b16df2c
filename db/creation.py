"""Making a new data file: the newest schema at once, without a walk through the migrations."""

from __future__ import annotations

import uuid
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, insert
from sqlalchemy.pool import StaticPool

from cixi_desktop.files import make_private, put_in_place
from db.datafile import APPLICATION_ID, HEAD, UNFINISHED, journal_of
from db.faults import translated
from db.schema import metadata, properties, version_table
from db.seals import SEAL, keep_schema_seal, seal_of
from db.writer import open_to_write

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection


def create(path: Path, *, created_at: datetime, is_sample: bool) -> None:
    """Make the file at ``path``, whole or not at all. One that is there already is replaced."""
    unfinished = path.with_name(f"{path.name}{UNFINISHED}")
    try:
        with translated(path):
            unfinished.write_bytes(b"")
            make_private(unfinished)  # and so are the copies and journals that SQLite makes of it
            _fill(unfinished, created_at, is_sample=is_sample)
            # Left by a crash, it would be rolled back into the new file.
            journal_of(path).unlink(missing_ok=True)
            put_in_place(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def make_tables(connection: Connection) -> None:
    """The newest schema, in an empty file, marked as that."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {HEAD}")
    version_table.create(connection)
    connection.execute(insert(version_table), {"version_num": f"{HEAD:04}"})
    metadata.create_all(connection)


@contextmanager
def transaction(driver: sqlite3.Connection) -> Iterator[Connection]:
    """SQLAlchemy's view of an open file, in a transaction; rolled back unless committed."""
    engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)
    with engine.connect() as connection:
        connection.begin()
        driver.execute("BEGIN IMMEDIATE")
        yield connection


def _fill(path: Path, created_at: datetime, *, is_sample: bool) -> None:
    known = {
        "id": str(uuid.uuid4()),
        "created_at": created_at.isoformat(timespec="seconds"),
        "is_sample": str(int(is_sample)),
    }
    rows = [{"key": key, "value": known[key], SEAL: seal_of((key, known[key]))} for key in known]
    with closing(open_to_write(path)) as driver, transaction(driver) as connection:
        make_tables(connection)
        connection.execute(insert(properties), rows)
        keep_schema_seal(driver)
        connection.commit()
