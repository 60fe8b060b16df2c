"""Every field of a record as people read it: what the journal compares, and what a list of changes shows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.assessment.phrases import shares_text
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import LEDGER_FIELDS
from cixi_desktop.plan import FREQUENCIES
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import LEAD, OWN, SUM, AdoptedPlan, Decision, Duty, FigureDecision
from cixi_desktop.records.entries import TEXT_LABELS, Entry, Narrative, PlannedStep
from cixi_desktop.records.fields import common_fields, field_text, figure_fields
from cixi_desktop.records.handovers import Acceptance, Contact, Correction, Lock, Review, Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.report_drafts import ParagraphEdit, ReportDraft, ReportTemplate
from cixi_desktop.records.rules import Rules
from cixi_desktop.records.units import Unit
from cixi_desktop.standard_sentences import phrase_shown
from cixi_desktop.values import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cixi_desktop.plan import Plan
    from cixi_desktop.records.record import Record

LABELS: dict[type, dict[str, str]] = {
    Narrative: {**TEXT_LABELS, "outcomes": "上期问题和打算的落实", "steps": "打算的时限、责任人和协调单位"},
    Unit: {
        "name": "名称",
        "short_name": "简称",
        "former_names": "曾用名",
        "leader": "负责人",
        "phone": "电话",
        "place": "排序",
    },
    LedgerRow: {name: field.label for name, field in LEDGER_FIELDS.items()},
    AdoptedPlan: {"version": "版本", "since": "起始月份", "reason": "理由", "paper": "依据"},
    Lock: {"is_locked": "锁定", "reason": "理由"},
    Decision: {
        "answer": "答复",
        "effect": "影响",
        "decided_by": "答复人",
        "decided_on": "答复日期",
    },
    Review: {
        "verdict": "结论",
        "hand_in": "报送次数",
        "check_code": "校验码",
        "reasons": "意见",
    },
    Correction: {
        "reason": "更正理由",
        "reported": "单位填报",
        "corrected_by": "更正人",
        "corrected_on": "更正日期",
    },
    Contact: {"day": "联系日期", "words": "联系内容"},
    Submission: {"number": "报送次数", "check_code": "校验码"},
    ReportDraft: {
        "addressee": "主送",
        "copies": "抄送",
        "drafter": "拟稿",
        "signer": "签发",
        "day": "成文日期",
        "edits": "修改的段落",
        "sequence": "段落顺序",
    },
    ReportTemplate: {"words": "内容"},
    Acceptance: {
        "file_name": "文件名",
        "hand_in": "报送次数",
        "check_code": "校验码",
        "left_out": "未收",
        "refused": "不能读入",
        "accepted_by": "接收人",
        "sha256": "SHA-256",
    },
}
"""The fields of the simpler records by their labels."""


def record_texts(plan: Plan, record: Record, units: Mapping[str, str]) -> dict[str, str]:
    """Every field of a record by its label, as people read it; “” where it is empty.

    ``units`` are the names of units by id.
    """
    match record:
        case Entry():
            return _entry_texts(plan, record)
        case Basis():
            return _basis_texts(record, units)
        case Rules():
            return _rules_texts(record)
        case Duty():
            return _duty_texts(record, units)
        case FigureDecision():
            return _decision_texts(record, units)
        case _:
            named = LABELS[type(record)]
            return {label: _shown(getattr(record, name)) for name, label in named.items()}


def _entry_texts(plan: Plan, entry: Entry) -> dict[str, str]:
    drafted = {name for name, _ in entry.drafts}
    return {
        label: field_text(entry, name) + ("（草稿，未计入）" if name in drafted else "")
        for name, label in _labels(plan, entry).items()
    }


def _labels(plan: Plan, entry: Entry) -> Mapping[str, str]:
    """The labels of the entry's inputs, by field."""
    try:
        target = plan.target(entry.target_id)
    except CixiError:
        return _PLAIN_LABELS
    return {field.name: field.label for field in (*figure_fields(target), *common_fields(target))}


