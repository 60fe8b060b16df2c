#!/bin/sh
# 把程序添加到开始菜单和桌面。移动过程序文件夹以后，请再运行一次。
home=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd) || exit 1
menu=${XDG_DATA_HOME:-$HOME/.local/share}/applications
mkdir -p "$menu" || exit 1
entry=$menu/cixi-desktop.desktop
sed -e "s|^Exec=.*|Exec=\"$home/{start}\"|" -e "s|^Icon=.*|Icon=$home/program/resources/icons/cixi.svg|" \
    "$home/runtime/cixi-desktop.desktop" >"$entry" && chmod 755 "$entry" || exit 1
desktop=$(xdg-user-dir DESKTOP 2>/dev/null) || desktop=
if [ -n "$desktop" ] && [ "$desktop" != "$HOME" ] && [ -d "$desktop" ]; then
    cp -p -- "$entry" "$desktop/"
fi
echo '已添加到开始菜单：慈溪科技填报。'
