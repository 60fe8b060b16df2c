"""Settings of one data folder: who works here and how files are named; their file and its upgrade."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import MsgspecError, Struct, json
from msgspec.structs import asdict

from cixi_desktop.errors import CixiError
from cixi_desktop.records.units import UNASSIGNED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME = "settings.json"
VERSION = 1
FILE_NAME_PATTERN = "{单位}—{所属期}工作要点进展情况表（{日期}）.xlsx"


class Settings(Struct, frozen=True, kw_only=True):
    """``unit_id`` is the unit working with this folder; ``actor`` (填报人) signs the journal, may be empty.

    ``file_name_pattern`` takes {单位}, {所属期} and {日期}.
    """

    unit_id: str = UNASSIGNED.id
    actor: str = ""
    file_name_pattern: str = FILE_NAME_PATTERN


def load_settings(folder: Path) -> Settings:
    """The folder's settings; the defaults where there is no file.

    CixiError if the file is not one of ours.
    """
    path = folder / FILE_NAME
    try:
        stored = json.decode(path.read_bytes())
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, MsgspecError) as error:
        raise CixiError(f"设置文件{path}无法读取。", "请删除或改名该文件，程序将使用默认设置。") from error
    if not isinstance(stored, dict) or not isinstance(stored.get("version"), int):
        raise CixiError(f"设置文件{path}的内容有误。", "请删除或改名该文件，程序将使用默认设置。")
    if stored["version"] > VERSION:
        raise CixiError(f"设置文件{path}由较新版本的程序写成。", "请使用较新版本的程序打开。")
    return _from_json(stored)


def _from_json(stored: Mapping[str, object]) -> Settings:
    known = {name: stored.get(name) for name in Settings.__struct_fields__}
    kept = {name: value for name, value in known.items() if isinstance(value, str)}
    return Settings(**kept)


def save_settings(folder: Path, settings: Settings) -> None:
    """Write the settings beside the data; the old file stays whole until the new one is complete."""
    path = folder / FILE_NAME
    draft = path.with_suffix(".tmp")
    text = json.format(json.encode({"version": VERSION, **asdict(settings)}), indent=2)
    try:
        draft.write_bytes(text)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise CixiError(f"设置无法保存到{path}。", "请检查磁盘空间和文件夹的写入权限。") from error
