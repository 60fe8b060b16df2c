"""检查本机: what was found of the computer, in words that say what it means and what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime, timedelta

MEGABYTE = 2**20
SCARCE, SCANT = 500 * MEGABYTE, 50 * MEGABYTE
"""Bytes left on the disk: below the first one looks for room, below the second saving may fail."""
BEIJING_HOURS = 8
YEARS_AROUND_THE_PLAN = 2
"""The clock of a computer that works on a plan is in its year or one of the next two."""


class Status(StrEnum):
    """How well something is; the value is what users read."""

    GOOD = "好"
    CAUTION = "注意"
    TROUBLE = "有问题"


class Diagnosis(Struct, frozen=True, kw_only=True):
    """One thing that was looked at: ``meaning`` says how it is, ``advice`` what to do, “” for nothing."""

    subject: str
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

    ``is_needed`` is False where the system brings input methods without either, as Windows does.
    """

    is_needed: bool
    named: str = ""
    plugins: tuple[str, ...] = ()


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
    plan_date: date


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


def judge(facts: MachineFacts) -> tuple[Diagnosis, ...]:
    """Every finding, the worst first."""
    found = (
        judge_folder(facts.folder),
        judge_space(facts.folder.free_bytes),
        judge_holder(facts.holder),
        judge_clock(facts.clock),
        judge_screen_face(facts.screen_face, is_own=facts.is_screen_face_own),
        judge_paper_faces(facts.paper_faces),
        judge_input(facts.input),
        judge_printers(facts.printers),
    )
    return tuple(sorted(found, key=lambda finding: -list(Status).index(finding.status)))


def summary(findings: Iterable[Diagnosis]) -> str:
    """The findings in one sentence, the worst named first."""
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


def judge_folder(folder: FolderFacts) -> Diagnosis:
    """数据文件夹: on this computer, and writable."""
    subject = "数据文件夹"
    if folder.is_remote:
        return Diagnosis(
            subject=subject,
            status=Status.TROUBLE,
            meaning=f"在网络位置（{folder.path}），几台电脑同时读写会损坏数据。",
            advice="请把程序和数据放到本机硬盘或U盘上；需要共享的，导出后再放到网络位置。",
        )
    if folder.fault:
        return Diagnosis(
            subject=subject,
            status=Status.TROUBLE,
            meaning=f"不能写入，填报的内容无法保存。{folder.fault}",
            advice="请去掉U盘写保护或文件夹的只读属性，或用“--data 文件夹”另指定一个能写入的文件夹。",
        )
    return Diagnosis(subject=subject, status=Status.GOOD, meaning=f"可以写入：{folder.path}")


def judge_space(free_bytes: int | None) -> Diagnosis:
    """剩余空间 on the disk of the data folder."""
    subject = "剩余空间"
    if free_bytes is None:
        return Diagnosis(
            subject=subject,
            status=Status.CAUTION,
            meaning="没有查到磁盘的剩余空间。",
            advice="请自行确认磁盘没有写满。",
        )
    words = f"数据文件夹所在磁盘还剩{_size(free_bytes)}。"
    if free_bytes >= SCARCE:
        return Diagnosis(subject=subject, status=Status.GOOD, meaning=words)
    status = Status.TROUBLE if free_bytes < SCANT else Status.CAUTION
    effect = "随时可能存不进去。" if status is Status.TROUBLE else "已经不多。"
    advice = "请删除不用的文件或换一个磁盘；删除前先备份数据。"
    return Diagnosis(subject=subject, status=status, meaning=words + effect, advice=advice)


def _size(count: int) -> str:
    gigabytes = count / 2**30
    return f"{gigabytes:.1f} GB" if gigabytes >= 1 else f"{count // MEGABYTE} MB"


def judge_holder(holder: str) -> Diagnosis:
    """Whether another window works on the same folder."""
    subject = "重复打开"
    if holder:
        return Diagnosis(
            subject=subject,
            status=Status.CAUTION,
            meaning=f"数据文件夹正由另一个窗口使用（{holder}）。",
            advice="请切换到那个窗口；U盘请在那台电脑上关闭程序后再拔出。",
        )
    return Diagnosis(subject=subject, status=Status.GOOD, meaning="没有其他窗口在使用这个数据文件夹。")


