"""依据: the paper that proves a stage, kept as one text in one wording: 慈科〔2025〕8号，2025-06-05."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from cixi_desktop.dates import DAY, days_in, read_date, read_day
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import day_words
from cixi_desktop.punctuation import NONE_WORDS, narrow, says_nothing

if TYPE_CHECKING:
    from datetime import date

COMMA = "，"
_YEAR = r"[\[（(【〔]\s*(\d{4})\s*[\]）)】〕]"
_WHOLE = rf"(?s)(?P<number>.*?)[，,、；;\s]*(?P<day>{DAY})"
_NEAR = r"(?s)(?P<number>.*)，(?P<day>\d[^，]{0,11})"
"""A day that cannot be read, behind the comma."""
NAMED = "日期："
_NAMED = rf"(?s)(?P<number>.*?)[，,、；;\s]*{NAMED}(?P<day>.*)"
"""A day that is called so. The patterns are compiled where they are first used: no figure waits for them."""
_PATTERNS = (_NAMED, _WHOLE, _NEAR)


class Proof(NamedTuple):
    """Number or name of the paper, and its day, as text; “” where it is missing."""

    number: str
    day: str


def split_proof(text: str) -> Proof:
    """The parts of a proof: its end is the day, if it names one."""
    bare = text.strip()
    found = next(filter(None, (re.fullmatch(pattern, bare) for pattern in _PATTERNS)), None)
    return Proof(found["number"], found["day"].strip()) if found else Proof(bare, "")


def joined(number: str, day: str) -> str:
    """One text of two typed parts, which falls into them again: what is no whole day is called one."""
    whole = COMMA.join(filter(None, (number, day)))
    is_clear = not day or (split_proof(whole) == (number, day) and any(days_in(day)))
    return whole if is_clear else COMMA.join(filter(None, (number, f"{NAMED}{day}")))


def day_in(text: str) -> date | None:
    """The day of a kept proof; None where it names none that can be read."""
    with suppress(CixiError):
        return read_date(split_proof(text).day)
    return None


def is_about_day(text: str) -> bool:
    """Whether what is wrong with a proof is its day, not its number."""
    number, day = split_proof(text)
    return is_paper(number) or (bool(day) and day_in(text) is None)


def tidied(text: str, year: int) -> str:
    """A proof as it is kept: the year of the paper in its own brackets, the day by its numbers.

    ``year`` is meant where a day is typed without one. What says that there is no paper is none. CixiError if
    what is called a day is none.
    """
    if says_nothing(text) or text.strip() in NONE_WORDS:
        return ""
    number, day = split_proof(text)
    kept = read_day(day, year).isoformat() if day and NAMED in text else _day_text(day, year)
    return COMMA.join(filter(None, (re.sub(_YEAR, r"〔\1〕", number), kept)))


def told_proof(text: str) -> Proof:
    """The parts of a kept proof as texts tell them: the day as 2025年6月5日."""
    number, day = split_proof(text)
    read = day_in(text)
    return Proof(number, day_words(read) if read else day)


def proof_words(text: str) -> str:
    """慈科〔2025〕8号（2025年6月5日）."""
    number, day = told_proof(text)
    return f"{number}（{day}）" if number and day else number or day


def lacking(text: str) -> str:
    """What a proof does not name: 日期 or 文号（材料名称）; “” where nothing is missing, or all of it."""
    if not text:
        return ""
    if not any(days_in(text)):
        return "日期"
    return "" if split_proof(text).number else "文号（材料名称）"


def is_paper(text: str) -> bool:
    """Whether a proof names a paper: not one that is still to come or stands elsewhere, no number alone.

    What stands in 《》 is a title, whatever its words; a whole 文号 is a paper unless it was not given out.
    """
    bare = re.sub("《[^》]*》", "书名", re.sub(_YEAR, r"〔\1〕", "".join(narrow(text).split())))
    if re.search(_NUMBERED, bare):
        return re.search(_NOT_GIVEN_OUT, bare) is None
    if re.search(_NOT_YET, bare):
        return False
    words = re.sub(r"[\W\d_]|[年月日第号次期份]", "", bare)
    return bool(words) and re.fullmatch(_NO_NAME, words) is None


_NUMBERED = r"〔\d{4}〕第?\d+号"
_NOT_GIVEN_OUT = r"[待未拟]\w{0,2}[印发签编]"
_NOT_YET = (
    r"〔\d{4}〕\D{0,3}号|(?<![接招对款])待(?:补|定|印|发|签|批|公布|公示|盖|报|核|确|填|审|出|下|后|会)"
    r"|正在|走流程|[办审起签报印]\w{0,2}中$|[尚还][未没]|没有|[拟将](?:于|印|发|签)|即将|预计|后补|稍后|随后|补报"
    "|未(?:签|印|发|出|定|批|盖|取得|完成|公布|形成|下|收|办|正式|审|报|上|提供)|暂(?:无|缺|未)"
)
"""Words that say that there is none yet."""
_NO_NAME = (
    r"(?:依据|材料|文件|具体|内容)?(?:详?见\w{0,4}附[件表后]|[另后]?附件?|附[表后]|详?见\w*(?:台账|进展|备注|上|下)|同上|略|无)"
    "|(?:均?已)?(?:完成|印发|签订|签|办结|发文|发布|有|报送|备案|公开|通过|齐全|上传|提供)|是|否|[xX]+"
)
"""Words that name no paper, where they are all there is."""


def _day_text(text: str, year: int) -> str:
    """A day as it is kept; what cannot be read stays as it was typed."""
    try:
        return read_day(text, year).isoformat()
    except CixiError:
        return text.strip()
