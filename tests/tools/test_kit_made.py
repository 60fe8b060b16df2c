"""What comes out: archives that are the same every time, a start file for Windows, licences, checks."""

from __future__ import annotations

import os
import platform
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import replace
from importlib.metadata import distribution
from pathlib import Path

import lief
import PySide6
import pytest

from tools.kit import assembly, binaries, checks, licences, program
from tools.kit.archive import write_tar, write_zip
from tools.kit.binaries import Binary
from tools.kit.icons import SIZES, icon_group, png_icons
from tools.kit.launcher import GROUP_ICON, ICON, start_file, with_icon
from tools.kit.targets import FILES, LINUX_X64, ROOT, WINDOWS_X64, KitError
from tools.kit.wheels import REQUIREMENTS, read_part, run_requirements

AT = 1_750_000_000
PROJECT = ROOT / "pyproject.toml"
LAUNCHER = read_part("distlib", "w64.exe")


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    folder = tmp_path / "填报-1.0"
    (folder / "program").mkdir(parents=True)
    (folder / "start.sh").write_text("#!/bin/sh\n", encoding="utf-8")
    (folder / "program" / "main.py").write_text("pass\n", encoding="utf-8")
    return folder


def test_that_an_archive_is_the_same_at_any_time_and_for_any_owner_and_rights(
    kit: Path, tmp_path: Path
) -> None:
    archives = []
    for number in (1, 2):
        tar, packed = tmp_path / f"{number}.tar.xz", tmp_path / f"{number}.zip"
        write_tar(kit, tar, AT, lambda name: name.endswith(".sh"), is_x86=True)
        write_zip(kit, packed, AT)
        archives.append((tar.read_bytes(), packed.read_bytes()))
        for path in kit.rglob("*.*"):
            path.chmod(0o600)
            os.utime(path, (1, 1))
    assert archives[0] == archives[1]


def test_that_the_tar_has_sorted_names_one_time_and_rights_to_run(kit: Path, tmp_path: Path) -> None:
    path = tmp_path / "kit.tar.xz"
    write_tar(kit, path, AT, lambda name: name.endswith(".sh"), is_x86=False)
    with tarfile.open(path) as tar:
        found = [(one.name, one.mode, one.mtime, one.uid) for one in tar.getmembers()]
    assert found == [
        ("填报-1.0/program", 0o755, AT, 0),
        ("填报-1.0/start.sh", 0o755, AT, 0),
        ("填报-1.0/program/main.py", 0o644, AT, 0),
    ]


def test_that_the_zip_has_chinese_names(kit: Path, tmp_path: Path) -> None:
    path = tmp_path / "kit.zip"
    write_zip(kit, path, AT)
    with zipfile.ZipFile(path) as packed:
        assert packed.namelist() == ["填报-1.0/start.sh", "填报-1.0/program/main.py"]
        assert packed.read("填报-1.0/program/main.py") == b"pass\n"
        assert packed.testzip() is None
        assert packed.infolist()[0].date_time == (2025, 6, 15, 15, 6, 40)


def test_that_an_archive_that_has_become_too_large_is_not_handed_out(kit: Path) -> None:
    with pytest.raises(KitError, match=r"bytes instead of at most 10\."):
        assembly.pack(kit, replace(LINUX_X64, largest=10))


def resources(program: bytes) -> dict[int, list[bytes]]:
    """The resources of a program by their kind."""
    read = lief.PE.parse(program)
    assert read
    assert read.resources
    return {
        kind.id: [
            bytes(one.content)
            for number in kind.childs
            for one in number.childs
            if isinstance(one, lief.PE.ResourceData)
        ]
        for kind in read.resources.childs
    }


def test_that_the_start_file_has_our_icon_our_script_and_its_old_other_resources() -> None:
    pictures = [(16, b"small"), (256, b"large")]
    made = start_file(LAUNCHER, pictures, "runtime\\pythonw.exe", AT)
    before, after = resources(LAUNCHER), resources(made)
    assert after == {**before, ICON: [b"small", b"large"], GROUP_ICON: [icon_group(pictures)]}
    assert b"#!<launcher_dir>\\runtime\\pythonw.exe\r\nPK" in made


