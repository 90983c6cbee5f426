# make help lists what there is. Everything lives in .venv; nothing is installed elsewhere.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

BIN := .venv/bin
PORT ?= 8000
export PORT

# Two cores are what a CI machine has.
PYTEST := $(BIN)/python -m pytest -n 2
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links

.PHONY: help reliability demo demo-reset test lint types contracts format browser cover bench lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: .venv/runtime.stamp ## a filled demo on 127.0.0.1 (PORT, DATABASE_URL and DEMO_TODAY are honoured)
	APP_ENV=demo $(BIN)/flask --app wsgi demo prepare
	APP_ENV=demo exec $(BIN)/flask --app wsgi demo serve

demo-reset: .venv/runtime.stamp ## the demo as on its first day
	APP_ENV=demo $(BIN)/flask --app wsgi demo reset

test: lint types contracts ## everything that CI asks, on SQLite and on PostgreSQL, then in a browser
	TEST_DATABASE=sqlite $(PYTEST) --ignore=tests/browser
	TEST_DATABASE=postgresql $(PYTEST) --ignore=tests/browser --ignore=tests/house
	TEST_DATABASE=sqlite $(BIN)/python -m pytest tests/browser

lint: .venv/dev.stamp ## ruff, and its format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev.stamp ## mypy --strict
	$(BIN)/mypy

contracts: .venv/dev.stamp ## who may import whom
	$(BIN)/lint-imports --no-logo

format: .venv/dev.stamp ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser: .venv/dev.stamp ## the browser tests alone
	$(BIN)/python -m pytest tests/browser

reliability: .venv/dev.stamp ## a hundred kills during filing, on both databases (make test has ten)
	TEST_DATABASE=sqlite KILLS=100 $(BIN)/python -m pytest tests/reliability
	TEST_DATABASE=postgresql KILLS=100 $(BIN)/python -m pytest tests/reliability

cover: .venv/dev.stamp ## which lines and branches the tests reach
	$(BIN)/coverage erase
	TEST_DATABASE=sqlite $(BIN)/coverage run -m pytest --ignore=tests/browser --ignore=tests/house
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

bench: .venv/dev.stamp ## measurements, printed
	$(BIN)/python -m benchmarks

lock: .venv/dev.stamp ## compile both locks from pyproject.toml (UPGRADE=1 takes newer releases)
	$(COMPILE) $(if $(UPGRADE),--upgrade) --output-file requirements.txt pyproject.toml
	$(COMPILE) $(if $(UPGRADE),--upgrade) --extra dev --constraints requirements.txt \
		--output-file requirements-dev.txt pyproject.toml

clean: ## remove what tools leave behind (.venv and databases stay)
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.*
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# An install happens again only when its lock changed.
.venv/runtime.stamp: requirements.txt | $(BIN)/python
	$(PIP_INSTALL) --requirement requirements.txt
	touch $@

.venv/dev.stamp: requirements-dev.txt | $(BIN)/python
	$(PIP_INSTALL) --requirement requirements-dev.txt
	touch $@ .venv/runtime.stamp

# The names are tried by running them: a version manager leaves names that start nothing.
$(BIN)/python:
	@for python in python3.13 python3.12 python3.11 python3; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "$$python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; \
	    exit 1; \
	  fi; \
	  echo "Making .venv with $$("$$python" --version)"; \
	  exec "$$python" -m venv .venv; \
	done; \
	echo "This project needs Python 3.11 or newer, and none was found on the PATH." >&2; \
	exit 1
