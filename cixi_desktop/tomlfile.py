"""TOML files that people edit by hand: typed look-ups whose faults name file, line, table and key.

``tomllib`` keeps no line numbers of values. They are found only when there is a fault: the text is scanned
for headers and assignments outside of strings, comments and brackets; the n-th table of the parsed data is
the n-th header of that name in the text. Arrays of tables that are written inline are reported at line 1.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import Context, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from cixi_desktop.errors import CixiError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_T = TypeVar("_T", str, int, bool, date, list[object], dict[str, object])
_Word = TypeVar("_Word", bound=StrEnum)

_FULL_PRECISION = Context(prec=28)
"""A context of its own, so that a quotient never depends on the caller's."""

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_OPAQUE = r"""'''.*?'''(?!')|\"""(?:\\.|[^\\])*?\"""(?!")|'[^'\n]*'|"(?:\\.|[^"\\\n])*"|\#[^\n]*"""
"""Strings and comments: the parts of a TOML text in which brackets and equals signs mean nothing."""

_TYPE_NAMES: Mapping[type, str] = {
    str: "加引号的文字",
    int: "不加引号的整数",
    bool: "true或false",
    date: "日期（如2025-09-30，不加引号）",
    list: "方括号里的清单",
    dict: "花括号里的一组键和值",
}

_SYNTAX_FAULTS = (
    ("Expected '=' after a key", "键的后面缺少等号"),
    ("Expected ']", "表名的方括号没有成对"),
    ("Expected newline or end of document", "一行只能写一个键，后面有多余的内容"),
    ("Invalid statement", "无法识别这一行"),
    ("Invalid initial character for a key part", "键的写法有误"),
    ("Invalid value", "值的写法有误，文字和数字要放在英文单引号里"),
    ("Invalid date", "没有这个日期"),
    ("Cannot overwrite a value", "同一个表里这个键写了两次"),
    ("Duplicate inline table key", "花括号里有一个键写了两次"),
    ("Cannot declare", "这个表写了两次"),
    ("Unclosed", "括号没有成对"),
    ("Found invalid character", "引号没有成对，或者有不允许的字符"),
    ("Illegal character", "引号没有成对，或者有不允许的字符"),
    ("Unterminated string", "引号没有成对"),
    ('Expected "', "引号没有成对"),
)


class TomlSource(Struct, frozen=True):
    """A parsed TOML text and the ``name`` by which people know the file."""

    name: str
    text: str
    root: dict[str, object]


