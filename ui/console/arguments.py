"""The words of the command line, and which module carries each command out."""

from __future__ import annotations

import argparse
import os
import re
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from cixi_desktop.errors import CixiError
from cixi_desktop.files import is_there
from ui.version import NAME, VERSION

_FAULTS = {
    r"the following arguments are required: (.+)": "缺少参数：{}。",
    r"unrecognized arguments: (.+)": "不认识的参数：{}。",
    r"argument (.+?): expected one argument": "参数{}后面要有内容。",
    r"argument (?:命令): invalid choice: '(.*?)' .*": "没有“{}”这个命令。",
    r"argument (.+?): invalid choice: '(.*?)' .*": "参数{}没有“{}”这一项。",
    r"one of the arguments (.+) is required": "至少要有其中一项：{}。",
    r"argument (.+?): not allowed with argument (.+)": "{}和{}不能同时使用。",
    r"argument (.+?): invalid \S+ value: (.+)": "参数{}的值{}有误。",
    r"argument (--size|--scale): (.+)": "参数{}的值{}有误。",
    r"ambiguous option: (.+?) could match (.+)": "参数{}不明确，可能是：{}。",
}
PROGRAM = os.environ.get("CIXI_COMMAND", "main.py")
"""What the user has typed: the start script of a kit says its own name."""
_USAGE_HINT = f"用法见：{PROGRAM} --help。"


