"""按数据起草: sentences brought up to date, stages with papers, activities, people's words kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec
import pytest

from cixi_desktop.actions.carry import draft_all
from cixi_desktop.actions.ledger import add_rows, blank_row
from cixi_desktop.actions.record import note, record
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import Period, month
from cixi_desktop.records.ledgers import with_cells
from cixi_desktop.wording.drafting import drafted, told_in, undrafted, without_figures
from cixi_desktop.workspace import Workspace
from tests.support.figures import (
    aspiration,
    assessed,
    decrease,
    entry,
    item,
    plan_2025,
    plan_of,
    rank,
)
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import TaskAssessment
    from cixi_desktop.plan import Indicator

JUNE = month(2025, 6)


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(plan=plan_2025(), store=MemoryStore(), actor="张三")


def task(workspace: Workspace, task_id: str) -> TaskAssessment:
    return workspace.assess(JUNE).task(task_id)


def test_that_a_draft_is_told_without_its_figures_and_what_people_wrote_stays_whole(
    workspace: Workspace,
) -> None:
    """The page tells 8-1 in a table of its own; M8-1 stands nowhere else."""
    record(workspace, "8-1", JUNE, {"cumulative": "168"})
    figures = drafted(task(workspace, "8"), "")
    assert without_figures(task(workspace, "8"), figures) == ""
    record(workspace, "M8-1", JUNE, {"stage": "征求意见"})
    both = drafted(task(workspace, "8"), "")
    assert both.startswith("截至6月底，新培育浙江省科技型中小企业168家")
    assert without_figures(task(workspace, "8"), both) == "企业研发机构培育机制处于征求意见阶段。"
    assert without_figures(task(workspace, "8"), f"走访企业20家。{both}") == f"走访企业20家。{both}"


def test_that_what_was_done_for_a_duty_is_told_once_behind_the_figures(workspace: Workspace) -> None:
    """D8-1 is written with its full stop, D8-2 without; of D8-3 nothing happened."""
    record(workspace, "8-1", JUNE, {"cumulative": "168"})
    record(workspace, "D8-1", JUNE, {"note": "6月走访企业10家；推荐3家。"})
    record(workspace, "D8-2", JUNE, {"note": "申报2家"})
    record(workspace, "D8-3", JUNE, {"note": "本月无变化。"})
    first = drafted(task(workspace, "8"), "")
    done = "6月走访企业10家；推荐3家。申报2家。"
    assert first.startswith("截至6月底，新培育浙江省科技型中小企业168家")
    assert first.endswith(f"个百分点。{done}")
    assert drafted(task(workspace, "8"), first) == first
    assert drafted(task(workspace, "8"), "已部署。申报2家。").endswith("个百分点。6月走访企业10家；推荐3家。")
    assert without_figures(task(workspace, "8"), first) == "6月走访企业10家；推荐3家；申报2家。"


def test_that_an_older_number_gives_way_to_the_new_one(workspace: Workspace) -> None:
    record(workspace, "8-1", JUNE, {"cumulative": "168"})
    first = drafted(task(workspace, "8"), "走访企业20家。")
    assert first.startswith("走访企业20家。\n截至6月底，新培育浙江省科技型中小企业168家")
    record(workspace, "8-1", JUNE, {"cumulative": "183"})
    second = drafted(task(workspace, "8"), first)
    assert "168家" not in second
    assert second.count("新培育浙江省科技型中小企业") == 1
    assert second.startswith(
        "走访企业20家。\n截至6月底，新培育浙江省科技型中小企业183家，完成年度目标的61.0%"
    )


def test_that_a_sentence_of_last_months_day_gets_this_months(workspace: Workspace) -> None:
    record(workspace, "8-1", JUNE, {"cumulative": "183"})
    old = "截至5月底，新培育浙江省科技型中小企业168家，完成年度目标的56.0%，快于序时进度14.3个百分点。"
    assert drafted(task(workspace, "8"), old).startswith("截至6月底，新培育浙江省科技型中小企业183家")


def test_that_a_figure_that_did_not_move_gets_this_months_day_too(workspace: Workspace) -> None:
    """150 of 300 are 50.0 %, as is due by June; the day of the first sentence is that of all behind it."""
    record(workspace, "8-1", JUNE, {"cumulative": "150"})
    record(workspace, "8-3", JUNE, {"cumulative": "12"})
    first = "新培育浙江省科技型中小企业150家，完成年度目标的50.0%，与序时进度持平"
    old = f"截至5月底，{first}；新增宁波市级以上企业研发机构8家，完成年度目标的40.0%，与序时进度持平。"
    new = "新增宁波市级以上企业研发机构12家，完成年度目标的60.0%，快于序时进度10.0个百分点。"
    assert drafted(task(workspace, "8"), old) == f"截至6月底，{first}；{new}"


def test_that_a_new_sentence_behind_an_older_one_that_stays_names_its_own_day(workspace: Workspace) -> None:
    """8-1 has no figure of June: what May said of it stays May's. By June 10 of 20 are due."""
    record(workspace, "8-3", JUNE, {"cumulative": "12"})
    first = "截至5月底，新培育浙江省科技型中小企业150家，完成年度目标的50.0%，快于序时进度8.3个百分点"
    old = f"{first}；新增宁波市级以上企业研发机构8家，完成年度目标的40.0%，与序时进度持平。"
    new = "新增宁波市级以上企业研发机构12家，完成年度目标的60.0%，快于序时进度10.0个百分点。"
    assert drafted(task(workspace, "8"), old) == f"{first}；截至6月底，{new}"