def sections(program: bytes) -> dict[str, bytes]:
    read = lief.PE.parse(program)
    assert read
    return {str(one.name): bytes(one.content) for one in read.sections}


def test_that_the_program_itself_is_not_touched_by_its_new_icon(qapp: object) -> None:
    before, after = sections(LAUNCHER), sections(with_icon(LAUNCHER, png_icons()))
    assert {name for name in before if after.pop(name) != before[name]} == {".rsrc"}
    assert after == {}


def test_that_the_start_file_is_the_same_whenever_it_is_made(qapp: object) -> None:
    made = [start_file(LAUNCHER, png_icons(), "runtime\\pythonw.exe", AT) for _ in range(2)]
    assert made[0] == made[1]


def test_that_the_icon_is_drawn_in_every_size_that_windows_shows(qapp: object) -> None:
    pictures = png_icons()
    assert [size for size, _content in pictures] == list(SIZES)
    for size, content in pictures:
        assert struct.unpack_from(">II", content, 16) == (size, size)
    # 256 is written as 0: the field is one byte wide.
    assert icon_group(pictures)[6 + 14 * 6 : 6 + 14 * 6 + 2] == b"\0\0"


def wheel(folder: Path, **papers: str) -> Path:
    path = folder / "some_thing-1.2-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in papers.items():
            archive.writestr(f"some_thing-1.2.dist-info/{name}", text)
    return path


def test_that_the_licence_of_a_wheel_is_named_and_its_text_kept(tmp_path: Path) -> None:
    path = wheel(tmp_path, METADATA="Name: Some-Thing\nVersion: 1.2\nLicense: MIT License\n", LICENSE="text")
    part = licences.wheel_part(path, tmp_path / "licences")
    assert part == licences.Part(name="Some-Thing", version="1.2", licence="MIT", text="Python/Some-Thing")
    assert (tmp_path / "licences/Python/Some-Thing/LICENSE").read_text(encoding="utf-8") == "text"


def test_that_a_wheel_without_its_licence_is_not_handed_out(tmp_path: Path) -> None:
    path = wheel(tmp_path, METADATA="Name: Some-Thing\nVersion: 1.2\n")
    with pytest.raises(KitError, match="no licence text"):
        licences.wheel_part(path, tmp_path / "licences")


def test_that_the_overview_names_every_part_and_where_qt_can_be_replaced() -> None:
    part = licences.Part(name="numpy", version="2.0", licence="BSD", text="Python/numpy")
    qt = licences.Part(name="shiboken6", version="6.7.3", licence="LGPL-3.0-only", text="Qt")
    text = licences.overview([part, qt], "site/PySide6")
    assert "numpy　2.0　BSD　→ licences/Python/numpy" in text
    assert "单独放在 site/PySide6 等处" in text
    assert "LGPL" in text
    assert "Qt 6.7.3和PySide6（Qt for Python）6.7.3" in text


@pytest.mark.parametrize(
    ("licence", "text", "is_borne_out"),
    [
        ("MIT", "Permission is hereby\n  granted, free of responsibility", True),
        ("BSD-3-Clause or GPL-2", "Redistributions of source code must retain ... GNU General Public", True),
        ("BSD-3-Clause or GPL-2", "Redistributions of source code must retain", False),
        ("LGPL-2.1+", "GNU General Public License", False),
        ("", "whatever stands there", True),
    ],
)
def test_that_a_licence_named_by_hand_is_held_against_the_copyright_file(
    licence: str, text: str, is_borne_out: bool
) -> None:
    assert licences.is_borne_out(licence, text) is is_borne_out


