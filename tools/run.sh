#!/usr/bin/env bash
# Set up what is missing, then start the program with the arguments given.
# Without arguments: a sample year in build/demo (data, workbook, PDF, pictures), and the window if there is a screen.
# Usage: tools/run.sh [ARGUMENTS OF main.py]
set -euo pipefail

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
bash "$root/tools/bootstrap.sh" run

if [ "$#" = 0 ]; then
    set -- demo --out "$root/build/demo"
fi
exec "$root/.venv/bin/python" "$root/main.py" "$@"
