#!/usr/bin/env bash
# `make run`: the environment, then the site and its worker until Ctrl-C.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/environment.sh production
# exec: signals reach the program itself, not a shell that would leave it behind.
exec .venv/bin/python scripts/run.py
