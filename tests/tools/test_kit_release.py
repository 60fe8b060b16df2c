"""A release raises the version in every place and dates what is new."""

from __future__ import annotations

import hashlib
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tools.kit import __main__ as kits
from tools.kit import release
from tools.kit.release import CHANGES, PROJECT, SUMS, VERSION, raised, write_sums
from tools.kit.shell import call, show
from tools.kit.targets import ROOT, KitError

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 3, 5)


@pytest.fixture
def texts() -> dict[str, str]:
    return {
        PROJECT: 'name = "x"\nversion = "0.9.0"\nnumpy = "==0.9.0"\n',
        VERSION: 'VERSION = "0.9.0"\n',
        CHANGES: "# 更新说明\n\n## 未发布\n\n- 新增一项。\n\n## 0.9.0\n\n- 旧的一项。\n",
    }


def test_that_the_version_is_raised_and_the_change_log_dated(texts: dict[str, str]) -> None:
    assert raised(texts, "0.10.0", on=DAY) == {
        PROJECT: 'name = "x"\nversion = "0.10.0"\nnumpy = "==0.9.0"\n',
        VERSION: 'VERSION = "0.10.0"\n',
        CHANGES: "# 更新说明\n\n## 0.10.0（2026年3月5日）\n\n- 新增一项。\n\n## 0.9.0\n\n- 旧的一项。\n",
    }


@pytest.mark.parametrize("version", ["0.9.0", "0.8.9", "1.0", "v1.0.0"])
def test_that_a_version_that_is_no_later_one_is_refused(texts: dict[str, str], version: str) -> None:
    with pytest.raises(KitError, match=r"is no version after 0\.9\.0"):
        raised(texts, version, on=DAY)


def test_that_a_release_without_news_is_refused(texts: dict[str, str]) -> None:
    texts[CHANGES] = "# 更新说明\n\n## 0.9.0\n\n- 旧的一项。\n"
    with pytest.raises(KitError, match="says nothing"):
        raised(texts, "1.0.0", on=DAY)


def test_that_the_files_of_this_project_can_be_raised() -> None:
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in (PROJECT, VERSION)}
    after = raised({**texts, CHANGES: "## 未发布\n\n- 一项。\n"}, "99.0.0", on=DAY)
    assert all("99.0.0" in after[name] for name in texts)


def test_that_hashes_are_listed_for_the_version_alone(tmp_path: Path) -> None:
    for name in ("kit-1.2.0.zip", "kit-1.1.0.zip"):
        (tmp_path / name).write_bytes(name.encode())
    write_sums(tmp_path, "1.2.0")
    digest = hashlib.sha256(b"kit-1.2.0.zip").hexdigest()
    assert (tmp_path / SUMS).read_text(encoding="utf-8") == f"{digest}  kit-1.2.0.zip\n"


@pytest.fixture
def project(texts: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project under git at version 0.9.0, whose kits are made by ``made``."""
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / ".gitignore").write_text("build\n", encoding="utf-8")
    call("git", "init", "--quiet", cwd=tmp_path)
    for words in (("user.name", "Clerk"), ("user.email", "clerk@example.invalid")):
        call("git", "config", *words, cwd=tmp_path)
    _commit(tmp_path)
    monkeypatch.setattr(release, "ROOT", tmp_path)
    monkeypatch.setattr(kits, "OUT", tmp_path / "build")
    return tmp_path


def _commit(project: Path) -> None:
    call("git", "add", ".", cwd=project)
    call("git", "commit", "--quiet", "--message", "One more step", cwd=project)


def _make_kits() -> None:
    kits.OUT.mkdir()
    (kits.OUT / "kit-1.0.0.zip").write_bytes(b"kit")


def _fail_to_make_kits() -> None:
    raise KitError("A part is missing.")


def test_that_a_release_is_tagged_and_not_made_twice(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "make_kits", _make_kits)
    assert release.main(["1.0.0"]) == 0
    assert call("git", "log", "-1", "--format=%s %D", cwd=project).count("Release 1.0.0") == 1
    assert call("git", "tag", "--points-at", "HEAD", cwd=project) == "v1.0.0\n"
    assert "kit-1.0.0.zip" in (project / "build" / SUMS).read_text(encoding="utf-8")
    assert release.main(["1.0.0"]) == 1
    assert call("git", "rev-list", "--count", "HEAD", cwd=project) == "2\n"


def test_that_a_release_that_failed_is_taken_up_again_with_what_was_mended(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "make_kits", _fail_to_make_kits)
    assert release.main(["1.0.0"]) == 1
    assert call("git", "tag", cwd=project) == ""
    (project / "part").touch()
    _commit(project)
    monkeypatch.setattr(release, "make_kits", _make_kits)
    assert release.main(["1.0.0"]) == 0
    assert call("git", "tag", "--points-at", "HEAD", cwd=project) == "v1.0.0\n"
    assert call("git", "rev-list", "--count", "HEAD", cwd=project) == "3\n"


def test_that_nothing_is_released_over_changes_that_are_not_committed(project: Path) -> None:
    (project / "part").touch()
    assert release.main(["1.0.0"]) == 1
    assert call("git", "rev-list", "--count", "HEAD", cwd=project) == "1\n"


def test_that_a_program_that_fails_in_sight_is_named(tmp_path: Path) -> None:
    with pytest.raises(KitError, match=r"failed \(3\)"):
        show(sys.executable, "-c", "raise SystemExit(3)", cwd=tmp_path)
