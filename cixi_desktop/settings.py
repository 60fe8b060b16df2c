"""Settings of one data folder as one typed record, and the file that keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import MsgspecError, Struct, ValidationError, convert, json
from msgspec.structs import asdict

from cixi_desktop.clock import local_time
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

    ``file_name_pattern`` takes {单位}, {所属期}, {工作} and {日期}. ``hand_in_folder`` is where what
    is handed in was put last, and ``paper`` the printer that was chosen for it; “” for the system's own.
    """

    unit_id: str = UNASSIGNED.id
    actor: str = ""
    file_name_pattern: str = FILE_NAME_PATTERN
    hand_in_folder: str = ""
    paper: str = ""

    def signer(self, account: str) -> str:
        """Who signs the journal: the 填报人, or the computer's ``account`` while there is none."""
        return self.actor or account


class DamagedSettingsError(CixiError):
    """The file of the settings is none any more."""


def sound_settings(folder: Path) -> tuple[Settings, CixiError | None]:
    """The folder's settings; the defaults in place of a damaged file, and what to tell of it.

    Such a file is set aside under another name, so that this is told once. CixiError if it cannot be.
    """
    try:
        return load_settings(folder), None
    except DamagedSettingsError as error:
        path = folder / FILE_NAME
        aside = path.with_name(f"{path.stem}-已损坏-{local_time():%Y%m%d-%H%M%S}{path.suffix}")
        try:
            path.replace(aside)
        except OSError:
            raise error from None
        told = f"{error.message}已改名为“{aside.name}”，程序使用默认设置。"
        return Settings(), CixiError(told, "请在“设置—单位和填报人”中重新选择本单位，核对无误后再填报。")


def load_settings(folder: Path) -> Settings:
    """The folder's settings; the defaults where there is no file.

    Settings that this program does not know are passed over. DamagedSettingsError if the file is not one of
    ours, or naming the setting if one has not the type that it should have; CixiError if it cannot be read.
    """
    path = folder / FILE_NAME
    try:
        stored = json.decode(path.read_bytes())
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise CixiError(f"设置文件{path}无法读取。", "请检查该文件的读取权限。") from error
    except (ValueError, MsgspecError) as error:
        raise DamagedSettingsError(f"设置文件{path}已损坏。", _START_ANEW) from error
    if not isinstance(stored, dict) or not isinstance(stored.get("version"), int):
        raise DamagedSettingsError(f"设置文件{path}的内容有误。", _START_ANEW)
    if stored["version"] > VERSION:
        raise CixiError(f"设置文件{path}由较新版本的程序写成。", "请使用较新版本的程序打开。")
    try:
        return convert(stored, Settings)
    except ValidationError as error:
        name = str(error).rpartition("$.")[2].rstrip("`")
        raise DamagedSettingsError(f"设置文件{path}中“{name}”的内容有误。", _START_ANEW) from error


def save_settings(folder: Path, settings: Settings) -> None:
    """Write the settings beside the data; the old file stays whole until the new one is complete."""
    path = folder / FILE_NAME
    text = json.format(json.encode({"version": VERSION, **asdict(settings)}), indent=2)
    try:
        write_whole(path, text)
    except OSError as error:
        raise CixiError(f"设置无法保存到{path}。", "请检查磁盘空间和文件夹的写入权限。") from error