def judge_clock(clock: ClockFacts) -> Diagnosis:
    """日期和时间: against what was saved last, against the plan, and the time zone."""
    subject = "日期和时间"
    shown = _moment(clock.now)
    advice = "请把电脑的日期、时间和时区改正后再填报，否则修改记录和备份的时间会错。"
    trouble = _clock_trouble(clock)
    if trouble:
        return Diagnosis(
            subject=subject, status=Status.TROUBLE, meaning=f"电脑时间是{shown}，{trouble}", advice=advice
        )
    if clock.now.year > clock.plan_year + YEARS_AROUND_THE_PLAN:
        words = f"电脑时间是{shown}，离{clock.plan_year}年工作要点较远。"
        return Diagnosis(subject=subject, status=Status.CAUTION, meaning=words, advice=advice)
    hours = clock.utc_offset.total_seconds() / 3600
    if hours != BEIJING_HOURS:
        words = f"电脑时间是{shown}，时区为UTC{hours:+g}，不是北京时间。"
        return Diagnosis(
            subject=subject,
            status=Status.CAUTION,
            meaning=words,
            advice="请核对时间；不对的，把时区改为“北京”（UTC+8）。",
        )
    return Diagnosis(subject=subject, status=Status.GOOD, meaning=f"电脑时间是{shown}，请核对。")


def _clock_trouble(clock: ClockFacts) -> str:
    """What the clock cannot be; “” if it may be right."""
    if clock.now.date() < clock.plan_date:
        return f"早于工作要点的印发日期（{_day(clock.plan_date)}）。"
    if clock.last_saved is not None and clock.now < clock.last_saved:
        return f"早于最近一次保存的时间（{_moment(clock.last_saved)}）。"
    return ""


def judge_screen_face(family: str, *, is_own: bool) -> Diagnosis:
    """界面字体."""
    if is_own:
        words = f"界面使用系统字体“{family}”。"
    else:
        words = f"系统没有适合的中文界面字体，已使用随程序提供的“{family}”。"
    return Diagnosis(subject="界面字体", status=Status.GOOD, meaning=words)


def judge_paper_faces(faces: Sequence[PaperFace]) -> Diagnosis:
    """打印字体: the faces of official documents, or what stands in for them."""
    subject = "打印字体"
    words = "，".join(f"{face.role}用“{face.family}”" for face in faces if face.is_own)
    missing = [face for face in faces if not face.is_own]
    if not missing:
        return Diagnosis(subject=subject, status=Status.GOOD, meaning=f"公文字体齐全：{words}。")
    names = "、".join(face.role for face in missing)
    stand_ins = "，".join(f"{face.role}改用“{face.family}”" for face in missing)
    return Diagnosis(
        subject=subject,
        status=Status.CAUTION,
        meaning=f"系统没有{names}：{stand_ins}" + (f"；{words}。" if words else "。"),
        advice="能打印，只是字形与公文不同；需要一致的，请安装单位已有授权的字体后重新打开程序。",
    )


def judge_input(facts: InputFacts) -> Diagnosis:
    """输入法."""
    subject = "输入法"
    if not facts.is_needed:
        return Diagnosis(subject=subject, status=Status.GOOD, meaning="使用系统自带或已安装的中文输入法。")
    if "ibus" not in facts.plugins:
        return Diagnosis(
            subject=subject,
            status=Status.TROUBLE,
            meaning="程序文件不全，缺少输入法组件，打不出汉字。",
            advice="请重新复制整个程序文件夹。",
        )
    named = facts.named.lower()
    if "fcitx" in named:
        return Diagnosis(
            subject=subject,
            status=Status.GOOD,
            meaning="系统使用fcitx，程序经ibus接口与它相连。",
            advice="打不出汉字的，请确认是fcitx 5；fcitx 4请改用ibus。",
        )
    if "ibus" in named:
        return Diagnosis(subject=subject, status=Status.GOOD, meaning="系统使用ibus，可以输入中文。")
    if named:
        words = f"系统的输入法是“{facts.named}”，本程序不能直接使用。"
    else:
        words = "没有查到中文输入法的设置，可能打不出汉字。"
    return Diagnosis(
        subject=subject,
        status=Status.CAUTION,
        meaning=words,
        advice="请在系统的输入法设置中启用ibus或fcitx 5，注销后重新登录，再用下面的方框试打。",
    )


def judge_printers(facts: PrinterFacts) -> Diagnosis:
    """打印机."""
    subject = "打印机"
    if not facts.can_print:
        return Diagnosis(
            subject=subject,
            status=Status.CAUTION,
            meaning="系统缺少打印组件（libcups2），程序中不能直接打印。",
            advice="请在打印预览中存为PDF，用其他程序打印；或请管理员安装libcups2。",
        )
    if not facts.names:
        return Diagnosis(
            subject=subject,
            status=Status.CAUTION,
            meaning="没有安装打印机。",
            advice="请在系统设置中添加打印机；也可存为PDF，到其他电脑打印。",
        )
    if not facts.default:
        return Diagnosis(
            subject=subject,
            status=Status.GOOD,
            meaning=f"可用的打印机：{'、'.join(facts.names)}；没有设默认打印机，打印时请选择。",
        )
    return Diagnosis(subject=subject, status=Status.GOOD, meaning=f"默认打印机是“{facts.default}”。")


def _moment(at: datetime) -> str:
    return f"{_day(at)} {at:%H:%M}"


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"  # Windows takes no Chinese in a format of strftime
