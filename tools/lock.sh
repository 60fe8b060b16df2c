#!/usr/bin/env bash
# Write the hash-pinned requirements from pyproject.toml. The files carry no addresses.
# Usage: tools/lock.sh [options of "uv pip compile", for example --upgrade]
set -Eeuo pipefail
trap 'printf "tools/lock.sh, line %s: failed (%s): %s\n" "$LINENO" "$?" "$BASH_COMMAND" >&2' ERR

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
    temporary=$(mktemp -d)
    trap 'rm -rf -- "$temporary"' EXIT
    python3 -m venv "$temporary"
    "$temporary/bin/python" -m pip install --quiet --disable-pip-version-check uv==0.13.9
    uv=$temporary/bin/uv
fi

# compile FILE TITLE ARGUMENT... : keeps the pins of FILE that still fit, unless --upgrade is given.
compile() {
    local file=$1 title=$2
    shift 2
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --output-file "$file" "$@"
    printf '# %s Written by tools/lock.sh from pyproject.toml; do not edit.\n' "$title" |
        cat - "$file" >"$file.new"
    mv -- "$file.new" "$file"
}

compile tools/requirements-run.txt 'What runs the program, and builds its fonts and kits.' \
    pyproject.toml --group build "$@"
compile tools/requirements-test.txt 'What runs the program, builds its fonts and kits, and tests it.' \
    pyproject.toml --group build --group test --constraint tools/requirements-run.txt "$@"
