"""What the bureau's office sends out: receipts, reminders and returns, each addressed, signed and dated."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.consolidation.month import ReportingState
from cixi_desktop.periods import day_words, due_date
from cixi_desktop.records.handovers import place_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from cixi_desktop.consolidation.month import Bureau, UnitStatus
    from cixi_desktop.records.handovers import Review

WHOLE = "整项"
_INDENT = "　　"
_SIGNED_AT = "　" * 18


class Letter(Struct, frozen=True, kw_only=True):
    """A letter with its table, whose rows stand as numbered lines where it is pasted as text."""

    title: str
    to: str
    body: str
    sender: str
    day: date
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As a message to paste."""
        signed = (f"{_SIGNED_AT}{self.sender}", f"{_SIGNED_AT}{day_words(self.day)}")
        return "\n".join((f"{self.to}：", _INDENT + self.body, *self.lines, *signed))

    @property
    def html(self) -> str:
        """As a page to print."""
        table = _table(self.heads, self.rows) if self.rows else ""
        return (
            f'<h2 align="center">{escape(self.title)}</h2><p>{escape(self.to)}：</p>'
            f"<p>{_INDENT}{escape(self.body)}</p>{table}"
            f'<p align="right">{escape(self.sender)}<br>{day_words(self.day)}</p>'
        )


def receipt(found: Bureau, unit_id: str, on: date) -> Letter:
    """回执: what was received, with its check code."""
    status = found.status(unit_id)
    edition = _edition(status.hand_in, status.check_code)
    untaken = f"其中{status.untaken}项未接收，请按办公室意见处理。" if status.untaken else ""
    return Letter(
        title="回　执",
        to=status.unit.name,
        body=f"你单位报送的{_table_of(found)}（{edition}）已接收。{untaken}",
        sender=_office(found),
        day=on,
    )


def receipts(found: Bureau, unit_ids: Collection[str], on: date) -> Letter:
    """回执 of several units as one list."""
    statuses = [status for status in found.statuses if status.unit.id in unit_ids]
    rows = tuple(
        (
            each.unit.name,
            each.edition_words,
            each.check_code,
            f"{each.untaken}项未接收" if each.untaken else "全部接收",
        )
        for each in statuses
    )
    return Letter(
        title="回　执",
        to="各有关科室、单位",
        body=f"下列{len(rows)}个单位报送的{_table_of(found)}已接收。",
        sender=_office(found),
        day=on,
        heads=("填报单位", "报送次数", "校验码", "接收情况"),
        rows=rows,
        lines=tuple(
            f"{_INDENT}{number}.{'　'.join(filter(None, row))}" for number, row in enumerate(rows, 1)
        ),
    )


def spelled(check_code: str) -> str:
    """A check code for the telephone, character by character: A C D E，3 4 6 7."""
    return "，".join(" ".join(group) for group in check_code.split("-"))


def reminder(found: Bureau, on: date, only: Collection[str] = ()) -> Letter | None:
    """催报: who has not reported, with a list of whom to call; None where nobody is waited for.

    ``only`` are the units that are meant; all where none of them is waited for.
    """
    all_waiting = [each for each in found.statuses if each.state.is_waiting]
    waiting = [each for each in all_waiting if each.unit.id in only] or all_waiting
    if not waiting:
        return None
    due = due_date(found.period, found.contents[0].rules.due_day)
    by_day = f"{due.month}月{due.day}日"
    begun = f"应于{by_day}前报送" if on <= due else f"已于{by_day}截止报送"
    asked = f"请于{by_day}前报送" if on <= due else "请尽快报送"
    today = f"{on.month}月{on.day}日" if on.year == found.period.year else day_words(on)
    missing = [status for status in waiting if status.state is not ReportingState.RETURNED]
    returned = [status for status in waiting if status.state is ReportingState.RETURNED]
    told = "，".join(
        f"{which}{_names(group)}{words}"
        for which, group, words in (("", missing, "尚未报送"), ("退回修改的", returned, "尚未重新报送"))
        if group
    )
    return Letter(
        title=f"关于报送{found.period.label}{found.plan.document.called}进展情况的通知",
        to="各有关科室、单位",
        body=(
            f"{found.period.label}{found.plan.document.called}进展情况{begun}。截至{today}，{told}。"
            f"{asked}局办公室；确有困难的，请及时与办公室联系。"
        ),
        sender=_office(found),
        day=on,
        heads=("填报单位", "报送状态", "逾期", "负责人", "电话", "上次联系"),
        rows=tuple(map(_waiting_row, waiting)),
    )


def _waiting_row(status: UnitStatus) -> tuple[str, ...]:
    unit = status.unit
    return (unit.name, status.state, status.late_words, unit.leader, unit.phone, contact_words(status))


def contact_words(status: UnitStatus) -> str:
    """When and how the unit was last spoken to: 2025年6月26日 电话催办; “” where it was not."""
    contact = status.contact
    if contact is None:
        return ""
    return "　".join(filter(None, (day_words(contact.day) if contact.day else "", contact.words)))


def return_slip(found: Bureau, review: Review, on: date) -> Letter:
    """退回单: what is to be mended, one reason a row."""
    rows = tuple((*place_words(found.plan, place), text) for place, text in review.reasons)
    return Letter(
        title="退　回　单",
        to=found.status(review.unit_id).unit.name,
        body=(
            f"你单位报送的{_table_of(found)}（{_edition(review.hand_in, review.check_code)}）经审核，"
            f"有{len(rows)}处需要修改，现予退回。请按下列意见修改后重新报送。"
        ),
        sender=_office(found),
        day=on,
        heads=("序号", "编号", "指标和事项", "栏目", "修改意见"),
        rows=tuple(
            (str(number), place, name, column or WHOLE, text)
            for number, (place, name, column, text) in enumerate(rows, 1)
        ),
        lines=tuple(
            f"{_INDENT}（{number}）{'　'.join(filter(None, row[:-1]))}：{row[-1]}"
            for number, row in enumerate(rows, 1)
        ),
    )


def _table_of(found: Bureau) -> str:
    return f"{found.period.label}{found.plan.document.called}进展情况表"


def _edition(hand_in: int, check_code: str) -> str:
    number = f"第{hand_in}次报送，" if hand_in else ""
    return f"{number}校验码：{check_code}"


def _office(found: Bureau) -> str:
    return f"{found.plan.document.issuer}办公室"


def _names(group: Iterable[UnitStatus]) -> str:
    return "、".join(status.unit.name for status in group)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in rows)
    return f'<table border="1" cellspacing="0" cellpadding="4" width="100%"><tr>{head}</tr>{body}</table>'
