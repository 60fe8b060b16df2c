"""What must be true of a kit before it is handed out, as far as it can be seen elsewhere than there."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from cixi_desktop.maintenance.kit import RUNTIME, SITE
from tools.kit.binaries import Binary, binaries_in
from tools.kit.linux import START
from tools.kit.shell import call
from tools.kit.targets import FILES, PYTHON, ROOT, KitError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tools.kit.targets import Target

_UCRT = "api-ms-win-"
"""Sets of functions rather than files: part of every Windows 10."""


def check_kit(kit: Path, target: Target, packages: list[Path]) -> None:
    """KitError with all faults found."""
    faults = [*foreign_wheels(packages, target), *traces_of(kit, str(ROOT))]
    if target.is_windows:
        faults += unresolved_libraries(binaries_in(kit), windows_libraries())
    else:
        faults += too_new(binaries_in(kit / SITE), target)
    if faults:
        raise KitError(f"{kit.name} must not be handed out:\n" + "\n".join(faults))
    if target.architecture == "amd64" and platform.machine() == "x86_64":
        call("env", "-i", "/bin/sh", kit / START, "check-program")
        import_all(kit, target)


def import_all(kit: Path, target: Target) -> None:
    """Import whatever the program imports, if only when it is used; KitError if something was left out."""
    library = kit / RUNTIME / "lib"
    loader = (library / target.loader, "--inhibit-cache", "--library-path", library)
    python = (kit / RUNTIME / "bin" / PYTHON, "-I", "-S", "-B")
    call("env", "-i", "QT_QPA_PLATFORM=offscreen", *loader, *python, FILES / "import_all.py", kit)


def foreign_wheels(packages: Iterable[Path], target: Target) -> list[str]:
    """Wheels whose tags do not fit the machine."""
    fitting = {*target.platforms, "any"}
    return [
        f"{wheel.name} is for other machines" for wheel in packages if not fitting & _platforms(wheel.stem)
    ]


def _platforms(wheel: str) -> set[str]:
    return set(wheel.rsplit("-", 1)[-1].split("."))


def too_new(binaries: Iterable[Binary], target: Target) -> list[str]:
    """Files that ask for a newer C or C++ library than their wheels promise."""
    newest = {"GLIBC": target.glibc, "GLIBCXX": target.glibcxx}
    return [
        f"{one.path.name} asks for {family}_{'.'.join(map(str, one.newest(family)))}"
        for one in binaries
        for family, allowed in newest.items()
        if one.newest(family) > allowed
    ]


def unresolved_libraries(binaries: list[Binary], system: set[str]) -> list[str]:
    """Libraries that Windows files are linked with and that neither the kit nor Windows 10 has."""
    present = {one.path.name.lower() for one in binaries} | system
    return [
        f"{one.path.name} needs {name}"
        for one in binaries
        for name in sorted(map(str.lower, one.needed))
        if name not in present and not name.startswith(_UCRT)
    ]


def windows_libraries() -> set[str]:
    """The libraries of Windows 10 (1809) that kits may rely on, in small letters."""
    lines = (FILES / "windows_libraries.txt").read_text(encoding="ascii").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def traces_of(kit: Path, place: str) -> list[str]:
    """Files that name the folder they were made in."""
    trace = place.encode()
    return [
        f"{path.relative_to(kit)} names {place}"
        for path in sorted(kit.rglob("*"))
        if path.is_file() and trace in path.read_bytes()
    ]
