"""The house style of every text that a user sees, and the menu paths that texts name."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from resources import ROOT
from tests.support.sources import HOUSE, modules
from ui.dialogs.help_view import LICENCES
from ui.shell.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = ("cixi_desktop", "db", "ui", "main.py")
READS = ("cixi_desktop/plans", "cixi_desktop/pasting", "cixi_desktop/workbook/reading/tables.py")
"""What people write is read here: only whole sentences are the program's own words."""
PAPERS = (
    ROOT / "help" / "manual.md",
    ROOT / "help" / "changes.md",
    *(HOUSE / "tools" / "kit" / "files").glob("guide.*"),
)
WORKBOOKS = sorted((HOUSE / "tests" / "golden").glob("workbook_*.txt"))
"""Every cell of two workbooks as they are written, where sentences have been put together."""
CHINESE = "[\u4e00-\u9fff]"
SENTENCE = f"{CHINESE}.*[。？]$"
MARGIN = re.compile(r"^(\d+\.\d |\S+ (\S+ )?· [^:]+: )")
"""What stands before the text of a written cell: the height of its row, or its row and head."""
LONG_SENTENCE = r"[^。；：　\\n]{61,}"
PATTERN = re.compile(r"\\[dsS]|\(\?|\?\(|\[\^|<[wca]:|&P|\$")
"""What tells a pattern, or the language of a file, from words."""
RULES = {
    "单位交的是进展情况表，“汇总表”只指全局": "(?<!全局)汇总表|上报的表|附表",
    "工作要点不叫文件": "文件(推算|未给|未定|写明|中出现)",
    "程序不叫系统": "系统(默认|识别(?!页))|全文见系统",
    "一页纸是全名": "打印一页(?!纸)|打印页",
    "清单类事项的分母是清单总数": "名单总数",
    "表格是接收的，台账才导入": "请导入各月",
    "“本单位承担的”只有一个名称": "我的任务",
    "争取类有阶段，没有进度": "争取类指标只看进度",
    "界限只在设置里": r"亮灯规则[：（][^：]*\d/\d",
    "对数据填报，对格填写": "录入",
    "文号和日期叫依据": "佐证",
    "第N次报送和校验码，不说版本号": "第几版|(?<!旧版本（)(?<!程序建立或升级的：{}（)数据版本",
    "不用人称": "[您我](?!们)|你(?!单位|的电脑)",
    "书面语": "(?<!照)猜|悄悄|绝不|一目了然|怎么(?!填)|来由|谁定的|照着念|(?<![概纪])念|是不是",
    "书面语，不说做不到": "拿别的|拿错|[认看读打写]不[出开进懂]|不见了|太大了|存下来",
    "确认是问是否": "^(?!.*还是)(?!.*是否)[^？]*？$",
    "否定用“未”": "没有(写(?!满)|填写|保存|打印(?!机|组件)|接收(?!任)|读入)",
    "按钮是动作": r"的\(&",
    "菜单写作“文件—打开退回表”": "”→“|“[^”]+”菜单",
    "中文用全角标点": f"{CHINESE}[,;:?!]|[,;:?!]{CHINESE}",
    "中西文之间不空格": f"{CHINESE} [A-Za-z0-9]|[A-Za-z0-9] {CHINESE}",
    "并列用顿号": "指标/事项/任务",
    "起止用一字线": r"\d-\d+月",
    "不用叹号": "！",
    "省略号是……或…": r"\.{3}",
    "一句一个冒号": "：[^。；，、　\\n]*：[^。；，、　\\n]*：",
    "亮灯符号不作他用": "※已填报",
    "同段时间只写一次": r"截至\d+月底[^。；]*截至\d+月底",
    "日期写年月日": r"\d{4}-\d\d-\d\d印发|〔\d{4}〕\d+号，\d{4}-",
    "确认不用“吗”": "吗[？。]?$",
    "完成率有一位小数": r"目标的(\d+|\d+\.\d{2,})%",
    "均摊不取整，说月均": "平均每月",
    "家数只有增加，没有提高": r"较基数|提高[\d{}.]+(家|个(?!百分点)|项|件|人)",
    "净增、提升的目标要写明": r"(净增|提升)[^。]*完成年度目标的",
    "草稿就是草稿": "草稿（(?!未报送|未计入)",
    "节略写在句末": "(?<!…)…（",
    "大小与单位之间空格": r"\d[KMG]B",
    "百分数之差用个百分点": r"(高于|快于|慢于)\d[^，。]*%",
}
FIXED = {
    "表格 (*.xlsx *.xlsm *.xlsb *.xls *.et *.ett *.ods *.csv);;所有文件 (*)",
    "标“……”处按版面节略，全文见进展情况表。",
    "思源黑体 CN",
    'check = "sh 启动填报程序.sh check-program"',
    "　　1. 请管理员双击安装包安装，或在终端中输入：sudo dpkg -i 安装包的文件名",
    "填报人：{0}审核人：{0}负责人：{0}日期：　　　　年　　月　　日",
    LICENCES,
    "默认（0/10）",
    "要修改的位置和意见，如“H-3=与名单不符”“H-3:累计完成=多报”“task:8=请写明问题”",
}
"""Names that are so, and words that another paper fixes."""


