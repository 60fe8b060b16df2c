#!/usr/bin/env bash
# Make the kits for computers without a network, in build/kits: folders, archives, packages. On Debian 12.
# Usage: tools/make_kit.sh linux-x64|linux-arm64|windows-x64|deb|all [--unpacked] [--out FOLDER] [--renew]
set -euo pipefail

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"
bash tools/bootstrap.sh run
exec .venv/bin/python -m tools.kit "$@"
