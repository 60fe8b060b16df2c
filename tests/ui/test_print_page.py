from __future__ import annotations

import os
import re
import subprocess
import unicodedata
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
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.reports.page import ShortTask
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.wording.page import RULE_OF_SHORTENING, SHORTENED, clean
from tests.support import samples
from tests.support.figures import YEAR, count, entry, plan_of
from tests.support.pictures import count_like, painted
from ui.dialogs.printing import adopt_a4
from ui.page.page_blocks import PITCH, ROW_HEIGHT, short_figures, task_halves, task_lines
from ui.page.page_layout import BODY_HEIGHT, GAP, lay_out, parted
from ui.page.page_sheet import HEIGHT, MM, TYPE_AREA, WIDTH, face, fitted, lines_needed, set_text, shared
from ui.page.print_page import BOX_HEIGHT, paint_page, print_on, write_pdf
from ui.style.fonts import SERIF, Role, fonts_used, shipped_family

if TYPE_CHECKING:
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.rules import Rules
    from cixi_desktop.reports.page import Page

pytestmark = pytest.mark.usefixtures("qapp")
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

LONG_NAME = "规上工业企业研发费用归集业务培训覆盖率和走访率"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return samples.plan()


@pytest.fixture(scope="module")
def june(plan: Plan) -> Page:
    return samples.page(samples.sample_content(plan), of=plan)


def written(page: Page, folder: Path) -> Path:
    path = folder / "页.pdf"
    write_pdf([page], path)
    return path


def text_of(path: Path) -> str:
    """All text of a PDF as it is copied out, without blanks and line breaks."""
    found = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return squeezed(found.stdout.decode())


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def text_on(page: Page, folder: Path) -> str:
    return text_of(written(page, folder))


def test_that_the_page_is_one_sheet_of_a4(june: Page, tmp_path: Path) -> None:
    pages = PdfReader(written(june, tmp_path)).pages
    assert len(pages) == 1
    assert [float(edge) for edge in pages[0].mediabox[2:]] == pytest.approx([595, 842], abs=1)


@pytest.mark.parametrize("name", list(TEXTS))
def test_that_the_longest_texts_leave_it_one_page(name: str, plan: Plan, tmp_path: Path) -> None:
    page = samples.page(samples.wordy_content(TEXTS[name], plan), of=plan)
    assert len(PdfReader(written(page, tmp_path)).pages) == 1
    assert lay_out(page).height <= BODY_HEIGHT + 1


def test_that_the_year_begins_with_one_page_that_is_whole(plan: Plan, tmp_path: Path) -> None:
    january = samples.page(samples.empty_content(), month(YEAR, 1), plan)
    layout = lay_out(january)
    assert layout.height <= BODY_HEIGHT + 1
    assert all(block.is_whole for block in layout.blocks)
    text = text_on(january, tmp_path)
    assert "全文见" not in text
    assert "一、滞后、欠序时:无" in text
    assert "二、需协调事项:无" in text


def test_that_the_page_tells_unit_period_day_revision_and_check_code(
    june: Page, plan: Plan, tmp_path: Path
) -> None:
    text = text_on(june, tmp_path)
    assert "填报单位:未分配数据所属期:2025年6月(截至6月底)" in text
    assert f"2025年6月25日打印校验码:{check_code(samples.june(plan))}" in text


def test_that_there_is_room_for_instructions_above_the_title(june: Page, tmp_path: Path) -> None:
    text = text_on(june, tmp_path)
    assert text.index("领导批示") < text.index("慈溪市科学技术局2025年6月工作要点进展情况")


def test_that_what_is_slow_stands_before_every_table_red_before_yellow(june: Page, tmp_path: Path) -> None:
    text = text_on(june, tmp_path)
    order = ["一、滞后、欠序时和原因(6项)", "双创大赛、创新", "新增宁波市级以上企业", "高新技术产业投资额"]
    places = [text.index(words) for words in [*order, "二、需协调事项", "三、其他指标", "四、重点任务"]]
    assert places == sorted(places)


