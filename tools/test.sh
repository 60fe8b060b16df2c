#!/usr/bin/env bash
# Set up what is missing, then check format, lint, scripts, types, the rules between the rooms, and the tests.
# Coverage makes them take half as long again and is asked for by itself: tools/test.sh --coverage
# Other arguments are handed to pytest: tools/test.sh tests/core -k pace
# Usage: tools/test.sh [--coverage | ARGUMENTS OF pytest]
set -Eeuo pipefail
trap 'printf "tools/test.sh, line %s: failed (%s): %s\n" "$LINENO" "$?" "$BASH_COMMAND" >&2' ERR

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"
bash tools/bootstrap.sh test

python=.venv/bin/python
report=build/coverage/report.json
export QT_QPA_PLATFORM=offscreen
unset PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX=$root/build/cache/python # compiled once, whatever the machine is set to

# step TITLE COMMAND... : a step that fails ends the run.
step() {
    printf '\n== %s\n' "$1"
    "${@:2}"
}

step 'format' "$python" -m ruff format --check .
step 'lint' "$python" -m ruff check .
step 'scripts' shellcheck tools/*.sh tools/kit/files/*.sh .ci/run
if [ "$#" -eq 0 ] || [ "$1" = --coverage ]; then
    "$python" -m pytest --collect-only -q >/dev/null 2>&1 & # compiles the tests once, beside the types
fi
step 'types' "$python" -m mypy
step 'rules between the rooms' "$python" .venv/bin/lint-imports --no-logo --cache-dir build/cache/import_linter
wait
if [ "$#" -eq 0 ]; then
    step 'tests' "$python" -m pytest -n 2 --dist worksteal
elif [ "$1" != --coverage ]; then
    step 'tests' "$python" -m pytest "$@"
else
    mkdir -p build/coverage
    rm -f -- "$report"
    step 'tests' "$python" -m pytest -n 2 --dist worksteal --cov --cov-report="json:$report"
    step 'coverage' "$python" tools/coverage_gates.py "$report"
fi
