from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QPalette

from cixi_desktop.assessment.lights import Light
from tests.support.pictures import black_and_white, count_like, is_like, painted
from ui.style import form_style, style
from ui.style.lights import paint_light
from ui.style.palette import (
    ACCENT,
    ACCENT_SOFT,
    FAINT,
    FOCUS,
    FOCUS_ON_ACCENT,
    GROUND,
    HOVER,
    INK,
    MUTED,
    SURFACE,
    TONES,
    TRACK,
    tone_of,
)
from ui.style.style import qt_palette

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

pytestmark = pytest.mark.usefixtures("qapp")
SIDE = 14
"""Pixels of a light in the tree."""


def light_picture(light: Light, side: int = SIDE, colour: QColor | None = None) -> QImage:
    return painted(side, side, lambda painter, rect: paint_light(painter, rect, light, colour=colour))


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours by WCAG 2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def test_that_every_pair_of_lights_differs_in_black_and_white() -> None:
    copies = {light: black_and_white(light_picture(light)) for light in Light}
    for one, other in combinations(Light, 2):
        differing = sum(a != b for a, b in zip(copies[one], copies[other], strict=True))
        assert differing >= 0.08 * SIDE * SIDE, (one, other)


def test_that_every_light_leaves_ink_in_black_and_white() -> None:
    for light in Light:
        assert sum(black_and_white(light_picture(light))) >= 0.1 * SIDE * SIDE, light


@pytest.mark.parametrize("light", list(Light))
def test_that_a_light_has_the_colour_of_its_tone(light: Light) -> None:
    picture = light_picture(light, side=60)
    assert count_like(picture, tone_of(light).strong, tolerance=12) > 100


def test_that_a_light_takes_the_colour_it_is_given() -> None:
    picture = light_picture(Light.LATE, side=40, colour=QColor("black"))
    assert is_like(picture, 20, 20, QColor("black"))


def test_that_hollow_shapes_are_white_inside() -> None:
    for light in (Light.UNREPORTED, Light.NO_DATA, Light.NOT_DUE, Light.NEARLY):
        assert is_like(light_picture(light, side=60), 30, 33, QColor("white"), tolerance=5), light


def test_that_a_light_stays_square_and_amid_a_wide_cell() -> None:
    picture = painted(60, 20, lambda painter, rect: paint_light(painter, rect, Light.LATE))
    assert is_like(picture, 30, 10, tone_of(Light.LATE).strong)
    assert is_like(picture, 15, 10, QColor("white"))
    assert is_like(picture, 45, 10, QColor("white"))


GROUNDS = (SURFACE, GROUND, HOVER, ACCENT_SOFT)


@pytest.mark.parametrize("name", list(TONES))
def test_that_words_and_shapes_of_a_tone_can_be_read_on_every_ground(name: str) -> None:
    tone = TONES[name]
    for ground in (*GROUNDS, tone.soft):
        assert contrast(tone.text, ground) >= 4.5
        assert contrast(tone.strong, ground) >= 3
    assert contrast(tone.strong, TRACK) >= 3


def test_that_words_marks_and_the_focus_can_be_seen_on_every_ground() -> None:
    for ground in GROUNDS:
        for colour in (INK, MUTED, ACCENT):
            assert contrast(colour, ground) >= 4.5
        for colour in (FAINT, FOCUS):
            assert contrast(colour, ground) >= 3
    assert contrast(FOCUS_ON_ACCENT, ACCENT) >= 3
    assert FOCUS_ON_ACCENT.name() in re.findall(r"default:focus \{([^}]*)\}", style.style_sheet())[0]


def test_that_what_stands_in_an_empty_input_can_be_read() -> None:
    placeholder = qt_palette().color(QPalette.ColorRole.PlaceholderText)
    for ground in (SURFACE, GROUND):
        assert contrast(placeholder, ground) >= 4.5
    assert f"placeholder-text-color: {placeholder.name()}" in form_style.style_sheet()


def test_that_amber_is_for_warnings_and_the_focus_has_a_colour_of_its_own() -> None:
    amber = {tone.name() for tone in TONES["yellow"]}
    rules = re.findall(r"([^{}]+)\{([^}]*)\}", style.style_sheet() + form_style.style_sheet())
    focused = [(name.strip(), body) for name, body in rules if ":focus" in name and "border" in body]
    assert len(focused) > 10
    assert [name for name, body in focused if any(colour in body for colour in amber)] == []
    coloured = [(name, body) for name, body in focused if "#" in body and "fault" not in name]
    assert [
        name
        for name, body in coloured
        if not {FOCUS.name(), FOCUS_ON_ACCENT.name()} & {*re.findall("#[0-9a-f]{6}", body)}
    ] == []


def test_that_contrast_is_as_wcag_defines_it() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("white"), QColor("white")) == pytest.approx(1)
    assert contrast(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.01)