def test_that_a_long_name_takes_two_lines_before_it_is_squeezed_or_cut(june: Page) -> None:
    row = june.shorts[0]
    long = replace(row, name=LONG_NAME, short=LONG_NAME)
    heights = [short_figures([each], lines).height for each in (row, long) for lines in (1, 2)]
    assert heights == [ROW_HEIGHT, ROW_HEIGHT, ROW_HEIGHT, ROW_HEIGHT + PITCH]
    assert [short_figures([long], lines).is_whole for lines in (1, 2)] == [False, True]


def test_that_the_short_name_stands_in_a_line_where_the_name_has_no_room(june: Page) -> None:
    row = replace(june.shorts[0], name=LONG_NAME, short="归集培训")
    assert [short_figures([row], lines).is_whole for lines in (1, 2)] == [True, True]
    assert short_figures([row], 1).height == ROW_HEIGHT


def test_that_texts_without_room_are_cut_or_left_out_and_that_is_said(plan: Plan, tmp_path: Path) -> None:
    """The sign of what is cut is explained where it stands on the page, and nowhere else."""
    page = samples.page(samples.sample_content(plan), of=plan)
    left_out = text_on(replace(page, slow=page.slow + page.slow[:3]), tmp_path)
    assert "文字见进展情况表" in left_out
    assert squeezed("…") not in left_out
    assert squeezed(RULE_OF_SHORTENING) not in left_out
    cut = text_on(replace(page, summary=LONG), tmp_path)
    assert squeezed(RULE_OF_SHORTENING) in cut


def test_that_what_is_slow_is_never_left_out_however_much_it_is(plan: Plan, tmp_path: Path) -> None:
    """Sixty figures at 1 of 120 in June: all 滞后, by name and then by number."""
    many = plan_of(*(count("120", id=f"X-{n}", name=f"第{n}项指标") for n in range(60)))
    records = [entry(f"X-{n}", 6, cumulative="1") for n in range(60)]
    content = replace(samples.empty_content(), records={each.key: each for each in records})
    page = samples.page(content, of=many)
    assert lay_out(page).height <= BODY_HEIGHT + 1
    text = text_on(page, tmp_path)
    assert "一、滞后、欠序时和原因(60项)" in text
    assert "第0项指标" in text
    assert "第59项指标" in text or "项,见进展情况表" in text


def test_that_a_plan_with_too_many_tasks_is_never_on_two_pages(tmp_path: Path) -> None:
    many = plan_of(*(count("5", id=f"X-{n}", name=f"第{n}项指标") for n in range(60)))
    section = many.sections[0]
    tasks = tuple(
        Task(id=str(n), title=f"第{n}项任务", text="任务", section_id=section.id) for n in range(1, 90)
    )
    huge = replace(many, sections=(replace(section, tasks=tasks),))
    page = samples.page(samples.empty_content(), of=huge)
    assert lay_out(page).height * lay_out(page).scale <= BODY_HEIGHT + 1
    assert len(PdfReader(written(page, tmp_path)).pages) == 1


@pytest.mark.parametrize(
    "typed",
    ["一二人民胶槩", "～5月—A4", "（见附件）“引”", "《办法》：100%；", "喆、㛃、堃。", "R&D（1,200）"],
)
def test_that_text_copied_from_the_page_is_the_text_that_was_typed(
    typed: str, plan: Plan, tmp_path: Path
) -> None:
    """Each text of the tasks of a unit that leads two."""
    said = samples.wordy_content(typed, plan).records
    records = [said["narrative", task_id, "0", "2025-06"] for task_id in ("2", "3")]
    records += [Duty(subject_id=task_id, lead_unit_id="0") for task_id in ("2", "3")]
    content = samples.empty_content().with_records([(each.key, each) for each in records])
    text = text_on(samples.page(content, of=plan), tmp_path)
    assert text.count(squeezed(typed)) == 6


def test_that_a_page_that_may_lack_damaged_records_is_marked(plan: Plan, tmp_path: Path) -> None:
    content = replace(samples.sample_content(plan), damage=("单位（甲）第1次保存的内容已损坏。",))
    assert "数据不全" in text_on(samples.page(content, of=plan), tmp_path)
    assert "数据不全" not in text_on(samples.page(samples.sample_content(plan), of=plan), tmp_path)


