"""What is said of a computer: every finding in words, with what to do."""

# The computer's own time has no zone.
# ruff: noqa: DTZ001

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from cixi_desktop.clock import utc_offset
from cixi_desktop.maintenance.diagnostics import (
    ClockFacts,
    Diagnosis,
    FolderFacts,
    InputFacts,
    MachineFacts,
    PaperFace,
    PrinterFacts,
    Status,
    as_text,
    judge,
    summary,
)

MEGABYTE = 1_048_576
BEIJING = timedelta(hours=8)
CLOCK = ClockFacts(
    now=datetime(2025, 6, 25, 9, 30),
    utc_offset=BEIJING,
    last_saved=datetime(2025, 6, 24, 17, 0),
    plan_year=2025,
    plan_date=date(2025, 4, 29),
)
FACES = tuple(
    PaperFace(role=role, family=family, is_own=True)
    for role, family in (
        ("小标宋", "方正小标宋简体"),
        ("仿宋", "仿宋_GB2312"),
        ("楷体", "楷体_GB2312"),
        ("黑体", "黑体"),
    )
)
SOUND = MachineFacts(
    screen_face="微软雅黑",
    is_screen_face_own=True,
    paper_faces=FACES,
    input=InputFacts(is_needed=True, named="ibus", plugins=("compose", "ibus")),
    printers=PrinterFacts(can_print=True, names=("HP 1020",), default="HP 1020"),
    folder=FolderFacts(path="D:/填报/data", has_data=True, free_bytes=20 * 1024 * MEGABYTE),
    clock=CLOCK,
)


def test_that_a_sound_computer_has_nothing_but_good_findings() -> None:
    findings = judge(SOUND)
    assert {finding.status for finding in findings} == {Status.GOOD}
    assert len({finding.subject for finding in findings}) == 8
    assert summary(findings) == "本机各项正常，可以使用。"


def found(subject: str, **changed: object) -> Diagnosis:
    """What is said of one thing, where something of a sound computer is otherwise."""
    return next(finding for finding in judge(replace(SOUND, **changed)) if finding.subject == subject)


def test_that_everything_is_read_in_the_order_of_the_table() -> None:
    facts = replace(
        SOUND,
        printers=PrinterFacts(can_print=True),
        folder=FolderFacts(path="Z:/共享", is_remote=True, free_bytes=20 * 1024 * MEGABYTE),
    )
    findings = judge(facts)
    assert [finding.subject for finding in findings] == [
        *("数据文件夹", "剩余空间", "重复打开", "日期和时间"),
        *("界面字体", "打印字体", "输入法", "打印机"),
    ]
    assert summary(findings) == "有1项问题要先处理，另有1项需要注意。"
    assert summary(findings[:-1]) == "有1项问题要先处理。"
    assert summary(findings[1:]) == "可以使用；有1项需要注意。"


def test_that_the_text_to_copy_says_everything() -> None:
    findings = (
        Diagnosis(
            subject="打印机", status=Status.CAUTION, meaning="没有安装打印机。", advice="请添加打印机。"
        ),
        Diagnosis(subject="输入法", status=Status.GOOD, meaning="系统使用ibus。"),
    )
    assert as_text(findings).splitlines() == [
        "可以使用；有1项需要注意。",
        "[注意] 打印机：没有安装打印机。",
        "    处理办法：请添加打印机。",
        "[正常] 输入法：系统使用ibus。",
    ]


def test_that_a_folder_that_cannot_be_written_to_is_trouble() -> None:
    finding = found("数据文件夹", folder=FolderFacts(path="E:/data", fault="不能读写：E:/data。"))
    assert finding.status is Status.TROUBLE
    assert "不能读写：E:/data。" in finding.meaning
    assert "写保护" in finding.advice


def test_that_a_share_is_trouble_whether_or_not_it_can_be_written_to() -> None:
    finding = found("数据文件夹", folder=FolderFacts(path="Z:/共享", fault="不能读写。", is_remote=True))
    assert (finding.status, "网络位置（Z:/共享）" in finding.meaning) == (Status.TROUBLE, True)


@pytest.mark.parametrize(
    ("free", "status", "words"),
    [
        (None, Status.CAUTION, "未查到"),
        (49 * MEGABYTE, Status.TROUBLE, "还剩49 MB。可能随时无法保存。"),
        (50 * MEGABYTE, Status.CAUTION, "还剩50 MB。已经不多。"),
        (499 * MEGABYTE, Status.CAUTION, "还剩499 MB。已经不多。"),
        (500 * MEGABYTE, Status.GOOD, "还剩500 MB。"),
        (1536 * MEGABYTE, Status.GOOD, "还剩1.5 GB。"),
    ],
)
def test_that_room_is_judged_by_its_size(free: int | None, status: Status, words: str) -> None:
    finding = found("剩余空间", folder=FolderFacts(path="D:/", free_bytes=free))
    assert (finding.status, words in finding.meaning) == (status, True)
    assert bool(finding.advice) is (status is not Status.GOOD)