def strings(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Each text of a source with its line: no docstrings, what is filled in as {}."""
    nodes = list(ast.walk(module))
    parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    docs = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if id(node) in parts | docs:
            continue
        if isinstance(node, ast.JoinedStr):
            shown = "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
            yield node.lineno, shown
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def texts() -> Iterator[tuple[str, str]]:
    """Every Chinese text that a user may see, with its place."""
    for place, module in modules().items():
        own = SENTENCE if place.startswith(READS) else CHINESE
        found = ((f"{place}:{line}", words) for line, words in strings(module))
        yield from (each for each in found if re.search(own, each[1]))
    for path in PAPERS:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.startswith("# The"):
                yield f"{path.name}:{number}", line
    for path in WORKBOOKS:
        for_people = path.read_text(encoding="utf-8").partition("━━ 系统识别页")[0]
        for number, line in enumerate(for_people.splitlines(), 1):
            yield f"{path.name}:{number}", MARGIN.sub("", line)


@pytest.fixture(scope="module")
def seen() -> list[tuple[str, str]]:
    return [(place, words) for place, words in texts() if not PATTERN.search(words) and words not in FIXED]


@pytest.mark.parametrize("rule", RULES)
def test_that_every_text_keeps_to_the_house_style(rule: str, seen: list[tuple[str, str]]) -> None:
    against = re.compile(RULES[rule])
    assert [(place, words) for place, words in seen if against.search(words)] == []


NAMED = {
    "setPlaceholderText",
    "setWindowTitle",
    "setAccessibleName",
    "addTab",
    "addRow",
    "addAction",
    "QPushButton",
    "QuietButton",
    "QCheckBox",
    "QRadioButton",
}
"""What gets a name, not a sentence."""


def said(node: ast.expr) -> str:
    """The end of a text that is written down or put together; “” of one that is handed on."""
    if isinstance(node, ast.BinOp):
        return said(node.right)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@cache
def calls() -> list[tuple[str, str, list[str]]]:
    """Every call with texts: its place, what is called, the texts."""
    return [
        (f"{place}:{node.lineno}", getattr(node.func, "attr", getattr(node.func, "id", "")), found)
        for place, module in modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and (found := [text for text in map(said, node.args) if re.search(CHINESE, text)])
    ]


def test_that_a_fault_and_its_remedy_are_whole_sentences() -> None:
    told = [(place, text) for place, called, found in calls() if called.endswith("Error") for text in found]
    assert len(told) > len(COMMANDS)
    assert [(place, text) for place, text in told if not re.search("[。？}]$", text)] == []
    assert [(place, text) for place, text in told if text.count("。") > 2] == []


def test_that_a_name_is_no_sentence() -> None:
    names = [(place, text) for place, called, found in calls() if called in NAMED for text in found]
    assert len(names) > len(COMMANDS)
    assert [(place, text) for place, text in names if re.search("[。；，：]$", text)] == []


LONG_BUTTONS = {
    "按数据起草": "says what the draft is made of",
    "写入进展情况": "names the box that it writes into, which is another than the one below it",
    "本月无变化": "DOMAIN's own word",
    "打开文件夹": "as file managers say it; 打开 alone would open the file",
    "单位：未选择": "a state: it gives way to the unit's name",
    "从其他文件恢复": "beside 恢复, which takes the backup that is chosen",
    "查看该单位": "what is seen there is another unit's",
}
"""Buttons longer than the two to four signs of a verb, each with the reason."""
FEW_SIGNS = 4


def test_that_a_button_is_a_few_signs_and_none_is_yes_or_no() -> None:
    buttons = [
        (place, re.sub(r"\(.*|…", "", text))
        for place, called, found in calls()
        if called in {"addButton", "QPushButton", "QuietButton"}
        for text in found
    ]
    assert len(buttons) > len(COMMANDS)
    assert [(place, text) for place, text in buttons if len(re.findall(CHINESE, text)) < FEW_SIGNS / 2] == []
    assert {text for _, text in buttons if len(re.findall(CHINESE, text)) > FEW_SIGNS} == {*LONG_BUTTONS}
    assert [(place, text) for place, text in buttons if text in {"是", "否", "不是"}] == []


def test_that_the_window_says_whose_state_and_which_unit_it_means(seen: list[tuple[str, str]]) -> None:
    """亮灯、本期状态、报送状态; 填报单位、计量单位. Only columns of the workbook are called so by decree."""
    shown = [each for each in seen if each[0].startswith("ui/") and not each[0].startswith("ui/console")]
    assert [(place, words) for place, words in shown if words in {"状态", "单位", "名单"}] == []


@pytest.mark.parametrize("source", SOURCES)
def test_that_no_sentence_of_a_message_has_more_than_sixty_signs(
    source: str, seen: list[tuple[str, str]]
) -> None:
    own = [(place, words) for place, words in seen if place.startswith(source) and "|" not in words]
    assert [(place, words) for place, words in own if re.search(LONG_SENTENCE, words)] == []


MENU = re.compile("(文件|编辑|查看|汇总|计划|设置|帮助)—([\u4e00-\u9fff（）]+)")
ALONE = re.compile("(?<!不能)(?:请用|请选|请在|可用|选|用)“([^”—]+)”")


def test_that_every_menu_path_that_is_named_exists(seen: list[tuple[str, str]]) -> None:
    menus = {
        (command.menu.partition("(")[0], command.text.partition("(&")[0].rstrip("…")) for command in COMMANDS
    }
    menus |= {("文件", "解锁本月")}
    named = {(place, path) for place, words in seen for path in MENU.findall(words)}
    assert len(named) > len(COMMANDS) / 2
    assert {(place, path) for place, path in named if path not in menus} == set()
    commands = {name for _, name in menus}
    sent = {(place, name) for place, words in seen for name in ALONE.findall(words)}
    assert {(place, name) for place, name in sent if name in commands} == set()