def test_that_libraries_and_versions_are_read_off_files_of_both_systems(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no program", encoding="utf-8")
    (tmp_path / "start.exe").write_bytes(LAUNCHER)
    shutil.copyfile(Path(PySide6.__file__).with_name("Qt") / "lib" / "libQt6Svg.so.6", tmp_path / "svg.so")
    program, library = binaries.binaries_in(tmp_path)
    assert program == asking(tmp_path / "start.exe", "KERNEL32.dll", "SHLWAPI.dll", "USER32.dll")
    assert {"libQt6Gui.so.6", "libQt6Core.so.6", "libc.so.6"} < library.needed
    assert "Qt_6" in library.versions
    assert library.newest("GLIBC") >= (2, 2, 5)
    assert library.newest("QT") == ()


def asking(path: str | Path, *needed: str, versions: tuple[str, ...] = ()) -> Binary:
    return Binary(path=Path(path), needed=frozenset(needed), versions=frozenset(versions))


def test_that_files_that_ask_for_newer_libraries_of_c_or_c_plus_plus_are_named() -> None:
    old = asking("old.so", versions=("GLIBC_2.9", "GLIBCXX_3.4.25", "CXXABI_1.3.13"))
    new = asking("new.so", versions=("GLIBC_2.34", "GLIBCXX_3.4.26"))
    found = ["new.so asks for GLIBC_2.34", "new.so asks for GLIBCXX_3.4.26"]
    assert checks.too_new([old, new], LINUX_X64) == found


@pytest.mark.skipif(platform.machine() != "x86_64", reason="other machines have other wheels")
def test_that_the_installed_packages_ask_for_no_newer_libraries_than_the_kit_promises() -> None:
    wanted = run_requirements(REQUIREMENTS.read_text(encoding="utf-8"), PROJECT.read_text(encoding="utf-8"))
    names = re.findall(r"^([\w.-]+)==", wanted, re.MULTILINE)
    files = [Path(str(one.locate())) for name in names for one in distribution(name).files or ()]
    compiled = binaries.binaries_among([path for path in files if ".so" in path.suffixes])
    assert {"libQt6Core.so.6", "libQt6Widgets.so.6"} < {one.path.name for one in compiled}
    assert checks.too_new(compiled, LINUX_X64) == []


def test_that_a_library_that_neither_kit_nor_windows_has_is_named() -> None:
    files = [asking("Qt6Gui.dll", "Qt6Core.dll", "KERNEL32.dll"), asking("qt6core.DLL", "gone.dll")]
    files.append(asking("c.pyd", "api-ms-win-crt-heap-l1-1-0.dll"))
    assert checks.unresolved_libraries(files, checks.windows_libraries()) == ["qt6core.DLL needs gone.dll"]


def test_that_wheels_for_other_machines_are_named() -> None:
    names = ("a-1-py3-none-any.whl", "b-1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl")
    wheels = [Path(name) for name in names]
    assert checks.foreign_wheels(wheels, LINUX_X64) == []
    assert checks.foreign_wheels(wheels, WINDOWS_X64) == [f"{names[1]} is for other machines"]


def test_that_files_that_name_the_folder_they_were_made_in_are_named(kit: Path) -> None:
    (kit / "program" / "main.pyc").write_bytes(b"\0/home/me/src/main.py\0")
    assert checks.traces_of(kit, "/home/me/src") == ["program/main.pyc names /home/me/src"]
    assert checks.traces_of(kit, "/elsewhere") == []


def imported_in(kit: Path, name: str, text: str) -> int:
    path = kit / "program" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    words = (sys.executable, "-I", FILES / "import_all.py", kit)
    return subprocess.run(words, check=False, capture_output=True).returncode


@pytest.mark.parametrize(
    "text", ["import left_out\n", "def late() -> None:\n    from left_out.part import name\n", "1 / 0\n"]
)
def test_that_a_fault_is_found_in_a_module_that_is_imported_by_name_only_when_used(
    kit: Path, text: str
) -> None:
    assert imported_in(kit, "rarely/used.py", "import json\n") == 0
    assert imported_in(kit, "rarely/used.py", text) != 0


def test_that_what_the_program_imports_anywhere_can_be_had_in_an_empty_environment(tmp_path: Path) -> None:
    program.copy_program(tmp_path)
    words = (sys.executable, "-I", "-B", FILES / "import_all.py", tmp_path)
    subprocess.run(words, check=True, env={"QT_QPA_PLATFORM": "offscreen"})
