"""The schema: migrations and tables agree, old files open, every look-up has its index."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import SUM, Decision, Duty, FigureDecision
from cixi_desktop.records.entries import Entry, Narrative, State
from cixi_desktop.records.handovers import Acceptance, Contact, Correction, Lock, Review, Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.rules import Rules
from cixi_desktop.records.units import Unit
from db.check import check
from db.creation import make_tables, transaction
from db.datafile import FILE_NAME, HEAD
from db.mapping import layout_of
from db.reader import _load_sql
from db.schema import metadata
from db.store import open_store
from db.upgrade import MIGRATIONS, migrate
from tests.db.records import adding, entry, save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from cixi_desktop.records.record import Record
    from db.store import SqlStore

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def connection() -> Iterator[Connection]:
    with (
        closing(sqlite3.connect(":memory:", isolation_level=None)) as driver,
        transaction(driver) as connection,
    ):
        yield connection


def schema_of(connection: Connection) -> dict[str, str | int]:
    """The SQL of every table and index, without line breaks; and the version."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return {"user_version": version, **{name: " ".join(sql.split()) for name, sql in rows}}


@pytest.mark.parametrize("make", [make_tables, migrate])
def test_that_the_newest_schema_is_that_of_the_tables(
    connection: Connection, make: Callable[[Connection], None]
) -> None:
    make(connection)
    assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_that_a_new_file_and_a_migrated_one_have_the_same_schema(connection: Connection) -> None:
    make_tables(connection)
    made = schema_of(connection)
    made_stamp = connection.exec_driver_sql("SELECT version_num FROM alembic_version").all()
    connection.rollback()
    assert schema_of(connection) == {"user_version": 0}
    migrate(connection)
    assert schema_of(connection) == made
    assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").all() == made_stamp


def test_that_the_newest_migration_is_the_version_the_program_writes() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == f"{HEAD:04}"


@pytest.mark.parametrize("kind", [Acceptance, LedgerRow])
def test_that_one_year_of_a_unit_is_found_without_reading_the_others(kind: type[Record]) -> None:
    sql = _load_sql(layout_of(kind), ("year", "unit_id"))
    with (
        closing(sqlite3.connect(":memory:", isolation_level=None)) as driver,
        transaction(driver) as connection,
    ):
        make_tables(connection)
        plans = driver.execute(f"EXPLAIN QUERY PLAN {sql}", {"year": 2025, "unit_id": "7"}).fetchall()
    assert "(year=? AND unit_id=?)" in plans[0][-1]


def test_that_every_constraint_has_a_name() -> None:
    constraints = [each for table in metadata.sorted_tables for each in table.constraints]
    assert all(constraint.name for constraint in constraints)


def test_that_a_file_of_schema_1_opens_with_its_content(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.executescript((DATA / "schema_0001.sql").read_text(encoding="utf-8"))
    store = open_store(tmp_path)
    june = entry("H-2", cumulative=Decimal(70), increment=Decimal(12), proof="慈科〔2025〕8号")
    assert store.load(Entry) == (
        entry("7-1", 5, drafts=(("value", "约3.6"),)),
        june,
        entry("H-5", state=State.PENDING, reason="统计局7月公布"),
    )
    text = Narrative(
        task_id="8", unit_id="0", period=month(2025, 6), progress_note="新增12家。", problems="无"
    )
    assert store.load(Narrative) == (text,)
    assert store.load(Basis) == (
        Basis(target_id="H-2", baseline=Decimal(1000), pace_plan=(Decimal("1.5"), *[None] * 11)),
    )
    assert store.load(Unit) == ()
    assert store.load(Rules) == (Rules(name="宽松", behind_at=Decimal(5), late_beyond=Decimal(15)),)
    journal = store.operations(limit=99)
    assert [each.label for each in journal] == ["填写H-2", "改H-2", "填报", "设单位", "删单位", "报送"]
    assert journal[1].changes[0].after == june
    assert (journal[1].gesture, journal[4].reverts, journal[5].is_barrier) == (1, 4, True)
    assert check(tmp_path) == []


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (
            "is_current = 1 AND year = 2025 AND unit_id = '0'",
            "INDEX uq_entries_current (year=? AND unit_id=?)",
        ),
        ("year = 2025 AND month = 6 AND unit_id = '0'", "(year=? AND month=? AND unit_id=?)"),
        ("operation_id BETWEEN 1 AND 200", "(operation_id>? AND operation_id<?)"),
    ],
)
def test_that_lookups_use_their_index(file_store: SqlStore, condition: str, expected: str) -> None:
    sql = f"EXPLAIN QUERY PLAN SELECT sum(increment) FROM entries WHERE {condition}"  # noqa: S608
    with closing(sqlite3.connect(file_store.path)) as connection:
        ((*_, plan),) = connection.execute(sql).fetchall()
    assert plan.startswith("SEARCH")
    assert expected in plan


def test_that_sums_in_sql_are_exact(file_store: SqlStore) -> None:
    for number in range(1, 11):
        save(file_store, adding(entry("6-1", number, value=Decimal("0.1"))))
    with closing(sqlite3.connect(file_store.path)) as connection:
        assert connection.execute("SELECT sum(value) FROM entries").fetchone() == (1_000_000,)


