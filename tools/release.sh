#!/usr/bin/env bash
# Release a version: raise it, date the change log, commit and tag, make all kits and the list of their hashes.
# Usage: tools/release.sh VERSION        for example 0.2.0, after tools/test.sh has passed
set -euo pipefail

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"
bash tools/bootstrap.sh run
exec .venv/bin/python -m tools.kit.release "$@"
