"""检查本机: one table of checks of the computer, each saying what it means and what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.periods import day_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime, timedelta

MEGABYTE = 2**20
SCARCE, SCANT = 500 * MEGABYTE, 50 * MEGABYTE
"""Bytes left on the disk: below the first one looks for room, below the second saving may fail."""
BEIJING_HOURS = 8
YEARS_AROUND_THE_PLAN = 2
"""The clock of a computer that works on a plan is in its year or one of the next two."""


class Status(StrEnum):
    """How well something is; the value is what users read."""

    GOOD = "正常"
    CAUTION = "注意"
    TROUBLE = "有问题"


class Diagnosis(Struct, frozen=True, kw_only=True):
    """One thing that was looked at: ``meaning`` says how it is, ``advice`` what to do, “” for nothing.

    ``subject`` is given by the table of checks.
    """

    subject: str = ""
    status: Status
    meaning: str
    advice: str = ""


class PaperFace(Struct, frozen=True, kw_only=True):
    """The face that a printed role (小标宋, 仿宋 …) gets; ``is_own`` if it is the one that offices mean."""

    role: str
    family: str
    is_own: bool


class InputFacts(Struct, frozen=True, kw_only=True):
    """``named`` is what the session says of its input method, as XMODIFIERS has it; ``plugins`` are Qt's own.

    ``running`` is the fcitx on the session bus: fcitx 4, fcitx 5, or none. ``is_needed`` is False where the
    system brings input methods without either, as Windows does.
    """

    is_needed: bool
    named: str = ""
    plugins: tuple[str, ...] = ()
    running: str = ""


class PrinterFacts(Struct, frozen=True, kw_only=True):
    """``can_print`` is False where a part of the system is missing without which Qt finds no printer."""

    can_print: bool
    names: tuple[str, ...] = ()
    default: str = ""


class FolderFacts(Struct, frozen=True, kw_only=True):
    """The data folder: ``fault`` says why it cannot be written to, “” if it can.

    ``has_data`` if there is a data file in it; ``free_bytes`` of its disk, None if unknown.
    """

    path: str
    has_data: bool = False
    fault: str = ""
    is_remote: bool = False
    free_bytes: int | None = None


class ClockFacts(Struct, frozen=True, kw_only=True):
    """The computer's time and its distance from UTC, the last saved record, the plan's year and date."""

    now: datetime
    utc_offset: timedelta
    last_saved: datetime | None
    plan_year: int
    plan_date: date | None


class MachineFacts(Struct, frozen=True, kw_only=True):
    """Everything that is looked at; ``holder`` names another window over the folder, “” if there is none."""

    screen_face: str
    is_screen_face_own: bool
    paper_faces: tuple[PaperFace, ...]
    input: InputFacts
    printers: PrinterFacts
    folder: FolderFacts
    clock: ClockFacts
    holder: str = ""


def _folder(facts: MachineFacts) -> Diagnosis:
    """On this computer, and writable."""
    folder = facts.folder
    if folder.is_remote:
        return _trouble(
            f"在网络位置（{folder.path}），几台电脑同时读写会损坏数据。",
            "请把程序和数据放到本机硬盘或U盘上；需要共享的，导出后再放到网络位置。",
        )
    if folder.fault:
        return _trouble(
            f"不能写入，填报的内容无法保存。{folder.fault}",
            "请去掉U盘写保护或文件夹的只读属性，或用“--data”另指定一个可以写入的文件夹。",
        )
    return _good(f"可以写入：{folder.path}")


def _space(facts: MachineFacts) -> Diagnosis:
    """On the disk of the data folder."""
    free = facts.folder.free_bytes
    if free is None:
        return _caution("未查到磁盘的剩余空间。", "请自行确认磁盘没有写满。")
    words = f"数据文件夹所在磁盘还剩{_size(free)}。"
    advice = "请删除不用的文件或换一个磁盘；删除前先备份数据。"
    if free < SCANT:
        return _trouble(f"{words}可能随时无法保存。", advice)
    return _caution(f"{words}已经不多。", advice) if free < SCARCE else _good(words)


def _size(count: int) -> str:
    gigabytes = count / 2**30
    return f"{gigabytes:.1f} GB" if gigabytes >= 1 else f"{count // MEGABYTE} MB"


def _holder(facts: MachineFacts) -> Diagnosis:
    """Whether another window works on the same folder."""
    if not facts.holder:
        return _good("没有其他窗口在使用这个数据文件夹。")
    return _caution(
        f"数据文件夹正由另一个窗口使用（{facts.holder}）。",
        "请切换到那个窗口；U盘请在那台电脑上关闭程序后再拔出。",
    )


def _clock(facts: MachineFacts) -> Diagnosis:
    """Against what was saved last, against the plan, and the time zone."""
    clock = facts.clock
    shown = f"电脑时间是{_moment(clock.now)}"
    advice = "请把电脑的日期、时间和时区改正后再填报，否则修改记录和备份的时间会错。"
    trouble = _clock_trouble(clock)
    if trouble:
        return _trouble(f"{shown}，{trouble}", advice)
    if clock.now.year > clock.plan_year + YEARS_AROUND_THE_PLAN:
        return _caution(f"{shown}，离{clock.plan_year}年工作要点较远。", advice)
    hours = clock.utc_offset.total_seconds() / 3600
    if hours != BEIJING_HOURS:
        return _caution(
            f"{shown}，时区为UTC{hours:+g}，不是北京时间。",
            "请核对时间；不对的，把时区改为“北京”（UTC+8）。",
        )
    return _good(f"{shown}，请核对。")


def _clock_trouble(clock: ClockFacts) -> str:
    """What the clock cannot be; “” if it may be right."""
    if clock.plan_date is not None and clock.now.date() < clock.plan_date:
        return f"早于工作要点的印发日期（{day_words(clock.plan_date)}）。"
    if clock.last_saved is not None and clock.now < clock.last_saved:
        return f"早于最近一次保存的时间（{_moment(clock.last_saved)}）。"
    return ""


def _screen_face(facts: MachineFacts) -> Diagnosis:
    if facts.is_screen_face_own:
        return _good(f"界面使用系统字体“{facts.screen_face}”。")
    return _good(f"系统没有适合的中文界面字体，已使用随程序提供的“{facts.screen_face}”。")


def _paper_faces(facts: MachineFacts) -> Diagnosis:
    """The faces of official documents, or what stands in for them."""
    words = "，".join(f"{face.role}用“{face.family}”" for face in facts.paper_faces if face.is_own)
    missing = [face for face in facts.paper_faces if not face.is_own]
    if not missing:
        return _good(f"公文字体齐全：{words}。")
    names = "、".join(face.role for face in missing)
    stand_ins = "，".join(f"{face.role}改用“{face.family}”" for face in missing)
    return _caution(
        f"系统没有{names}：{stand_ins}" + (f"；{words}。" if words else "。"),
        "能打印，只是字形与公文不同；需要一致的，请安装单位已有授权的字体后重新打开程序。",
    )


def _input(facts: MachineFacts) -> Diagnosis:
    found = facts.input
    named = found.named.lower()
    if not found.is_needed:
        return _good("使用系统自带或已安装的中文输入法。")
    if "ibus" not in found.plugins:
        return _trouble("程序文件不全，缺少输入法组件，无法输入汉字。", "请重新复制整个程序文件夹。")
    if found.running:
        way = "经ibus接口" if found.running.endswith("5") else "直接"
        return _good(f"系统使用{found.running}，程序{way}与它相连，可以输入中文。")
    if "ibus" in named:
        return _good("系统使用ibus，可以输入中文。")
    return _no_input(found)


def _no_input(found: InputFacts) -> Diagnosis:
    if "fcitx" in found.named.lower():
        return _caution("系统的输入法设为fcitx，但它没有运行。", "请从系统菜单启动fcitx，再重新打开程序。")
    advice = "请在系统的输入法设置中启用ibus或fcitx，注销后重新登录，再在“检查本机”窗口的方框里试打。"
    if found.named:
        return _caution(f"系统的输入法是“{found.named}”，本程序不能直接使用。", advice)
    return _caution("未查到中文输入法的设置，可能无法输入汉字。", advice)


def _printers(facts: MachineFacts) -> Diagnosis:
    found = facts.printers
    if not found.can_print:
        return _caution(
            "系统缺少打印组件（libcups2），程序中不能直接打印。",
            "请在打印预览中存为PDF，用其他程序打印；或请管理员安装libcups2。",
        )
    if not found.names:
        return _caution("没有安装打印机。", "请在系统设置中添加打印机；也可存为PDF，到其他电脑打印。")
    if not found.default:
        return _good(f"可用的打印机：{'、'.join(found.names)}；没有设默认打印机，打印时请选择。")
    return _good(f"默认打印机是“{found.default}”。")


CHECKS: tuple[tuple[str, Callable[[MachineFacts], Diagnosis]], ...] = (
    ("数据文件夹", _folder),
    ("剩余空间", _space),
    ("重复打开", _holder),
    ("日期和时间", _clock),
    ("界面字体", _screen_face),
    ("打印字体", _paper_faces),
    ("输入法", _input),
    ("打印机", _printers),
)
"""Everything that is looked at, in the order in which it is shown."""


def judge(facts: MachineFacts) -> tuple[Diagnosis, ...]:
    """What each check finds."""
    return tuple(replace(check(facts), subject=subject) for subject, check in CHECKS)


def _good(meaning: str, advice: str = "") -> Diagnosis:
    return Diagnosis(status=Status.GOOD, meaning=meaning, advice=advice)


def _caution(meaning: str, advice: str) -> Diagnosis:
    return Diagnosis(status=Status.CAUTION, meaning=meaning, advice=advice)


def _trouble(meaning: str, advice: str) -> Diagnosis:
    return Diagnosis(status=Status.TROUBLE, meaning=meaning, advice=advice)


def summary(findings: Iterable[Diagnosis]) -> str:
    """The findings in one sentence, troubles before cautions."""
    statuses = [finding.status for finding in findings]
    troubles, cautions = statuses.count(Status.TROUBLE), statuses.count(Status.CAUTION)
    if troubles:
        more = f"，另有{cautions}项需要注意" if cautions else ""
        return f"有{troubles}项问题要先处理{more}。"
    if cautions:
        return f"可以使用；有{cautions}项需要注意。"
    return "本机各项正常，可以使用。"


def as_text(findings: Sequence[Diagnosis]) -> str:
    """The findings to copy into a message."""
    lines = [summary(findings)]
    for finding in findings:
        lines.append(f"[{finding.status}] {finding.subject}：{finding.meaning}")
        if finding.advice:
            lines.append(f"    处理办法：{finding.advice}")
    return "\n".join(lines)


def _moment(at: datetime) -> str:
    return f"{day_words(at)} {at:%H:%M}"
