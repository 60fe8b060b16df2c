"""The house style of every text that a user sees, and the menu paths that texts name."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from resources import ROOT
from ui.shell.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOUSE = ROOT.parent
SOURCES = ("cixi_desktop", "db", "ui", "main.py")
READS = ("cixi_desktop/plans", "cixi_desktop/pasting", "cixi_desktop/workbook/reading/tables.py")
"""What people write is read here: their words are not the program's."""
PAPERS = (ROOT / "help" / "manual.md", ROOT / "help" / "changes.md", HOUSE / "tools/kit/files/guide.txt")
CHINESE = "[\u4e00-\u9fff]"
PATTERN = re.compile(r"\\[dsS]|\(\?|\?\(|\[\^|<[wca]:|&P|\$")
"""What tells a pattern, or the language of a file, from words."""
RULES = {
    "单位交的是进展情况表，“汇总表”只指全局": "(?<!全局)汇总表|上报的表|附表",
    "工作要点不叫文件": "文件(推算|未给|未定|写明|中出现)",
    "程序不叫系统": "系统(默认|识别(?!页))|全文见系统",
    "一页纸是全名": "打印一页(?!纸)|打印页",
    "清单类事项的分母是清单总数": "名单总数",
    "文号和日期叫依据": "佐证",
    "第N次报送和校验码，不说版本号": "第几版|(?<!旧版本（)(?<!程序建立或升级的：{}（)数据版本",
    "不用人称": "[您我](?!们)|你(?!单位)",
    "书面语": "(?<!照)猜|悄悄|绝不|拿别的|认错|看不出|打不出|一目了然|怎么办|来由|谁定的|照着念",
    "否定用“未”": "没有(写(?!满)|填写|保存|打印(?!机|组件)|接收(?!任)|读入)",
    "按钮是动作": r"的\(&",
    "菜单写作“文件—打开退回表”": "”→“|“[^”]+”菜单",
    "中文用全角标点": f"{CHINESE}[,;:?!]|[,;:?!]{CHINESE}",
    "中西文之间不空格": f"{CHINESE} [A-Za-z0-9]|[A-Za-z0-9] {CHINESE}",
    "并列用顿号": "指标/事项/任务",
    "起止用一字线": r"\d-\d+月",
    "不用叹号": "！",
    "日期写年月日": r"\d{4}-\d\d-\d\d印发|〔\d{4}〕\d+号，\d{4}-",
    "百分数之差用个百分点": r"(高于|快于|慢于)\d[^，。]*%",
}
FIXED = {
    "表格 (*.xlsx *.xlsm *.xlsb *.xls *.et *.ett *.ods *.csv);;所有文件 (*)",
    "标“…”处按版面节略，全文见进展情况表。",
    "思源黑体 CN",
    "默认（0/10）",
    "要修改的位置和意见，如“H-3=与名单不符”“H-3:累计完成=多报”“task:8=请写明问题”",
}
"""Names that are so, and words that another paper fixes."""


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Each text of a source with its line: no docstrings, what is filled in as {}."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in parts | docs:
            continue
        if isinstance(node, ast.JoinedStr):
            shown = "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
            yield node.lineno, shown
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def texts() -> Iterator[tuple[str, str]]:
    """Every Chinese text that a user may see, with its place."""
    for source in SOURCES:
        top = HOUSE / source
        for path in sorted(top.rglob("*.py")) if top.is_dir() else [top]:
            place = path.relative_to(HOUSE).as_posix()
            if not place.startswith(READS):
                found = ((f"{place}:{line}", words) for line, words in strings(path))
                yield from (each for each in found if re.search(CHINESE, each[1]))
    for path in PAPERS:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.name}:{number}", line


@pytest.fixture(scope="module")
def seen() -> list[tuple[str, str]]:
    return [(place, words) for place, words in texts() if not PATTERN.search(words) and words not in FIXED]


@pytest.mark.parametrize("rule", RULES)
def test_that_every_text_keeps_to_the_house_style(rule: str, seen: list[tuple[str, str]]) -> None:
    against = re.compile(RULES[rule])
    assert [(place, words) for place, words in seen if against.search(words)] == []


MENU = re.compile("“(文件|编辑|查看|汇总|计划|设置|帮助)—([^”—]+)")


def test_that_every_menu_path_that_is_named_exists(seen: list[tuple[str, str]]) -> None:
    menus = {
        (command.menu.partition("(")[0], command.text.partition("(&")[0].rstrip("…")) for command in COMMANDS
    }
    menus |= {("文件", "解锁本月")}
    named = {(place, path) for place, words in seen for path in MENU.findall(words)}
    assert len(named) > len(COMMANDS) / 2
    assert {(place, path) for place, path in named if path not in menus} == set()