_PLAIN_LABELS = {
    "increment": "本期",
    "cumulative": "累计",
    "value": "数值",
    "last_year": "上年同期",
    "numerator": "分子",
    "denominator": "分母",
    "stage": "阶段",
    "proof": "依据",
    "state": "本期状态",
    "reason": "说明",
    "as_of": "截至日期",
    "is_estimate": "预计数",
    "note": "备注",
}
"""Labels for entries of a target that the plan no longer has."""


def _basis_texts(basis: Basis, units: Mapping[str, str]) -> dict[str, str]:
    texts = {
        "基数": _written(basis.baseline),
        "基数说明": basis.baseline_note,
        "完成时限": str(basis.deadline or ""),
        "阶段": "→".join(basis.stages),
        "“左右”幅度": _written(basis.band),
        "预计公布": basis.published,
        "填报频次": FREQUENCIES.get(basis.every, ""),
        "简称": basis.short,
        "标准句": phrase_shown(basis.phrase),
        "承接上年任务": basis.follows,
        "单位分解数": shares_text(
            {each.unit_id: each.unit_id for each in basis.shares} | dict(units), basis.shares
        ),
    }
    for title, months in (("月计划", basis.pace_plan), ("上年累计", basis.last_year)):
        texts |= {f"{title}（{n}月）": _written(value) for n, value in enumerate(months, 1)}
    return texts


def _rules_texts(rules: Rules) -> dict[str, str]:
    from_where = "达到或超过" if rules.is_behind_inclusive else "超过"
    return {
        "规则": rules.name,
        "欠序时": f"落后{from_where}{plain(rules.behind_at)}个百分点",
        "滞后": f"落后超过{plain(rules.late_beyond)}个百分点",
        "“左右”幅度（数量）": f"{plain(rules.count_band)}%",
        "“左右”幅度（增速）": f"{plain(rules.growth_band)}个百分点",
        "报送截止日": f"每月{rules.due_day}日",
    }


def _duty_texts(duty: Duty, units: Mapping[str, str]) -> dict[str, str]:
    supporting = (units.get(unit_id, unit_id) for unit_id in duty.supporting_unit_ids)
    return {
        "牵头科室": units.get(duty.lead_unit_id, duty.lead_unit_id),
        "配合科室": "、".join(supporting),
        "责任领导": duty.leader,
        "责任人": duty.person,
    }


def _decision_texts(decision: FigureDecision, units: Mapping[str, str]) -> dict[str, str]:
    return {
        "核定": whose_words(decision, units),
        "自": decision.from_period.label,
        "理由": decision.reason,
    }


def whose_words(decision: FigureDecision, units: Mapping[str, str]) -> str:
    """Whose value counts: 以牵头科室为准, 各单位合计, 核定数70, or the unit's name."""
    if decision.whose == OWN:
        return f"核定数{_written(decision.value)}"
    fixed = {LEAD: "以牵头科室为准", SUM: "各单位合计"}
    return fixed.get(decision.whose) or units.get(decision.whose, decision.whose)


def _written(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _shown(value: object) -> str:
    """Any field's value for people; “” where there is none."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else ""
        case Decimal():
            return plain(value)
        case int():
            return str(value or "")
        case tuple():
            return "；".join(map(_part, value))
        case _:
            return str(value)


def step_note(step: PlannedStep) -> str:
    """时限：8月底，责任人：张三: what is known of a step beside its words; “” for nothing."""
    told = (("时限", step.due), ("责任人", step.person), ("协调单位", step.partner))
    return "，".join(f"{label}：{word}" for label, word in told if word)


def _part(part: object) -> str:
    """One of several: a step with all that is known of it, an edit by what it makes of its paragraph."""
    match part:
        case tuple():
            return "：".join(part)
        case PlannedStep():
            known = step_note(part)
            return f"{part.words}（{known}）" if known else part.words
        case ParagraphEdit():
            return "不写：" + part.basis if part.is_out else part.words
        case _:
            return str(part)
