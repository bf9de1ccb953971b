#!/usr/bin/env bash
# `make lint`: style, form and import floors. Runs all of them, fails if one fails.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/environment.sh development || exit 1
status=0
.venv/bin/ruff check . || status=1
.venv/bin/ruff format --check . || status=1
.venv/bin/lint-imports --no-cache || status=1
exit $status
