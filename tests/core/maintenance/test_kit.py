"""The list of a kit's files, and what differs from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cixi_desktop.maintenance.kit import MANIFEST, faults_of, home_of, manifest_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """A kit of two files, with its list."""
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "main.py").write_bytes(b"abc")
    (tmp_path / "start.sh").write_bytes(b"")
    (tmp_path / MANIFEST).write_text(manifest_of(tmp_path), encoding="utf-8")
    return tmp_path


def test_that_the_list_has_names_and_sha256_as_its_usual_tool_reads_them(kit: Path) -> None:
    # The digests of "abc" and of nothing are examples of the standard itself.
    assert (kit / MANIFEST).read_text(encoding="utf-8") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  program/main.py\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  start.sh\n"
    )


def test_that_a_kit_as_it_was_made_has_no_faults(kit: Path) -> None:
    assert faults_of(kit) == []


def test_that_missing_changed_and_added_files_are_named(kit: Path) -> None:
    (kit / "start.sh").unlink()
    (kit / "program" / "main.py").write_bytes(b"abd")
    (kit / "program" / "extra.py").write_bytes(b"")
    assert faults_of(kit) == ["缺少start.sh", "program/main.py的内容有变", "多出program/extra.py"]


def test_that_what_a_user_keeps_beside_the_program_is_no_fault(kit: Path) -> None:
    (kit / "data").mkdir()
    (kit / "data" / "cixi.db").write_bytes(b"")
    (kit / "汇总表.xlsx").write_bytes(b"")
    assert faults_of(kit) == []


def test_that_the_home_of_a_program_is_the_kit_around_it_or_its_own_folder(kit: Path, tmp_path: Path) -> None:
    assert home_of(kit / "program") == kit
    assert home_of(tmp_path) == tmp_path
