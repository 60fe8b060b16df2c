"""Send June's workbook and form through LibreOffice on this machine, and read them again.

With ``--renew`` what LibreOffice saved is kept in tests/data/libreoffice, where the test suite reads it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from cixi_desktop.workbook import form_bytes, read_workbook  # noqa: E402 - the project is not installed
from tests.workbook import handled, june  # noqa: E402
from tests.workbook.test_handled_workbooks import hide_and_filter, move_columns, sort_rows  # noqa: E402

KEPT = ROOT / "tests" / "data" / "libreoffice"
SECONDS = 180


def through(program: str, path: Path, *kinds: str) -> Path:
    """The file, opened and saved by LibreOffice as each of these kinds in turn."""
    for number, kind in enumerate(kinds):
        out = path.parent / f"{number}-{kind}"
        profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
        words = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
        subprocess.run(words, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603 - found on the path
        path = out / f"{path.stem}.{kind}"
    return path


def originals() -> dict[str, bytes]:
    """What is sent: as it is, and with rows sorted, columns moved and added, rows hidden."""
    filled = form_bytes(june.assessed(june.content()), june.content(), june.IDENTITY)
    return {
        "june": june.made(),
        "june_moved": handled.handled(sort_rows, move_columns, hide_and_filter),
        "form": filled,
    }


def main() -> int:
    """1 if anything was read otherwise than before."""
    program = shutil.which("soffice")
    if program is None:
        print("LibreOffice (soffice) is not on this machine.")
        return 1
    is_same = True
    with tempfile.TemporaryDirectory() as folder:
        for name, data in originals().items():
            path = Path(folder) / name / f"{name}.xlsx"
            path.parent.mkdir()
            path.write_bytes(data)
            for kinds in (("xlsx",), ("ods", "xlsx")):
                saved = through(program, path, *kinds)
                is_alike = read_workbook(saved.read_bytes(), june.PLAN) == read_workbook(data, june.PLAN)
                print(f"{name} by {' and '.join(kinds)}: {'the same' if is_alike else 'NOT the same'}")
                is_same = is_same and is_alike
                if "--renew" in sys.argv:
                    KEPT.mkdir(exist_ok=True)
                    shutil.copy(path, KEPT / f"{name}.xlsx")
                    shutil.copy(saved, KEPT / f"{name}_by_{'_'.join(kinds)}.xlsx")
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())
