"""What a restoring would change, said before it is done."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from cixi_desktop.errors import DamagedError
from cixi_desktop.history import Change, Operation
from cixi_desktop.maintenance.restoring import preview
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.units import Unit
from tests.db.records import adding, changing, entry, narrative, save
from tests.support.memory_store import MemoryStore

EARLY = datetime(2025, 6, 20, 9, 0)  # noqa: DTZ001  local time, as everywhere
LATE = datetime(2025, 6, 25, 17, 30)  # noqa: DTZ001
UNIT = Unit(id="7", name="高新科")


def store(at: datetime = EARLY, *operations: Operation, is_sample: bool = False) -> MemoryStore:
    made = MemoryStore(clock=lambda: at, is_sample=is_sample)
    for operation in operations:
        save(made, operation)
    return made


def test_that_changes_are_counted_by_unit_and_month() -> None:
    common = adding(UNIT, entry("H-2", 5, unit_id="7"), entry("H-3", 6, unit_id="7"))
    present = store(LATE, common, adding(entry("8-1", 6, unit_id="7"), narrative("8", 6, unit_id="7")))
    before, after = entry("H-3", 6, unit_id="7"), entry("H-3", 6, unit_id="7", cumulative=Decimal(70))
    backup = store(
        EARLY,
        common,
        changing(before, after, actor="张三", label="填报H-3"),
        adding(Basis(target_id="H-3", baseline=Decimal(9)), actor="李四", label="设置口径"),
    )
    found = preview(present, backup)
    assert [difference.words for difference in found.differences] == [
        "公共设置：增加1条",
        "高新科 2025年6月：减少2条，改变1条",
    ]
    assert found.verdict == "备份比现有数据旧：恢复后，备份之后的修改不再显示。"
    assert found.backup.words == "共4条记录；最近修改 2025-06-20 09:00　李四　设置口径"
    assert found.lines == (
        found.verdict,
        "现有数据：共5条记录；最近修改 2025-06-25 17:30　填报",
        "备　　份：共4条记录；最近修改 2025-06-20 09:00　李四　设置口径",
        "恢复后的变化：",
        "　公共设置：增加1条",
        "　高新科 2025年6月：减少2条，改变1条",
    )


def test_that_the_newer_of_two_is_named() -> None:
    newer = preview(store(EARLY, adding(entry())), store(LATE, adding(entry(number=5))))
    assert newer.verdict == "备份比现有数据新。"
    into_empty = preview(store(), store(EARLY, adding(entry())))
    assert into_empty.verdict == "备份比现有数据新。"
    from_empty = preview(store(EARLY, adding(entry())), store())
    assert from_empty.verdict.startswith("备份比现有数据旧")
    same_time = preview(store(EARLY, adding(entry())), store(EARLY, adding(entry(number=5))))
    assert same_time.verdict == "备份与现有数据的内容不同。"


def test_that_equal_content_is_said() -> None:
    found = preview(store(), store(is_sample=True))
    assert found.lines == (
        "备份与现有数据的内容相同。",
        "现有数据：共0条记录；无修改记录",
        "备　　份：示例数据，共0条记录；无修改记录",
    )


def test_that_data_that_cannot_be_read_are_no_hindrance() -> None:
    found = preview(None, store(EARLY, adding(entry())))
    assert found.lines[:2] == ("现有数据无法读取，恢复后使用备份的内容。", "现有数据：无法读取")
    assert [difference.words for difference in found.differences] == ["未分配 2025年6月：增加1条"]


def test_that_a_unit_that_neither_file_knows_is_shown_by_its_id() -> None:
    found = preview(store(), store(EARLY, Operation(label="", changes=(Change(None, entry(unit_id="x")),))))
    assert found.differences[0].unit == "x"


def test_that_present_data_that_fail_while_being_read_are_no_hindrance() -> None:
    class Damaged(MemoryStore):
        def operations(self, *, limit: int, before: int | None = None) -> tuple[Operation, ...]:
            raise DamagedError("数据文件已损坏。")

    assert preview(Damaged(), store()).present is None
