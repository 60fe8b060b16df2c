"""Seven units from June to December: one silent, one figure told twice, a correction, a part, a return.

All figures are worked out by hand. June, with half of the year gone:

    H-3  企业  高新技术科 13 (March) + 17 (May) + 42 (June) = 72 of 120: 60.0 %; 办公室 tells 66: 55.0 %
    8-1  中小企业  高新技术科 168 of 300: 56.0 %
    8-3  研发机构  平台科 12 of 20, set right by the office to 9: 45.0 %, 5.0 behind the 10 that are due
    9-4  立项  成果转化科 6 of 10: 60.0 %; its 9-5 of 8 is not ticked, and taken up later: 53.3 %
    12-1 开放天数  社会发展科 3 of 50, given back, then 30: 60.0 %
    12-2 参观人次  政策法规科 450 of 1200: 37.5 %, 12.5 behind
    6-1  活动  科技服务中心 reports nothing

From July on every unit tells its running totals each month, 办公室 other firms than 高新技术科. What is due
are whole ones, the 12th part of the target a month: of 120 firms 70, 80, 90, 100, 110, 120, of 15 projects
8, 10, 11, 12, 13, 15. December: 14 of about 15 projects, 1199 of 1200 visitors, one short, all else is
reached.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from openpyxl import load_workbook

from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.export import Identity, export_workbook, make_page
from cixi_desktop.actions.inspect_files import inspect_files, resolve_conflicts
from cixi_desktop.actions.receive import accept
from cixi_desktop.actions.record import correct, record
from cixi_desktop.actions.report import make_report
from cixi_desktop.actions.review import bureau, decide_figure, receive_all, send_back, together
from cixi_desktop.actions.submit import submit
from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.history import Change
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.bureau import Duty, FigureDecision
from cixi_desktop.reports.report import kind_of
from cixi_desktop.wording.coordinator import disputed_cells, unit_cells
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_with
from tests.support.memory_store import MemoryStore
from tests.support.sheets import by_key

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from cixi_desktop.actions.review import Together
    from cixi_desktop.consolidation.month import Bureau
    from cixi_desktop.periods import Period
    from cixi_desktop.reports.page import Page
    from cixi_desktop.reports.report import Report

PLAN = plan_with({"H-3", "6-1", "8-1", "8-3", "9-4", "9-5", "12-1", "12-2"})
JUNE, DECEMBER = month(2025, 6), month(2025, 12)
AT = {month(2025, number): datetime(2025, number, 27, 9, 0) for number in range(6, 13)}  # noqa: DTZ001
LEADS = {
    "办公室": (),
    "高新技术科": ("H-3", "8-1"),
    "科技创新平台科": ("8-3",),
    "成果转化科": ("9-4", "9-5"),
    "社会发展科": ("12-1",),
    "政策法规科": ("12-2",),
    "科技服务中心": ("6-1",),
}
TOLD_IN_JUNE = {
    "办公室": {"H-3": "66"},
    "高新技术科": {"H-3": "72", "8-1": "168"},
    "科技创新平台科": {"8-3": "12"},
    "成果转化科": {"9-4": "6", "9-5": "8"},
    "社会发展科": {"12-1": "3"},
    "政策法规科": {"12-2": "450"},
}
COLUMNS = (
    ("办公室", "H-3"),
    ("高新技术科", "H-3"),
    ("高新技术科", "8-1"),
    ("科技创新平台科", "8-3"),
    ("成果转化科", "9-4"),
    ("成果转化科", "9-5"),
    ("社会发展科", "12-1"),
    ("政策法规科", "12-2"),
    ("科技服务中心", "6-1"),
)
LATER = {
    7: "70 78 190 11 6 8 33 600 3",
    8: "75 79 200 13 6 10 36 744 3",
    9: "90 96 225 15 7 11 38 900 4",
    10: "98 102 240 15 7 12 40 960 4",
    11: "105 110 280 18 9 13 45 1100 4",
    12: "118 120 300 20 11 14 50 1199 5",
}
"""The running totals that ``COLUMNS`` tell in each month after June."""
UNKNOWN = "+None"
"""本期 where a first running total takes in months of which nobody told anything."""
STANDING = {
    "2025-06": """
        H-3 72家 +42 60.0 达序时｜8-1 168家 +None 56.0 达序时｜8-3 9家 +None 45.0 欠序时
        9-4 6项 +None 60.0 达序时
        9-5 8个 +None 53.3 达序时｜12-1 30天 +None 60.0 达序时｜12-2 450人次 +None 37.5 滞后""",
    "2025-07": """
        H-3 78家 +6 65.0 达序时｜8-1 190家 +22 63.3 达序时｜8-3 11家 +2 55.0 达序时
        9-4 6项 +0 60.0 达序时
        9-5 8个 +0 53.3 达序时｜12-1 33天 +3 66.0 达序时｜12-2 600人次 +150 50.0 欠序时
        6-1 3次 +None 60.0 达序时""",
    "2025-08": """
        H-3 79家 +1 65.8 欠序时｜8-1 200家 +10 66.7 达序时｜8-3 13家 +2 65.0 达序时
        9-4 6项 +0 60.0 达序时
        9-5 10个 +2 66.7 达序时｜12-1 36天 +3 72.0 达序时｜12-2 744人次 +144 62.0 欠序时
        6-1 3次 +0 60.0 达序时""",
    "2025-09": """
        H-3 96家 +17 80.0 达序时｜8-1 225家 +25 75.0 达序时｜8-3 15家 +2 75.0 达序时
        9-4 7项 +1 70.0 达序时
        9-5 11个 +1 73.3 达序时｜12-1 38天 +2 76.0 达序时｜12-2 900人次 +156 75.0 达序时
        6-1 4次 +1 80.0 达序时""",
    "2025-10": """
        H-3 102家 +6 85.0 达序时｜8-1 240家 +15 80.0 欠序时｜8-3 15家 +0 75.0 欠序时
        9-4 7项 +0 70.0 欠序时
        9-5 12个 +1 80.0 达序时｜12-1 40天 +2 80.0 欠序时｜12-2 960人次 +60 80.0 欠序时
        6-1 4次 +0 80.0 达序时""",
    "2025-11": """
        H-3 110家 +8 91.7 达序时｜8-1 280家 +40 93.3 达序时｜8-3 18家 +3 90.0 达序时
        9-4 9项 +2 90.0 达序时
        9-5 13个 +1 86.7 达序时｜12-1 45天 +5 90.0 达序时｜12-2 1100人次 +140 91.7 达序时
        6-1 4次 +0 80.0 达序时""",
    "2025-12": """
        H-3 120家 +10 100.0 已完成｜8-1 300家 +20 100.0 已完成｜8-3 20家 +2 100.0 已完成
        9-4 11项 +2 110.0 已完成
        9-5 14个 +1 93.3 基本完成｜12-1 50天 +5 100.0 已完成｜12-2 1199人次 +99 99.9 欠序时
        6-1 5次 +1 100.0 已完成""",
    "2025-Q2": "H-3 72家 +59 60.0 达序时｜8-3 9家 +None 45.0 欠序时",
    "2025-Q3": "H-3 96家 +24 80.0 达序时｜8-3 15家 +6 75.0 达序时｜12-2 900人次 +450 75.0 达序时",
    "2025-Q4": "H-3 120家 +24 100.0 已完成｜8-3 20家 +5 100.0 已完成｜9-5 14个 +3 93.3 基本完成",
    "2025": """
        H-3 120家 +120 100.0 已完成｜8-1 300家 +300 100.0 已完成｜8-3 20家 +20 100.0 已完成
        9-4 11项 +11 110.0 已完成
        9-5 14个 +14 93.3 基本完成｜12-1 50天 +50 100.0 已完成｜12-2 1199人次 +1199 99.9 欠序时
        6-1 5次 +5 100.0 已完成""",
}
"""By period, of each figure: the running total, what the period brought, completion and light."""
MONTHS = [key for key in STANDING if "Q" not in key and key != "2025"]


class Told(NamedTuple):
    """What is told of one figure in one period."""

    target_id: str
    value: str
    brought: str
    completion: str
    light: str


def standing(key: str) -> list[Told]:
    rows = STANDING[key].replace("\n", "｜").split("｜")
    return [Told(*row.split()) for row in rows if row.strip()]


class Office:
    """The office's file, and one of each unit's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.own = Workspace(plan=PLAN, store=MemoryStore(), actor="李四")
        units = {name: add_unit(self.own, name) for name in LEADS}
        self.ids = {name: unit.id for name, unit in units.items()}
        self.duties = tuple(
            Change(None, Duty(subject_id=target_id, lead_unit_id=self.ids[name]))
            for name, target_ids in LEADS.items()
            for target_id in target_ids
        )
        self.own.perform("分工", self.duties)
        self.units = {name: Workspace(plan=PLAN, store=MemoryStore(), actor=name) for name in LEADS}
        for name, workspace in self.units.items():
            workspace.load(add_unit(workspace, name).id)

    def tell(self, name: str, period: Period, totals: Mapping[str, str]) -> None:
        for target_id, total in totals.items():
            record(self.units[name], target_id, period, {"cumulative": total})

    def hand_in(self, name: str, period: Period, keys: Collection[str] | None = None) -> None:
        """The unit hands its month in, and the office takes the file (of it those of ``keys``)."""
        unit = self.units[name]
        number = submit(unit, period).number
        identity = Identity(revision=unit.revision(period), exported_at=AT[period])
        path = self.folder / f"{name}{period.last}月{number}.xlsx"
        export_workbook(unit.assess(period), unit.content, identity, out=path, pattern="")
        self.take(path, period, keys)

    def take(self, path: Path, period: Period, keys: Collection[str] | None = None) -> None:
        """The office takes a file, or those of it that are named; what was left out it can take later."""
        (arrival,) = resolve_conflicts(self.own.store, inspect_files(PLAN, self.own.store, [path]))
        accept(self.own, arrival, at=AT[period], keys=keys)

    def look(self, period: Period) -> Bureau:
        return bureau(PLAN, self.own.store, period, AT[period.closing].date())

    def whole(self, key: str) -> Together:
        period = parse_period(key)
        return together(self.own.store, self.look(period), period)


