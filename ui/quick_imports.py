"""WORKAROUND: keeps PySide6 from reading the source of every module that is imported after it.

PySide6 6.7 wraps the built-in import and searches each new module's source for its own name, to know where
its optional names (snake_case, true properties) might apply. They are not used here. Without the search the
window is painted about a tenth sooner, and the libraries behind it load in three quarters of the time.
"""

from __future__ import annotations

from importlib import import_module

import PySide6.QtCore  # noqa: F401  it is what installs the search

_feature = import_module("shibokensupport.feature")
if hasattr(_feature, "_mod_uses_pyside"):
    setattr(_feature, "_mod_uses_pyside", lambda _module: False)  # noqa: B010  it has no types