class TomlTable(Struct, frozen=True):
    """One table: ``header`` is its dotted name ("" for the whole file), ``values`` its keys and values.

    For an inline table ``values`` are its own, ``holder`` those of the table with a header that it stands in,
    and ``prefix`` is the key it stands at, with a dot.
    """

    source: TomlSource
    header: str
    values: Mapping[str, object]
    holder: Mapping[str, object]
    prefix: str = ""
    is_array: bool = False

    def fault(self, key: str, problem: str, hint: str = "") -> CixiError:
        """The exception that says where ``key`` stands, or where its table begins if it is missing."""
        full = self.prefix + key
        line = _line_of(self.source.text, self.header, self._ordinal(), full.partition(".")[0])
        label = f"{self._label()} 的 " if self.header else ""
        return CixiError(f"{self.source.name} 第{line}行，{label}{full}：{problem}。", hint)

    def missing(self, key: str) -> CixiError:
        """The fault of a key that must be there."""
        return self.fault(key, "缺少这一项")

    def _ordinal(self) -> int:
        """Which of the tables of its header it is, in the order of the text, from 0."""
        tables = [self.source.root]
        for part in filter(None, self.header.split(".")):
            tables = [child for table in tables for child in _children(table, part)]
        return next(n for n, table in enumerate(tables) if table is self.holder)

    def _label(self) -> str:
        if not self.is_array:
            return f"[{self.header}]"
        own_id = self.holder.get("id")
        return f"[[{self.header}]] {own_id if isinstance(own_id, str) else f'（第{self._ordinal() + 1}个）'}"

    def allow(self, keys: Collection[str]) -> None:
        """Refuse keys that are not among ``keys``, with the nearest of them as a hint."""
        for key in self.values:
            if key not in keys:
                raise self.fault(key, "没有这个键", _nearest(key, keys))

    def _read(self, key: str, kind: type[_T]) -> _T:
        if key not in self.values:
            raise self.missing(key)
        value = self.values[key]
        # `type` as well, because a bool is an int and a date with a time is a date
        if not isinstance(value, kind) or type(value) is not kind:
            raise self.fault(key, f"应写成{_TYPE_NAMES[kind]}")
        return value

    def has(self, key: str) -> bool:
        """Whether the key is written at all."""
        return key in self.values

    def text(self, key: str) -> str:
        """A text that must be there and must not be blank."""
        value = self._read(key, str)
        if not value.strip():
            raise self.fault(key, "不能为空")
        return value

    def text_or_blank(self, key: str) -> str:
        """A text that may be blank or left out."""
        return self._read(key, str) if key in self.values else ""

    def number(self, key: str) -> Decimal:
        """A number written as text, so that it keeps its digits."""
        text = self.text(key)
        if not _NUMBER.fullmatch(text):
            raise self.fault(key, f"“{text}”不是数字", "请写成如'120'或'3.69'，不带单位和逗号。")
        return Decimal(text)

    def quotient(self, key: str) -> Decimal:
        """A division written as text, “95/1.10”, to 28 digits."""
        text = self.text(key)
        dividend, _, divisor = text.partition("/")
        if not (_NUMBER.fullmatch(dividend) and _NUMBER.fullmatch(divisor) and Decimal(divisor)):
            raise self.fault(key, f"“{text}”不是除法算式", "请写成如'95/1.10'。")
        return _FULL_PRECISION.divide(Decimal(dividend), Decimal(divisor))

    def whole(self, key: str) -> int:
        """A whole number, written without quotes."""
        return self._read(key, int)

    def flag(self, key: str) -> bool:
        """True or false; false if it is left out."""
        return self._read(key, bool) if key in self.values else False

    def day(self, key: str) -> date:
        """A date, written without quotes."""
        return self._read(key, date)

    def word(self, key: str, words: type[_Word]) -> _Word:
        """One of the words of an enumeration."""
        text = self.text(key)
        try:
            return words(text)
        except ValueError:
            raise self.fault(key, f"没有“{text}”这个词", f"可以写：{'、'.join(words)}。") from None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them blank or repeated."""
        values = [value for value in self._read(key, list) if isinstance(value, str) and value.strip()]
        if len(set(values)) != len(self._read(key, list)) or not values:
            raise self.fault(key, "清单里应是不重复、不为空的文字")
        return tuple(values)

    def part(self, key: str) -> TomlTable:
        """The inline table at ``key``."""
        return TomlTable(
            self.source, self.header, self._read(key, dict), self.holder, f"{key}.", self.is_array
        )

    def table(self, key: str) -> TomlTable:
        """The table ``[key]`` of the file."""
        values = self._read(key, dict)
        return TomlTable(self.source, key, values, values)

    def tables(self, key: str) -> tuple[TomlTable, ...]:
        """The tables ``[[header.key]]`` of this table in the order of the text; none if it has none."""
        header = f"{self.header}.{key}".lstrip(".")
        found = self._read(key, list) if key in self.values else []
        rows = [row for row in found if isinstance(row, dict)]
        if len(rows) != len(found):
            raise self.fault(key, f"应写成一个个[[{header}]]")
        return tuple(TomlTable(self.source, header, row, row, is_array=True) for row in rows)


def read_toml(text: str, name: str) -> TomlTable:
    """Parse ``text``; a fault in its form is told in Chinese with its line."""
    try:
        root = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_fault(text, name, str(error)) from error
    return TomlTable(TomlSource(name, text, root), "", root, root)


def _syntax_fault(text: str, name: str, message: str) -> CixiError:
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line = place[1] if place else text.rstrip().count("\n") + 1
    problem = next((words for start, words in _SYNTAX_FAULTS if message.startswith(start)), "不合TOML的写法")
    near = f"第{place[2]}个字符附近" if place else "（文件末尾）"
    return CixiError(f"{name} 第{line}行{near}：{problem}。")


def _children(table: dict[str, object], part: str) -> list[dict[str, object]]:
    found = table.get(part)
    return [child for child in (found if isinstance(found, list) else [found]) if isinstance(child, dict)]


def _nearest(key: str, keys: Collection[str]) -> str:
    import difflib  # only a fault needs it: the start need not wait for it

    near = difflib.get_close_matches(key, keys, 1, 0.7)
    return f"是否应为{near[0]}？" if near else f"可以写：{'、'.join(sorted(keys))}。"


def _line_of(text: str, header: str, ordinal: int, key: str) -> int:
    """The line, from 1, of ``key`` in table ``ordinal`` of ``header``; else of the table itself; else 1."""
    places = list(_statements(text))
    starts = [n for n, (_, table, found) in enumerate(places) if table == header and not found]
    if ordinal >= len(starts):
        return 1
    inner = f"{header}.{key}".lstrip(".")
    for line, table, found in places[starts[ordinal] + 1 :]:
        if table == header and not found:
            break
        is_inner = not found and f"{table}.".startswith(f"{inner}.")
        if is_inner or (table == header and found.partition(".")[0] == key):
            return line
    return places[starts[ordinal]][0]


def _statements(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, table and key of each assignment, and of each header with an empty key; first the file itself."""
    yield 1, "", ""
    table, depth = "", 0
    # the mask keeps every position, so that names can be read from the text itself
    masked = re.sub(_OPAQUE, lambda found: re.sub(r"[^\n]", "_", found[0]), text, flags=re.DOTALL)
    for number, (line, mask) in enumerate(zip(text.split("\n"), masked.split("\n"), strict=True), 1):
        if depth == 0 and (found := re.match(r"\s*\[+([^\]]+)\]", mask)):
            table = _name(line[slice(*found.span(1))])
            yield number, table, ""
            continue
        if depth == 0 and (found := re.match(r"([^=]+)=", mask)):
            yield number, table, _name(line[slice(*found.span(1))])
        depth += sum(map(mask.count, "[{")) - sum(map(mask.count, "]}"))


def _name(written: str) -> str:
    return re.sub(r"[\s'\"]", "", written)
