"""Chinese numerals."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_GREAT = {"万": 10**4, "亿": 10**8}
SIGNS = "〇零一二两三四五六七八九十百千万亿"


def chinese_number(text: str) -> Decimal | None:
    """四百二十 → 420, 一点五亿 → 150000000, 三百五 → 350, 二〇二六 → 2026, 万 → 10000; None if it is none."""
    whole, point, fraction = text.partition("点")
    if not point:
        return _whole(whole)
    digits = fraction.rstrip("万亿")
    value = _whole(whole)
    if value is None or not digits or any(sign not in _DIGITS for sign in digits):
        return None
    result = value + Decimal("0." + "".join(str(_DIGITS[sign]) for sign in digits))
    for sign in fraction[len(digits) :]:
        result *= _GREAT[sign]
    return result


def _whole(text: str) -> Decimal | None:
    if not text or any(sign not in SIGNS for sign in text):
        return None
    if all(sign in _DIGITS for sign in text):
        return Decimal("".join(str(_DIGITS[sign]) for sign in text)) if len(text) < 10 else None  # noqa: PLR2004
    total = section = digit = 0
    last = 1
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
            last = 10 if digit == 0 else last
        elif sign in _TENS:
            section += (digit or 1) * _TENS[sign]
            digit, last = 0, _TENS[sign]
        else:
            total = (total + section + digit or 1) * _GREAT[sign]
            section = digit = 0
            last = _GREAT[sign]
    return Decimal(total + section + digit * max(1, last // 10))