def test_that_all_but_instructions_and_rules_stays_in_the_type_area(plan: Plan) -> None:
    """The rules, four lines at most, stand below it where a page number would."""
    page = samples.page(replace(samples.sample_content(plan), is_sample=False), of=plan)
    scale = 0.12
    size = round(WIDTH * scale), round(HEIGHT * scale)
    picture = painted(*size, lambda painter, rect: paint_page(painter, rect, page))
    foot = round(GAP + 4 * PITCH)
    area = TYPE_AREA.toRect().adjusted(-40, -round(BOX_HEIGHT + 3 * MM) - 40, 40, foot)
    for x in range(picture.width()):
        for y in range(picture.height()):
            if picture.pixelColor(x, y) != QColor("white"):
                assert area.contains(int(x / scale), int(y / scale)), (x, y)


def test_that_a_long_name_of_a_unit_cuts_neither_period_nor_check_code(plan: Plan, tmp_path: Path) -> None:
    for name in ("高新技术与产业化科", "慈溪市科技创新服务中心（慈溪市生产力促进中心、慈溪市科技信息中心）"):
        content: Content = replace(samples.empty_content(), unit=replace(UNASSIGNED, name=name))
        text = text_on(samples.page(content, of=plan), tmp_path)
        assert "数据所属期:2025年6月(截至6月底)" in text
        code = check_code(assess(plan, content, month(YEAR, 6)))
        assert f"2025年6月25日打印校验码:{code}" in text


def test_that_nothing_is_a_picture_and_all_is_vectors(june: Page, tmp_path: Path) -> None:
    page = PdfReader(written(june, tmp_path)).pages[0]
    assert list(page.images) == []


def test_that_the_file_says_what_it_is(june: Page, tmp_path: Path) -> None:
    found = PdfReader(written(june, tmp_path)).metadata
    assert found is not None
    assert found.title == "慈溪市科学技术局2025年6月工作要点进展情况"


def test_that_sample_figures_are_marked(june: Page, plan: Plan, tmp_path: Path) -> None:
    assert "示例数据" in text_on(june, tmp_path)
    assert "示例数据" not in text_on(samples.page(samples.empty_content(), month(YEAR, 1), plan), tmp_path)


@pytest.mark.parametrize(("rules", "name"), list(zip(PRESETS, ("默认", "银川式", "瓯海式"), strict=True)))
def test_that_the_rule_in_force_is_printed(rules: Rules, name: str, plan: Plan, tmp_path: Path) -> None:
    content = samples.empty_content().with_records([(rules.key, rules)])
    text = text_on(samples.page(content, month(YEAR, 1), plan), tmp_path)
    assert f"亮灯规则({name}):" in text


def test_that_it_is_signed_at_the_foot(june: Page, tmp_path: Path) -> None:
    text = text_on(june, tmp_path)
    assert all(f"{name}:" in text for name in ("填报人", "审核人", "负责人", "日期"))


def test_that_who_filled_it_in_is_printed_where_it_is_known(june: Page, tmp_path: Path) -> None:
    text = text_on(replace(june, filled_by="王小明"), tmp_path)
    assert "填报人:王小明" in "".join(text.split())


def test_that_the_plans_half_width_marks_are_printed_full_width(june: Page, tmp_path: Path) -> None:
    raw = subprocess.run(
        ["pdftotext", str(written(june, tmp_path)), "-"], capture_output=True, check=True
    ).stdout.decode()
    assert not re.search(r"[一-鿿][,:;]", raw)


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
    assert not setting.is_whole
    assert setting.lines == 2


def test_that_a_shortened_text_ends_at_its_last_pause_and_cuts_no_number() -> None:
    """Of 30 em some 12 hold the ending: 完成58.3% stands behind the pause in the second half of the rest."""
    font = face(Role.BODY, 8.0)
    width = QFontMetricsF(font).horizontalAdvance("国" * 15) + 1
    setting = fitted(f"截至六月底新增企业七十家，{'完成58.3%' * 9}。", SHORTENED, font, width, 93.0, 2)
    assert setting.layout.text() == f"截至六月底新增企业七十家{SHORTENED}"


def test_that_a_text_without_a_pause_in_its_second_half_is_cut_where_the_room_ends() -> None:
    font = face(Role.BODY, 8.0)
    width = QFontMetricsF(font).horizontalAdvance("国" * 15) + 1
    setting = fitted(f"国，{'家' * 60}", SHORTENED, font, width, 93.0, 2)
    assert setting.layout.text().startswith(f"国，{'家' * 10}")


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


