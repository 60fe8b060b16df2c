"""目标和名单调整, 数据修订: what began to hold otherwise, by which paper, and what figures are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.phrases import amount, target_words
from cixi_desktop.periods import day_words, since_january
from cixi_desktop.plan import Indicator, Item
from cixi_desktop.reports.report import GAP, Paragraph, Sentence
from cixi_desktop.values import ZERO, shown
from cixi_desktop.wording.figures import bracketed
from cixi_desktop.wording.report_sentences import bare_name, in_text, named, span_words
from cixi_desktop.wording.words import retargeted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.plan import Plan
    from cixi_desktop.reports.material import Material, Restated


def adjusted(material: Material) -> tuple[Paragraph, ...]:
    """One paragraph on targets, a sentence for each month and paper, and on lists; nothing without any.

    根据…，…年度目标由120家调整为130家，自7月起执行. Of a unit's report what concerns the unit.
    """
    found: dict[tuple[int, str, str], dict[str, str]] = {}
    for since in range(material.period.first, material.period.last + 1):
        for version, target_id, words in _changes(material.plan, since):
            if _concerns(material, target_id):
                basis = (f"根据{version.paper}，", "") if version.paper else ("", f"（{version.reason}）")
                found.setdefault((since, *basis), {})[target_id] = words
    told = (
        Sentence(f"{paper}{'，'.join(words.values())}{why}，自{since}月起执行。", tuple(words))
        for (since, paper, why), words in found.items()
    )
    sentences = (*told, *_lists(material))
    return (Paragraph((*sentences, Sentence("以前月份不重算。"))),) if sentences else ()


def _lists(material: Material) -> Iterator[Sentence]:
    """零申报企业走访名单由86家调整为80家，自7月起执行: lists of 全覆盖 that have grown or shrunk."""
    for figure in material.now.figures:
        if figure.indicator.traits.is_ratio:
            for month in range(max(2, material.period.first), material.period.last + 1):
                was, now = (_size(material.figure_at(figure.id, n)) for n in (month - 1, month))
                if was and now and was != now:
                    words = f"{bare_name(figure)}名单由{was}调整为{now}，自{month}月起执行"
                    yield Sentence(f"{words}。", (figure.id,))


def _size(figure: FigureAssessment) -> str:
    """How long the list behind it is: 86家; “” while that is not known."""
    source = figure.source
    known = source.denominator if source else None
    return f"{shown(known, 0)}{figure.indicator.counted}" if known else ""


def _concerns(material: Material, target_id: str) -> bool:
    """Whether the report is the bureau's, or has the figure or item in one of its months."""
    months = (material.now, *material.months)
    return material.bureau is not None or any(month.find(target_id) for month in months)


def _changes(plan: Plan, since: int) -> Iterator[tuple[Plan, str, str]]:
    """What the versions from that month on say otherwise than before it: the version, the id, the words.

    What is adjusted more than once from one month is told once, by the version that did it last.
    """
    steps = [(version, version.earlier) for version in plan.versions if version.since == since]
    pairs = [(version, earlier) for version, earlier in steps if earlier is not None]
    if not pairs:
        return
    now, before = pairs[0][0], pairs[-1][1]
    for target_id in dict.fromkeys(each.id for each in (*_targets(before), *_targets(now))):
        words = _words(before, now, target_id)
        if words:
            by = next(version for version, earlier in pairs if _words(earlier, version, target_id))
            yield by, target_id, words


def _targets(plan: Plan) -> tuple[Indicator | Item, ...]:
    return (*plan.indicators, *plan.items)


def _words(before: Plan, now: Plan, target_id: str) -> str:
    """How one figure or item is otherwise; “” where it is not."""
    was, is_ = (plan.indicator(target_id) or plan.item(target_id) for plan in (before, now))
    if is_ is None:
        return f"{in_text(was.name)}不再列入" if was else ""
    name = in_text(is_.name)
    if was is None:
        target = f"（年度目标{target_words(is_)}）" if isinstance(is_, Indicator) else ""
        return f"新列入{name}{target}"
    if was.id != is_.id:
        return f"{in_text(was.name)}并入{name}"
    return "，".join(_rewritten(was, is_, name))


def _rewritten(was: Indicator | Item, now: Indicator | Item, name: str) -> Iterator[str]:
    if was.name != now.name:
        yield f"{in_text(was.name)}更名为{name}"
    if isinstance(was, Indicator) and isinstance(now, Indicator):
        yield from (f"{name}年度{words}" for words in retargeted(was, now))
    elif isinstance(was, Item) and isinstance(now, Item) and was.deadline != now.deadline:
        yield f"{name}完成时限调整为{day_words(now.deadline)}" if now.deadline else f"{name}不再定完成时限"


def corrected(material: Material) -> tuple[Paragraph, ...]:
    """One paragraph on what was revised and on what a revision made negative; nothing without either."""
    figures = {figure.id: figure for figure in material.now.figures}
    revised = tuple(_revised(figures[each.target_id], each) for each in material.revisions)
    unmoved = (Sentence("已报送月份亮灯不变。"),) if revised else ()
    found = (*revised, *unmoved, *_negative(material))
    return (Paragraph(found),) if found else ()


def _revised(figure: FigureAssessment, revision: Restated) -> Sentence:
    """高新技术产业投资额1—5月数由报送时的16.10亿元调整为15.90亿元（统计部门修订）."""
    indicator, month = figure.indicator, revision.month
    when = since_january(month) if indicator.traits.is_flow else f"{month}月"
    old, new = (amount(indicator, value) for value in (revision.old, revision.new))
    words = f"{named(figure)}{when}数由报送时的{old}调整为{new}{bracketed(revision.reason)}"
    return Sentence(f"{words}。", (figure.id,))


def _negative(material: Material) -> Iterator[Sentence]:
    """高新技术产业投资额6月当月数为−0.20亿元，原因是前期数据修订."""
    span = span_words(material.period)
    own = f"{span}当月" if material.period.is_month else span
    for figure in material.now.figures:
        traits, brought = figure.indicator.traits, figure.increment
        if traits.is_flow and traits.is_published and brought is not None and brought < ZERO:
            reason = figure.entry.reason.strip().rstrip("。") if figure.entry else ""
            why = f"，原因是{reason}" if reason else f"{GAP}：原因〕"
            words = f"{named(figure)}{own}数为−{amount(figure.indicator, -brought)}{why}"
            yield Sentence(f"{words}。", (figure.id,))