def test_that_a_figure_without_news_keeps_its_day_behind_one_that_has_some(workspace: Workspace) -> None:
    """Of 8-3 June says nothing: its 8 are May's, although the day of May stood before 8-1 alone."""
    record(workspace, "8-1", JUNE, {"cumulative": "183"})
    last = "新增宁波市级以上企业研发机构8家，完成年度目标的40.0%，慢于序时进度1.7个百分点。"
    old = f"截至5月底，新培育浙江省科技型中小企业168家，完成年度目标的56.0%，快于序时进度14.3个百分点；{last}"
    first = "新培育浙江省科技型中小企业183家，完成年度目标的61.0%，快于序时进度11.0个百分点"
    assert drafted(task(workspace, "8"), old) == f"截至6月底，{first}；截至5月底，{last}"
    assert drafted(task(workspace, "8"), drafted(task(workspace, "8"), old)) == (
        f"截至6月底，{first}；截至5月底，{last}"
    )


def test_that_people_s_own_words_on_a_figure_stay(workspace: Workspace) -> None:
    record(workspace, "8-1", JUNE, {"cumulative": "183"})
    own = "新培育浙江省科技型中小企业工作由镇街道承担。"
    assert drafted(task(workspace, "8"), own).startswith(own + "\n截至6月底，")


def test_that_stages_are_told_with_their_paper_and_brought_up_to_date(workspace: Workspace) -> None:
    record(workspace, "M8-2", JUNE, {"stage": "征求意见"})
    first = drafted(task(workspace, "8"), "")
    assert "处于征求意见阶段" in first
    record(workspace, "M8-2", JUNE, {"stage": "备案公开", "proof": "慈科〔2025〕8号，2025-06-05"})
    second = drafted(task(workspace, "8"), first)
    assert "征求意见" not in second
    assert "完成（慈科〔2025〕8号，2025年6月5日）" in second


def test_that_activities_are_told_out_of_their_list(workspace: Workspace) -> None:
    typed = {"name": "高校院所行", "day": "2025-06-12", "number": "42"}
    row = with_cells(workspace.plan.target("6-1"), blank_row(workspace, "6-1", JUNE), typed)
    add_rows(workspace, "6-1", (row,))
    words = drafted(task(workspace, "6"), "")
    assert "6月12日举办高校院所行" in words
    assert (row.day, row.number) == (date(2025, 6, 12), Decimal(42))


def test_that_of_four_activities_the_first_are_named_and_all_are_counted(workspace: Workspace) -> None:
    target = workspace.plan.target("6-1")
    for number, name in enumerate(("甲院所行", "乙院所行", "丙院所行", "丁院所行"), 1):
        typed = {"name": name, "day": f"2025-06-0{number}"}
        add_rows(workspace, "6-1", (with_cells(target, blank_row(workspace, "6-1", JUNE), typed),))
    words = drafted(task(workspace, "6"), "")
    assert words.endswith("；6月举办甲院所行、乙院所行等4次。")


def test_that_counts_and_lists_are_told_and_brought_up_to_date(workspace: Workspace) -> None:
    """9 in May and 3 in June are 12; 6 of 12 is half, as due; 3 of 10 in May was 30.0 %, due were 41.7 %."""
    may = month(2025, 5)
    for when, number, done, whole in ((may, "9", "3", "10"), (JUNE, "3", "6", "12")):
        record(workspace, "M2-2", when, {"increment": number})
        record(workspace, "M2-3", when, {"numerator": done, "denominator": whole})
    first = drafted(workspace.assess(may).task("2"), "")
    assert first == (
        "5月开展政治生态和思想状态分析9次；"
        "巡察、审计整改问题共10个，已办结3个，办结率30.0%，慢于序时进度11.7个百分点。"
    )
    second = (
        "6月开展政治生态和思想状态分析3次，累计12次；"
        "巡察、审计整改问题共12个，已办结6个，办结率50.0%，与序时进度持平。"
    )
    assert drafted(task(workspace, "2"), first) == second
    assert drafted(task(workspace, "2"), second) == second
    assert undrafted(task(workspace, "2"), f"已整改到位。{second}") == "已整改到位"


