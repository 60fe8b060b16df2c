from __future__ import annotations

import os
import re
import subprocess
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from PySide6.QtCore import QRectF, QSaveFile
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtPrintSupport import QPrinter

from cixi_desktop.assessment.assess import assess
from cixi_desktop.assessment.lights import PRESETS
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import Period, month
from cixi_desktop.plan import Task
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.wording.page import SHORTENED, clean, concerns, figure_rows, summary, task_rows
from tests.support import samples
from tests.support.figures import YEAR, count, plan_of, twelve
from tests.support.pictures import count_like, painted
from ui.page.page_layout import BODY_HEIGHT, lay_out
from ui.page.page_plan import FLOOR, concerns_text, set_concerns
from ui.page.page_sheet import HEIGHT, TYPE_AREA, WIDTH, face, fitted, lines_needed, set_text, shared
from ui.page.print_page import adopt_a4, paint_page, print_on, write_pdf
from ui.style.fonts import SERIF, Role, fonts_used, shipped_family

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.rules import Rules

pytestmark = pytest.mark.usefixtures("qapp")
REVISION, PRINTED_AT = 3, datetime(2025, 6, 25, 10)  # noqa: DTZ001 - the clock of the computer
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "page_2025-06.txt"
LONG = ("截至本月底，全市新增高新技术企业若干家，完成年度目标任务；" * 100)[:2000]
TEXTS = {
    "chinese": LONG,
    "one word": "x" * 2000,
    "narrow letters": "il" * 1000,
    "wide letters": "W" * 2000,
    "lines": "第一行\n" * 500,
    "control characters": ("进展\x00\x07\x1b\t\u202e\u200b" * 250)[:2000],
    "beyond the first plane": "𠮷𠀋" * 1000,
    "joined emoji": "👩‍👩‍👧" * 400,
    "combining marks": "e\u0301" * 1000,
    "only blanks": " \n\t" * 600,
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return samples.plan()


@pytest.fixture(scope="module")
def june(plan: Plan) -> Assessment:
    return samples.june(plan)


def written(assessment: Assessment, folder: Path) -> Path:
    path = folder / "页.pdf"
    write_pdf(assessment, path, revision=REVISION, printed_at=PRINTED_AT)
    return path


def text_of(path: Path) -> str:
    """All text of a PDF as it is copied out, without blanks and line breaks."""
    found = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return squeezed(found.stdout.decode())


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def page_of(assessment: Assessment, folder: Path) -> str:
    return text_of(written(assessment, folder))


def test_that_the_page_is_one_sheet_of_a4(june: Assessment, tmp_path: Path) -> None:
    pages = PdfReader(written(june, tmp_path)).pages
    assert len(pages) == 1
    assert [float(edge) for edge in pages[0].mediabox[2:]] == pytest.approx([595, 842], abs=1)


@pytest.mark.parametrize("name", list(TEXTS))
def test_that_the_longest_texts_leave_it_one_page(name: str, plan: Plan, tmp_path: Path) -> None:
    assessment = samples.wordy(TEXTS[name], plan)
    assert len(PdfReader(written(assessment, tmp_path)).pages) == 1
    assert lay_out(assessment).height <= BODY_HEIGHT + 1


def test_that_the_year_begins_with_one_page_that_is_whole(plan: Plan, tmp_path: Path) -> None:
    january = samples.new_year(plan)
    layout = lay_out(january)
    assert layout.height <= BODY_HEIGHT + 1
    assert layout.table.is_whole
    text = page_of(january, tmp_path)
    assert text.count(squeezed(SHORTENED)) == 1  # in the rule itself
    assert "指标23项:○未填报18、□本期无数据5。事项76项:○未填报76。" in text
    assert "需关注:没有滞后、欠序时的指标和事项。" in text


def test_that_nothing_is_a_picture_and_all_is_vectors(june: Assessment, tmp_path: Path) -> None:
    page = PdfReader(written(june, tmp_path)).pages[0]
    assert list(page.images) == []


def test_that_the_file_says_what_it_is(june: Assessment, tmp_path: Path) -> None:
    found = PdfReader(written(june, tmp_path)).metadata
    assert found is not None
    assert found.title == "慈溪市科学技术局2025年工作要点进展情况（2025年6月）"


def test_that_the_page_tells_unit_period_day_revision_and_check_code(
    june: Assessment, tmp_path: Path
) -> None:
    text = page_of(june, tmp_path)
    assert "单位:未分配数据所属期:2025年6月(截至6月底)" in text
    assert f"草稿(数据版本3)2025年6月25日打印校验码:{check_code(june)}" in text


def test_that_every_figure_stands_with_value_target_completion_pace_and_light(
    june: Assessment, tmp_path: Path
) -> None:
    rows = {row.figure.id: row for row in figure_rows(june)}
    assert len(rows) == 23
    firms = rows["H-3"]
    assert (firms.name, firms.target, firms.value) == ("高新技术企业新增数", "不少于120家", "70家")
    assert (firms.completion, firms.pace, firms.figure.status) == ("58.3%", "50.0%", "达序时")
    text = page_of(june, tmp_path)
    for row in rows.values():
        for words in (row.name, row.target, row.value, row.figure.status):
            assert squeezed(words) in text


def test_that_an_old_value_tells_its_day_in_place_of_completion_and_pace(june: Assessment) -> None:
    row = next(row for row in figure_rows(june) if row.figure.id == "7-4")
    assert (row.value, row.since, row.name) == ("33.20亿元", "截至5月底", "规上工业企业研发费用总量（力争）")


def test_that_a_stage_and_a_level_without_baseline_have_no_percentage(june: Assessment) -> None:
    rows = {row.figure.id: row for row in figure_rows(june)}
    assert (rows["H-7"].value, rows["H-7"].completion, rows["H-7"].pace) == ("申报", "按阶段", "—")
    assert (rows["H-5"].completion, rows["H-5"].pace) == ("达标", "—")


def test_that_figures_stand_under_the_task_that_cites_them_first(june: Assessment) -> None:
    groups = [row.group for row in figure_rows(june)]
    assert [groups.count(name) for name in ("总体", "任务6", "任务7", "任务8", "任务9", "任务12")] == [
        7, 2, 4, 2, 5, 3,
    ]  # fmt: skip


def test_that_all_items_are_accounted_for_by_shape_and_number(june: Assessment) -> None:
    counted = [int(number) for row in task_rows(june) for number in re.findall(r"\d+", row.lights)]
    assert sum(counted) == 76
    told = summary(june).split("事项76项：")[1]
    assert sum(int(number) for number in re.findall(r"\d+", told)) == 76


def test_that_the_summary_tells_figures_by_light_and_the_rates(june: Assessment) -> None:
    words = summary(june)
    assert words.startswith(
        "指标23项：■滞后2、▲欠序时3、○未填报1、●达序时8、☆基本完成1、◆当期达标2、★已完成2、"
    )
    assert "约束性12/16达序时以上；力争、争取类0/1达序时以上" in words


def test_that_all_tasks_stand_with_their_texts(june: Assessment, tmp_path: Path) -> None:
    rows = task_rows(june)
    assert [row.title for row in rows][:3] == ["主要目标", "1.加强政治理论学习", "2.强化政治生态建设"]
    assert len(rows) == 13
    text = page_of(june, tmp_path)
    assert all(squeezed(row.title) in text for row in rows)
    assert "7月组织第二批高企申报" in text


def test_that_blank_problems_beside_progress_are_told_as_none(june: Assessment) -> None:
    rows = {row.title: row for row in task_rows(june)}
    assert rows["7.加大研发投入"].texts[1] == "无"
    assert not rows["1.加强政治理论学习"].texts[1]


def test_that_late_and_behind_are_named_with_what_remains_most_urgent_first(june: Assessment) -> None:
    assert concerns(june) == (
        "■双创大赛/创新挑战赛获宁波市级以上奖项（还差5个，后6个月平均每月1个）",
        "■新增宁波市级以上企业研发机构（还差15家，后6个月平均每月3家）",
        "▲规上工业企业研发费用占营业收入比重（还差0.06个百分点）",
        "▲高新技术产业投资额（还差25.90亿元，后6个月平均每月4.32亿元）",
        "▲上级重点研发计划项目立项（还差7项，后6个月平均每月2项）",
        "▲巡察、审计整改（已办结40.0%）",
    )


def test_that_an_overdue_milestone_is_named_with_its_stage(plan: Plan) -> None:
    content = samples.sample_content(plan)
    due = datetime(2025, 5, 31).date()  # noqa: DTZ001
    bases = [Basis(target_id=target_id, deadline=due) for target_id in ("M8-2", "M10-2")]
    late = assess(plan, content.with_records([(b.key, b) for b in bases]), month(YEAR, 6))
    assert "■修订孵化器众创空间办法（征求意见）" in concerns(late)
    assert "■新一轮科技创新产业政策（未起步）" in concerns(late)


def test_that_a_milestone_behind_its_plan_is_named_with_the_stage_that_is_due(plan: Plan) -> None:
    content = samples.sample_content(plan)
    planned = Basis(target_id="M8-2", pace_plan=twelve(m6="4"))
    behind = assess(plan, content.with_records([(planned.key, planned)]), month(YEAR, 6))
    assert "▲修订孵化器众创空间办法（征求意见，计划6月到“审议”）" in concerns(behind)


def test_that_figures_of_another_day_are_named(june: Assessment, tmp_path: Path) -> None:
    assert "数据日期:高新技术企业总量截至6月25日。" in page_of(june, tmp_path)


def test_that_sample_figures_are_marked(june: Assessment, plan: Plan, tmp_path: Path) -> None:
    assert "示例数据" in page_of(june, tmp_path)
    assert "示例数据" not in page_of(samples.new_year(plan), tmp_path)


@pytest.mark.parametrize("rules", PRESETS, ids=lambda rules: rules.name)
def test_that_the_rule_in_force_is_printed(rules: Rules, plan: Plan, tmp_path: Path) -> None:
    content = samples.empty_content().with_records([(rules.key, rules)])
    text = page_of(assess(plan, content, month(YEAR, 1)), tmp_path)
    assert f"亮灯规则:{squeezed(rules.name)}。" in text


def test_that_it_is_signed_at_the_foot(june: Assessment, tmp_path: Path) -> None:
    assert re.search("填报人:审核人:负责人:日期:$", page_of(june, tmp_path))


def test_that_the_plans_half_width_marks_are_printed_full_width(june: Assessment, tmp_path: Path) -> None:
    raw = subprocess.run(
        ["pdftotext", str(written(june, tmp_path)), "-"], capture_output=True, check=True
    ).stdout.decode()
    assert not re.search(r"[一-鿿][,:;]", raw)


@pytest.mark.parametrize(
    "typed",
    ["一二人民胶槩", "～—5月—A4", "（见附件）“引”", "《办法》：100%；", "喆、㛃、堃。", "R&D（1,200）"],
)
def test_that_text_copied_from_the_page_is_the_text_that_was_typed(
    typed: str, plan: Plan, tmp_path: Path
) -> None:
    text = page_of(samples.wordy(typed, plan), tmp_path)
    assert text.count(squeezed(typed)) == 39


def test_that_a_text_without_room_ends_as_the_rule_says(plan: Plan, tmp_path: Path) -> None:
    text = page_of(samples.wordy(LONG, plan), tmp_path)
    assert text.count(squeezed(SHORTENED)) >= 39
    assert squeezed("标“…（全文见附表）”处按版面节略。") in text


def test_that_every_task_gets_a_share_of_the_lines(plan: Plan) -> None:
    layout = lay_out(samples.wordy(LONG, plan))
    assert not layout.table.is_whole
    assert min(layout.table.lines) >= 1
    assert max(layout.table.lines) - min(layout.table.lines) <= 1
    assert layout.table.points == FLOOR == 8


def test_that_short_texts_are_whole_and_larger(plan: Plan) -> None:
    table = lay_out(samples.wordy("按计划推进。", plan)).table
    assert table.is_whole
    assert table.points == 9


def test_that_one_long_text_gets_the_lines_that_others_do_not_need(plan: Plan) -> None:
    table = lay_out(samples.june(plan)).table
    assert table.is_whole
    assert max(table.lines) > 2
    assert min(table.lines) == 1


def test_that_lines_are_shared_out_from_the_least_need_upwards() -> None:
    assert shared([1, 2, 9, 9], 13) == [1, 2, 5, 5]
    assert shared([9, 9, 9], 8) == [3, 3, 2]
    assert shared([1, 1], 9) == [1, 1]
    assert shared([5, 5], 1) == [1, 1]
    assert shared([], 5) == []


def test_that_what_is_shortened_is_the_longest_beginning_that_fits() -> None:
    font = face(Role.BODY, 8.0)
    width = QFontMetricsF(font).horizontalAdvance("国" * 15) + 1
    setting = fitted("国" * 40, SHORTENED, font, width, 93.0, 2)
    kept = setting.layout.text().removesuffix(SHORTENED)
    room = 30 - QFontMetricsF(font).horizontalAdvance(SHORTENED) / QFontMetricsF(font).horizontalAdvance("国")
    assert len(kept) == int(room)
    assert setting.is_whole
    assert setting.lines == 2


def test_that_a_text_that_fits_is_not_shortened() -> None:
    font = face(Role.BODY, 8.0)
    assert fitted("国家", SHORTENED, font, 1000.0, 93.0, 1).layout.text() == "国家"


def test_that_a_character_beyond_the_first_plane_is_never_halved() -> None:
    setting = fitted("𠮷" * 200, SHORTENED, face(Role.BODY, 8.0), 1200.0, 93.0, 2)
    kept = setting.layout.text().removesuffix(SHORTENED)
    assert set(kept) == {"𠮷"}


def test_that_a_cell_too_small_for_the_ending_has_at_least_that() -> None:
    setting = fitted("国" * 50, SHORTENED, face(Role.BODY, 8.0), 90.0, 93.0, 1)
    assert setting.layout.text() == SHORTENED


def test_that_lines_are_counted_up_to_the_most_asked_for() -> None:
    font = face(Role.BODY, 8.0)
    assert lines_needed("", font, 800.0, 5) == 1
    assert lines_needed("国" * 25, font, 800.5, 5) == 3
    assert lines_needed("国" * 2000, font, 800.0, 5) == 5
    assert lines_needed("il" * 60, font, 800.0, 30) == lines_needed("il" * 60, font, 800.0, 300)


def test_that_an_empty_text_takes_no_line_when_set() -> None:
    assert set_text("", face(Role.BODY, 8.0), 800.0, 93.0, 0).lines == 0


def test_that_concerns_without_room_are_counted() -> None:
    entries = [f"■某一项重点指标第{number}号（还差15家，后6个月平均每月3家）" for number in range(40)]
    setting = set_concerns(entries, 3)
    words = setting.layout.text()
    kept = words.count("■")
    assert 3 <= kept < 40
    assert setting.lines <= 3
    assert words.startswith("需关注（40项）：")
    assert words.endswith(f"另有{40 - kept}项…（全文见附表）")


def test_that_concerns_are_whole_where_there_is_room() -> None:
    assert concerns_text(["■甲", "▲乙"], 2) == "需关注（2项）：■甲；▲乙。"
    assert concerns_text(["■甲", "▲乙"], 0) == "需关注（2项）：另有2项…（全文见附表）"


def test_that_line_breaks_and_control_characters_become_blanks() -> None:
    assert clean("一\n二\r\n三\t四\x00五") == "一 二 三 四 五"
    assert clean("左\u202e右\ufeff\u200b边") == "左右边"
    assert clean("\u3000首行　缩进 ") == "首行 缩进"
    assert clean("半\ud800个") == "半 个"
    assert clean("a\u200db") == "a\u200db"
    assert clean("照旧") == "照旧"


def test_that_a_plan_with_too_many_tasks_is_drawn_smaller_and_never_on_two_pages(tmp_path: Path) -> None:
    plan = plan_of(*(count("5", id=f"X-{n}", name=f"第{n}项指标") for n in range(60)))
    section = plan.sections[0]
    tasks = tuple(
        Task(id=str(n), title=f"第{n}项任务", text="任务", section_id=section.id) for n in range(1, 40)
    )
    huge = replace(plan, sections=(replace(section, tasks=tasks),))
    assessment = assess(huge, samples.empty_content(), month(YEAR, 6))
    assert lay_out(assessment).scale < 1
    path = written(assessment, tmp_path)
    assert len(PdfReader(path).pages) == 1
    assert "第59项指标" in text_of(path)
    assert "39.第39项任务" in text_of(path)


def test_that_a_name_too_long_for_its_cell_is_cut_with_dots(tmp_path: Path) -> None:
    plan = plan_of(count("5", name="很长的指标名称" * 20))
    text = page_of(assess(plan, samples.empty_content(), month(YEAR, 6)), tmp_path)
    assert "很长的指标名称很长" in text
    assert re.search(r"很[^。]*…|很[^。]*\.\.\.", text)


@pytest.mark.parametrize(
    "period", [Period(YEAR, 1, 2), Period(YEAR, 4, 6), Period(YEAR, 1, 6), Period(YEAR, 1, 12)]
)
def test_that_longer_periods_have_their_page_too(period: Period, plan: Plan, tmp_path: Path) -> None:
    text = page_of(assess(plan, samples.sample_content(plan), period), tmp_path)
    assert f"数据所属期:{squeezed(period.label)}" in text


def test_that_everything_stays_in_the_type_area(june: Assessment) -> None:
    def paint(painter: QPainter, rect: QRectF) -> None:
        bare = replace(june, is_sample=False)
        paint_page(painter, rect, bare, revision=REVISION, printed_at=PRINTED_AT)

    scale = 0.12
    picture = painted(round(WIDTH * scale), round(HEIGHT * scale), paint)
    area = TYPE_AREA.toRect()
    for x in range(picture.width()):
        for y in range(picture.height()):
            if picture.pixelColor(x, y) != QColor("white"):
                place = (x / scale, y / scale)
                assert area.adjusted(-40, -40, 40, 40).contains(int(place[0]), int(place[1])), place


def test_that_no_ground_is_tinted(june: Assessment) -> None:
    def paint(painter: QPainter, rect: QRectF) -> None:
        paint_page(painter, rect, june, revision=REVISION, printed_at=PRINTED_AT)

    picture = painted(500, 707, paint)
    assert count_like(picture, QColor("white"), 0) > 0.6 * 500 * 707


def test_that_paper_of_another_format_gets_the_page_whole_and_centred(june: Assessment) -> None:
    def paint(painter: QPainter, rect: QRectF) -> None:
        paint_page(painter, rect, june, revision=REVISION, printed_at=PRINTED_AT)

    picture = painted(1000, 707, paint)  # twice as wide as A4
    left = [x for x in range(250) if picture.pixelColor(x, 350) != QColor("white")]
    right = [x for x in range(750, 1000) if picture.pixelColor(x, 350) != QColor("white")]
    assert left == right == []


def test_that_the_page_is_printed_as_it_is_written(june: Assessment, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    adopt_a4(printer)
    print_on(printer, june, revision=REVISION, printed_at=PRINTED_AT)
    assert len(PdfReader(tmp_path / "打印.pdf").pages) == 1
    assert text_of(tmp_path / "打印.pdf") == page_of(june, tmp_path)


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_that_a_printer_that_does_not_start_is_told(june: Assessment, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no" / "such" / "folder.pdf"))
    with pytest.raises(CixiError, match="打印机没有响应"):
        print_on(printer, june, revision=REVISION, printed_at=PRINTED_AT)


def test_that_a_missing_folder_is_named(june: Assessment, tmp_path: Path) -> None:
    with pytest.raises(CixiError, match=r"文件夹“.*无此夹”不存在"):
        written(june, tmp_path / "无此夹")


def test_that_a_folder_is_not_written_over(june: Assessment, tmp_path: Path) -> None:
    (tmp_path / "页.pdf").mkdir()
    with pytest.raises(CixiError, match="是文件夹"):
        written(june, tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_that_a_folder_without_permission_is_named(june: Assessment, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(CixiError, match="不允许写入"):
        written(june, tmp_path)


def test_that_an_older_page_is_replaced_whole_and_nothing_else_is_left(
    june: Assessment, tmp_path: Path
) -> None:
    path = tmp_path / "页.pdf"
    path.write_bytes(b"old")
    written(june, tmp_path)
    assert path.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_page_open_in_another_program_is_said_to_be_so(
    june: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Held(QSaveFile):
        def commit(self) -> bool:
            self.cancelWriting()
            super().commit()
            return False

        def error(self) -> QSaveFile.FileError:
            return QSaveFile.FileError.RenameError

    path = tmp_path / "页.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr("ui.page.print_page.QSaveFile", Held)
    with pytest.raises(CixiError, match="正在其他程序中打开"):
        written(june, tmp_path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_full_disk_is_told_and_leaves_the_old_page(
    june: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(QSaveFile):
        def commit(self) -> bool:
            self.cancelWriting()
            super().commit()
            return False

        def error(self) -> QSaveFile.FileError:
            return QSaveFile.FileError.WriteError

    path = tmp_path / "页.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr("ui.page.print_page.QSaveFile", Full)
    with pytest.raises(CixiError, match="磁盘空间不足"):
        written(june, tmp_path)
    assert path.read_bytes() == b"old"


def test_that_the_unit_is_told_by_name(plan: Plan, tmp_path: Path) -> None:
    content = replace(samples.empty_content(), unit=replace(UNASSIGNED, name="高新技术科"))
    assert "单位:高新技术科" in page_of(assess(plan, content, month(YEAR, 6)), tmp_path)


def test_that_the_text_of_the_page_is_the_golden_one(june: Assessment, tmp_path: Path) -> None:
    if fonts_used() != fonts_used(lambda _: False):
        pytest.skip(f"this machine has faces of its own, so lines break elsewhere: {fonts_used()}")
    found = subprocess.run(
        ["pdftotext", "-raw", str(written(june, tmp_path)), "-"], capture_output=True, check=True
    ).stdout.decode()
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(unicodedata.normalize("NFKC", found), encoding="utf-8")
    assert unicodedata.normalize("NFKC", found).split() == GOLDEN.read_text(encoding="utf-8").split()


def test_that_only_the_faces_told_to_the_user_are_in_the_file(june: Assessment, tmp_path: Path) -> None:
    fonts = PdfReader(written(june, tmp_path)).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    names = {str(font.get_object()["/BaseFont"]).lstrip("/") for font in fonts.values()}
    if fonts_used() == fonts_used(lambda _: False):
        assert {name.split("+")[-1] for name in names} == {
            shipped_family(SERIF).replace(" ", "") + "-Regular"
        }


def test_that_a_long_name_of_a_unit_cuts_neither_period_nor_check_code(plan: Plan, tmp_path: Path) -> None:
    for name in ("高新技术与产业化科", "慈溪市科技创新服务中心（慈溪市生产力促进中心、慈溪市科技信息中心）"):
        content = replace(samples.empty_content(), unit=replace(UNASSIGNED, name=name))
        june = assess(plan, content, month(YEAR, 6))
        text = page_of(june, tmp_path)
        assert "数据所属期:2025年6月(截至6月底)" in text
        assert f"2025年6月25日打印校验码:{check_code(june)}" in text


@pytest.fixture
def no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """What paints must end on that path, too: a device that dies while it is painted on takes Qt with it."""

    def fail(*_arguments: object) -> str:
        raise CixiError("随程序提供的字体缺失或已损坏。")

    monkeypatch.setattr("ui.page.print_page._paint_sign_off", fail)


@pytest.mark.qt_log_ignore("Painter ended with")
@pytest.mark.usefixtures("no_font")
def test_that_a_fault_while_painting_is_told_and_leaves_no_half(june: Assessment, tmp_path: Path) -> None:
    with pytest.raises(CixiError, match="缺失或已损坏"):
        write_pdf(june, tmp_path / "page.pdf", revision=REVISION, printed_at=PRINTED_AT)
    assert not list(tmp_path.iterdir())


@pytest.mark.qt_log_ignore("Painter ended with")
@pytest.mark.usefixtures("no_font")
def test_that_a_fault_while_printing_is_told(june: Assessment, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with pytest.raises(CixiError, match="缺失或已损坏"):
        print_on(printer, june, revision=REVISION, printed_at=PRINTED_AT)
