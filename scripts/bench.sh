#!/usr/bin/env bash
# `make bench`: see scripts/bench.py.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/environment.sh production
exec .venv/bin/python scripts/bench.py "$@"
