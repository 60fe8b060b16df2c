"""Dialogs that rooms share, and those of the menus 设置, 编辑 and 帮助."""