def test_that_a_count_without_a_phrase_is_told_by_its_name() -> None:
    target = item(ItemKind.COUNTER, unit="次", name="政策宣讲")
    records = (entry(target, 5, increment="9"), entry(target, 6, increment="3"))
    found = assessed(plan_of(target), *records).task("1")
    assert drafted(found, "政策宣讲累计9次。") == "政策宣讲累计12次（6月3次）。"


def test_that_a_month_without_any_is_not_told_again(workspace: Workspace) -> None:
    record(workspace, "M2-2", month(2025, 5), {"increment": "9"})
    record(workspace, "M2-2", JUNE, {"increment": "0"})
    assert drafted(task(workspace, "2"), "") == ""
    may = "已部署。5月开展政治生态和思想状态分析9次。"
    assert drafted(task(workspace, "2"), may) == "已部署。累计开展政治生态和思想状态分析9次。"


def test_that_all_tasks_are_drafted_in_one_step_that_can_be_undone(workspace: Workspace) -> None:
    record(workspace, "8-1", JUNE, {"cumulative": "183"})
    record(workspace, "9-2", JUNE, {"cumulative": "1"})
    note(workspace, "9", JUNE, {"progress_note": "对接企业。"})
    assert draft_all(workspace, JUNE) == 2
    assert workspace.content.narrative("9", JUNE).progress_note.startswith("对接企业。\n截至6月底")
    with pytest.raises(CixiError, match="没有可起草的内容"):
        draft_all(workspace, JUNE)
    workspace.undo()
    assert workspace.content.narrative("9", JUNE).progress_note == "对接企业。"


def test_that_a_quarter_tells_of_its_earlier_months_only_what_people_wrote(workspace: Workspace) -> None:
    april, may, june = (month(2025, number) for number in (4, 5, 6))
    record(workspace, "6-1", april, {"increment": "1"})
    record(workspace, "6-1", june, {"increment": "1"})
    record(workspace, "C6-1", april, {"increment": "3"})
    drafts = {
        april: drafted(workspace.assess(april).task("6"), "4月开展院校对接3次；走访高校5所。"),
        may: "累计开展院校对接3次。",
        june: drafted(task(workspace, "6"), "举办培训。"),
    }
    for period, words in drafts.items():
        note(workspace, "6", period, {"progress_note": words})
    quarter = Period(2025, 4, 6)
    told = told_in(workspace.assess(quarter).task("6"), quarter)
    first, *others = told.split("\n")
    assert first == "4月：走访高校5所。"
    assert "".join(others).startswith("6月：举办培训。6月：截至6月底，")
    assert "5月" not in told
    assert told_in(task(workspace, "6"), june) == drafts[june]


@pytest.mark.parametrize(
    ("target", "before", "after", "told"),
    [
        (
            aspiration(),
            {"stage": "申报"},
            {"stage": "公示"},
            "指标争创工作处于公示阶段",
        ),
        (
            aspiration(),
            {"stage": "公示"},
            {"stage": "获得", "proof": "浙科发〔2025〕8号，2025-06-05"},
            "已获得指标",
        ),
        (rank("10"), {"value": "20"}, {"value": "9"}, "完成9位，已达到年度目标（前10位）"),
        (rank("10"), {"value": "9"}, {"value": "20"}, "完成20位，未进入前10位"),
        (
            msgspec.structs.replace(decrease(), phrase="单位能耗下降{}"),
            {"value": "3"},
            {"value": "-1"},
            "单位能耗上升1.0%，低于年度目标3.8个百分点",
        ),
    ],
)
def test_that_a_sentence_of_any_kind_gives_way_to_the_new_one(
    target: Indicator, before: dict[str, str], after: dict[str, str], told: str
) -> None:
    older = assessed(plan_of(target), entry(target, 6, **before)).task("1")
    newer = assessed(plan_of(target), entry(target, 6, **after)).task("1")
    text = drafted(older, "")
    assert undrafted(older, text) == ""
    assert drafted(newer, text) == f"截至6月底，{told}。"
    assert undrafted(newer, f"已上报。{text}") == "已上报"