def test_that_line_breaks_and_control_characters_become_blanks() -> None:
    assert clean("一\n二\r\n三\t四\x00五") == "一 二 三 四 五"
    assert clean("左\u202e右\ufeff\u200b边") == "左右边"
    assert clean("\u3000首行　缩进 ") == "首行 缩进"
    assert clean("半\ud800个") == "半 个"
    assert clean("a\u200db") == "a\u200db"
    assert clean("照旧") == "照旧"


@pytest.mark.parametrize(
    "period", [Period(YEAR, 1, 2), Period(YEAR, 4, 6), Period(YEAR, 1, 6), Period(YEAR, 1, 12)]
)
def test_that_longer_periods_have_their_page_too(period: Period, plan: Plan, tmp_path: Path) -> None:
    text = text_on(samples.page(samples.sample_content(plan), period, plan), tmp_path)
    assert f"数据所属期:{squeezed(period.label)}" in text


def test_that_no_ground_is_tinted(june: Page) -> None:
    def paint(painter: QPainter, rect: QRectF) -> None:
        paint_page(painter, rect, june)

    picture = painted(500, 707, paint)
    assert count_like(picture, QColor("white"), 0) > 0.6 * 500 * 707


def test_that_paper_of_another_format_gets_the_page_whole_and_centred(june: Page) -> None:
    def paint(painter: QPainter, rect: QRectF) -> None:
        paint_page(painter, rect, june)

    picture = painted(1000, 707, paint)  # twice as wide as A4
    left = [x for x in range(250) if picture.pixelColor(x, 350) != QColor("white")]
    right = [x for x in range(750, 1000) if picture.pixelColor(x, 350) != QColor("white")]
    assert left == right == []


