"""Debian's packages of a kit: pinned by version and hash, taken with apt in folders of its own.

The apt of the machine is not touched. Its sources are used as they are set up; no address is written down.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

from tools.kit.shell import call
from tools.kit.targets import TARGETS, KitError, Target

PACKAGES = Path(__file__).with_name("debian_packages.toml")
PINS = Path(__file__).with_name("debian_pins.toml")
_HEAD = """\
# Versions and SHA-256 of Debian's packages. Written by "bash tools/make_kit.sh --renew"; do not edit.
"""
_RENEW = """\
Debian's stable release moves on, and keeps only its newest packages. To go with it:
  1. bash tools/make_kit.sh --renew      writes the versions now offered to {pins}
  2. look at the difference, make the kits, try them with tools/try_kit.sh, and commit it."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One package as it must be; ``digest`` is its SHA-256."""

    name: str
    version: str
    digest: str


def wanted_licences() -> dict[str, str]:
    """The packages of a Linux kit by name, and the licence of what is taken; “” if that is only papers."""
    listed = tomllib.loads(PACKAGES.read_text(encoding="utf-8"))["packages"]
    return {name: licence for group in listed for name, licence in group["licences"].items()}


def wanted_names() -> list[str]:
    """The packages of a Linux kit."""
    return sorted(wanted_licences())


def read_pins(text: str, architecture: str) -> list[Pin]:
    """The pins for one of Debian's architectures; KitError if a wanted package has none."""
    pins = tomllib.loads(text).get(architecture, {})
    missing = [name for name in wanted_names() if name not in pins]
    if missing:
        raise KitError(f"{PINS.name} lacks {', '.join(missing)}. Type: bash tools/make_kit.sh --renew")
    return [Pin(name, *pins[name]) for name in wanted_names()]


def fetch_packages(target: Target, cache: Path) -> list[Path]:
    """The pinned packages, downloaded where the cache lacks them; KitError with a remedy if one is gone."""
    folder = cache / "debian" / target.architecture
    folder.mkdir(parents=True, exist_ok=True)
    pins = read_pins(PINS.read_text(encoding="utf-8"), target.architecture)
    missing = [pin for pin in pins if _find(pin, folder) is None]
    if missing:
        apt = PrivateApt(target.architecture, cache)
        apt.update()
        apt.download(missing, folder)
    found = [_find(pin, folder) for pin in pins]
    lacking = [f"{pin.name} {pin.version}" for pin, path in zip(pins, found, strict=True) if path is None]
    if lacking:
        raise KitError(f"Not of the pinned hash: {', '.join(lacking)}.\n{_RENEW.format(pins=PINS.name)}")
    return [path for path in found if path is not None]


def unpacked(target: Target, cache: Path) -> Path:
    """A folder with the pinned packages one over another; nothing of theirs is run."""
    packages = fetch_packages(target, cache)
    state = hashlib.sha256("".join(path.name for path in packages).encode()).hexdigest()
    root = cache / "debian" / f"{target.architecture}-{state[:12]}"
    if not root.exists():
        unfinished = root.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        for package in packages:
            call("dpkg-deb", "--extract", package, unfinished)
        unfinished.rename(root)
    return root


def renew(cache: Path) -> None:
    """Pin what Debian offers now, for every architecture."""
    lines = [_HEAD]
    for target in TARGETS.values():
        if not target.is_windows:
            apt = PrivateApt(target.architecture, cache)
            apt.update()
            lines.append(f"\n[{target.architecture}]\n")
            lines += [
                f'"{pin.name}" = ["{pin.version}", "{pin.digest}"]\n' for pin in apt.offered(wanted_names())
            ]
    PINS.write_text("".join(lines), encoding="utf-8")


def parse_offers(text: str) -> list[Pin]:
    """Pins from what ``apt-cache show`` prints."""
    found = []
    for block in re.split(r"\n\n+", text.strip()):
        fields = dict(
            line.split(": ", 1)
            for line in block.splitlines()
            if re.match(r"(Package|Version|SHA256): ", line)
        )
        if len(fields) == len(("Package", "Version", "SHA256")):
            found.append(Pin(fields["Package"], fields["Version"], fields["SHA256"]))
    return found


class PrivateApt:
    """apt with folders of its own, for an architecture that need not be the machine's."""

    def __init__(self, architecture: str, cache: Path) -> None:
        self.state = (cache / "apt" / architecture).resolve()
        for name in ("lists/partial", "archives/partial", "empty"):
            (self.state / name).mkdir(parents=True, exist_ok=True)
        (self.state / "status").touch()
        self.settings = self.state / "apt.conf"
        self.settings.write_text(_APT.format(state=self.state, architecture=architecture), encoding="utf-8")

    def update(self) -> None:
        """Learn what is offered now."""
        self._run("apt-get", "--quiet", "update")

    def offered(self, names: list[str]) -> list[Pin]:
        """What would be installed now; KitError naming packages that are not offered at all."""
        pins = parse_offers(self._run("apt-cache", "show", "--no-all-versions", *names))
        missing = sorted(set(names) - {pin.name for pin in pins})
        if missing:
            raise KitError(
                f"Debian offers no {', '.join(missing)}: the kit is made on Debian 12 and its sources."
            )
        return sorted(pins, key=lambda pin: pin.name)

    def download(self, pins: list[Pin], folder: Path) -> None:
        """Download these; KitError with what to do if one is no longer offered."""
        try:
            self._run(
                "apt-get", "--quiet", "download", *(f"{pin.name}={pin.version}" for pin in pins), cwd=folder
            )
        except KitError as error:
            if "was not found" in str(error):
                raise KitError(f"{error}\n{_RENEW.format(pins=PINS.name)}") from error
            raise

    def _run(self, *words: str, cwd: Path | None = None) -> str:
        return call("env", f"APT_CONFIG={self.settings}", "LC_ALL=C", *words, cwd=cwd)


_APT = """\
#clear APT::Architectures;
APT::Architecture "{architecture}";
APT::Architectures {{ "{architecture}"; }};
APT::Sandbox::User "root";
Acquire::Languages "none";
Dir::State "{state}";
Dir::State::lists "{state}/lists";
Dir::State::status "{state}/status";
Dir::Cache "{state}";
Dir::Cache::archives "{state}/archives";
Dir::Etc::preferencesparts "{state}/empty";
"""


def _find(pin: Pin, folder: Path) -> Path | None:
    for path in folder.glob(f"{pin.name}_*.deb"):
        if hashlib.sha256(path.read_bytes()).hexdigest() == pin.digest:
            return path
    return None
