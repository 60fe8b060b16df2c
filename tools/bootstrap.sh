#!/usr/bin/env bash
# Set up what the program (run) or its tests (test) need: system libraries, .venv, hash-checked packages, fonts.
# What is in place is left alone, so that a second start costs a fraction of a second.
# Usage: tools/bootstrap.sh run|test
set -Eeuo pipefail
trap 'printf "tools/bootstrap.sh, line %s: failed (%s): %s\n" "$LINENO" "$?" "$BASH_COMMAND" >&2' ERR

purpose=${1:-}
case $purpose in
    run | test) ;;
    *)
        echo 'Usage: tools/bootstrap.sh run|test' >&2
        exit 2
        ;;
esac

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"

# What Qt loads, and the Debian package it comes in: the first six for any picture or PDF, the rest for a window.
libraries=(
    libglib-2.0.so.0:libglib2.0-0
    libGL.so.1:libgl1
    libEGL.so.1:libegl1
    libfontconfig.so.1:libfontconfig1
    libdbus-1.so.3:libdbus-1-3
    libxkbcommon.so.0:libxkbcommon0
    libxcb-cursor.so.0:libxcb-cursor0
    libxcb-icccm.so.4:libxcb-icccm4
    libxcb-keysyms.so.1:libxcb-keysyms1
    libxcb-shape.so.0:libxcb-shape0
    libxcb-xkb.so.1:libxcb-xkb1
    libxkbcommon-x11.so.0:libxkbcommon-x11-0
    libX11-xcb.so.1:libx11-xcb1
)
# What the tests call, and its package.
test_programs=(
    Xvfb:xvfb
    cc:g++
    pdftotext:poppler-utils
    shellcheck:shellcheck
)

say() {
    printf '%s\n' "$*" >&2
}

stop() {
    say "$@"
    exit 1
}

# is_fit PYTHON MODULE... : whether it is of a fit version and has these modules.
is_fit() {
    "$1" - "${@:2}" >/dev/null 2>&1 <<'PYTHON'
import importlib
import sys

for name in sys.argv[1:]:
    importlib.import_module(name)
sys.exit(not (3, 11) <= sys.version_info < (3, 13))
PYTHON
}

find_python() {
    local candidate
    for candidate in python3.11 python3.12 python3 /usr/bin/python3.11 /usr/bin/python3.12 /usr/bin/python3; do
        if is_fit "$candidate" ctypes ensurepip sqlite3 ssl venv; then
            command -v -- "$candidate"
            return
        fi
    done
    return 1
}

# install PACKAGE... : as root on Debian; otherwise, or if that fails, the line to type and failure.
install() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing Debian packages: $*"
        apt-get -q -q -o DPkg::Lock::Timeout=300 update </dev/null >&2 || true
        if DEBIAN_FRONTEND=noninteractive apt-get -q -q -o DPkg::Lock::Timeout=300 \
            install -y --no-install-recommends "$@" </dev/null >&2; then
            return
        fi
    fi
    say 'Some system packages are missing. As root, type (on Debian and its relatives):'
    say "    apt-get update && apt-get install -y $*"
    return 1
}

# missing_packages PYTHON : the packages of what cannot be loaded or found, one a line.
missing_packages() {
    local pair
    "$1" - "${libraries[@]}" <<'PYTHON'
import ctypes
import sys

for pair in sys.argv[1:]:
    library, package = pair.split(":")
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
PYTHON
    if [ "$purpose" = test ]; then
        for pair in "${test_programs[@]}"; do
            command -v -- "${pair%%:*}" >/dev/null || printf '%s\n' "${pair#*:}"
        done
    fi
}

# Two set-ups in one folder wait for each other.
mkdir -p build
if command -v flock >/dev/null; then
    exec 9>build/bootstrap.lock
    flock --nonblock 9 || {
        say 'Waiting for another set-up in this folder ...'
        flock 9
    }
fi

if ! is_fit .venv/bin/python pip; then
    if ! python=$(find_python); then
        install python3 python3-venv || exit 1
        python=$(find_python) || stop 'Python 3.11 or 3.12 with venv is needed; this system offers neither.'
    fi
    say "Making .venv with $python"
    "$python" -m venv --clear .venv
fi
python=.venv/bin/python

mapfile -t missing < <(missing_packages "$python")
is_complete=yes
if [ "${#missing[@]}" -gt 0 ]; then
    install "${missing[@]}" || is_complete=no
fi

stamp=.venv/requirements.sha256
wanted=$(sha256sum <"tools/requirements-$purpose.txt")
if ! grep -qxF -- "$wanted" "$stamp" 2>/dev/null; then
    say 'Installing Python packages, each checked by its hash; the first time takes a few minutes ...'
    "$python" -m pip install --quiet --no-input --disable-pip-version-check --no-deps --only-binary :all: \
        --require-hashes -r "tools/requirements-$purpose.txt" </dev/null >&2
    if [ "$purpose" = test ]; then # they contain those of run
        sha256sum <tools/requirements-run.txt >"$stamp"
        printf '%s\n' "$wanted" >>"$stamp"
    else
        printf '%s\n' "$wanted" >"$stamp"
    fi
fi

"$python" tools/build_fonts.py

if [ "$is_complete" = no ]; then
    "$python" -c 'import PySide6.QtPrintSupport, PySide6.QtSvg, PySide6.QtWidgets' >&2 ||
        stop 'Qt cannot be loaded without the packages named above.'
    say 'Going on without them: pictures and PDF can be made, a window perhaps not.'
fi
