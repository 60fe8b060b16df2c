"""Settings of one data folder as one typed record, and the file that keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import MsgspecError, Struct, ValidationError, convert, json
from msgspec.structs import asdict

from cixi_desktop.errors import CixiError
from cixi_desktop.files import write_whole
from cixi_desktop.records.units import UNASSIGNED

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "settings.json"
VERSION = 1
FILE_NAME_PATTERN = "{单位}—{所属期}{工作}进展情况表（{日期}）.xlsx"
_START_ANEW = "请删除或改名该文件，程序将使用默认设置。"


class Settings(Struct, frozen=True, kw_only=True):
    """``unit_id`` is the unit working with this folder; ``actor`` (填报人) signs the journal, may be empty.

    ``file_name_pattern`` takes {单位}, {所属期}, {工作} and {日期}.
    """

    unit_id: str = UNASSIGNED.id
    actor: str = ""
    file_name_pattern: str = FILE_NAME_PATTERN

    def signer(self, account: str) -> str:
        """Who signs the journal: the 填报人, or the computer's ``account`` while there is none."""
        return self.actor or account


def load_settings(folder: Path) -> Settings:
    """The folder's settings; the defaults where there is no file.

    Settings that this program does not know are passed over. CixiError if the file is not one of ours, or
    naming the setting if one has not the type that it should have.
    """
    path = folder / FILE_NAME
    try:
        stored = json.decode(path.read_bytes())
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, MsgspecError) as error:
        raise CixiError(f"设置文件{path}无法读取。", _START_ANEW) from error
    if not isinstance(stored, dict) or not isinstance(stored.get("version"), int):
        raise CixiError(f"设置文件{path}的内容有误。", _START_ANEW)
    if stored["version"] > VERSION:
        raise CixiError(f"设置文件{path}由较新版本的程序写成。", "请使用较新版本的程序打开。")
    try:
        return convert(stored, Settings)
    except ValidationError as error:
        name = str(error).rpartition("$.")[2].rstrip("`")
        raise CixiError(f"设置文件{path}中“{name}”的内容有误。", _START_ANEW) from error


def save_settings(folder: Path, settings: Settings) -> None:
    """Write the settings beside the data; the old file stays whole until the new one is complete."""
    path = folder / FILE_NAME
    text = json.format(json.encode({"version": VERSION, **asdict(settings)}), indent=2)
    try:
        write_whole(path, text)
    except OSError as error:
        raise CixiError(f"设置无法保存到{path}。", "请检查磁盘空间和文件夹的写入权限。") from error