class Story(NamedTuple):
    """The office at the end of the year, its desk in June after the files came, before anything was done."""

    office: Office
    arrived: Bureau
    undecided: Together


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    office = Office(tmp_path_factory.mktemp("office"))
    for number, total in ((3, "13"), (5, "30")):
        office.tell("高新技术科", month(2025, number), {"H-3": total})
    for name, totals in TOLD_IN_JUNE.items():
        office.tell(name, JUNE, totals)
        office.hand_in(name, JUNE, {"9-4"} if name == "成果转化科" else None)
    arrived, undecided = office.look(JUNE), office.whole("2025-06")
    _work_through_june(office, arrived)
    office.tell("科技创新平台科", JUNE, {"8-3": "9"})
    for number, told in LATER.items():
        for (name, target_id), total in zip(COLUMNS, told.split(), strict=True):
            office.tell(name, month(2025, number), {target_id: total})
        for name in LEADS:
            office.hand_in(name, month(2025, number))
    return Story(office, arrived, undecided)


def _work_through_june(office: Office, arrived: Bureau) -> None:
    """A return that is mended, what was left out, a decision, a correction; the rest is received."""
    own = office.own
    send_back(own, arrived, office.ids["社会发展科"], (("12-1:累计完成", "与开放记录不符"),))
    office.tell("社会发展科", JUNE, {"12-1": "30"})
    office.hand_in("社会发展科", JUNE)
    office.take(office.folder / "成果转化科6月1.xlsx", JUNE, {"9-5"})
    decision = FigureDecision(
        target_id="H-3",
        from_period=JUNE,
        whose=office.ids["高新技术科"],
        reason="以认定文件为准",
        decided_by="李四",
        decided_on=date(2025, 6, 27),
    )
    decide_figure(own, arrived, decision)
    own.load(office.ids["科技创新平台科"])
    correct(own, "8-3", JUNE, {"cumulative": "9"}, reason="名单重复3家", on=date(2025, 6, 27))
    done = [office.ids[name] for name in ("办公室", "高新技术科", "科技创新平台科", "政策法规科")]
    assert receive_all(own, office.look(JUNE), done) == len(done)


