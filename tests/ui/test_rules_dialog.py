"""亮灯规则: presets and own thresholds, with the lights that would change."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QDialog, QDialogButtonBox

from cixi_desktop.actions.record import record
from cixi_desktop.assessment.assess import Assessment, assess
from cixi_desktop.assessment.lights import PRESETS
from cixi_desktop.periods import month
from cixi_desktop.records.rules import DEFAULT_RULES
from ui.dialogs.rules_dialog import RulesDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from cixi_desktop.records.rules import Rules
    from cixi_desktop.workspace import Workspace

JUNE = month(2025, 6)


@pytest.fixture
def judged_by(workspace: Workspace) -> Callable[[Rules], Assessment]:
    def judge(rules: Rules) -> Assessment:
        return assess(workspace.plan, workspace.content.with_records([(rules.key, rules)]), JUNE)

    return judge


@pytest.fixture
def dialog(qtbot: QtBot, workspace: Workspace, judged_by: Callable[[Rules], Assessment]) -> RulesDialog:
    """55 of 120 by June: 4.2 个百分点 behind the pace, 欠序时 by default."""
    record(workspace, "H-3", JUNE, {"cumulative": "55"})
    dialog = RulesDialog(assessment=workspace.assess(JUNE), judged_by=judged_by)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def preview(dialog: RulesDialog) -> list[str]:
    return [dialog.preview.item(row).text() for row in range(dialog.preview.count())]


def is_acceptable(dialog: RulesDialog) -> bool:
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_that_the_rules_in_force_are_shown_and_change_nothing(dialog: RulesDialog) -> None:
    assert dialog.rules() == DEFAULT_RULES
    assert dialog.preset.currentText() == "默认（0/10）"
    assert dialog.summary.text() == "2025年6月亮灯没有变化。"
    assert dialog.words.text().startswith("亮灯规则（默认）：")


def test_that_a_preset_shows_which_lights_it_would_change(dialog: RulesDialog) -> None:
    dialog.preset.setCurrentText("瓯海式（0/0）")
    assert dialog.rules() == PRESETS[2]
    assert preview(dialog) == ["高新技术企业新增数：▲欠序时 → ■滞后"]
    assert dialog.summary.text() == "2025年6月有1项亮灯变化："
    dialog.preset.setCurrentText("银川式（10/30）")
    assert dialog.rules() == PRESETS[1]
    assert preview(dialog) == ["高新技术企业新增数：▲欠序时 → ●达序时"]


def test_that_own_thresholds_have_a_name_of_their_own(dialog: RulesDialog) -> None:
    dialog.behind_at.setValue(4.5)
    assert dialog.preset.currentText() == "自定义"
    assert dialog.rules() == replace(DEFAULT_RULES, name="自定义（4.5/10）", behind_at=Decimal("4.5"))
    dialog.behind_at.setValue(0)
    assert dialog.preset.currentText() == "默认（0/10）"


def test_that_all_inputs_stand_below_one_another(dialog: RulesDialog) -> None:
    fields = (dialog.behind_at, dialog.late_beyond, dialog.count_band, dialog.growth_band)
    assert len({field.x() for field in fields}) == 1
    assert dialog.preset.x() == dialog.inclusive.x()


def test_that_thresholds_that_contradict_each_other_cannot_be_put_in_force(dialog: RulesDialog) -> None:
    dialog.behind_at.setValue(20)
    assert dialog.fault.isVisible()
    assert not is_acceptable(dialog)
    dialog.late_beyond.setValue(30)
    assert not dialog.fault.isVisible()
    assert is_acceptable(dialog)


def test_that_every_input_has_a_name(dialog: RulesDialog) -> None:
    assert all(field.accessibleName() for field in dialog._names())


@pytest.mark.parametrize("is_accepted", [True, False])
def test_that_only_accepted_rules_are_given_back(
    dialog: RulesDialog,
    workspace: Workspace,
    judged_by: Callable[[Rules], Assessment],
    monkeypatch: pytest.MonkeyPatch,
    is_accepted: bool,
) -> None:
    codes = QDialog.DialogCode

    def choose(self: RulesDialog) -> QDialog.DialogCode:
        self.preset.setCurrentIndex(1)
        return codes.Accepted if is_accepted else codes.Rejected

    monkeypatch.setattr(RulesDialog, "exec", choose)
    chosen = RulesDialog.ask(assessment=workspace.assess(JUNE), judged_by=judged_by)
    assert chosen == (PRESETS[1] if is_accepted else None)
