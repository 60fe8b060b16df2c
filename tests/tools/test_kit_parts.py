"""What goes into a kit: pinned wheels and packages, less what the list of trims names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tools.kit import debian
from tools.kit.targets import ROOT, KitError
from tools.kit.trimming import TRIMS, Trim, read_trims, trim
from tools.kit.wheels import EMBEDDED_PYTHON, REQUIREMENTS, run_requirements

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = '[dependency-groups]\nbuild = ["fonttools==4.1", "Some_Fonts==0.1"]\n'
LOCKED = """\
# A title.
fonttools==4.1 \\
    --hash=sha256:aa
numpy==2.0 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
some-fonts==0.1 \\
    --hash=sha256:dd
"""


def test_that_what_only_builds_fonts_and_kits_is_left_out() -> None:
    wanted = run_requirements(LOCKED, PROJECT)
    assert "numpy==2.0 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n" in wanted
    assert "fonttools" not in wanted
    assert "some-fonts" not in wanted


def test_that_every_dependency_of_the_program_is_in_the_kit() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = run_requirements(REQUIREMENTS.read_text(encoding="utf-8"), project).lower()
    for requirement in re.findall(
        r'^    "([\w-]+==[\w.]+)",', project.split("[dependency-groups]")[0], re.MULTILINE
    ):
        assert f"{requirement.lower()} " in wanted


def test_that_the_python_of_the_windows_kit_is_pinned_by_hash() -> None:
    text = EMBEDDED_PYTHON.read_text(encoding="utf-8").strip()
    assert re.search(r"==[\d.]+[\s\\]+--hash=sha256:[0-9a-f]{64}$", text)


@pytest.mark.parametrize("architecture", ["amd64", "arm64"])
def test_that_every_package_is_pinned_by_hash_for_both_machines(architecture: str) -> None:
    pins = debian.read_pins(debian.PINS.read_text(encoding="utf-8"), architecture)
    assert [pin.name for pin in pins] == debian.wanted_names()
    assert all(re.fullmatch(r"[0-9a-f]{64}", pin.digest) for pin in pins)


def test_that_a_package_without_a_pin_is_named_with_what_to_do() -> None:
    with pytest.raises(KitError, match=r"lacks base-files.*--renew"):
        debian.read_pins("[amd64]\n", "amd64")


def test_that_offers_of_apt_become_pins() -> None:
    text = "Package: libc6\nVersion: 2.36-9\nDescription: words\n more: words\nSHA256: ab\n\nPackage: gone\n"
    assert debian.parse_offers(text) == [debian.Pin("libc6", "2.36-9", "ab")]


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    for name in ("site/a/keep.so", "site/a/drop.so", "site/b/note.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"1234")
    return tmp_path


def left(kit: Path) -> list[str]:
    return sorted(path.relative_to(kit).as_posix() for path in kit.rglob("*"))


def test_that_named_files_go_but_for_the_exceptions_and_leave_no_empty_folder(kit: Path) -> None:
    trims = [
        Trim(reason="one", patterns=("site/*.so",), but=("*/keep.so",)),
        Trim(reason="two", patterns=("site/b/*",)),
    ]
    assert trim(kit, trims) == [(4, "one"), (4, "two")]
    assert left(kit) == ["site", "site/a", "site/a/keep.so"]


@pytest.mark.parametrize(
    "rule",
    [
        Trim(reason="stale", patterns=("site/c/*",)),
        Trim(reason="stale", patterns=("site/a/*",), but=("*/gone.so",)),
    ],
)
def test_that_a_pattern_that_fits_nothing_is_complained_of(kit: Path, rule: Trim) -> None:
    with pytest.raises(KitError, match="nothing fits"):
        trim(kit, [rule])


def test_that_each_trim_has_a_reason_and_is_for_the_kits_it_names() -> None:
    text = TRIMS.read_text(encoding="utf-8")
    linux, windows = read_trims(text, "linux"), read_trims(text, "windows")
    assert all(rule.reason and rule.patterns for rule in linux + windows)
    assert any("libQt6" in pattern for rule in linux for pattern in rule.patterns)
    assert not any("libQt6" in pattern for rule in windows for pattern in rule.patterns)
