"""How the program gets at data folders; light, as it is composed before the window is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cixi_desktop.ports import DataFolder, Store


class Storage(NamedTuple):
    """How a data folder is opened, checked and saved; composed in ``db.storage``, handed on by ``main``.

    ``open`` opens the folder's file or makes one; ``sample`` makes a new one for sample figures, in place of
    an earlier sample; ``check`` gives findings in Chinese, none if all is well; ``backup`` writes a verified
    copy; ``folder`` looks after the folder as a whole.
    """

    open: Callable[[Path], Store]
    sample: Callable[[Path], Store]
    check: Callable[[Path], list[str]]
    backup: Callable[[Path, Path], None]
    folder: Callable[[Path], DataFolder]
