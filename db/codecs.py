"""How each type of field is kept in one column, exactly: what is read back equals what was given.

A figure is a whole number of millionths, so that SQL sums it without rounding; a date is ISO text, a tuple
JSON. None is always NULL and never reaches a codec.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from msgspec import MsgspecError, Struct, json
from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.records.basis import Share
from cixi_desktop.records.entries import PlannedStep, State
from cixi_desktop.records.report_drafts import ParagraphEdit
from cixi_desktop.values import DECIMALS_KEPT, LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable

SqlType = Literal["INTEGER", "TEXT"]
SqlValue = str | int | None

T = TypeVar("T")

_SCALE = 10**DECIMALS_KEPT
_FIGURES_KEPT = 4096
"""Of so many figures each is made once: of a year of many units most are small whole numbers."""


class Codec(Struct, frozen=True):
    """One type's column; ``decode`` None means that the value is read as it is kept."""

    sql_type: SqlType
    encode: Callable[[Any], SqlValue]
    decode: Callable[[Any], object] | None = None
    is_nullable: bool = False


def scaled(value: Decimal) -> int:
    """``value`` in millionths. CixiError if it does not fit, or has more decimals: it is never rounded."""
    if not value.is_finite() or abs(value) >= LARGEST:
        raise CixiError(f"数值{value}太大，无法保存。", "请检查单位和小数点。")
    numerator, denominator = value.as_integer_ratio()
    whole: int
    whole, rest = divmod(numerator * _SCALE, denominator)
    if rest:
        raise CixiError(f"数值{value}的小数超过{DECIMALS_KEPT}位，无法保存。", "请按公布的位数填写。")
    return whole


@lru_cache(_FIGURES_KEPT)
def unscaled(value: int) -> Decimal:
    """The figure that ``value`` millionths are."""
    whole, rest = divmod(value, _SCALE)
    return Decimal(value).scaleb(-DECIMALS_KEPT).normalize() if rest else Decimal(whole)


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise _halved() from error
    return value


def _json(value: object) -> str:
    try:
        return json.encode(value).decode()
    except UnicodeEncodeError as error:
        raise _halved() from error


def _halved() -> CixiError:
    return CixiError("文字里有不完整的字符，无法保存。", "请删去乱码后重新输入。")


def _from_json(text: str, kind: type[T]) -> T:
    try:
        return json.decode(text, type=kind)
    except MsgspecError as error:
        raise ValueError(str(error)) from error


def _figures_json(figures: tuple[Decimal | None, ...]) -> str:
    return _json([None if figure is None else scaled(figure) for figure in figures])


@lru_cache
def _figures(text: str) -> tuple[Decimal | None, ...]:
    kept = _from_json(text, tuple[int | None, ...])
    return tuple(None if figure is None else unscaled(figure) for figure in kept)


def _shares_json(shares: tuple[Share, ...]) -> str:
    return _json([(each.unit_id, scaled(each.amount), each.since) for each in shares])


@lru_cache
def _shares(text: str) -> tuple[Share, ...]:
    return tuple(
        Share(unit_id=str(own_id), amount=unscaled(int(amount)), since=int((*since, 1)[0]))
        for own_id, amount, *since in _from_json(text, tuple[tuple[str | int, ...], ...])
    )


@lru_cache
def _words(text: str) -> tuple[str, ...]:
    return _from_json(text, tuple[str, ...])


@lru_cache
def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return _from_json(text, tuple[tuple[str, str], ...])


@lru_cache
def _steps(text: str) -> tuple[PlannedStep, ...]:
    return _from_json(text, tuple[PlannedStep, ...])


@lru_cache
def _edits(text: str) -> tuple[ParagraphEdit, ...]:
    return _from_json(text, tuple[ParagraphEdit, ...])


_FIGURE = Codec("INTEGER", scaled, unscaled)

CODECS = {
    "str": Codec("TEXT", _text),
    "int": Codec("INTEGER", int),
    "bool": Codec("INTEGER", int, bool),
    "Decimal": _FIGURE,
    "Decimal | None": replace(_FIGURE, is_nullable=True),
    "date | None": Codec("TEXT", date.isoformat, date.fromisoformat, is_nullable=True),
    "State | None": Codec("TEXT", str, State, is_nullable=True),
    "datetime": Codec("TEXT", datetime.isoformat, datetime.fromisoformat),
    "Period": Codec("INTEGER", int),
    "tuple[Decimal | None, ...]": Codec("TEXT", _figures_json, _figures),
    "tuple[Share, ...]": Codec("TEXT", _shares_json, _shares),
    "tuple[str, ...]": Codec("TEXT", _json, _words),
    "tuple[tuple[str, str], ...]": Codec("TEXT", _json, _pairs),
    "tuple[PlannedStep, ...]": Codec("TEXT", _json, _steps),
    "tuple[ParagraphEdit, ...]": Codec("TEXT", _json, _edits),
}
"""By the annotation of a record's field, as it is written."""