def test_that_another_window_is_named() -> None:
    assert found("重复打开").status is Status.GOOD
    finding = found("重复打开", holder="电脑A，进程12")
    assert (finding.status, "电脑A，进程12" in finding.meaning) == (Status.CAUTION, True)


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({}, Status.GOOD, "2025年6月25日 09:30"),
        ({"last_saved": None}, Status.GOOD, "请核对"),
        (
            {"now": datetime(2025, 6, 24, 16, 59)},
            Status.TROUBLE,
            "早于最近一次保存的时间（2025年6月24日 17:00）",
        ),
        (
            {"now": datetime(2024, 12, 31), "last_saved": None},
            Status.TROUBLE,
            "早于工作要点的印发日期（2025年4月29日）",
        ),
        ({"now": datetime(2027, 12, 31)}, Status.GOOD, "请核对"),
        ({"now": datetime(2028, 1, 1)}, Status.CAUTION, "离2025年工作要点较远"),
        ({"utc_offset": timedelta()}, Status.CAUTION, "时区为UTC+0"),
        ({"utc_offset": timedelta(hours=-5)}, Status.CAUTION, "时区为UTC-5"),
    ],
)
def test_that_the_clock_is_held_against_records_plan_and_zone(
    change: dict[str, object], status: Status, words: str
) -> None:
    finding = found("日期和时间", clock=replace(CLOCK, **change))
    assert (finding.status, words in finding.meaning) == (status, True)
    assert bool(finding.advice) is (status is not Status.GOOD)


def test_that_the_distance_from_utc_is_that_of_a_time_zone() -> None:
    assert abs(utc_offset()) <= timedelta(hours=14)


def test_that_shipped_screen_faces_do_as_well_as_the_systems_own() -> None:
    assert "系统字体“微软雅黑”" in found("界面字体").meaning
    shipped = found("界面字体", screen_face="Noto Sans SC", is_screen_face_own=False)
    assert (shipped.status, "随程序提供的“Noto Sans SC”" in shipped.meaning) == (Status.GOOD, True)


def test_that_missing_faces_of_documents_are_named_with_their_stand_ins() -> None:
    whole = found("打印字体")
    assert (whole.status, whole.meaning[:6]) == (Status.GOOD, "公文字体齐全")
    some = found(
        "打印字体", paper_faces=(PaperFace(role="小标宋", family="宋体（加粗）", is_own=False), *FACES[1:])
    )
    assert some.status is Status.CAUTION
    assert some.meaning == (
        "系统没有小标宋：小标宋改用“宋体（加粗）”；仿宋用“仿宋_GB2312”，楷体用“楷体_GB2312”，黑体用“黑体”。"
    )
    serif = tuple(replace(face, family="Noto Serif SC", is_own=False) for face in FACES)
    none = found("打印字体", paper_faces=serif)
    assert none.meaning.startswith("系统没有小标宋、仿宋、楷体、黑体：小标宋改用")
    assert none.meaning.endswith("黑体改用“Noto Serif SC”。")


@pytest.mark.parametrize(
    ("facts", "status", "words"),
    [
        (InputFacts(is_needed=False), Status.GOOD, "系统自带或已安装"),
        (
            InputFacts(is_needed=True, named="fcitx", plugins=("ibus",), running="fcitx 4"),
            Status.GOOD,
            "系统使用fcitx 4，程序直接与它相连",
        ),
        (
            InputFacts(is_needed=True, named="fcitx", plugins=("ibus",), running="fcitx 5"),
            Status.GOOD,
            "系统使用fcitx 5，程序经ibus接口与它相连",
        ),
        (InputFacts(is_needed=True, named="fcitx", plugins=("ibus",)), Status.CAUTION, "fcitx，但它没有运行"),
        (InputFacts(is_needed=True, named="ibus", plugins=("ibus",)), Status.GOOD, "系统使用ibus"),
        (
            InputFacts(is_needed=True, named="scim", plugins=("ibus",)),
            Status.CAUTION,
            "“scim”，本程序不能直接使用",
        ),
        (InputFacts(is_needed=True, plugins=("ibus",)), Status.CAUTION, "未查到中文输入法的设置"),
        (InputFacts(is_needed=True, named="ibus", plugins=("compose",)), Status.TROUBLE, "程序文件不全"),
    ],
)
def test_that_the_input_method_is_judged_by_session_and_plugins(
    facts: InputFacts, status: Status, words: str
) -> None:
    finding = found("输入法", input=facts)
    assert (finding.status, words in finding.meaning) == (status, True)


@pytest.mark.parametrize(
    ("facts", "status", "words"),
    [
        (PrinterFacts(can_print=False), Status.CAUTION, "libcups2"),
        (PrinterFacts(can_print=True), Status.CAUTION, "没有安装打印机"),
        (PrinterFacts(can_print=True, names=("A", "B")), Status.GOOD, "A、B；没有设默认打印机"),
        (PrinterFacts(can_print=True, names=("A", "B"), default="B"), Status.GOOD, "默认打印机是“B”"),
    ],
)
def test_that_printers_are_named(facts: PrinterFacts, status: Status, words: str) -> None:
    finding = found("打印机", printers=facts)
    assert (finding.status, words in finding.meaning) == (status, True)
