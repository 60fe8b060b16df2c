"""A draft as a person settles it: every number stays accounted for, and every input says what is typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import ItemKind, Kind
from cixi_desktop.plans.draft import BaselineSource, Draft, DraftItem, DraftTarget, Relation
from cixi_desktop.plans.draft_form import draft_fields, faults, with_text
from cixi_desktop.plans.editing import (
    OWN_WORDS,
    Standing,
    accept,
    account,
    add,
    differences,
    find,
    leave_out,
    leave_out_number,
    marks,
    names,
    read_written,
    task_at,
    with_names,
    written,
)
from tests.support.plans import draft

LINES = (
    "一、建设",
    "1.新建水库。年内新建水库2座，完善水库巡查机制。供水企业达到12家。服务“415”体系。",
    "2.治理河道。治理河道9公里。",
)


def made() -> Draft:
    """Three targets (one in doubt: a stock without a baseline), one item, one number left out as a name."""
    return draft(*LINES)


def target(found: Draft, own_id: str) -> DraftTarget:
    row = find(found, own_id)
    assert isinstance(row, DraftTarget)
    return row


def place(found: Draft, words: str) -> tuple[int, int]:
    start = found.text.index(words)
    return start, start + len(words)


def named(found: Draft) -> list[str]:
    return [each.name for each in found.targets]


def test_that_a_target_typed_otherwise_than_the_document_says_is_marked_until_it_is_put_back() -> None:
    found = with_text(made(), "1-1", "target", "3")

    assert target(found, "1-1").said == "≥2座"
    (mark,) = [each for each in marks(found) if each.id == "1-1"]
    assert (mark.standing, mark.words) == (
        Standing.CHANGED,
        "指标：新建水库（文件为≥2座，已改为≥3座）",
    )
    assert [*differences(found)] == ["“新建水库”：文件为≥2座，已改为≥3座"]
    assert account(found).waiting == account(made()).waiting
    found = with_text(found, "1-1", "unit", "处")
    assert target(found, "1-1").said == "≥2座"
    found = with_text(with_text(found, "1-1", "unit", "座"), "1-1", "target", "2")
    assert target(found, "1-1").said == ""


def test_that_an_honour_is_shown_as_one_to_be_won() -> None:
    found = draft("今年的主要目标：争取获省科技创新鼎。", "一、建设", "1.建库。新建水库2座。")
    assert [each.shown for each in found.targets] == ["争取获得", "≥2座"]


def test_that_another_name_is_no_other_target() -> None:
    assert target(with_text(made(), "1-1", "name", "水库"), "1-1").said == ""


def test_that_a_target_of_each_quarter_is_told_for_the_year_and_may_be_typed_so() -> None:
    found = draft("一、巡河", "1.巡河。县级河长每季度巡河2次。")

    assert target(found, "1-1").shown == "≥8次"
    assert target(with_text(found, "1-1", "target", "8"), "1-1").said == ""


def test_that_every_number_is_counted_once() -> None:
    found = account(made())
    assert (found.taken, found.undecided, found.doubtful, found.waiting) == (3, 0, 1, 1)
    assert found.words(0) == f"采用3个数字，未采用{found.left_out}个；1项请看一眼。"
    settled = account(accept(made(), "1-2"))
    assert settled.words(0).endswith("每个数字都有归属，可以采用。")
    assert settled.words(2).endswith("每个数字都有归属，还有2处待处理。")


def test_that_marks_say_what_became_of_each_stretch() -> None:
    found = made()
    told = {found.text[slice(*mark.span)]: (mark.standing, mark.id) for mark in marks(found)}
    assert told["2座"] == (Standing.SURE, "1-1")
    assert told["12家"] == (Standing.DOUBTFUL, "1-2")
    assert told["完善水库巡查机制"] == (Standing.ITEM, "M1-1")
    assert told["415"] == (Standing.LEFT_OUT, "")


def test_that_what_is_left_out_is_told_with_its_reason_and_can_be_taken_again() -> None:
    out = leave_out(made(), "2-1", "已在另一项中")
    assert find(out, "2-1") is None
    assert [each.reason for each in out.left_out if each.text == "9公里"] == ["已在另一项中"]
    again, own_id = add(out, place(out, "治理河道9公里"))
    assert (target(again, own_id).target, target(again, own_id).unit) == (Decimal(9), "公里")
    assert own_id == "2-1"
    assert target(again, own_id).doubt == OWN_WORDS
    assert all(each.text != "9公里" for each in again.left_out)


def test_that_an_item_left_out_is_no_number() -> None:
    before, out = made(), leave_out(made(), "M1-1", "不作为事项")
    assert find(out, "M1-1") is None
    assert account(out).left_out == account(before).left_out
    assert all(out.text[slice(*mark.span)] != "完善水库巡查机制" for mark in marks(out))
    again, own_id = add(out, place(out, "完善水库巡查机制"))
    row = find(again, own_id)
    assert isinstance(row, DraftItem)
    assert (row.id, row.task_id, row.quote) == ("M1-3", "1", "完善水库巡查机制")


def test_that_a_number_that_the_rules_leave_out_can_be_a_target_all_the_same() -> None:
    found, own_id = add(made(), place(made(), "服务“415”体系"))
    row = target(found, own_id)
    assert (row.target, row.task_id, row.doubt) == (Decimal(415), "1", OWN_WORDS)
    assert all("415" not in each.quote for each in found.items)
    assert all(each.text != "415" for each in found.left_out)


def test_that_only_new_words_within_a_task_can_be_added() -> None:
    found = made()
    with pytest.raises(CixiError, match="不在任何任务里"):
        add(found, (0, 2))
    with pytest.raises(CixiError, match="已经在指标里了"):
        add(found, place(found, "新建水库2座"))
    with pytest.raises(CixiError, match="已经是事项了"):
        add(found, place(found, "完善水库巡查机制"))


def test_that_stops_and_blanks_around_the_chosen_words_are_none_of_them() -> None:
    found = draft("一、建设", "1.水闸。新建水库2座，整治“415”水闸、")
    start, end = place(found, "，整治“415”水闸、")
    made, own_id = add(found, (start, end))
    assert target(made, own_id).quote == "整治“415”水闸"


def items(found: Draft) -> list[tuple[str, str]]:
    return [(each.id, each.quote) for each in found.items]


def test_that_words_of_an_item_part_it() -> None:
    found = draft("一、建设", "1.巡查。完善水库巡查机制和值守制度，加强宣传教育培训工作。")
    whole = found.items[0].quote
    assert whole == "完善水库巡查机制和值守制度"
    parted, own_id = add(found, place(found, "水库巡查机制"))
    assert items(parted)[:3] == [("M1-3", "完善"), ("M1-4", "水库巡查机制"), ("M1-5", "和值守制度")]
    assert own_id == "M1-4"
    parted, own_id = add(found, place(found, "完善水库巡查机制"))
    assert items(parted)[:2] == [("M1-3", "完善水库巡查机制"), ("M1-4", "和值守制度")]
    assert own_id == "M1-3"


def test_that_words_of_several_items_join_them() -> None:
    found = draft("一、建设", "1.巡查。完善水库巡查机制，加强宣传教育培训工作。")
    assert len(found.items) == 2
    joined, own_id = add(found, place(found, "巡查机制，加强宣传"))
    assert items(joined) == [("M1-3", "完善水库巡查机制，加强宣传教育培训工作")]
    assert own_id == "M1-3"


def test_that_a_task_is_renumbered_with_all_that_bears_its_number() -> None:
    found = with_names(with_text(made(), "2-1", "same_as", "1-1 新建水库"), "1", "牵头单位", "建设科")
    found = with_text(found, "1", "number", "13")
    assert [task.id for task in found.tasks] == ["13", "2"]
    assert [each.id for each in found.targets] == ["13-1", "13-2", "2-1"]
    assert [each.task_id for each in found.targets] == ["13", "13", "2"]
    assert target(found, "2-1").same_as == "13-1"
    assert [(each.id, each.task_id) for each in found.items] == [("M13-1", "13"), ("M13-2", "13")]
    assert names(found, "13", "牵头单位") == "建设科"
    assert [field.name for field in draft_fields(found, "S1")][:2] == ["title", "牵头单位"]


def test_that_an_undecided_number_waits_until_it_has_a_reason() -> None:
    found = made()
    span = place(found, "415")
    rest = tuple(each for each in found.left_out if each.text != "415")
    undecided = replace(found, homeless=(span,), left_out=rest)
    assert account(undecided).undecided == 1
    assert any(fault.span == span and "没有归属" in fault.words for fault in faults(undecided))
    assert [mark.span for mark in marks(undecided) if mark.standing is Standing.OPEN] == [span]
    settled = leave_out_number(undecided, span, "名称")
    assert account(settled).undecided == 0
    assert [each.reason for each in settled.left_out if each.text == "415"] == ["名称"]


def test_that_the_second_citation_takes_the_place_of_the_first() -> None:
    found = draft("今年主要目标：新建小型水库2座。", "一、建设", "1.新建水库。新建小型水库2座。")
    assert [(each.id, each.same_as) for each in found.targets] == [("H-1", ""), ("1-1", "H-1")]
    out = leave_out(found, "H-1", "名称")
    assert [(each.id, each.same_as) for each in out.targets] == [("1-1", "")]


def test_that_a_task_is_the_last_that_begins_before_the_words() -> None:
    found = made()
    task = task_at(found, place(found, "9公里"))
    assert task is not None
    assert task.id == "2"


def text_of(found: Draft, own_id: str, name: str) -> str:
    return next(field.text for field in draft_fields(found, own_id) if field.name == name)


@pytest.mark.parametrize(
    ("own_id", "name", "text"),
    [
        ("1-1", "name", "新建水库数"),
        ("1-1", "target", "3"),
        ("1-1", "unit", "处"),
        ("1-1", "kind", "控制数"),
        ("1-1", "modality", "力争"),
        ("1-1", "deadline", "6月底前"),
        ("1-1", "task_id", "2 治理河道"),
        ("1-2", "baseline", "10"),
        ("1-1", "relation", "超过（>）"),
        ("2-1", "same_as", "1-1 新建水库"),
        ("M1-1", "name", "巡查机制"),
        ("M1-1", "kind", "硬任务"),
        ("M1-1", "stages", "起草→印发"),
        ("M1-1", "task_id", "2 治理河道"),
        ("1", "title", "水库建设"),
        ("1", "number", "1"),
        ("1", "牵头单位", "建设科、水政科"),
        ("S1", "title", "水利建设"),
        ("", "title", "2026年工作要点"),
        ("", "year", "2027"),
    ],
)
def test_that_an_input_says_what_was_typed(own_id: str, name: str, text: str) -> None:
    found = with_text(made(), own_id, name, text)
    assert text_of(found, own_id, name) == text


def test_that_looking_at_a_target_and_changing_it_settles_it() -> None:
    assert not target(made(), "1-2").is_sure
    changed = with_text(made(), "1-2", "baseline", "10")
    assert target(changed, "1-2").is_sure
    assert target(changed, "1-2").baseline.source is BaselineSource.STATED
    assert target(changed, "1-2").baseline.value == 10
    blank = with_text(changed, "1-2", "baseline", "")
    assert target(blank, "1-2").baseline.source is BaselineSource.MISSING


def test_that_another_kind_brings_the_comparator_and_baseline_that_it_can_have() -> None:
    limit = target(with_text(made(), "1-1", "kind", "控制数"), "1-1")
    assert (limit.kind, limit.relation) == (Kind.CAPPED_COUNT, Relation.AT_MOST)
    level = target(with_text(made(), "1-1", "kind", "水平"), "1-1")
    assert (level.relation, level.baseline.value) == (Relation.AT_LEAST, None)
    back = target(with_text(with_text(made(), "1-1", "kind", "水平"), "1-1", "kind", "累计数"), "1-1")
    assert back.baseline.value == Decimal(0)
    stated = with_text(made(), "1-2", "baseline", "10")
    assert target(with_text(stated, "1-2", "kind", "水平"), "1-2").baseline.value == 10


@pytest.mark.parametrize(
    ("own_id", "name", "text", "told"),
    [
        ("1-1", "target", "两三座", "不是数字"),
        ("", "year", "明年", "不是年份"),
        ("", "year", "", "未写年份"),
        ("1", "number", "十三", "不是任务编号"),
        ("1", "number", "2", "已经有任务用了"),
    ],
)
def test_that_what_cannot_be_read_is_refused(own_id: str, name: str, text: str, told: str) -> None:
    with pytest.raises(CixiError, match=told):
        with_text(made(), own_id, name, text)


def test_that_all_faults_are_told_at_once_and_lead_to_their_rows() -> None:
    found = with_text(made(), "1-1", "name", "")
    found = with_text(found, "2-1", "unit", "")
    found = with_text(found, "", "title", "")
    assert {(fault.id, fault.words) for fault in faults(found)} == {
        ("", "没有标题"),
        ("1-1", "1-1 ：没有名称"),
        ("1-2", "1-2 供水企业：请看一眼：按时点总量理解，需要填基数"),
        ("2-1", "2-1 治理河道：没有单位"),
    }
    assert faults(accept(made(), "1-2")) == ()
    empty = replace(made(), targets=(), items=())
    assert [(fault.id, fault.words) for fault in faults(empty)] == [("", "没有指标，也没有事项")]


def test_that_a_comparator_that_the_kind_cannot_have_is_a_fault() -> None:
    found = with_text(made(), "1-1", "relation", "超过（>）")
    wrong = with_text(found, "1-1", "kind", "增速")
    assert target(wrong, "1-1").relation is Relation.MORE_THAN
    limit = replace(found, targets=tuple(replace(each, kind=Kind.RANK) for each in found.targets))
    assert "1-1 新建水库：位次不能是“超过（>）”" in {fault.words for fault in faults(limit)}


def test_that_units_are_named_by_role_and_blank_names_nobody() -> None:
    found = with_names(made(), "1", "牵头单位", "建设科、水政科")
    assert names(found, "1", "牵头单位") == "建设科、水政科"
    assert [duty.names for duty in found.duties] == [("建设科", "水政科")]
    assert with_names(found, "1", "牵头单位", " 建设科、水政科 ") is found
    assert with_names(found, "1", "牵头单位", "").duties == ()


def test_that_a_row_that_is_gone_has_no_inputs_and_leaves_nothing_out() -> None:
    found = made()
    assert draft_fields(found, "9-9") == ()
    assert leave_out(found, "9-9", "名称") is found


def test_that_items_have_kinds_of_their_own() -> None:
    found = with_text(made(), "M1-1", "kind", "硬任务")
    row = find(found, "M1-1")
    assert isinstance(row, DraftItem)
    assert row.kind is ItemKind.HARD


def test_that_a_draft_put_aside_is_read_as_it_was() -> None:
    found = with_names(with_text(made(), "1-2", "baseline", "10"), "1", "牵头单位", "建设科")
    assert read_written(written(found)) == found
    with pytest.raises(CixiError, match="无法读取"):
        read_written(b"{}")
