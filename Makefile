# The commands of the house. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test lint format types bench messages clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## Run the site and the worker on http://localhost:8000 (PORT=8080, DATA_DIR=elsewhere)
	@scripts/run.sh

test: ## Run every check and test; install what they need where this is root on Debian
	@scripts/test.sh

lint: ## Check style and import floors
	@scripts/lint.sh

format: ## Rewrite Python in the house style
	@scripts/environment.sh development
	@.venv/bin/ruff check --fix --quiet . || true
	@.venv/bin/ruff format .

types: ## Check types with mypy
	@scripts/environment.sh development
	@.venv/bin/mypy

bench: ## Measure queries, bytes, milliseconds and requests a second of the main pages
	@scripts/bench.sh

messages: ## Collect and compile the translations in locale/
	@scripts/environment.sh development
	@.venv/bin/python scripts/messages.py

clean: ## Remove the environment and everything that commands made, but never data/
	@rm -rf .venv .tools staticfiles tests/validator/node_modules .ruff_cache .mypy_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './data/*' -prune -exec rm -rf {} +
	@echo "Removed. data/ is kept."