def states(found: Bureau) -> dict[str, str]:
    return {status.unit.name: unit_cells(status)[1] for status in found.statuses}


def figure(whole: Together, target_id: str) -> FigureAssessment:
    found = whole.assessment.of(target_id)
    assert isinstance(found, FigureAssessment)
    return found


def test_that_the_desk_tells_who_is_where_in_june(story: Story) -> None:
    """The part that came in, the silent one, and after the work the second hand-in of what was given back."""
    assert states(story.arrived) == {
        **dict.fromkeys(LEADS, "↑ 已报送"),
        "成果转化科": "◐ 部分接收（1项未收）",
        "科技服务中心": "× 未报",
    }
    assert [origin.target.id for origin in story.arrived.undecided] == ["H-3"]
    found = story.office.look(JUNE)
    assert states(found) == {
        **dict.fromkeys(LEADS, "✓ 已接收"),
        "成果转化科": "↑ 已报送",
        "社会发展科": "↑ 已报送",
        "科技服务中心": "× 未报",
    }
    assert found.status(story.office.ids["社会发展科"]).hand_in == 2
    assert not found.undecided


@pytest.mark.parametrize("number", LATER)
def test_that_the_desk_tells_both_numbers_and_which_one_counts_in_each_month(
    story: Story, number: int
) -> None:
    """What was decided in June holds on: nothing waits for a decision in any later month."""
    found = story.office.look(month(2025, number))
    office, lead, *_ = LATER[number].split()
    assert states(found) == dict.fromkeys(LEADS, "↑ 已报送")
    (row,) = [disputed_cells(found, origin) for origin in found.disputed]
    assert row[0] == "H-3"
    assert row[2] == f"办公室{office}家、高新技术科{lead}家"
    assert row[3] == "核定：高新技术科（以认定文件为准；李四2025年6月27日核定，自2025年6月起）"
    assert not found.undecided