class _Formatter(argparse.HelpFormatter):
    """The help in Chinese; argparse has no setting for its own word."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:  # noqa: ANN401  as argparse has it
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Speaks Chinese in its help and of its faults."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  as argparse has it
        super().__init__(**settings, add_help=False, formatter_class=_Formatter)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明")

    def format_help(self) -> str:
        return super().format_help().replace(":\n", "：\n")

    def error(self, message: str) -> NoReturn:
        for pattern, words in _FAULTS.items():
            found = re.fullmatch(pattern, message)
            if found:
                raise CixiError(f"命令有误：{words.format(*found.groups()).replace(', ', '、')}", _USAGE_HINT)
        raise CixiError("命令有误。", _USAGE_HINT)


KINDS = ("month", "quarter", "half", "year")
MODULES = {
    "entering": ("record", "note", "ledger", "undo"),
    "showing": ("show", "check-month", "journal"),
    "outputs": ("export", "submit", "page", "picture", "report", "report-template"),
    "receiving": ("template", "import"),
    "reviewing": ("missing", "receipt", "return", "consolidate", "decide", "decisions"),
    "bureau": ("units", "duty"),
    "maintenance": ("check", "check-program", "check-machine", "backup", "salvage", "restore"),
    "demo": ("demo",),
    "planning": ("plan",),
}
"""Which module carries out which commands, in its ``COMMANDS``. It is imported when asked for: openpyxl and
Qt take most of a second.
"""


def parse(arguments: list[str]) -> argparse.Namespace:
    """The command line as values; ``command`` is None for the window.

    CixiError in Chinese if it cannot be read.
    """
    return make_parser().parse_args(arguments)


@cache
def make_parser() -> argparse.ArgumentParser:
    """Every command with its arguments."""
    parser = _Parser(prog=PROGRAM, description=NAME, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"{NAME} {VERSION}", help="显示版本")
    parser.add_argument("--data", type=_path, metavar="文件夹", help="数据文件夹；不写为默认位置")
    commands = parser.add_subparsers(
        dest="command", title="命令", metavar="命令", help="不写则打开窗口", parser_class=_Parser
    )
    _add_entry_commands(commands)
    _add_outputs(commands)
    _add_review(commands)
    _add_decisions(commands)
    _add_maintenance(commands)
    _add_plans(commands)
    return parser


_NUMBERS = {
    "increment": "本期新增数",
    "cumulative": "年初至期末的累计数",
    "value": "期末的数（比重、总量）或增速",
    "last-year": "上年同期数，与累计数一起填写，增速由此得出",
    "numerator": "已覆盖、已办结的数",
    "denominator": "应覆盖的数、清单总数",
}
_Commands = argparse._SubParsersAction  # noqa: SLF001  argparse has no public name for it


def _add_entry_commands(commands: _Commands[_Parser]) -> None:
    from cixi_desktop.records.entries import State

    record = _command(commands, "record", "填报一个指标或事项")
    record.add_argument("target", metavar="编号", help="指标或事项编号，如8-1、M8-2")
    _add_period(record)
    for name, words in _NUMBERS.items():
        record.add_argument(f"--{name}", metavar="数", help=words)
    record.add_argument("--stage", metavar="文字", help="所处阶段")
    record.add_argument("--proof", metavar="文字", help="依据（文号、日期）")
    record.add_argument(
        "--state",
        choices=[state.value for state in State],
        metavar="状态",
        help=f"没有数据的：{'、'.join(State)}",
    )
    record.add_argument("--reason", metavar="文字", help="说明")
    record.add_argument("--as-of", metavar="日期", help="截至日期，如2025-06-25")
    record.add_argument("--estimate", action="store_true", help="预计数")
    record.add_argument("--note", metavar="文字", help="补充说明；日常工作填开展情况")
    record.add_argument("--correct", metavar="文字", help="办公室更正单位填报的数，写明理由")
    _add_unit(record, may_add=True)
    note = _command(commands, "note", "填写一项任务的文字")
    note.add_argument("task", metavar="任务", help="任务编号：总体或1—12")
    _add_period(note)
    note.add_argument("--progress", metavar="文字", help="进展情况")
    note.add_argument("--problems", metavar="文字", help="存在问题")
    note.add_argument("--next", metavar="文字", help="下一步打算")
    note.add_argument("--request", metavar="文字", help="需协调事项：提请局领导研究、协调的")
    note.add_argument("--step", metavar="文字", help="下一步打算中的一句，写明它的时限、责任人、协调单位")
    note.add_argument("--due", default="", metavar="文字", help="时限，如8月底")
    note.add_argument("--person", default="", metavar="文字", help="责任人")
    note.add_argument("--partner", default="", metavar="文字", help="需协调的单位")
    _add_unit(note, may_add=True)
    _add_ledger(commands)
    _command(commands, "undo", "撤销最近一步")
    _add_duties(commands)


_EXAMPLES = {"day": "日期，如2025-06-18；计入这一天所在的月份"}


def _add_ledger(commands: _Commands[_Parser]) -> None:
    from cixi_desktop.kinds import LEDGER_FIELDS

    ledger = _command(commands, "ledger", "查看台账，或者记入一行")
    ledger.add_argument("target", metavar="编号", help="指标或事项编号，如8-3")
    _add_period(ledger)
    ledger.add_argument("--add", metavar="名称", help="名称；不写则只查看")
    for name, field in LEDGER_FIELDS.items():
        if name != "name":
            ledger.add_argument(f"--{name}", metavar="文字", help=_EXAMPLES.get(name, field.label))
    _add_json(ledger)
    _add_unit(ledger, may_add=True)


def _add_duties(commands: _Commands[_Parser]) -> None:
    _add_units(commands)
    duty = _command(commands, "duty", "填写一项任务、指标或事项的分工")
    duty.add_argument("subject", metavar="编号", help="任务、指标或事项编号，如8、8-1、M8-2")
    duty.add_argument("--lead", metavar="名称", help="牵头科室，写名称或简称")
    duty.add_argument("--support", nargs="+", metavar="名称", help="配合科室")
    duty.add_argument("--leader", metavar="文字", help="责任领导")
    duty.add_argument("--person", metavar="文字", help="责任人")
    duty.add_argument("--deadline", metavar="日期", help="完成时限，如2025-09-30、9月底")
    _add_year(duty)


def _add_units(commands: _Commands[_Parser]) -> None:
    units = _command(commands, "units", "显示各单位；新增、合并或删除一个单位")
    _add_json(units)
    verbs = units.add_subparsers(
        dest="verb", title="命令", metavar="add|merge|delete", help="不写则显示各单位", parser_class=_Parser
    )
    add = _command(verbs, "add", "新增一个单位")
    add.add_argument("name", metavar="名称", help="单位名称")
    add.add_argument("--short", default="", metavar="名称", help="简称")
    merge = _command(verbs, "merge", "把一个单位的全部数据并入另一个单位")
    merge.add_argument("source", metavar="单位", help="并入后撤销的单位")
    merge.add_argument("into", metavar="并入单位", help="并入到的单位")
    delete = _command(verbs, "delete", "删除一个多出来的单位和它的全部填报")
    delete.add_argument("name", metavar="单位", help="要删除的单位")


def _add_outputs(commands: _Commands[_Parser]) -> None:
    show = _command(commands, "show", "显示各指标和事项")
    _add_period(show)
    _add_json(show)
    _add_whose(show)
    month = _command(commands, "check-month", "检查一个月的填报")
    _add_period(month)
    _add_json(month)
    _add_whose(month)
    for name, words, what in (
        ("export", "导出进展情况表", "文件或文件夹"),
        ("page", "输出一页纸（PDF）", "文件.pdf"),
    ):
        command = _command(commands, name, words)
        _add_period(command)
        _add_out(command, what)
        _add_whose(command)
    _add_reports(commands)
    submit = _command(commands, "submit", "报送一个月，并导出进展情况表")
    _add_period(submit)
    _add_out(submit, "文件或文件夹")
    _add_unit(submit)
    picture = _command(commands, "picture", "把窗口存成图片")
    picture.add_argument(
        "view", metavar="entry|overview|grid|编号", help="填报、总览、表格，或一个指标、事项"
    )
    _add_period(picture)
    _add_out(picture, "文件.png")
    picture.add_argument(
        "--size", type=_size, default=(1366, 768), metavar="宽x高", help="窗口大小，默认1366x768"
    )
    picture.add_argument("--scale", type=_scale, default="1", metavar="倍数", help="放大倍数，如1.5")
    _add_unit(picture)
    template = _command(commands, "template", "导出没有程序的单位用的填报表")
    template.add_argument("--unit", required=True, metavar="名称", help="单位名称")
    _add_period(template)
    _add_out(template, "文件或文件夹")
    _add_import(commands)
    demo = _command(commands, "demo", "生成示例数据、表格和图片")
    _add_out(demo, "文件夹")


def _add_reports(commands: _Commands[_Parser]) -> None:
    report = _command(commands, "report", "写月度通报、季度分析、半年总结、年度评价")
    report.add_argument(
        "kind",
        choices=KINDS,
        metavar="|".join(KINDS),
        help="月、季、半年、年",
    )
    _add_period(report)
    _add_out(report, "文件.docx|.pdf|.txt")
    _add_whose(report)
    template = _command(commands, "report-template", "导出或导入报告模板：标题、顺序、句子")
    template.add_argument("kind", choices=KINDS, metavar="|".join(KINDS), help="月、季、半年、年")
    way = template.add_mutually_exclusive_group(required=True)
    way.add_argument("--out", type=_path, metavar="文件.txt", help="导出到哪里")
    way.add_argument("--from", dest="source", metavar="文件.txt", help="导入改过的模板")


def _written_file(text: str) -> Path:
    """CixiError for what is neither a folder that is there nor the name of a file with its ending."""
    path = _path(text)
    if not path.suffix and not path.is_dir():
        hint = "请先新建这个文件夹；要写成文件的，请写出带扩展名（如.xlsx、.pdf）的文件名。"
        raise CixiError(f"没有文件夹“{text}”。", hint)
    return path


def _path(text: str) -> Path:
    """CixiError if the name is too long for any disk."""
    is_there(path := Path(text))
    return path


def _add_import(commands: _Commands[_Parser]) -> None:
    received = _command(commands, "import", "查看或接收单位报送的工作簿")
    received.add_argument("files", type=_path, nargs="+", metavar="文件或文件夹", help="工作簿或文件夹")
    received.add_argument("--dry-run", action="store_true", help="只查看，不接收（没有--accept时也是）")
    received.add_argument("--accept", action="store_true", help="接收")
    received.add_argument(
        "--same", action="append", default=[], metavar="名称=单位", help="表中的单位名称就是已有的哪个单位"
    )
    received.add_argument(
        "--new-unit", action="append", default=[], metavar="名称", help="表中的单位名称是一个新单位"
    )
    _add_json(received)


def _add_review(commands: _Commands[_Parser]) -> None:
    for name, words, what in (
        ("return", "退回一个单位的表", "文件.xlsx"),
        ("receipt", "确认接收，并出具回执", "文件.txt"),
    ):
        command = _command(commands, name, words)
        _add_period(command)
        command.add_argument("--unit", metavar="名称", required=True, help="单位名称")
        _add_out(command, what)
        if name == "return":
            command.add_argument(
                "--reason", action="append", required=True, metavar="位置=意见", help=_REASON
            )
    missing = _command(commands, "missing", "催报：谁还没有报送")
    _add_period(missing)
    _add_json(missing)
    consolidate = _command(commands, "consolidate", "汇总各单位，导出全局的表")
    _add_period(consolidate)
    _add_out(consolidate, "文件或文件夹")


def _add_decisions(commands: _Commands[_Parser]) -> None:
    decide = _command(commands, "decide", "核定：一个指标或事项从某月起以哪个数为准")
    decide.add_argument("target", metavar="编号", help="指标或事项编号，如H-3")
    decide.add_argument("--from", dest="from_period", required=True, metavar="2025-06", help="从哪个月起")
    whose = decide.add_mutually_exclusive_group(required=True)
    whose.add_argument("--unit", metavar="名称", help="以这个单位为准")
    whose.add_argument("--sum", action="store_true", help="各单位合计")
    whose.add_argument("--lead", action="store_true", help="以牵头科室为准")
    whose.add_argument("--value", metavar="数", help="另行核定一个数（累计类为累计数）")
    decide.add_argument("--reason", required=True, metavar="文字", help="理由")
    decisions = _command(commands, "decisions", "显示核定过的指标和事项")
    _add_year(decisions)
    _add_json(decisions)


_REASON = "要修改的位置和意见，如“H-3=与名单不符”“H-3:累计完成=多报”“task:8=请写明问题”"


def _add_maintenance(commands: _Commands[_Parser]) -> None:
    _add_json(_command(commands, "journal", "修改记录"))
    _command(commands, "check", "检查数据文件")
    _command(commands, "check-program", "核对程序文件是否完整")
    _add_out(_command(commands, "backup", "备份数据文件"), "文件")
    _command(commands, "salvage", "把损坏的数据文件中还能读出的内容另存为一份备份")
    restore = _command(commands, "restore", "用备份替换现有数据；不加--yes只说明会有哪些变化")
    restore.add_argument("file", type=_path, metavar="文件", help="备份文件")
    restore.add_argument("--yes", action="store_true", help="确认恢复")
    _add_json(_command(commands, "check-machine", "检查本机：字体、输入法、打印机、文件夹、时间、空间"))


def _add_plans(commands: _Commands[_Parser]) -> None:
    plan = _command(commands, "plan", "工作计划")
    known = "read|adopt|list|show|export|import|adjust|share|turn"
    steps = plan.add_subparsers(
        dest="step", title="命令", metavar=known, required=True, help="要做什么", parser_class=_Parser
    )
    read = _command(steps, "read", "读出文件中的工作计划，只显示，不采用")
    read.add_argument("file", metavar="文件|-", help="文件（.docx、.txt）；“-”为标准输入")
    _add_json(read)
    adopt = _command(steps, "adopt", "采用一份草案")
    adopt.add_argument("file", metavar="文件.json|-", help="plan read --json的结果")
    _add_year(adopt)
    _add_json(_command(steps, "list", "显示数据文件里的各年工作计划"))
    show = _command(steps, "show", "显示一年的工作计划")
    _add_year(show)
    _add_version(show)
    _add_json(show)
    export = _command(steps, "export", "导出一年的工作计划")
    export.add_argument("file", type=Path, metavar="文件.xlsx|.toml", help="任务分解表，或计划本身")
    _add_year(export)
    _add_version(export)
    imported = _command(steps, "import", "接受任务分解表，或采用导出的工作计划")
    imported.add_argument("file", metavar="文件.xlsx|.toml", help="任务分解表，或导出的工作计划")
    imported.add_argument("--dry-run", action="store_true", help="只查看任务分解表的改动，不接受")
    imported.add_argument(
        "--overwrite", action="store_true", help="本机和表中都改过的，改用表中的（默认保留本机的）"
    )
    _add_json(imported)
    _add_adjust(steps)
    share = _command(steps, "share", "把一个指标分解到各单位")
    share.add_argument("target_id", metavar="编号", help="指标编号，如H-3")
    share.add_argument("shares", metavar="文字", help="各单位的分解数，如“甲科40、乙科80”；空的为不分解")
    _add_year(share)
    turn = _command(steps, "turn", "承接上年：新一年的计划接过上年的分工、年末数和各月数")
    turn.add_argument("--to", dest="year", type=int, required=True, metavar="2026", help="新的一年")
    turn.add_argument("--also", nargs="+", default=[], metavar="编号", help="相近的也承接，写新一年的编号")
    turn.add_argument("--but", nargs="+", default=[], metavar="编号", help="不承接的，写新一年的编号")
    turn.add_argument("--dry-run", action="store_true", help="只查看，不承接")
    _add_json(turn)


def _add_adjust(steps: _Commands[_Parser]) -> None:
    adjust = _command(steps, "adjust", "目标调整：从某月起改动、取消、并入或新增一项")
    adjust.add_argument(
        "target_id", metavar="编号", nargs="?", default="", help="指标或事项的编号，如H-3；新增时写任务的编号"
    )
    adjust.add_argument("--from", dest="from_period", required=True, metavar="2025-07", help="从哪个月起")
    adjust.add_argument("--target", metavar="数", help="新的目标值")
    adjust.add_argument("--comparator", choices=("不少于", "超过", "不超过", "少于", "左右"), help="目标表述")
    adjust.add_argument("--measure", metavar="单位", help="新的计量单位")
    adjust.add_argument("--name", metavar="文字", help="新的名称")
    adjust.add_argument("--wording", metavar="文字", help="新的原文")
    adjust.add_argument("--deadline", metavar="日期", help="事项新的完成时限")
    adjust.add_argument("--shares", metavar="文字", help="从该月起各单位的分解数，如“甲科50、乙科80”")
    adjust.add_argument("--end", action="store_true", help="不再列入")
    adjust.add_argument("--into", metavar="编号", help="并入另一个指标")
    adjust.add_argument("--add", metavar="文字", help="在任务中新增一句，读出其中的指标和事项")
    adjust.add_argument(
        "--file", type=Path, metavar="文件.toml", help="整个换成改好的计划（由plan export导出）"
    )
    adjust.add_argument("--reason", required=True, metavar="文字", help="理由")
    adjust.add_argument("--paper", metavar="文字", help="依据（文号）")


def _add_year(parser: _Parser) -> None:
    parser.add_argument("--year", type=int, metavar="2026", help="年度；不写为最新的一年")


def _add_version(parser: _Parser) -> None:
    parser.add_argument("--version", type=int, metavar="数", help="工作要点的版次；不写为最新的一版")


def _command(commands: _Commands[_Parser], name: str, words: str) -> _Parser:
    return commands.add_parser(name, help=words, description=words, allow_abbrev=False)


def _add_period(parser: _Parser) -> None:
    words = "数据所属期，如2025-06、2025-Q2、2025-H1、2025"
    parser.add_argument("--period", required=True, metavar="2025-06", help=words)


def _add_unit(parser: _Parser, *, may_add: bool = False) -> None:
    parser.add_argument("--unit", metavar="名称", help="单位名称；不写为当前单位")
    if may_add:
        parser.add_argument("--new-unit", action="store_true", help="名称与已有单位相近、确是新单位的")


def _add_whose(parser: _Parser) -> None:
    words = "单位名称；写“全部单位”的，为各单位的汇总；不写为已填报各单位的汇总"
    parser.add_argument("--unit", metavar="名称", help=words)


def _add_out(parser: _Parser, what: str) -> None:
    kind = _path if what == "文件夹" else _written_file
    parser.add_argument("--out", type=kind, required=True, metavar=what, help="保存到哪里")


def _add_json(parser: _Parser) -> None:
    parser.add_argument("--json", action="store_true", help="以JSON输出")


def _size(text: str) -> tuple[int, int]:
    found = re.match(r"^(\d{3,4})[xX×](\d{3,4})$", text)
    width, height = map(int, found.groups()) if found else (0, 0)
    if width < 800 or height < 500:
        raise argparse.ArgumentTypeError(text)
    return width, height


def _scale(text: str) -> str:
    if not re.match(r"^(0\.[5-9]|[1-3](\.\d+)?)$", text):
        raise argparse.ArgumentTypeError(text)
    return text
