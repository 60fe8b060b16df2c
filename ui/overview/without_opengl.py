"""WORKAROUND: keeps pyqtgraph from loading Qt's OpenGL, with which nothing here is drawn.

pyqtgraph 0.14 imports it all the same and names its base classes at once. These stand-ins have the names and
no more, so that the program needs no 12 MB of OpenGL beside it.
"""

from __future__ import annotations

import sys
from types import ModuleType

from PySide6.QtWidgets import QWidget


class _QOpenGLWidget(QWidget):
    """Only ever a base class."""


for _name, _content in (("QtOpenGL", {}), ("QtOpenGLWidgets", {"QOpenGLWidget": _QOpenGLWidget})):
    _module = ModuleType(f"PySide6.{_name}")
    vars(_module).update(_content)
    sys.modules.setdefault(_module.__name__, _module)
