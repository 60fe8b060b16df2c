"""The command line: the same actions as the window, for scripts and for checks.

``arguments`` reads the words and names the module that carries each command out, ``commands`` calls it,
``console`` holds what all commands work with.
"""
