"""安装使用说明: one page for every kind of kit, whole, and the same bytes each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from tools.kit import assembly, guide
from tools.kit.targets import LINUX_X64, ROOT, WINDOWS_X64, KitError, Target

if TYPE_CHECKING:
    from pathlib import Path

AT = 1_750_000_000
TEXT = "题目\n版本1\n\n一、开始\n\u3000\u30001. 打开<文件夹>，\n\u3000\u3000\u3000再启动。\n\n完。\n"


@pytest.mark.parametrize(
    ("target", "sort"), [(WINDOWS_X64, "windows"), (LINUX_X64, "linux"), (LINUX_X64, "deb")]
)
def test_that_it_is_printed_on_one_page_with_nothing_left_to_fill_in(
    target: Target, sort: str, tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(AT))
    assembly.write_papers(tmp_path, target, sort)
    text = (tmp_path / assembly.GUIDE).read_text(encoding="utf-8-sig")
    pages = PdfReader(tmp_path / assembly.PRINTED_GUIDE).pages
    assert len(pages) == 1
    assert "{" not in text
    printed = "".join(pages[0].extract_text().split())
    for words in ("不能启动时", "从其他文件恢复", "不要随旧文件夹一起删掉", "第三方软件许可.txt"):
        assert words in printed


def test_that_two_printings_are_the_same_and_say_the_time_of_the_commit(tmp_path: Path, qapp: object) -> None:
    for name in ("1.pdf", "2.pdf"):
        guide.write_pdf(TEXT, tmp_path / name, AT)
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()
    assert b"(D:20250615150640Z)" in (tmp_path / "1.pdf").read_bytes()


def test_that_a_second_page_is_refused(tmp_path: Path, qapp: object) -> None:
    with pytest.raises(KitError, match="2 pages"):
        guide.write_pdf(TEXT + "又一行。\n" * 60, tmp_path / "long.pdf", AT)


def test_that_lines_that_go_on_are_joined_and_signs_kept() -> None:
    assert guide.markup(TEXT) == (
        '<p class="title">题目</p><p class="version">版本1</p><p class="head">一、开始</p>'
        '<p class="item">1. 打开&lt;文件夹&gt;，再启动。</p><p class="text">完。</p>'
    )


def test_that_what_is_new_is_told_without_signs_of_markdown() -> None:
    assert assembly.plain("# 更新说明\n\n## 1.0\n\n- 一项 - 两格#。\n") == (
        "更新说明\n\n1.0\n\n\u3000\u3000· 一项 - 两格#。\n"
    )
    assert not set("#`*") & set(assembly.plain((ROOT / "resources/help/changes.md").read_text("utf-8")))