@pytest.mark.parametrize("key", STANDING)
def test_that_all_units_show_each_period_from_one_series(story: Story, key: str) -> None:
    whole = story.office.whole(key)
    for told in standing(key):
        found = figure(whole, told.target_id)
        value = f"{found.cumulative}{found.indicator.unit}"
        shown = (value, f"+{found.increment}", str(found.printed.completion), found.status)
        assert shown == told[1:]


def test_that_the_lead_counts_and_nothing_is_added_before_the_decision(story: Story) -> None:
    found = figure(story.undecided, "H-3")
    assert (found.cumulative, found.status) == (Decimal(72), "达序时（待核定）")


def test_that_a_correction_stands_beside_the_units_own_value(story: Story) -> None:
    origin = figure(story.office.whole("2025-06"), "8-3").origin
    assert origin is not None
    assert origin.words == (
        "单独填报：科技创新平台科9家（办公室更正：名单重复3家；李四2025年6月27日；单位填报12家）"
    )


def workbook(story: Story, key: str, path: Path) -> Any:  # noqa: ANN401  openpyxl's own
    whole, period = story.office.whole(key), parse_period(key)
    identity = Identity(revision=whole.revision, exported_at=AT[period.closing])
    found = story.office.look(period)
    export_workbook(whole.assessment, whole.content, identity, out=path, pattern="", bureau=found)
    return load_workbook(path)


@pytest.mark.parametrize("key", [*MONTHS, "2025"])
def test_that_the_workbook_has_the_same_figures_with_their_sources(
    story: Story, tmp_path: Path, key: str
) -> None:
    book = workbook(story, key, tmp_path / "全局.xlsx")
    rows = by_key(book["进展情况表"])
    for told in standing(key):
        row = {head: cell.value for head, cell in rows[told.target_id].items()}
        assert f"{row['累计完成']}{row['单位']}" == told.value
        assert f"+{row['本期完成']}" == told.brought
        assert f"{row['完成率'] * 100:.1f}" == told.completion
        assert row["状态"].split()[-1] == told.light
    sources = [[str(cell.value) for cell in row] for row in book["数据来源"].iter_rows()]
    told_by = {(row[0], row[2]): row[3] for row in sources}
    office, lead, *_ = {6: "66 72", **LATER}[parse_period(key).last].split()
    assert (told_by["H-3", "高新技术科"], told_by["H-3", "办公室"]) == (f"{lead}家", f"{office}家")
    assert next(row[6] for row in sources if row[0] == "H-3") == (
        f"核定采用高新技术科{lead}家（以认定文件为准；李四2025年6月27日核定，自2025年6月起），"
        f"未采用办公室{office}家"
    )


def page(story: Story, key: str) -> Page:
    whole, period = story.office.whole(key), parse_period(key)
    found = story.office.look(period)
    return make_page(whole.assessment, whole.content, printed_at=AT[period.closing], found=found)


