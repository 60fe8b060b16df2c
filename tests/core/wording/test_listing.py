from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from cixi_desktop.assessment.assess import assess, course
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative, Outcome, PlannedStep
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.wording.listing import as_json, as_lines
from tests.support.figures import plan_2025

PLAN = plan_2025()
JUNE = month(2025, 6)


def _entry(target_id: str, **fields: object) -> Entry:
    empty = Entry(target_id=target_id, unit_id=UNASSIGNED.id, period=JUNE)
    return replace(empty, **fields)


def _content(*records: Entry | Basis) -> Content:
    return Content(unit=UNASSIGNED, records=MappingProxyType({record.key: record for record in records}))


def _listed(*records: Entry | Basis) -> dict[str, Any]:
    """As a script reads it, with figures and items by id."""
    found: dict[str, Any] = json.loads(
        json.dumps(as_json(assess(PLAN, _content(*records), JUNE), revision=1))
    )
    by_id: dict[str, Any] = {row["id"]: row for row in (*found["figures"], *found["items"])}
    return found | by_id


def test_that_the_list_has_all_23_figures_and_76_items() -> None:
    listed = _listed()
    assert (len(listed["figures"]), len(listed["items"])) == (23, 76)
    assert (listed["period"], listed["unit"], listed["revision"]) == ("2025-06", "未分配", 1)


def test_that_a_figure_is_listed_with_its_numbers_as_text() -> None:
    # Nobody told what June brought.
    # 70 of 120 is 58.3 %; June is 60 of 120, 50.0 %; 50 are missing, 50/6 a month is 9 when rounded up.
    figure = _listed(_entry("H-3", cumulative=Decimal(70)))["H-3"]
    expected = {
        "unit": "家",
        "kind": "cumulative_count",
        "comparator": ">=",
        "modality": "约束",
        "target": "120",
        "baseline": "0",
        "state": "已填报",
        "increment": None,
        "cumulative": "70",
        "completion": "58.3",
        "pace": "50.0",
        "gap": "8.3",
        "light": "达序时",
        "remaining": "50",
        "needed_per_month": "9",
        "as_of": "2025-06-30",
        "cited_as": ["H-3", "8-2"],
        "sentence": "截至6月底，新增高新技术企业70家，完成年度目标的58.3%，快于序时进度8.3个百分点",
    }
    assert {name: figure[name] for name in expected} == expected
    assert figure["reason"]


def test_that_a_figure_never_entered_has_nulls_and_its_baseline() -> None:
    listed = _listed()
    assert [listed["H-1"][name] for name in ("cumulative", "completion", "gap", "as_of")] == [None] * 4
    assert (listed["H-1"]["baseline"], listed["H-5"]["baseline"]) == ("3.59", None)
    assert (listed["7-3"]["baseline"], listed["7-4"]["baseline"]) == ("86.36", "86.36")
    assert listed["H-1"]["light"] == "未填报"


def test_that_the_bureaus_own_baselines_are_listed_and_nought_is_one() -> None:
    own = {"7-3": "80.5", "7-4": "81.25", "H-4": "0"}
    listed = _listed(*(Basis(target_id=key, baseline=Decimal(value)) for key, value in own.items()))
    assert {key: listed[key]["baseline"] for key in own} == own


def test_that_quotients_are_listed_with_at_most_six_decimals() -> None:
    listed = _listed(_entry("7-2", numerator=Decimal(1), denominator=Decimal(3)))
    assert (listed["7-2"]["cumulative"], listed["7-2"]["completion"]) == ("33.333333", "33.3")
    assert listed["7-2"]["remaining"] == "2"


def test_that_items_are_listed_by_their_kind() -> None:
    listed = _listed(
        _entry("M8-2", stage="征求意见", proof="征求意见稿", as_of=date(2025, 6, 20)),
        _entry("C6-1", increment=Decimal(3)),
        _entry("M2-3", numerator=Decimal(6), denominator=Decimal(8)),
        _entry("D1-1", note="召开会议。"),
    )
    milestone = listed["M8-2"]
    assert (milestone["stage"], milestone["stage_number"], milestone["stage_count"]) == ("征求意见", 2, 6)
    assert (milestone["proof"], milestone["as_of"]) == ("征求意见稿", "2025-06-20")
    assert (milestone["deadline"], milestone["is_default_deadline"]) == ("2025-12-31", True)
    assert (listed["C6-1"]["count"], listed["C6-1"]["total"], listed["C6-1"]["status"]) == (
        "3",
        "3",
        "已填报",
    )
    assert (listed["M2-3"]["completion"], listed["M2-3"]["light"]) == ("75.0", "达序时")
    assert (listed["C6-1"]["light"], listed["D1-1"]["light"]) == ("不适用", "不适用")
    assert listed["summary"]["item_lights"]["不适用"] == 2  # what is only recorded: no light for programs
    assert listed["D1-1"]["note"] == "召开会议。"
    assert listed["D1-2"]["note"] is None


