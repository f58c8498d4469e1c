# `make run` and `make test` do all of their set-up themselves; see scripts/bootstrap.
.DEFAULT_GOAL := help
VENV_PYTHON := .venv/bin/python
# window tests wait more than they compute, so two cores carry four of them
JOBS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); [ $$n -gt 4 ] && echo $$n || echo 4)

# compiled modules are kept, whatever this shell says: otherwise each process compiles them anew at its start
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run demo test lint bench campaign translations errors setup-run setup-test clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: setup-run ## the window, with the embedded authority
	@$(VENV_PYTHON) main.py

demo: setup-run ## the whole journey without a person, into demo-output/
	@$(VENV_PYTHON) main.py demo --out demo-output

test: setup-test lint ## everything that the automatic checks run
	@scripts/in-display $(VENV_PYTHON) -m pytest -n $(JOBS) --dist worksteal --ignore=tests/journeys
	@# alone, because it measures how long the window does not answer
	@scripts/in-display $(VENV_PYTHON) -m pytest tests/journeys

lint: setup-test ## ruff, mypy --strict, import contracts, QML lint
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@scripts/qmllint

bench: setup-test ## speed, as ratios against baselines of the same run
	@scripts/in-display $(VENV_PYTHON) -m benchmarks

campaign: setup-test ## the long fault campaigns, besides `make test`
	@scripts/in-display $(VENV_PYTHON) -m pytest -n $(JOBS) -m campaign

translations: setup-run ## collect new texts into resources/translations and build them
	@scripts/translations update

errors: setup-run ## write docs/errors.md from the code
	@$(VENV_PYTHON) scripts/error_table.py

setup-run:
	@scripts/bootstrap run

setup-test:
	@scripts/bootstrap test

clean: ## remove what was built here
	@rm -rf .venv build demo-output .mypy_cache .ruff_cache .pytest_cache .hypothesis