def test_that_a_file_of_schema_2_opens_with_its_content(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.executescript((DATA / "schema_0002.sql").read_text(encoding="utf-8"))
    store = open_store(tmp_path)
    june = month(2025, 6)
    assert store.load(Unit) == (
        Unit(id="1", name="高新技术科", short_name="高新科", leader="王某", phone="6300"),
    )
    assert store.load(Duty) == (
        Duty(subject_id="8", lead_unit_id="1", supporting_unit_ids=("0",), leader="张某", person="李某"),
    )
    (row,) = store.load(LedgerRow, year=2025, unit_id="1")
    assert (row.name, row.day, row.number) == ("慈溪某某科技有限公司", date(2025, 6, 5), Decimal(1))
    assert store.load(LedgerRow, year=2024) == ()
    (text,) = store.load(Narrative)
    assert text.outcomes == (("申报辅导", "已完成"),)
    (decision,) = store.load(Decision)
    assert (decision.answer, decision.decided_on) == ("1012家", date(2025, 5, 8))
    assert store.load(Lock) == (Lock(unit_id="1", period=june, is_locked=True, reason="已报送"),)
    (submission,) = store.load(Submission)
    assert (submission.number, submission.content_at, submission.check_code) == (1, 5, "ACDE-3467")
    assert check(tmp_path) == []


def test_that_a_file_of_schema_3_opens_with_its_content(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.executescript((DATA / "schema_0003.sql").read_text(encoding="utf-8"))
    store = open_store(tmp_path)
    (acceptance,) = store.load(Acceptance, year=2025, unit_id="1")
    assert (acceptance.sha256[:8], acceptance.number, acceptance.check_code) == ("9f86d081", 4, "ACDE-3467")
    assert acceptance.file_name == "高新科—2025年6月工作要点进展情况表（20250625）.xlsx"
    assert acceptance.at == datetime(2025, 6, 26, 8, 15)  # noqa: DTZ001 - local time, as it is kept
    assert acceptance.accepted_by == "李四"
    assert store.load(Acceptance, year=2024) == ()
    assert check(tmp_path) == []


def test_that_a_file_of_schema_4_opens_with_its_content(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.executescript((DATA / "schema_0004.sql").read_text(encoding="utf-8"))
    store = open_store(tmp_path)
    june = month(2025, 6)
    reasons = (("8-1:累计完成", "名单只有13家"),)
    assert store.load(Review, year=2025, unit_id="1") == (
        Review(
            unit_id="1",
            period=june,
            verdict="退回",
            number=4,
            check_code="ACDE-3467",
            reasons=reasons,
        ),
    )
    (contact,) = store.load(Contact)
    assert (contact.day, contact.words) == (date(2025, 6, 26), "电话")
    (made,) = store.load(FigureDecision)
    assert (made.target_id, made.from_period, made.whose) == ("H-2", june, "1")
    assert check(tmp_path) == []


def test_that_choices_of_a_month_in_a_file_of_schema_5_become_decisions_from_that_month_on(
    tmp_path: Path,
) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.executescript((DATA / "schema_0005.sql").read_text(encoding="utf-8"))
    store = open_store(tmp_path)
    june = month(2025, 6)
    made = {"from_period": june, "decided_by": "王五", "decided_on": date(2025, 6, 27)}
    assert store.load(FigureDecision) == (
        FigureDecision(target_id="8-1", whose=SUM, reason="名单不重复", **made),  # type: ignore[arg-type]
        FigureDecision(target_id="H-3", whose="2", reason="统计局口径", **made),  # type: ignore[arg-type]
    )
    changes = [operation.changes for operation in store.operations(limit=9)]
    assert [len(each) for each in changes] == [1, 2, 1, 1]
    (taken_back,) = changes[3]
    assert taken_back.after is None
    assert check(tmp_path) == []


def test_that_a_file_of_schema_7_opens_with_its_content(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.executescript((DATA / "schema_0007.sql").read_text(encoding="utf-8"))
    store = open_store(tmp_path)
    assert store.load(Unit) == (
        Unit(id="1", name="高新技术科", short_name="高新科", leader="王某", phone="6300", place=2),
    )
    (acceptance,) = store.load(Acceptance)
    assert (acceptance.number, acceptance.file_name, acceptance.untaken) == (4, "高新科.xlsx", 0)
    (review,) = store.load(Review)
    assert (review.verdict, review.number, review.hand_in) == ("退回", 4, 0)
    assert store.load(Correction) == ()
    assert store.load(Narrative) == (
        Narrative(
            task_id="8",
            unit_id="0",
            period=month(2025, 6),
            progress_note="新增12家。",
            next_steps="8月底前完成申报。",
            outcomes=(("联合镇街道摸排", "已完成"),),
        ),
    )
    assert store.load(Basis) == (
        Basis(target_id="H-2", baseline=Decimal("3.36"), baseline_note="按原文推算"),
    )
    assert check(tmp_path) == []