def test_that_the_summary_counts_binding_and_striving_figures_apart() -> None:
    # 8-1: 100 of 300 in June is late; 9-4 (争取): 6 of 10 is ahead; H-7 is a stage, never judged.
    listed = _listed(
        _entry("8-1", cumulative=Decimal(100)),
        _entry("H-3", cumulative=Decimal(70)),
        _entry("9-4", cumulative=Decimal(6)),
        _entry("H-7", stage="申报"),
    )
    summary = listed["summary"]
    assert summary["binding"] == {"good": 1, "judged": 2}
    assert summary["striving"] == {"good": 1, "judged": 1}
    assert (summary["figures"], summary["figures_reported"]) == (23, 4)
    assert (summary["items"], summary["items_reported"]) == (76, 0)
    assert (summary["figure_lights"]["滞后"], summary["figure_lights"]["未填报"]) == (1, 19)


def test_that_the_lines_name_every_figure_and_item_and_mark_a_sample() -> None:
    content = _content(_entry("H-3", cumulative=Decimal(70)), _entry("H-5", value=Decimal("78.3")))
    lines = list(as_lines(assess(PLAN, replace(content, is_sample=True), JUNE)))
    assert lines[0].startswith("【示例数据】")
    assert lines[1].startswith("草稿　校验码")
    assert sum(line.startswith("  ") for line in lines) == 25 + 76
    assert any("H-3 高新技术企业新增数：累计70家，完成率58.3%，还差50家" in line for line in lines)
    assert any("◆当期达标 H-5" in line and "累计78.3%。" in line for line in lines)


def test_that_the_way_of_a_light_is_listed() -> None:
    """At 5 and 11 of 12 due by May it is late; 12 in June are on pace; 120 in July are the whole year's."""
    entries = [replace(_entry("H-3"), period=month(2025, n), cumulative=Decimal(c)) for n, c in _COURSE]
    content = _content(*entries)
    for period, before, since, completed in (
        (JUNE, "滞后", "2025-06", None),
        (month(2025, 8), "已完成", "2025-07", "2025-07"),
    ):
        shown: dict[str, Any] = as_json(
            assess(PLAN, content, period), revision=1, course=course(PLAN, content, period)
        )
        figure = next(each for each in shown["figures"] if each["id"] == "H-3")
        assert (figure["previous_light"], figure["light_since"], figure["completed"]) == (
            before,
            since,
            completed,
        )


_COURSE = ((5, 5), (6, 60), (7, 120), (8, 120))


def test_that_a_milestone_is_listed_with_the_stage_that_is_planned() -> None:
    plan = Basis(target_id="M8-2", pace_plan=tuple(map(Decimal, (1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 6))))
    content = Content(unit=UNASSIGNED, records=MappingProxyType({plan.key: plan}))
    shown: dict[str, Any] = as_json(assess(PLAN, content, JUNE), revision=1)
    item = next(each for each in shown["items"] if each["id"] == "M8-2")
    assert (item["stage"], item["planned_stage"]) == (None, "合法性审查")


def test_that_what_people_wrote_is_listed_without_the_sentences_of_the_program() -> None:
    """70 of 120 are 58.3 %, 8.3 ahead of the half; the sentence is the program's, the visit is not."""
    note = "截至6月底，新增高新技术企业60家，完成年度目标的50.0%，与序时进度持平；走访企业42家。"
    step = PlannedStep(words="排查在建项目", due="8月底", person="张三", partner="经信局")
    said = Narrative(
        task_id="总体",
        unit_id=UNASSIGNED.id,
        period=JUNE,
        progress_note=note,
        problems="新开工项目不足。",
        steps=(step,),
        outcomes=(("走访企业", Outcome.DONE),),
    )
    content = _content(_entry("H-3", cumulative=Decimal(70)))
    records = dict(content.records) | {said.key: said}
    listed: Any = as_json(assess(PLAN, replace(content, records=records), JUNE), revision=1)
    (task,) = listed["tasks"]
    assert (task["id"], task["own_words"], task["problems"]) == ("总体", "走访企业42家", "新开工项目不足。")
    assert task["steps"] == [{"words": "排查在建项目", "due": "8月底", "person": "张三", "partner": "经信局"}]
    assert task["outcomes"] == [["走访企业", "已完成"]]


def test_that_blank_problems_of_a_task_that_was_reported_are_listed_as_none() -> None:
    said = Narrative(task_id="8", unit_id=UNASSIGNED.id, period=JUNE, progress_note="走访企业42家。")
    content = Content(unit=UNASSIGNED, records={said.key: said})
    listed: Any = as_json(assess(PLAN, content, JUNE), revision=1)
    assert [(task["id"], task["problems"]) for task in listed["tasks"]] == [("8", "无")]


def test_that_a_figure_is_listed_with_what_texts_call_it_when_it_comes_and_why_it_is_slow() -> None:
    """20 of 120 are 16.7 %, far behind the half."""
    words = Basis(target_id="H-3", short="高企", phrase="净增高企{}", published="2026年3月")
    slow = _entry("H-3", cumulative=Decimal(20), reason="申报批次推迟。")
    content = _content(slow)
    content = replace(content, records=dict(content.records) | {words.key: words})
    shown: Any = as_json(assess(PLAN, content, JUNE), revision=1)
    figure = next(each for each in shown["figures"] if each["id"] == "H-3")
    told = [figure[name] for name in ("short", "phrase", "published", "cause")]
    assert told == ["高企", "净增高企{}", "2026年3月", "申报批次推迟。"]
    item = next(each for each in shown["items"] if each["id"] == "M8-2")
    assert item["cause"] is None
