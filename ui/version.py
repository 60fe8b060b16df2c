"""The program's name and version, as the window and reports of faults show them."""

from __future__ import annotations

NAME = "重点工作进展填报"
VERSION = "0.1.0"
