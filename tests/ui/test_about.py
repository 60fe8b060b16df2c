"""关于: what the program is, where its data are, what it is not for."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from resources import ROOT
from ui.dialogs.help_view import AboutDialog
from ui.version import VERSION

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Plan


def words(dialog: AboutDialog) -> str:
    labels: list[QLabel] = dialog.findChildren(QLabel)  # type: ignore[assignment]
    return "\n".join(label.text() for label in labels)


def test_that_it_names_version_plan_data_folder_fonts_and_licences(qtbot: QtBot, plan: Plan) -> None:
    dialog = AboutDialog(plan=plan, folder=Path("data"))
    qtbot.addWidget(dialog)
    dialog.show()
    text = words(dialog)
    for part in (f"版本{VERSION}", "2025年工作要点", "数据文件夹：data", "打印字体：小标宋：", "LGPL", "OFL"):
        assert part in text
    assert "请勿填写涉密信息" in text
    assert "不联网" in text
    assert dialog.height() == dialog.layout().totalSizeHint().height()


def test_that_every_package_that_is_shipped_is_named(qtbot: QtBot, plan: Plan) -> None:
    dialog = AboutDialog(plan=plan, folder=Path("data"))
    qtbot.addWidget(dialog)
    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shipped = {line.split("==")[0].removesuffix("-Essentials") for line in project["dependencies"]}
    named = words(dialog).casefold()
    assert [name for name in shipped - {"shiboken6"} if name.casefold() not in named] == []


def test_that_it_can_be_asked_before_a_plan_is_read(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(AboutDialog, "exec", lambda self: shown.append(words(self)))
    AboutDialog.ask(plan=None, folder=Path("data"))
    assert "工作要点尚未读入" in shown[0]


def test_that_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION
