"""The whole job on a sample year, as the run command of the README does it."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PIL import Image

import main
from cixi_desktop.actions.configure import add_unit
from cixi_desktop.planfile import load_plan
from cixi_desktop.records.units import Unit
from cixi_desktop.workspace import Workspace
from db.store import open_store, renew_sample

if TYPE_CHECKING:
    from pathlib import Path

PLAN = load_plan(main.PLAN.read_text(encoding="utf-8"))
OF_THE_EARLIER = "上次的单位"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the demo leaves behind where an earlier sample year lay."""
    folder = tmp_path_factory.mktemp("demo")
    earlier = Workspace(plan=PLAN, store=renew_sample(folder / "out" / "data"), actor="示例")
    add_unit(earlier, OF_THE_EARLIER)
    earlier.store.close()
    assert main.main(["--data", str(folder / "own"), "demo", "--out", str(folder / "out")]) == 0
    return folder / "out"


def _page_text(path: Path) -> str:
    text = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    return unicodedata.normalize("NFKC", "".join(text.split()))


def test_that_the_demo_leaves_data_a_workbook_a_page_and_pictures(out: Path) -> None:
    names = {path.name for path in out.iterdir()}
    assert {
        "data",
        "一页纸2025年6月.pdf",
        "一页纸2025年12月.pdf",
        "总览.png",
        "填报.png",
        "表格.png",
    } <= names
    assert sum(name.endswith(".xlsx") for name in names) == 2
    assert (out / "data" / "cixi.db").stat().st_size > 100_000


def test_that_the_workbook_has_all_figures_and_items_and_says_that_they_are_samples(out: Path) -> None:
    path = next(path for path in out.glob("*.xlsx") if "2025年6月" in path.name)
    rows = [[cell.value for cell in row] for row in load_workbook(path)["进展情况表"].iter_rows()]
    shown = {value for row in rows for value in row}
    assert {indicator.name for indicator in PLAN.indicators} <= shown
    assert {item.name for item in PLAN.items} <= shown
    assert any("示例数据" in str(value) for value in shown)


def test_that_the_page_is_one_page_with_all_figures_and_the_sample_mark(out: Path) -> None:
    for path in out.glob("*.pdf"):
        info = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
        assert "Pages:           1" in info
        text = _page_text(path).replace("/", "、")
        assert "示例数据" in text
        names = [unicodedata.normalize("NFKC", i.name.replace("/", "、"))[:10] for i in PLAN.indicators]
        assert [name for name in names if name not in text] == []


def test_that_the_same_check_code_stands_in_the_workbook_and_on_the_page(out: Path) -> None:
    path = next(path for path in out.glob("*.xlsx") if "2025年6月" in path.name)
    cells = [
        str(c.value) for row in load_workbook(path)["进展情况表"].iter_rows(max_row=5) for c in row if c.value
    ]
    code = next(text for text in cells if "校验码" in text).split("校验码")[1].strip("：: 　")[:9]
    assert code in _page_text(out / "一页纸2025年6月.pdf")


def test_that_the_pictures_are_of_the_size_asked_for_and_not_empty(out: Path) -> None:
    for path in out.glob("*.png"):
        with Image.open(path) as picture:
            assert picture.size == (1366, 768)
            assert len(picture.convert("RGB").getcolors(1_000_000) or ()) > 100


def test_that_a_picture_of_the_overview_holds_the_chart_however_long_it_takes_to_load(
    out: Path, tmp_path: Path
) -> None:
    taken = tmp_path / "总览.png"
    words = ("--data", out / "data", "picture", "overview", "--period", "2025-06", "--out", taken)
    subprocess.run([sys.executable, main.__file__, *map(str, words)], check=True, capture_output=True)
    with Image.open(taken) as picture:
        beside = picture.convert("RGB").crop((1100, 440, 1340, 680))
    colours = beside.getcolors(1_000_000) or ()
    assert sum(count for count, rgb in colours if isinstance(rgb, tuple) and max(rgb) - min(rgb) > 100) > 100


def test_that_the_own_data_folder_is_left_alone(out: Path) -> None:
    assert not (out.parent / "own" / "cixi.db").exists()


def test_that_an_earlier_sample_year_is_made_anew(out: Path) -> None:
    store = open_store(out / "data")
    names = {unit.name for unit in store.load(Unit)}
    store.close()
    assert names == {"示例高新科", "示例办公室", "示例服务中心"}