def test_that_the_page_is_printed_as_it_is_written(june: Page, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    adopt_a4(printer)
    print_on(printer, [june])
    assert len(PdfReader(tmp_path / "打印.pdf").pages) == 1
    assert text_of(tmp_path / "打印.pdf") == text_on(june, tmp_path)


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_that_a_printer_that_does_not_start_is_told(june: Page, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no" / "such" / "folder.pdf"))
    with pytest.raises(CixiError, match="打印机没有响应"):
        print_on(printer, [june])


def test_that_a_missing_folder_is_named(june: Page, tmp_path: Path) -> None:
    with pytest.raises(CixiError, match=r"文件夹“.*无此夹”不存在"):
        written(june, tmp_path / "无此夹")


def test_that_a_folder_is_not_written_over(june: Page, tmp_path: Path) -> None:
    (tmp_path / "页.pdf").mkdir()
    with pytest.raises(CixiError, match="是文件夹"):
        written(june, tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_that_a_folder_without_permission_is_named(june: Page, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(CixiError, match="不允许写入"):
        written(june, tmp_path)


def test_that_an_older_page_is_replaced_whole_and_nothing_else_is_left(june: Page, tmp_path: Path) -> None:
    path = tmp_path / "页.pdf"
    path.write_bytes(b"old")
    written(june, tmp_path)
    assert path.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_page_open_in_another_program_is_said_to_be_so(
    june: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
    monkeypatch.setattr("ui.dialogs.printing.QSaveFile", Held)
    with pytest.raises(CixiError, match="正在其他程序中打开"):
        written(june, tmp_path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_full_disk_is_told_and_leaves_the_old_page(
    june: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
    monkeypatch.setattr("ui.dialogs.printing.QSaveFile", Full)
    with pytest.raises(CixiError, match="磁盘空间不足"):
        written(june, tmp_path)
    assert path.read_bytes() == b"old"


def test_that_the_unit_is_told_by_name(plan: Plan, tmp_path: Path) -> None:
    content = replace(samples.empty_content(), unit=replace(UNASSIGNED, name="高新技术科"))
    assert "填报单位:高新技术科" in text_on(samples.page(content, of=plan), tmp_path)


def test_that_the_text_of_the_page_is_the_golden_one(june: Page, tmp_path: Path) -> None:
    if fonts_used() != fonts_used(lambda _: False):
        pytest.skip(f"this machine has faces of its own, so lines break elsewhere: {fonts_used()}")
    found = subprocess.run(
        ["pdftotext", "-raw", str(written(june, tmp_path)), "-"], capture_output=True, check=True
    ).stdout.decode()
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(unicodedata.normalize("NFKC", found), encoding="utf-8")
    assert unicodedata.normalize("NFKC", found).split() == GOLDEN.read_text(encoding="utf-8").split()


def test_that_only_the_faces_told_to_the_user_are_in_the_file(june: Page, tmp_path: Path) -> None:
    fonts = PdfReader(written(june, tmp_path)).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    names = {str(font.get_object()["/BaseFont"]).lstrip("/") for font in fonts.values()}
    if fonts_used() == fonts_used(lambda _: False):
        assert {name.split("+")[-1] for name in names} == {
            shipped_family(SERIF).replace(" ", "") + "-Regular"
        }


@pytest.fixture
def no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """What paints must end on that path, too: a device that dies while it is painted on takes Qt with it."""

    def fail(*_arguments: object) -> str:
        raise CixiError("随程序提供的字体缺失或已损坏。")

    monkeypatch.setattr("ui.page.print_page._paint_sign_off", fail)


@pytest.mark.qt_log_ignore("Painter ended with")
@pytest.mark.usefixtures("no_font")
def test_that_a_fault_while_painting_is_told_and_leaves_no_half(june: Page, tmp_path: Path) -> None:
    with pytest.raises(CixiError, match="缺失或已损坏"):
        write_pdf([june], tmp_path / "page.pdf")
    assert not list(tmp_path.iterdir())


@pytest.mark.qt_log_ignore("Painter ended with")
@pytest.mark.usefixtures("no_font")
def test_that_a_fault_while_printing_is_told(june: Page, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with pytest.raises(CixiError, match="缺失或已损坏"):
        print_on(printer, [june])


def test_that_tasks_are_told_at_more_length_as_far_as_there_is_room() -> None:
    """120 letters need five lines of some 30; one line each is the least."""
    long = ShortTask(title="2.乙", lights="●1", said=("开" * 60, "展" * 60))
    rows = (ShortTask(title="1.甲", lights="●1", said=("开展走访",)), long)
    assert task_lines(rows, 0).height == 2 * ROW_HEIGHT
    assert not task_lines(rows, 0).is_whole
    assert task_lines(rows, 2 * ROW_HEIGHT + 2.5 * PITCH).height == pytest.approx(2 * ROW_HEIGHT + 2 * PITCH)


def test_that_tasks_with_what_is_slow_are_told_first_and_those_without_a_word_last() -> None:
    briefs = [
        ShortTask(title=title, lights=lights, said=(said,))
        for title, lights, said in (
            ("1", "●1", "无"),
            ("2", "▲1 ●2", "无"),
            ("3", "★1", "开展走访"),
            ("4", "■1 ▲1", "无"),
        )
    ]
    told, rest = parted(briefs, 3)
    assert ([row.title for row in told], [row.title for row in rest]) == (["2", "3", "4"], ["1"])


def test_that_a_sentence_without_room_beside_its_title_stands_below_it() -> None:
    """Half the width holds some 24 letters, 34 at their narrowest; the columns are as even as they can be."""
    short = ShortTask(title="1.甲", lights="●1 ·2", said=("开展走访", "不再述"))
    long, longest = (replace(short, said=("开" * count,)) for count in (32, 40))
    assert task_halves([short, short]).height == ROW_HEIGHT
    assert task_halves([short, long]).height == ROW_HEIGHT + PITCH
    assert task_halves([long, short, short]).height == 2 * ROW_HEIGHT
    assert task_halves([short, long]).is_whole
    assert not task_halves([short, longest]).is_whole


def test_that_every_task_of_a_full_month_has_its_sentence(plan: Plan, tmp_path: Path) -> None:
    page = samples.page(samples.sample_content(plan), of=plan)
    crowded = replace(page, slow=page.slow + page.slow[:2])
    text = text_on(crowded, tmp_path)
    assert "各述一句,全文见进展情况表" in text
    assert len(crowded.briefs) == 12
    assert [brief.title for brief in crowded.briefs if squeezed(brief.said[0]) not in text] == []
