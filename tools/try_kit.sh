#!/usr/bin/env bash
# Try a kit as a clerk would find it: no network, an ordinary user, a program folder that cannot be written to.
# Window, one entry, export, page, restart. As root, on Debian 12. Pictures of the windows are left in build/try.
# The kit for Linux is tried in a bare Debian 11 and in a system without any C library; the one for ARM64 there too,
# by QEMU and past its start script; the one for Windows by the Wine of Debian 13.
# Usage: tools/try_kit.sh [ARCHIVE]      the newest Linux x86-64 archive in build/kits, if none is given
set -Eeuo pipefail
trap 'printf "tools/try_kit.sh, line %s: failed (%s): %s\n" "$LINENO" "$?" "$BASH_COMMAND" >&2' ERR

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"
try=build/try
user=1000
screen=:91
allowed_seconds=60

stop() {
    printf 'tools/try_kit.sh: %s\n' "$*" >&2
    exit 1
}

# newest FILE... : the newest of these, of which there may be none.
newest() {
    local file found=
    for file in "$@"; do
        if [ -e "$file" ] && { [ -z "$found" ] || [ "$file" -nt "$found" ]; }; then
            found=$file
        fi
    done
    printf '%s\n' "$found"
}

archive=${1:-$(newest build/kits/*-linux-x64.tar.xz)}
[ -n "$archive" ] || stop 'no archive; make one: bash tools/make_kit.sh linux-x64'
[ -f "$archive" ] || stop "there is no $archive."
[ "$(id -u)" = 0 ] || stop 'to make a system of its own for the kit, it must be run by root.'
for program in Xvfb xdotool unshare; do
    command -v "$program" >/dev/null || stop "$program is missing. Type: apt-get install xvfb xdotool util-linux"
done
mkdir -p "$try/packages"
systems='debian-11 busybox'
start_file=启动填报程序.sh
running=runtime/start.py
slower=1
case $archive in
    *-linux-arm64.tar.xz) slower=5 ;;
    *-windows-x64.zip)
        systems=wine
        start_file=启动填报程序.exe
        running=pythonw.exe
        slower=2
        ;;
esac

# package NAME : a package of Debian, unpacked in build/try/packages; this machine's own are left as they are.
package() {
    [ -d "$try/packages/$1" ] && return
    (cd "$try/packages" && apt-get -q -q -o APT::Sandbox::User=root download "$1" && dpkg-deb -x "$1"_*.deb "$1")
}

# The systems: Debian as debootstrap makes it, with glibc 2.31 or with Wine; and busybox alone, where every library
# must be the kit's.
make_debian() {
    local system=$1 release=$2 packages=$3
    package debootstrap
    DEBOOTSTRAP_DIR=$PWD/$try/packages/debootstrap/usr/share/debootstrap \
        nice "$try/packages/debootstrap/usr/sbin/debootstrap" --variant=minbase --include="$packages" \
        "$release" "$PWD/$try/$system" >"$try/$system.log" || stop "$system could not be made: $(tail -n 5 "$try/$system.log")"
}
make_busybox() {
    package busybox-static
    mkdir -p "$try/busybox/bin" "$try/busybox/etc"
    cp -- "$try/packages/busybox-static/bin/busybox" "$try/busybox/bin/"
    for name in sh env id mkdir cp chmod readlink dirname ls cat; do
        ln -s busybox "$try/busybox/bin/$name"
    done
}

# prepare SYSTEM : make it, unless it has been made to its end.
prepare() {
    [ ! -e "$try/$1.made" ] || return 0
    rm -rf -- "${try:?}/$1"
    case $1 in
        debian-11) make_debian "$1" bullseye base-files ;;
        wine) make_debian "$1" trixie wine,wine64 ;;
        busybox) make_busybox ;;
    esac
    echo 'clerk:x:1000:1000::/home/clerk:/bin/sh' >>"$try/$1/etc/passwd"
    touch "$try/$1.made"
}

lay_qemu() {
    package qemu-user-static
    cp --remove-destination -- "$try/packages/qemu-user-static/usr/bin/qemu-aarch64-static" "$try/$1/bin/"
}

# inside SYSTEM COMMAND... : run it in the system as the clerk, without a network, with the screen's socket only.
inside() {
    local system=$1
    shift
    # shellcheck disable=SC2016 # the inner shell expands
    unshare --net --mount --pid --fork sh -c '
        system=$1 user=$2 screen=$3
        shift 3
        mount --bind /tmp/.X11-unix "$system/tmp/.X11-unix"
        mount -t proc proc "$system/proc"
        exec chroot --userspec="$user:$user" "$system" /bin/env -i HOME=/home/clerk PATH=/usr/bin:/bin DISPLAY="$screen" "$@"
    ' sh "$PWD/$try/$system" "$user" "$screen" "$@"
}

boot_wine() {
    inside wine WINEDEBUG=-all sh -c 'wineboot --init && wineserver --wait'
}

by_wine() {
    inside wine LANG=C.UTF-8 WINEDEBUG=-all wine "$@"
}

# start SYSTEM WORDS... : start the kit there.
start() {
    local system=$1 runtime=$kit/runtime
    shift
    case $kit in
        *-linux-x64) inside "$system" /bin/sh "$kit/$start_file" "$@" ;;
        *-linux-arm64) # nothing loads programs for ARM64, so the script cannot start one
            inside "$system" /bin/qemu-aarch64-static "$runtime/lib/ld-linux-aarch64.so.1" --inhibit-cache \
                --library-path "$runtime/lib" "$runtime/bin/python3.11" -I -S -X utf8 "$runtime/start.py" "$@"
            ;;
        *-windows-x64)
            local by=("$runtime/python.exe" -X utf8 "$runtime/start.py") # as the script for commands does
            [ "$#" -gt 0 ] || by=("$kit/$start_file")
            by_wine "${by[@]}" "$@"
            ;;
    esac
}

# pause TENTHS : so many tenths of a second, or as much longer as the kit is slower.
pause() {
    sleep "$(($1 * slower))e-1"
}

# wait_for_window : its number, once it is shown.
wait_for_window() {
    local window _
    for _ in $(seq 200); do
        if window=$(xdotool search --onlyvisible --name . 2>/dev/null | head -n 1) && [ -n "$window" ]; then
            settle
            echo "$window"
            return
        fi
        pause 1
    done
    stop "no window was shown within $((20 * slower)) seconds."
}

# settle : wait until the program has nothing more to do, which on a busy machine takes its time.
settle() {
    local process before after _
    process=$(pgrep -n -u "$user" -f "$running") || stop 'the program ended by itself.'
    after=$(cut -d ' ' -f 1 "/proc/$process/schedstat")
    for _ in $(seq 40); do
        before=$after
        pause 5
        after=$(cut -d ' ' -f 1 "/proc/$process/schedstat")
        [ $((after - before)) -gt $((5000000 * slower * slower)) ] || return 0 # nanoseconds: a cursor that blinks
    done
    stop "the program did not come to rest within $((20 * slower)) seconds."
}

press() {
    xdotool key "$@"
    pause 2
}

picture() {
    .venv/bin/python - "$1" <<'PYTHON'
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "xcb"
from PySide6.QtWidgets import QApplication

application = QApplication([])
if not application.primaryScreen().grabWindow(0).save(sys.argv[1]):
    sys.exit(f"no picture: {sys.argv[1]}")
PYTHON
}

# open_and_close SYSTEM PICTURE [KEYS...] : show the window, do what the function in KEYS does, close it by keyboard.
open_and_close() {
    local system=$1 name=$2 window process
    shift 2
    start "$system" >"$try/$system.log" 2>&1 &
    process=$!
    window=$(wait_for_window)
    xdotool windowfocus --sync "$window"
    "$@"
    picture "$try/$system-$name.png"
    press ctrl+q
    wait "$process" || stop "the program ended with $?: $(cat "$try/$system.log")"
    # A bare system has no tables of composed letters, and busybox no locale; a desktop has both.
    ! grep -qvE 'compose table|locale|for more information' "$try/$system.log" || stop "the program complained: $(cat "$try/$system.log")"
}

# close_check : the look at the computer, which opens by itself at the first start, over the window.
# Windows are told apart by age: without a locale their titles reach xdotool as question marks.
close_check() {
    local windows=() _
    for _ in $(seq 100); do
        mapfile -t windows < <(xdotool search --onlyvisible --name . 2>/dev/null || true)
        [ "${#windows[@]}" -lt 2 ] || break
        pause 1
    done
    [ "${#windows[@]}" = 2 ] || stop "${#windows[@]} windows instead of the look at the computer over the first."
    xdotool windowfocus --sync "${windows[1]}"
    press Escape
    xdotool windowfocus --sync "${windows[0]}"
}

enter_150() {
    close_check
    press ctrl+f
    xdotool type --delay 40 8-1
    settle
    press Return
    settle
    press Return
    xdotool type --delay 40 150
    press Return
    settle
}

# see_overview : gauges and the chart, which loads what nothing else does; a fault would open a window.
see_overview() {
    press ctrl+2
    settle
    [ "$(xdotool search --onlyvisible --name . | wc -l)" = 1 ] || stop 'the overview shows a fault.'
}

# try_in SYSTEM : the whole job.
try_in() {
    local system=$1 begun
    printf '\n== %s\n' "$system"
    mkdir -p "$try/$system/opt" "$try/$system/home/clerk" "$try/$system/tmp/.X11-unix" "$try/$system/proc"
    rm -rf -- "$try/$system/opt/"* "$try/$system/home/clerk/".[a-z]* "$try/$system/home/clerk/"*
    chown "$user:$user" "$try/$system/home/clerk"
    if [ "$system" = wine ]; then
        boot_wine >"$try/wine.log" 2>&1 || stop "Wine could not be set up: $(cat "$try/wine.log")"
    fi
    begun=$(date +%s.%N)
    case $archive in
        *.zip) python3 -m zipfile --extract "$archive" "$try/$system/opt" ;;
        *) tar --extract --file "$archive" --directory "$try/$system/opt" --no-same-owner ;;
    esac
    kit=/opt/$(ls "$try/$system/opt")
    echo "unpacked after $(since "$begun") s"
    open_and_close "$system" entry enter_150
    echo "entered after $(since "$begun") s"
    start "$system" export --period 2025-12 --out /home/clerk/table.xlsx
    taken=$(since "$begun")
    echo "workbook after $taken s"
    start "$system" page --period 2025-12 --out /home/clerk/page.pdf
    open_and_close "$system" restart see_overview
    start "$system" check-program
    start "$system" check
    [ "$system" != wine ] || import_all # as the kit for Linux does when it is made
    check_results "$system" "$taken"
    carry_data "$system"
}

# carry_data SYSTEM : a folder for data beside the program takes them, as on a stick.
carry_data() {
    local data=$try/$1$kit/data
    mkdir "$data"
    chown "$user:$user" "$data"
    start "$1" record 8-1 --period 2025-12 --increment 7
    [ -s "$data/cixi.db" ] || stop 'the data are not beside the program.'
    start "$1" check-program
}

import_all() {
    cp -- tools/kit/files/import_all.py "$try/wine/tmp/"
    by_wine "$kit/runtime/python.exe" /tmp/import_all.py "$kit"
}

since() {
    python3 -c 'import sys, time; print(f"{time.time() - float(sys.argv[1]):.1f}")' "$1"
}

# check_results SYSTEM SECONDS : what must be true afterwards.
check_results() {
    local home=$try/$1/home/clerk journal
    journal=$(start "$1" journal)
    case $journal in *150*) ;; *) stop "the entry is not in the journal: $journal" ;; esac
    head -c 4 "$home/table.xlsx" | grep -q PK || stop 'the workbook is none.'
    head -c 5 "$home/page.pdf" | grep -q '%PDF-' || stop 'the page is no PDF.'
    inside "$1" /bin/sh -c ": >'$kit/program/main.py'" 2>/dev/null && stop 'the program folder could be written to.'
    python3 -c "import sys; sys.exit(float('$2') > $allowed_seconds * $slower)" || stop "$2 s are more than $allowed_seconds."
}

# try_package : install the newest package beside the archive in the Debian 11, start it by its command, remove it.
try_package() {
    local deb
    deb=$(newest "$(dirname -- "$archive")"/*_amd64.deb)
    printf '\n== %s\n' "${deb:-no package beside the archive, so none is tried}"
    [ -n "$deb" ] || return 0
    cp -- "$deb" "$try/debian-11/tmp/package.deb"
    chroot "$try/debian-11" dpkg --install /tmp/package.deb
    inside debian-11 cixi-desktop check-program
    chroot "$try/debian-11" test -f /usr/share/applications/cixi-desktop.desktop || stop 'it is not in the menu.'
    chroot "$try/debian-11" dpkg --remove cixi-desktop
    [ ! -e "$try/debian-11/opt/cixi-desktop" ] || stop 'it could not be removed whole.'
}

for system in $systems; do
    prepare "$system"
    case $archive in *-linux-arm64.tar.xz) lay_qemu "$system" ;; esac
done
Xvfb "$screen" -screen 0 1366x768x24 >"$try/screen.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
export DISPLAY=$screen
sleep 2
kill -0 "$server" 2>/dev/null || stop "there is no screen: $(cat "$try/screen.log")"
for system in $systems; do
    try_in "$system"
done
case $archive in *-linux-x64.tar.xz) try_package ;; esac
printf '\nAll was done. Pictures: %s/*.png\n' "$try"
