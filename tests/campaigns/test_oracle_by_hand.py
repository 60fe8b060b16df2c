"""Cases worked out by hand from DOMAIN.md; the numbers are written down, never calculated here."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.campaigns.oracle import Answer, Entry, Figure, answer, figures_of, item_answer, light, pace

FIGURES = figures_of((Path(__file__).parents[1] / "data/commitments.json").read_text(encoding="utf-8"))
STAGES = ("方案", "审计评估", "报批", "实施", "登记挂牌")
HARD = Figure("hard", stages=STAGES, deadline=date(2025, 6, 30))
SOFT = Figure("soft", stages=STAGES, deadline=date(2025, 6, 30))


def entry(month: int, **words: object) -> Entry:
    """``entry(6, increment="70")``: numbers are written as text."""
    plain = ("stage", "proof", "state")
    return Entry(
        month,
        **{  # type: ignore[arg-type]
            key: Decimal(word) if isinstance(word, str) and key not in plain else word
            for key, word in words.items()
        },
    )


def ask(key: str, last: int, *history: Entry, first: int | None = None) -> Answer:
    return answer(FIGURES[key], history, first or last, last)


def seen(it: Answer, names: str) -> tuple[object, ...]:
    return tuple(getattr(it if hasattr(it, name) else it.source, name) for name in names.split())


def near(number: Decimal | None, text: str) -> bool:
    """Equal, once rounded to the decimals written."""
    return number is not None and number.quantize(Decimal(text)) == Decimal(text)


def test_the_plan_has_23_figures_of_which_four_are_striving() -> None:
    assert len(FIGURES) == 23
    striving = {"H-7", "7-3", "7-4", "9-4"}
    assert {key for key, figure in FIGURES.items() if figure.is_striving} == striving


def test_the_standard_sentence() -> None:  # §4: 70 of 120 in June is 58.3 %, 8.3 ahead of pace
    it = ask("H-3", 6, entry(6, increment="70"))
    assert near(it.completion, "58.3")
    assert it.pace == 50
    assert near(it.gap, "8.3")
    assert it.light == "达序时"


def test_an_increment_and_a_running_total_derive_each_other() -> None:
    history = [entry(3, increment="40"), entry(5, value="100"), entry(6, increment="7")]
    assert [ask("8-1", m, *history).increment for m in (3, 4, 5, 6)] == [40, None, 60, 7]
    assert [ask("8-1", m, *history).cumulative for m in (2, 3, 4, 5, 6)] == [None, 40, 40, 100, 107]


@pytest.mark.parametrize(
    ("target", "due"),
    [
        (1, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
        (300, [25, 50, 75, 100, 125, 150, 175, 200, 225, 250, 275, 300]),
        (2, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2]),
        (5, [0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5]),
    ],
)
def test_counts_compare_with_whole_steps(target: int, due: list[int]) -> None:  # §4
    figure = Figure("cumulative_count", Decimal(target))
    assert [round(pace(figure, month) * target / 100, 9) for month in range(1, 13)] == due


def test_amounts_are_not_floored() -> None:
    assert near(ask("H-6", 5, entry(5, value="20")).pace, "41.6667")


def test_a_level_counts_from_its_baseline() -> None:  # §3: 3.65 is 60 % of the way from 3.59 to 3.69
    it = ask("H-1", 6, entry(6, value="3.65"))
    assert seen(it, "completion gap light increment") == (60, 10, "达序时", None)


def test_3_685_is_not_3_69() -> None:
    it = ask("H-1", 12, entry(12, value="3.685"))
    assert seen(it, "completion gap light") == (95, -5, "欠序时")


def test_a_level_is_done_only_in_december() -> None:
    assert ask("H-1", 11, entry(11, value="3.7")).light == "当期达标"
    assert ask("H-1", 12, entry(12, value="3.7")).light == "已完成"
    assert ask("H-1", 12, entry(11, value="3.7")).light == "未填报"


def test_below_the_baseline_is_0_percent_and_behind() -> None:
    it = ask("H-1", 1, entry(1, value="3.5"))
    assert it.completion == 0
    assert near(it.gap, "-8.33")
    assert it.light == "欠序时"
    planned = Figure("level", Decimal(5), baseline=Decimal(4), plan={6: Decimal(5)})
    assert pace(planned, 5) == 0
    assert light(planned, Decimal(3), 5, Entry(5)) == "欠序时"


def test_without_a_baseline_there_is_a_gap_and_no_percentage() -> None:
    it = ask("H-5", 6, entry(6, value="68.29"))
    assert seen(it, "completion pace gap light") == (None, None, Decimal("-10.01"), "滞后")
    assert ask("H-5", 6, entry(6, value="68.3")).light == "欠序时"
    assert ask("H-5", 6, entry(6, value="78.3")).light == "当期达标"


def test_more_than_1120_begins_at_1121() -> None:
    assert ask("H-4", 12, entry(12, value="1120")).light == "欠序时"
    assert ask("H-4", 12, entry(12, value="1121")).light == "已完成"


def test_a_stock_is_due_in_whole_steps_from_its_baseline() -> None:  # (1120 - 1005) * 5 / 12 = 47.9
    figure = Figure("stock_total", Decimal(1120), ">", Decimal(1005))
    assert pace(figure, 5) == Decimal(47) / 115 * 100


def test_an_amount_that_fell_makes_a_negative_month() -> None:
    it = ask("H-6", 5, entry(5, value="18"), entry(4, value="20"))
    assert seen(it, "increment completion") == (-2, 36)
    assert near(it.gap, "-5.67")


def test_a_met_amount_is_done_until_a_month_is_grey() -> None:
    history = [entry(7, value="51"), entry(8, state="待公布")]
    assert [ask("H-6", month, *history).light for month in (7, 8, 9)] == ["已完成", "待公布", "未填报"]


def test_a_met_count_stays_done_except_where_it_is_not_applicable() -> None:
    history = [entry(5, increment="1"), entry(6, state="待公布"), entry(7, state="不适用")]
    assert [ask("9-3", m, *history).light for m in (5, 6, 7, 8)] == ["已完成", "已完成", "不适用", "已完成"]


def test_a_growth_rate_is_due_in_full_and_its_gap_is_in_points() -> None:
    it = ask("7-3", 3, entry(3, value="8.5"))
    assert seen(it, "completion pace gap light") == (85, 100, Decimal("-1.5"), "欠序时")
    assert ask("7-3", 3, entry(3, value="-3")).completion == 0


def test_a_growth_rate_derives_from_two_amounts() -> None:  # 45.1 / 41 = 1.1
    it = ask("7-3", 6, entry(6, value="45.1", last_year="41"))
    assert seen(it, "cumulative light") == (10, "当期达标")


def test_about_10_percent_has_a_band_of_one_point() -> None:
    lights = [ask("7-3", 6, entry(6, value=rate)).light for rate in ("8.999", "9", "9.99", "10", "12")]
    assert lights == ["欠序时", "基本完成", "基本完成", "当期达标", "当期达标"]


def test_about_15_has_a_band_of_a_tenth() -> None:  # 13.5
    lights = [ask("9-5", 12, entry(12, value=number)).light for number in ("13", "14", "15", "19")]
    assert lights == ["滞后", "基本完成", "已完成", "已完成"]  # 13 of 15 is 13.3 points short


def test_the_worst_light_of_a_striving_figure_is_yellow() -> None:
    assert ask("9-4", 12, entry(12, value="1")).light == "欠序时"
    assert ask("8-1", 12, entry(12, value="1")).light == "滞后"


def test_minus_ten_is_yellow() -> None:
    assert ask("H-6", 6, entry(6, value="20")).light == "欠序时"
    assert ask("H-6", 6, entry(6, value="19.999")).light == "滞后"


def test_a_list_is_frozen_for_its_quarter_whatever_the_order() -> None:
    history = [entry(5, numerator="5"), entry(4, numerator="3", denominator="9")]
    assert near(ask("7-1", 5, *history).completion, "55.56")
    assert ask("7-1", 7, *history, entry(7, numerator="6")).light == "未填报"  # a new quarter, no list yet


def test_an_empty_list_is_not_applicable_and_shows_the_latest_figure() -> None:
    it = ask("7-1", 4, entry(3, numerator="3", denominator="9"), entry(4, numerator="0", denominator="0"))
    assert it.light == "不适用"
    assert near(it.completion, "33.33")
    assert it.source is not None
    assert it.source.month == 3


def test_no_january_for_merged_figures_and_a_sum_for_others() -> None:
    assert ask("H-6", 1).light == "本期无数据"
    assert ask("H-6", 2, entry(2, value="4"), first=1).increment == 4
    assert ask("8-1", 2, entry(1, increment="5"), entry(2, increment="9"), first=1).increment == 14


def test_a_quarter_shows_what_its_months_brought() -> None:
    it = ask("8-1", 6, entry(3, increment="10"), entry(4, increment="5"), entry(5, increment="6"), first=4)
    assert seen(it, "increment cumulative gap light") == (11, 21, None, "未填报")
    assert it.source is not None
    assert it.source.month == 5


def test_the_pace_still_needed_counts_from_the_figures_own_date() -> None:  # 7 months, 41
    it = ask("8-1", 6, entry(5, increment="15"))
    assert it.needed is not None
    assert 40 < it.needed < 41  # 285 / 7


def test_an_honour_is_a_stage_and_never_red() -> None:
    history = [entry(3, stage="申报"), entry(6, stage="获得"), entry(8, state="不适用")]
    assert [ask("H-7", m, *history).light for m in (2, 3, 4, 6, 7, 8)] == [
        "未填报", "达序时", "未填报", "已完成", "已完成", "不适用",
    ]  # fmt: skip
    assert ask("H-7", 12, entry(12, stage="未获得")).light == "欠序时"
    assert ask("H-7", 3, *history).completion is None


def test_a_month_entered_twice_equals_its_last_entry() -> None:
    it = ask("H-1", 11, entry(11, value="3.70", estimate=True), entry(11, value="3.71"))
    assert it.source is not None
    assert seen(it, "cumulative estimate") == (Decimal("3.71"), False)


def test_a_milestone_is_late_after_its_day_and_not_on_it() -> None:
    history = [entry(5, stage="实施")]
    assert [item_answer(HARD, history, m, m).light for m in (5, 6, 7)] == ["达序时", "未填报", "滞后"]
    assert item_answer(SOFT, history, 7, 7).light == "欠序时"
    dated = entry(7, stage="实施", as_of=date(2025, 6, 30))
    assert item_answer(HARD, [dated], 7, 7).light == "达序时"


def test_a_stage_is_done_with_its_own_paper_only() -> None:
    history = [entry(4, stage="实施", proof="慈政〔2025〕3号"), entry(5, stage="登记挂牌")]
    assert item_answer(HARD, history, 5, 5).light == "达序时"
    history.append(entry(6, stage="登记挂牌", proof="慈政〔2025〕9号"))
    assert [item_answer(HARD, history, m, m).light for m in (6, 9)] == ["已完成", "已完成"]


def test_counters_are_summed_and_judged_by_nothing() -> None:
    counter, history = Figure("counter"), [entry(4, increment="3"), entry(2, increment="4")]
    it = item_answer(counter, history, 4, 6)
    assert seen(it, "light increment cumulative completion") == ("未填报", 3, 7, None)
    assert item_answer(counter, history, 4, 4).light == "已填报"


def test_a_closed_list_is_a_coverage() -> None:
    it = item_answer(Figure("list"), [entry(6, numerator="9", denominator="9")], 6, 6)
    assert seen(it, "completion light") == (100, "当期达标")


def test_the_same_stage_keeps_its_paper() -> None:
    history = [entry(4, stage="登记挂牌", proof="慈政〔2025〕9号"), entry(8, stage="登记挂牌")]
    assert item_answer(HARD, history, 8, 8).light == "已完成"


def test_last_years_share_counts_for_flows_and_is_floored_for_counts() -> None:  # 300 * 13 / 80 = 48.75
    share = {month: Decimal(13 if month < 12 else 80) for month in range(1, 13)}
    assert pace(Figure("cumulative_count", Decimal(300), last_year=share), 5) == 16
    assert pace(Figure("cumulative_amount", Decimal(300), last_year=share), 5) == Decimal("16.25")
    assert pace(Figure("level", Decimal(300), baseline=Decimal(0), last_year=share), 6) == 50


def test_a_monthly_plan_is_a_step_function() -> None:
    figure = Figure("cumulative_count", Decimal(300), plan={6: Decimal(99), 12: Decimal(300)})
    assert [pace(figure, month) for month in (1, 5, 6, 11, 12)] == [0, 0, 33, 33, 100]


def test_a_third_does_not_move_minus_ten() -> None:  # 10 of 300 with 40 due: 3.333… - 13.333…
    figure = Figure("cumulative_count", Decimal(300), plan={1: Decimal(40), 12: Decimal(300)})
    assert light(figure, Decimal(10), 5, Entry(5)) == "欠序时"
