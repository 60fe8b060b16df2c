"""Other programs that are called, with what they say when they fail."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tools.kit.targets import KitError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def call(*words: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    """Run a program and return what it prints; KitError with its complaints if it fails or is not there."""
    try:
        done = subprocess.run(  # noqa: S603  the words are ours
            [str(word) for word in words], cwd=cwd, env=env, check=False, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise KitError(f"{words[0]} is needed and not installed.") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-2000:]
        raise KitError(f"{' '.join(map(str, words[:4]))} … failed ({done.returncode}):\n{said}")
    return done.stdout


def show(*words: str, cwd: Path) -> None:
    """Run a program in the user's sight; KitError if it fails, which has then said why."""
    code = subprocess.run(words, cwd=cwd, check=False).returncode  # noqa: S603  the words are ours
    if code:
        raise KitError(f"{' '.join(words[:4])} … failed ({code}).")