@pytest.mark.parametrize("key", MONTHS)
def test_that_the_page_shows_the_same_figures(story: Story, key: str) -> None:
    """Those that are slow above, with their completion; the others below."""
    found = page(story, key)
    shown = {row.assessed.id: (row.assessed, *row.standing) for row in found.slow}
    shown |= {row.figure.id: (row.figure, row.standing, row.completion) for row in found.shorts}
    for told in standing(key):
        assessed, value, completion = shown[told.target_id]
        assert told.value.startswith(value.partition("／")[0])
        assert (completion, assessed.status) == (f"{told.completion}%", told.light)
    slow = {told.target_id for told in standing(key) if told.light in {"欠序时", "滞后"}}
    assert {row.assessed.id for row in found.slow} == slow


def test_that_the_page_puts_the_red_before_the_yellow(story: Story) -> None:
    """750 visitors are left for six months, 125 each; 11 institutions, 1.83… and so 1.9 a month."""
    slow = [(row.name, row.standing, row.distance) for row in page(story, "2025-06").slow]
    assert slow == [
        ("院士风采馆参观人次", ("450／1200人次", "37.5%"), ("慢12.5", "还差750人次，月均125人次")),
        ("新增宁波市级以上企业研发机构", ("9／20家", "45.0%"), ("慢5.0", "还差11家，月均1.9家")),
    ]
    (last,) = page(story, "2025").slow
    assert (last.name, last.standing[1]) == ("院士风采馆参观人次", "99.9%")


def test_that_what_is_nearly_done_is_not_called_done_at_the_years_end(story: Story) -> None:
    """Six of eight are done, 14 of about 15 nearly, 1199 of 1200 are not; of seven binding five and one."""
    told = "评判指标8项，完成年度目标6项，基本完成1项，未完成1项"
    parts = "其中约束性指标7项完成或基本完成6项，力争、争取类1项完成或基本完成"
    assert page(story, "2025").summary.startswith(f"{told}；{parts}。")
    assert told in text(story, "2025-Q4")


def report(story: Story, key: str) -> Report:
    period, store = parse_period(key), story.office.own.store
    kind = kind_of(period)
    assert kind is not None
    return make_report(PLAN, store, kind, period, unit_name=None, today=date(2026, 1, 5))


def text(story: Story, key: str) -> str:
    """The paragraphs of the report."""
    return "".join(getattr(block, "text", "") for block in report(story, key).blocks)


SUMMARIES = {
    "2025-06": "评判指标7项，达到或快于序时进度5项，欠序时1项，滞后1项",
    "2025-07": "评判指标8项，达到或快于序时进度7项，欠序时1项，无滞后指标",
    "2025-08": "评判指标8项，达到或快于序时进度6项，欠序时2项，无滞后指标",
    "2025-09": "评判指标8项，均达到或快于序时进度",
    "2025-10": "评判指标8项，达到或快于序时进度3项，欠序时5项，无滞后指标",
    "2025-11": "评判指标8项，均达到或快于序时进度",
    "2025-12": "评判指标8项，完成年度目标6项，基本完成1项，未完成1项",
}
NAMES = {indicator.id: indicator.name for indicator in PLAN.indicators}


@pytest.mark.parametrize("key", MONTHS)
def test_that_each_months_text_tells_the_same_figures(story: Story, key: str) -> None:
    """Its summary, and in the annex every figure of the month; never what the office told of the firms."""
    rows = {row[1].removesuffix("（争取）"): row for row in report(story, key).annexes[0].rows}
    for told in standing(key):
        _, _, _, brought, value, completion, *_, light = rows[NAMES[told.target_id]]
        assert (value, completion, light[1:]) == (told.value, f"{told.completion}%", told.light)
        unit = told.value.lstrip("0123456789")
        assert brought == ("—" if told.brought == UNKNOWN else told.brought[1:] + unit)
    said = text(story, key)
    assert SUMMARIES[key] in said
    office = "66" if key == "2025-06" else LATER[parse_period(key).last].split()[0]
    assert f"{office}家" not in said


def test_that_the_texts_tell_the_same(story: Story) -> None:
    """In the year six of eight are done; of about 15 there are 14, within the band; 1200 are not reached.

    June's 8 projects, taken up later, are 53.3 % against 7 of 15, the fifth that is on pace.
    """
    june, year = text(story, "2025-06"), text(story, "2025")
    assert "72家" in june
    assert "企业研发机构9家，慢于序时进度5.0个百分点" in june
    assert "应评判的8项指标中，完成年度目标6项，基本完成1项，未完成1项" in year
    assert "院士风采馆接待参观1199人次，完成年度目标的99.9%，未达到年度目标（不少于1200人次）" in year
