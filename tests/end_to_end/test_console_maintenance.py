"""Restoring and the look at the computer, told through the command line."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.end_to_end.test_console import figures, run
from ui.maintenance.folder_lock import lock_folder

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.end_to_end.test_console import Run

__all__ = ["run"]  # the fixture


def test_that_a_restoring_is_described_first_and_done_when_confirmed(run: Run, tmp_path: Path) -> None:
    run("record", "H-3", "--period", "2025-06", "--cumulative", "70")
    copy = str(tmp_path / "数据备份.db")
    run("backup", "--out", copy)
    run("record", "H-3", "--period", "2025-06", "--cumulative", "80")
    run("record", "8-1", "--period", "2025-06", "--increment", "7")
    code, out, _err = run("restore", copy)
    assert code == 0
    assert out.splitlines()[-2:] == [
        "　未分配 2025年6月：减少1条，改变1条",
        "现有数据没有变动。确认恢复，请加--yes。",
    ]
    assert figures(run)["H-3"]["cumulative"] == "80"
    code, out, _err = run("restore", copy, "--yes")
    assert code == 0
    assert "已恢复。恢复前的数据备份在：" in out
    assert (figures(run)["H-3"]["cumulative"], figures(run)["8-1"]["light"]) == ("70", "未填报")
    (kept,) = (tmp_path / "data" / "备份").iterdir()
    run("restore", str(kept), "--yes")
    assert figures(run)["H-3"]["cumulative"] == "80"
    assert f"数据文件 替换：原有数据 → 从“{kept.name}”恢复数据" in run("journal")[1]


def test_that_a_restoring_makes_good_a_damaged_file(run: Run, tmp_path: Path) -> None:
    run("record", "H-3", "--period", "2025-06", "--cumulative", "70")
    copy = str(tmp_path / "copy.db")
    run("backup", "--out", copy)
    data = tmp_path / "data" / "cixi.db"
    data.write_bytes(data.read_bytes()[:5000])
    assert run("show", "--period", "2025-06")[0] == 2
    code, out, _err = run("restore", copy, "--yes")
    assert code == 0
    assert out.splitlines()[0] == "现有数据无法读取，恢复后使用备份的内容。"
    assert figures(run)["H-3"]["cumulative"] == "70"


def test_that_what_can_be_read_of_a_damaged_file_is_salvaged_and_restored(run: Run, tmp_path: Path) -> None:
    run("record", "H-3", "--period", "2025-06", "--cumulative", "70")
    run("note", "8", "--period", "2025-06", "--progress", "已完成3项。")
    data = tmp_path / "data" / "cixi.db"
    with closing(sqlite3.connect(data)) as connection:
        (page,) = connection.execute("SELECT pageno FROM dbstat WHERE name = 'narratives'").fetchone()
    with data.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))
    assert run("show", "--period", "2025-06")[0] == 2
    code, out, _err = run("salvage")
    assert code == 0
    assert out.splitlines()[0] == "文字说明（8，未分配，2025年6月）不能读取。"
    (made,) = (tmp_path / "data" / "备份").glob("*抢救*.db")
    assert out.splitlines()[1] == f"能读出的内容已存为：{made}"
    assert run("restore", str(made), "--yes")[0] == 0
    assert figures(run)["H-3"]["cumulative"] == "70"
    assert run("check")[0] == 0


def test_that_what_is_sound_beside_one_flipped_bit_is_shown_and_exported_but_not_saved_beside(
    run: Run, tmp_path: Path
) -> None:
    run("record", "H-3", "--period", "2025-06", "--cumulative", "70", "--note", "以年报为准")
    run("record", "8-1", "--period", "2025-06", "--increment", "7")
    copy = str(tmp_path / "copy.db")
    run("backup", "--out", copy)
    flip(tmp_path / "data" / "cixi.db", "以年报为准")
    lost = "填报（H-3，未分配，2025年6月）第1次保存的内容已损坏。"
    code, out, err = run("show", "--period", "2025-06")
    assert (code, lost in out, lost in err) == (2, True, True)
    assert "8-1 新培育浙江省科技型中小企业：累计7家" in out
    code, out, err = run("show", "--period", "2025-06", "--json")
    found = json.loads(out)
    assert (code, found["damage"], lost in err) == (2, [lost], True)
    values = {each["id"]: each["cumulative"] for each in found["figures"]}
    assert (values["8-1"], values["H-3"]) == ("7", None)
    (line,) = run("journal")[1].splitlines()
    assert line.endswith("新培育浙江省科技型中小企业 本期新增：（空） → 7")
    for words in ("export", "page"):
        target = tmp_path / f"{words}.{'xlsx' if words == 'export' else 'pdf'}"
        code, _out, err = run(words, "--period", "2025-06", "--out", str(target))
        assert (code, lost in err, target.exists()) == (2, True, True)
    code, _out, err = run("record", "8-1", "--period", "2025-06", "--increment", "9")
    assert (code, f"未保存：{lost}" in err) == (2, True)
    assert run("restore", copy, "--yes")[0] == 0
    assert figures(run)["H-3"]["cumulative"] == "70"
    assert run("record", "8-1", "--period", "2025-06", "--increment", "9")[0] == 0


def flip(path: Path, text: str) -> None:
    """One bit of a text in a data file, flipped where it stands in its table."""
    whole = bytearray(path.read_bytes())
    at = whole.index(text.encode())
    whole[at] ^= 1
    path.write_bytes(whole)


def test_that_nothing_is_restored_under_an_open_window_or_from_another_file(run: Run, tmp_path: Path) -> None:
    run("record", "H-3", "--period", "2025-06", "--cumulative", "70")
    copy = str(tmp_path / "copy.db")
    run("backup", "--out", copy)
    lock = lock_folder(tmp_path / "data")
    code, _out, err = run("restore", copy, "--yes")
    lock.unlock()
    assert (code, "已在另一个窗口中打开" in err) == (2, True)
    (tmp_path / "other.db").write_text("not ours")
    code, _out, err = run("restore", str(tmp_path / "other.db"), "--yes")
    assert (code, "不是本程序的数据文件" in err) == (2, True)


def test_that_the_computer_can_be_checked_before_there_are_data(run: Run, tmp_path: Path) -> None:
    code, out, _err = run("check-machine")
    assert code == 0
    assert "数据文件夹：可以写入" in out
    assert not (tmp_path / "data").exists()
    run("record", "H-3", "--period", "2025-06", "--cumulative", "70")
    found = json.loads(run("check-machine", "--json")[1])
    assert {finding["subject"] for finding in found} >= {
        "打印字体",
        "输入法",
        "打印机",
        "日期和时间",
        "剩余空间",
    }


def test_that_trouble_with_the_computer_is_an_error(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("record", "H-3", "--period", "2025-06", "--cumulative", "70")
    data = tmp_path / "data" / "cixi.db"
    data.write_bytes(data.read_bytes()[:5000])
    monkeypatch.setattr("db.location.is_remote", lambda _folder: True)
    code, out, err = run("check-machine")
    assert (code, "网络位置" in out, "有1项问题要先处理" in err) == (2, True, True)


def test_that_each_command_says_that_the_data_file_is_older_than_it_was_seen(
    run: Run, tmp_path: Path
) -> None:
    run("record", "H-3", "--period", "2025-06", "--cumulative", "70")
    data = tmp_path / "data" / "cixi.db"
    old = data.read_bytes()
    run("record", "H-3", "--period", "2025-06", "--cumulative", "80")
    data.write_bytes(old)
    code, _out, err = run("show", "--period", "2025-06")
    assert code == 0
    assert err.startswith("注意：数据文件比上次在这里看到的旧：上次保存到")
    code, _out, err = run("check")
    assert code == 2
    assert "数据文件有问题：数据文件比上次在这里看到的旧：" in err


def test_that_damaged_settings_are_told_once_and_keep_nobody_out(run: Run, tmp_path: Path) -> None:
    run("record", "H-3", "--period", "2025-06", "--cumulative", "70")
    (tmp_path / "data" / "settings.json").touch()
    code, _out, err = run("record", "H-3", "--period", "2025-06", "--cumulative", "80")
    assert code == 0
    assert err.startswith("注意：设置文件")
    assert err.count("已改名为“settings-已损坏-") == 1
    code, _out, err = run("record", "H-3", "--period", "2025-06", "--cumulative", "90")
    assert (code, err) == (0, "")
