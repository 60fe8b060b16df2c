"""Arithmetic as people type it into an input: 12+7, =12+7, 3×4－1, （8＋4）÷2; worked out exactly."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.values import DECIMALS_KEPT, LARGEST, plain, read_number, unit_words

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 100
"""Characters that are read as arithmetic; what is longer is no sum of a month's figures."""
_SIGNS = str.maketrans({"−": "-", "×": "*", "÷": "/", "，": ",", "【": "(", "】": ")"})
_ARITHMETIC = re.compile(r"=|[\d.)%]\D*[-+*/(]|^[-+]*\(", re.ASCII)
_DATE = re.compile(r"\d{4}([-/])\d{1,2}(\1\d{1,2})?", re.ASCII)
_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+|[-+*/()]", re.ASCII)
_OPERATIONS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": lambda one, other: one / other,
}


def read_figure(text: str, unit: str = "") -> Decimal:
    """One figure as people type it, or the result of the arithmetic they type instead: ``12+7`` → 19.

    CixiError with the reason where neither can be read, where it divides by nought, and where the result has
    more decimals than are kept: a quotient is never rounded without being asked.
    """
    bare = _bare(text, unit)
    if not _ARITHMETIC.search(bare):
        return read_number(text, unit)
    shown = text.strip()
    if _DATE.fullmatch(bare):
        raise CixiError(f"“{shown}”像是日期，不是数字。", "请填写一个数；确需相减的，前面加“=”。")
    return _kept(_result(bare.removeprefix("="), shown), shown)


def is_arithmetic(text: str, unit: str = "") -> bool:
    """Whether the text asks to be worked out rather than read."""
    return bool(_ARITHMETIC.search(_bare(text, unit)))


def _bare(text: str, unit: str) -> str:
    """The text in half-width signs, without blanks and without the figure's own unit behind its numbers."""
    bare = unicodedata.normalize("NFKC", text).translate(_SIGNS).replace(" ", "")
    for word in unit_words(unicodedata.normalize("NFKC", unit)):
        bare = bare.replace(word, "")
    return bare


def _kept(result: Fraction, shown: str) -> Decimal:
    """The result as a figure that can be kept."""
    if abs(result) >= LARGEST:
        raise CixiError(f"“{shown}”的结果太大了。", "请检查算式。")
    scaled = result * 10**DECIMALS_KEPT
    if scaled.denominator != 1:
        near = f"{float(result):.{DECIMALS_KEPT}f}"
        raise CixiError(f"“{shown}”的结果约{near}，小数超过{DECIMALS_KEPT}位。", "请自行取舍后直接填写。")
    return Decimal(plain(Decimal(scaled.numerator).scaleb(-DECIMALS_KEPT)))


def _result(expression: str, shown: str) -> Fraction:
    tokens = _TOKEN.findall(expression)
    is_plain = all(unicodedata.category(sign) != "No" for sign in shown)
    if not is_plain or len(expression) > LONGEST or "".join(tokens) != expression:
        raise CixiError(f"“{shown}”不是数字，也不是能算的算式。", "算式只用数字、加减乘除和括号。")
    try:
        return _Sum(tokens).result()
    except IndexError:
        raise CixiError(f"算式“{shown}”不完整。", "请检查数字、符号和括号。") from None
    except ZeroDivisionError:
        raise CixiError(f"算式“{shown}”除以0，不能计算。", "请检查除数。") from None


class _Sum:
    """Reads tokens from the left; IndexError where one is missing or out of place."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0

    def result(self) -> Fraction:
        value = self._chain("+-", self._product)
        if self._place < len(self._tokens):
            raise IndexError
        return value

    def _product(self) -> Fraction:
        return self._chain("*/", self._factor)

    def _chain(self, signs: str, part: Callable[[], Fraction]) -> Fraction:
        """Parts joined by signs of one rank, worked out from the left."""
        value = part()
        while self._place < len(self._tokens) and self._tokens[self._place] in signs:
            operation = _OPERATIONS[self._take()]
            value = operation(value, part())
        return value

    def _factor(self) -> Fraction:
        sign = self._take()
        if sign in "+-":
            return self._factor() if sign == "+" else -self._factor()
        if sign == "(":
            value = self._chain("+-", self._product)
            if self._take() != ")":
                raise IndexError
            return value
        if sign in ")*/":
            raise IndexError
        return Fraction(sign.replace(",", ""))

    def _take(self) -> str:
        sign = self._tokens[self._place]
        self._place += 1
        return sign
