"""A report as people edit it: words kept, numbers that changed since marked, parts left out, added, moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.records.report_drafts import ParagraphEdit, ReportDraft
from cixi_desktop.reports.compose import compose
from cixi_desktop.reports.editing import (
    PartStanding,
    ReportPart,
    accepted,
    added_after,
    edited,
    left_out,
    moved,
    parts_of,
    put_back,
    renumbered,
    with_words,
    without_edit,
)
from cixi_desktop.reports.remarks import checked
from cixi_desktop.reports.report import Heading, Paragraph, Sentence, Table, numbered, numeral
from tests.support.figures import content_of, count, entry, plan_of
from tests.support.reports import bureau_of, paragraphs

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator
    from cixi_desktop.reports.report import Report

FIRST = count("120", name="企业新增数", phrase="新增企业{}")
SECOND = count("40", id="X-2", name="机构新增数", phrase="新增机构{}")
BLANK = ReportDraft(unit_id="", report="2025-06")


def report(first: str = "3", second: str = "5") -> Report:
    """Of 60 due by June 3 are done, of 20 due 5: both are late."""
    entries = (entry(FIRST, 6, cumulative=first), entry(SECOND, 6, cumulative=second))
    return compose(bureau_of(plan_of(FIRST, SECOND), content_of(*entries)))


def part(made: Report, draft: ReportDraft, target_id: str) -> ReportPart:
    return next(each for each in parts_of(made, draft) if each.ids == (target_id,))


def test_that_an_untouched_draft_leaves_the_report_as_it_is() -> None:
    made = report()
    assert edited(made, BLANK) == made
    assert {each.standing for each in parts_of(made, BLANK)} == {PartStanding.OWN}


def test_that_a_table_without_a_caption_is_listed_by_its_heads() -> None:
    table = Table(caption="", columns=("任务", "存在问题"), widths=(1, 1), rows=(("1.甲", "无"),))
    made = report()
    listed = parts_of(replace(made, blocks=(*made.blocks, table)), BLANK)
    assert [each.words for each in listed if each.block is table] == ["表：任务、存在问题"]


def test_that_edited_words_are_kept_and_numbered_with_the_others() -> None:
    made = report()
    draft = with_words(BLANK, part(made, BLANK, "X-2"), "机构新增数（滞后）。申报在三季度。")
    found = paragraphs(edited(made, draft), "滞后情况")
    assert found[0].startswith("1.企业新增数（滞后）。")
    assert found[1] == "2.机构新增数（滞后）。申报在三季度。"
    assert part(made, draft, "X-2").standing is PartStanding.EDITED


def test_that_a_figure_that_changed_since_is_marked_and_nothing_overwritten() -> None:
    draft = with_words(BLANK, part(report(), BLANK, "X-1"), "企业新增数只有3家。")
    now = report(first="4")
    found = part(now, draft, "X-1")
    assert (found.standing, found.words) == (PartStanding.CHANGED, "企业新增数只有3家。")
    assert ("3家", "4家") in {(old, new) for old, new in found.changes}
    assert edited(now, draft).remarks[0].startswith("修改过的段落数据有变（")
    assert paragraphs(edited(now, draft), "滞后情况")[0] == "1.企业新增数只有3家。"


def test_that_only_the_programs_sentences_that_differ_are_told_beside_an_edit() -> None:
    """4 of 120 = 3.3 % of 50; 116/6 = 19.33 → 19.4 a month are 29.0 times 4/6."""
    draft = with_words(BLANK, part(report(), BLANK, "X-1"), "企业新增数（滞后）。原因未填报。申报在三季度。")
    now = report(first="4")
    need = "后6个月月均需完成19.4家，为前6个月月均的29.0倍。"
    fresh = f"累计4家，完成年度目标的3.3%，慢于序时进度46.7个百分点；{need}"
    assert part(now, draft, "X-1").fresh == fresh
    looked_at = accepted(draft, part(now, draft, "X-1"))
    assert part(now, looked_at, "X-1").fresh == fresh
    same = with_words(BLANK, part(now, BLANK, "X-1"), f"{part(now, BLANK, 'X-1').basis}申报在三季度。")
    assert part(now, same, "X-1").fresh == ""


def test_that_what_was_looked_at_is_marked_no_more() -> None:
    draft = with_words(BLANK, part(report(), BLANK, "X-1"), "企业新增数偏少。")
    now = report(first="4")
    looked_at = accepted(draft, part(now, draft, "X-1"))
    assert part(now, looked_at, "X-1").standing is PartStanding.EDITED
    assert part(now, without_edit(draft, part(now, draft, "X-1")), "X-1").standing is PartStanding.OWN


def test_that_a_part_that_is_left_out_is_not_written_and_the_rest_is_counted_anew() -> None:
    made = report()
    draft = left_out(BLANK, part(made, BLANK, "X-1"))
    assert part(made, draft, "X-1").standing is PartStanding.OUT
    found = paragraphs(edited(made, draft), "滞后情况")
    assert [words[:8] for words in found] == ["1.机构新增数（"]


def test_that_a_part_comes_back_in_the_words_in_which_it_was_left_out() -> None:
    made = report()
    changed = with_words(BLANK, part(made, BLANK, "X-1"), "企业新增数偏少。")
    out = left_out(changed, part(made, changed, "X-1"))
    found = part(made, out, "X-1")
    assert (found.standing, found.words) == (PartStanding.OUT, "企业新增数偏少。")
    assert put_back(out, found) == changed
    plain = left_out(BLANK, part(made, BLANK, "X-1"))
    assert put_back(plain, part(made, plain, "X-1")) == BLANK


def test_that_a_heading_with_nothing_below_goes_and_the_next_takes_its_number() -> None:
    made, draft = report(), BLANK
    assert "三、下一步工作要求" in made.text
    for target_id in ("X-1", "X-2"):
        draft = left_out(draft, part(made, draft, target_id))
    words = edited(made, draft).text
    assert "滞后情况" not in words
    assert "二、下一步工作要求" in words


def test_that_a_paragraph_is_added_behind_another_and_taken_away() -> None:
    made = report()
    draft, key = added_after(BLANK, part(made, BLANK, "X-1"), "另据统计部门通报。")
    found = paragraphs(edited(made, draft), "滞后情况")
    assert found[1] == "另据统计部门通报。"
    added = next(each for each in parts_of(made, draft) if each.key == key)
    assert added.standing is PartStanding.ADDED
    changed = with_words(draft, added, "另据有关部门通报。")
    assert "另据有关部门通报。" in edited(made, changed).text
    assert left_out(changed, added) == BLANK


def test_that_what_people_leave_open_is_counted_with_the_rest() -> None:
    """The program leaves one place to decide, and whom it goes to; the added paragraph one to write."""
    material = bureau_of(plan_of(FIRST, SECOND), content_of(entry(FIRST, 6, cumulative="3")))
    made = compose(material)
    assert made.remarks[-1] == "正文尚有〔请补充〕1处、〔请核定〕1处。"
    draft, _ = added_after(BLANK, None, "〔请补充：本段文字〕")
    remarks = checked(edited(made, draft), material).remarks
    assert [line for line in remarks if "尚有" in line] == ["正文尚有〔请补充〕2处、〔请核定〕1处。"]


def test_that_an_edit_stays_with_its_part_while_what_that_counts_changes() -> None:
    """50 of 120 and 17 of 40 are behind; then of the second 3 alone are late; then the first is alone."""

    def made(*entries: tuple[Indicator, str]) -> Report:
        content = content_of(*(entry(figure, 6, cumulative=total) for figure, total in entries))
        return compose(bureau_of(plan_of(FIRST, SECOND), content))

    both = made((FIRST, "50"), (SECOND, "17"))
    parts = {each.words.partition("项")[0]: each for each in parts_of(both, BLANK)}
    draft = left_out(with_words(BLANK, parts["欠序时情况"], "进度偏慢的指标"), parts["欠序时2"])
    assert paragraphs(edited(both, draft), "进度偏慢的指标") == []
    for now in (made((FIRST, "50"), (SECOND, "3")), made((FIRST, "50"))):
        kept = edited(now, draft)
        assert "欠序时1项" not in "".join(paragraphs(kept, "进度偏慢的指标"))
        assert not [line for line in kept.remarks if line.startswith("修改过的段落现在已没有")]


def test_that_parts_are_moved_and_what_is_new_follows_its_neighbour() -> None:
    made = report(second="20")
    assert "机构新增数（滞后）" not in made.text
    parts = parts_of(made, BLANK)
    first = next(each for each in parts if each.ids == ("X-1",))
    draft = moved(BLANK, parts, first, -1)
    assert [each.key for each in parts_of(made, draft)].index(first.key) == list(parts).index(first) - 1
    later = [each.key for each in parts_of(report(), draft)]
    assert len(later) == len(parts_of(report(), BLANK))
    assert moved(BLANK, parts, parts[0], -1) == BLANK


def test_that_people_s_words_on_what_is_no_more_stay_at_the_end() -> None:
    draft = with_words(BLANK, part(report(), BLANK, "X-2"), "机构申报在三季度。")
    now = report(second="20")
    last = parts_of(now, draft)[-1]
    assert (last.standing, last.words) == (PartStanding.GONE, "机构申报在三季度。")
    assert "修改过的段落现在已没有对应的内容：机构申报在三季度。" in edited(now, draft).remarks


def test_that_who_it_goes_to_and_who_signs_are_the_drafts() -> None:
    draft = ReportDraft(
        unit_id="", report="2025-06", addressee="各科室：", copies="局领导", signer="王某", day="2025-7-3"
    )
    made = edited(report(), draft)
    assert (made.addressee, made.day) == ("各科室：", "2025年7月3日")
    assert made.foot == ("抄送：局领导　　签发：王某",)


def test_that_numbers_that_came_and_went_are_told_as_such() -> None:
    made = replace(report(), remarks=(), blocks=(Paragraph((Sentence("新增3家，退出2家。", ("X-1",)),)),))
    key = part(made, BLANK, "X-1").key
    for basis, change in (("新增3家。", "无现为2家"), ("新增3家，退出2家，在办4项。", "4项现为无")):
        draft = replace(BLANK, edits=(ParagraphEdit(key=key, basis=basis, words="新增3家。"),))
        assert edited(made, draft).remarks == (f"修改过的段落数据有变（{change}）：新增3家。",)


def test_that_a_heading_keeps_its_number_under_other_words_and_blank_words_take_them_back() -> None:
    paragraph = Paragraph((Sentence("新增3家。", ("X-1",)),))
    made = replace(report(), blocks=(Heading("一、总体情况"), paragraph))
    heading = parts_of(made, BLANK)[0]
    draft = with_words(BLANK, heading, "总体进展")
    assert edited(made, draft).blocks == (Heading("一、总体进展"), paragraph)
    assert with_words(draft, heading, " ") == BLANK


def test_that_what_is_added_behind_a_moved_part_moves_with_it() -> None:
    parts = parts_of(report(), BLANK)
    first = part(report(), BLANK, "X-1")
    draft, key = added_after(moved(BLANK, parts, first, -1), first, "另据统计部门通报。")
    keys = [each.key for each in parts_of(report(), draft)]
    assert keys[keys.index(first.key) + 1] == key
    assert keys.index(first.key) == parts.index(first) - 1


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"), (100, "100")],
)
def test_that_numbers_of_headings_go_on_beyond_ten(number: int, words: str) -> None:
    assert numeral(number) == words


def test_that_more_than_ten_parts_and_paragraphs_keep_and_renew_their_numbers() -> None:
    said = [Paragraph((Sentence("说明。"),), "（一）情况。") for _ in range(12)]
    blocks = numbered((f"部分{number}", said) for number in range(1, 13))
    renewed = renumbered(renumbered(blocks))
    heads = [block.words for block in renewed if isinstance(block, Heading)]
    assert (heads[9], heads[10], heads[11]) == ("十、部分10", "十一、部分11", "十二、部分12")
    leads = [block.lead for block in renewed if isinstance(block, Paragraph)]
    assert leads[9:13] == ["（十）情况。", "（十一）情况。", "（十二）情况。", "（一）情况。"]
