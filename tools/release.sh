#!/usr/bin/env bash
# Release a version: raise it, date the change log, commit, make all kits and the list of their hashes, and tag.
# After a failure: mend it, commit, and call this again.
# Usage: tools/release.sh VERSION        for example 0.2.0, after tools/test.sh has passed
set -euo pipefail

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"
bash tools/bootstrap.sh run
exec .venv/bin/python -m tools.kit.release "$@"
