"""What pip asks a build tool before it keeps a source package: its name, and nothing else."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

__legacy__ = sys.modules[__name__]


def prepare_metadata_for_build_wheel(folder: str, _settings: object = None) -> str:
    """Hand over the package's own description."""
    text = Path("PKG-INFO").read_text(encoding="utf-8")
    name, version = (re.findall(rf"^{word}: (\S+)$", text, re.MULTILINE)[0] for word in ("Name", "Version"))
    target = Path(folder) / f"{name.replace('-', '_')}-{version}.dist-info"
    target.mkdir()
    shutil.copy("PKG-INFO", target / "METADATA")
    return target.name
