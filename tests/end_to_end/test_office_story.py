"""Seven units from June to December: one silent, one figure told twice, a correction, a part, a return.

All figures are worked out by hand. June, with half of the year gone:

    H-3  企业  高新技术科 13 (March) + 17 (May) + 42 (June) = 72 of 120: 60.0 %; 办公室 tells 66: 55.0 %
    8-1  中小企业  高新技术科 168 of 300: 56.0 %
    8-3  研发机构  平台科 12 of 20, set right by the office to 9: 45.0 %, 5.0 behind the 10 that are due
    9-4  立项  成果转化科 6 of 10: 60.0 %; its 9-5 of 8 is not ticked, and taken up later: 53.3 %
    12-1 开放天数  社会发展科 3 of 50, given back, then 30: 60.0 %
    12-2 参观人次  政策法规科 450 of 1200: 37.5 %, 12.5 behind
    6-1  活动  科技服务中心 reports nothing

December: 120 firms (24 in September, 24 in December; 办公室 tells 118), 300, 20, 11, 14 of about 15, 50 days,
1199 of 1200 visitors, one short, and 5 of 5.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

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
from cixi_desktop.wording.coordinator import unit_cells
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025
from tests.support.memory_store import MemoryStore
from tests.support.sheets import by_key

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from cixi_desktop.actions.review import Together
    from cixi_desktop.consolidation.month import Bureau
    from cixi_desktop.periods import Period
    from cixi_desktop.reports.page import Page

PLAN = plan_2025()
JUNE, DECEMBER = month(2025, 6), month(2025, 12)
AT = {JUNE: datetime(2025, 6, 27, 9, 0), DECEMBER: datetime(2025, 12, 26, 9, 0)}  # noqa: DTZ001
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
TOLD_IN_DECEMBER = {
    "办公室": {"H-3": "118"},
    "高新技术科": {"H-3": "120", "8-1": "300"},
    "科技创新平台科": {"8-3": "20"},
    "成果转化科": {"9-4": "11", "9-5": "14"},
    "社会发展科": {"12-1": "50"},
    "政策法规科": {"12-2": "1199"},
    "科技服务中心": {"6-1": "5"},
}


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
    office.tell("高新技术科", month(2025, 9), {"H-3": "96"})
    for name, totals in TOLD_IN_DECEMBER.items():
        office.tell(name, DECEMBER, totals)
        office.hand_in(name, DECEMBER)
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


SCREEN = {
    "2025-06": {
        "H-3": ("72", "42", "60.0", "达序时"),
        "8-1": ("168", "168", "56.0", "达序时"),
        "8-3": ("9", "9", "45.0", "欠序时"),
        "9-4": ("6", "6", "60.0", "达序时"),
        "9-5": ("8", "8", "53.3", "达序时"),
        "12-1": ("30", "30", "60.0", "达序时"),
        "12-2": ("450", "450", "37.5", "滞后"),
    },
    "2025-Q2": {"H-3": ("72", "59", "60.0", "达序时"), "8-3": ("9", "9", "45.0", "欠序时")},
    "2025-12": {"H-3": ("120", "24", "100.0", "已完成"), "8-3": ("20", "11", "100.0", "已完成")},
    "2025-Q4": {"H-3": ("120", "24", "100.0", "已完成"), "9-5": ("14", "6", "93.3", "基本完成")},
    "2025": {
        "H-3": ("120", "120", "100.0", "已完成"),
        "8-1": ("300", "300", "100.0", "已完成"),
        "8-3": ("20", "20", "100.0", "已完成"),
        "9-4": ("11", "11", "110.0", "已完成"),
        "9-5": ("14", "14", "93.3", "基本完成"),
        "12-1": ("50", "50", "100.0", "已完成"),
        "12-2": ("1199", "1199", "99.9", "欠序时"),
        "6-1": ("5", "5", "100.0", "已完成"),
    },
}
"""Running total, what the period brought, completion and light, of all units, by period."""


@pytest.mark.parametrize("key", SCREEN)
def test_that_all_units_show_each_period_from_one_series(story: Story, key: str) -> None:
    whole = story.office.whole(key)
    for target_id, told in SCREEN[key].items():
        found = figure(whole, target_id)
        assert found.printed.completion is not None
        shown = (found.cumulative, found.increment, found.printed.completion)
        assert (*map(str, shown), found.status) == told


def test_that_the_lead_counts_and_nothing_is_added_before_the_decision(story: Story) -> None:
    found = figure(story.undecided, "H-3")
    assert (found.cumulative, found.status) == (Decimal(72), "达序时（待核定）")


def test_that_a_correction_stands_beside_the_units_own_value(story: Story) -> None:
    origin = figure(story.office.whole("2025-06"), "8-3").origin
    assert origin is not None
    assert origin.words == (
        "单独填报：科技创新平台科9家（办公室更正：名单重复3家；李四2025年6月27日；单位填报12家）"
    )


def test_that_the_workbook_has_the_same_figures_with_their_sources(story: Story, tmp_path: Path) -> None:
    whole, path = story.office.whole("2025"), tmp_path / "全局.xlsx"
    identity = Identity(revision=whole.version, exported_at=AT[DECEMBER])
    found = story.office.look(DECEMBER)
    export_workbook(whole.assessment, whole.content, identity, out=path, pattern="", bureau=found)
    book = load_workbook(path)
    rows = by_key(book["进展情况表"])
    heads = ("累计完成", "状态")
    assert [rows["8-2"][head].value for head in heads] == [120, "★ 已完成"]
    assert [rows["12-2"][head].value for head in heads] == [1199, "▲ 欠序时"]
    sources = [[str(cell.value) for cell in row] for row in book["数据来源"].iter_rows()]
    told = {(row[0], row[2]): row[3] for row in sources}
    assert (told["H-3", "高新技术科"], told["H-3", "办公室"]) == ("120家", "118家")
    assert next(row[6] for row in sources if row[0] == "H-3") == (
        "核定采用高新技术科120家（以认定文件为准；李四2025年6月27日核定，自2025年6月起），未采用办公室118家"
    )


def page(story: Story, key: str) -> Page:
    whole, period = story.office.whole(key), parse_period(key)
    found = story.office.look(period)
    return make_page(whole.assessment, whole.content, printed_at=AT[period.closing], found=found)


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


def text(story: Story, key: str) -> str:
    """The paragraphs and the tables of the report."""
    period, store = parse_period(key), story.office.own.store
    kind = kind_of(period)
    assert kind is not None
    report = make_report(PLAN, store, kind, period, unit_name=None, today=date(2026, 1, 5))
    return "".join(getattr(block, "text", "") for block in report.blocks)


def test_that_the_texts_tell_the_same(story: Story) -> None:
    """In the year six of eight are done; of about 15 there are 14, within the band; 1200 are not reached.

    June's 8 projects, taken up later, are 53.3 % against 7 of 15, the fifth that is on pace.
    """
    june, year = text(story, "2025-06"), text(story, "2025")
    assert "72家" in june
    assert "66家" not in june
    assert "评判指标7项，达到或快于序时进度5项，欠序时1项，滞后1项" in june
    assert "企业研发机构9家，慢于序时进度5.0个百分点" in june
    assert "应评判的8项指标中，完成年度目标6项，基本完成1项，未完成1项" in year
    assert "院士风采馆接待参观1199人次，完成年度目标的99.9%，未达到年度目标（不少于1200人次）" in year
