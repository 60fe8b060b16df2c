from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from cixi_desktop.errors import CixiError
from cixi_desktop.settings import (
    FILE_NAME,
    DamagedSettingsError,
    Settings,
    load_settings,
    save_settings,
    sound_settings,
)


def test_that_a_folder_without_a_file_has_the_default_settings(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings(unit_id="0", actor="")


def test_that_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    settings = Settings(unit_id="3", actor="张三", file_name_pattern="{unit}{period}.xlsx")
    save_settings(tmp_path, settings)
    assert load_settings(tmp_path) == settings
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"version": "1"}', '{"version": 1, "actor": 5}'])
def test_that_a_damaged_file_is_set_aside_and_told_once(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(DamagedSettingsError, match=FILE_NAME):
        load_settings(tmp_path)
    settings, told = sound_settings(tmp_path)
    (aside,) = tmp_path.iterdir()
    assert settings == Settings()
    assert re.fullmatch(r"settings-已损坏-\d{8}-\d{6}\.json", aside.name)
    assert aside.read_text(encoding="utf-8") == text
    assert f"已改名为“{aside.name}”，程序使用默认设置。请在“设置—单位和填报人”中重新选择本单位" in str(told)
    assert sound_settings(tmp_path) == (Settings(), None)


def test_that_a_damaged_file_that_cannot_be_set_aside_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _target: Path) -> None:
        raise PermissionError

    (tmp_path / FILE_NAME).touch()
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DamagedSettingsError, match="已损坏。请删除或改名该文件"):
        sound_settings(tmp_path)


def test_that_a_file_that_cannot_be_read_stays_where_it_is(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(CixiError, match="无法读取。请检查该文件的读取权限"):
        sound_settings(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_that_settings_of_a_newer_program_are_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"version": 2}', encoding="utf-8")
    with pytest.raises(CixiError, match="较新版本"):
        load_settings(tmp_path)


def test_that_a_setting_of_another_type_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"version": 1, "actor": 5, "unit_id": "2"}', encoding="utf-8")
    with pytest.raises(CixiError, match=f"{FILE_NAME}中“actor”的内容有误。请删除或改名"):
        load_settings(tmp_path)


def test_that_unknown_settings_are_passed_over(tmp_path: Path) -> None:
    text = '{"version": 1, "colour": "red", "unit_id": "2"}'
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    assert load_settings(tmp_path) == Settings(unit_id="2")


def test_that_settings_that_cannot_be_written_leave_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_settings(tmp_path, Settings(actor="张三"))

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CixiError, match="无法保存"):
        save_settings(tmp_path, Settings(actor="李四"))
    assert load_settings(tmp_path).actor == "张三"
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_that_the_account_signs_until_there_is_a_person() -> None:
    assert Settings().signer("zhang") == "zhang"
    assert Settings(actor="张三").signer("zhang") == "张三"
