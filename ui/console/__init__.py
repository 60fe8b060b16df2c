"""The command line: the same actions as the window, for scripts and for checks.

``arguments`` reads the words, ``commands`` finds the module that carries a command out, ``console`` holds
what all commands work with.
"""
