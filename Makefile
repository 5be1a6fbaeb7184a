# `make demo` and `make test` need Python 3.11+, make and npm (where npm is missing, the test lock file brings Node).
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PORT ?= 8000
WORKERS ?= 2
export PORT

.PHONY: help setup demo serve test lint types pytest postgres browser soak quality pictures translations lock clean

help:  ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 24

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed."; exit 1; }
	$(PYTHON) -m venv .venv

# The lock files name everything, so pip resolves nothing: older ones would take an extra (`coverage[toml]`) for unpinned.
.venv/.runtime: requirements.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@touch $@

.venv/.test: requirements-test.lock .venv/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-test.lock
	@touch $@

node_modules/.installed: package-lock.json package.json
	@command -v npm >/dev/null || { test -x $(BIN)/npm || $(MAKE) .venv/.test; }
	@PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --ignore-scripts --no-fund --no-audit --loglevel=error
	@touch $@

setup: .venv/.runtime node_modules/.installed
	@mkdir -p var
	@$(BIN)/python manage.py sync_translations --compile --settings talent.settings.test

demo: setup  ## set up, load demo data into SQLite and serve the portal on PORT (8000)
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py createcachetable
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@$(BIN)/python manage.py load_demo $(if $(PEOPLE),--people $(PEOPLE))
	@exec $(BIN)/python manage.py serve_demo

lint: .venv/.test node_modules/.installed  ## style, imports, templates, migrations, diagrams and translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	git ls-files -z '*.html' | xargs -0 $(BIN)/djade --target-version 5.2 --check
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python manage.py makemigrations --check --dry-run --settings talent.settings.test
	$(BIN)/python manage.py draw_workflows --check --settings talent.settings.test
	$(BIN)/python manage.py sync_translations --check --settings talent.settings.test

types: .venv/.test
	$(BIN)/mypy talent subsidies

pytest: .venv/.test setup
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup -q

test: .venv/.test setup lint types pytest  ## every check and test that needs no server

postgres: .venv/.test setup  ## the tests on the PostgreSQL that DATABASE_URL names, races included
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup -q

browser: .venv/.test setup  ## journeys in a real browser (Chromium), axe on each page they pass
	BROWSER_TESTS=1 $(BIN)/pytest -q tests/journeys
	BROWSER_TESTS=1 $(BIN)/pytest -q tests/talent/ui

soak: .venv/.test setup  ## every test at length: races, kills, fuzz (needs PostgreSQL, some hours)
	@case "$$DATABASE_URL" in postgres*) ;; *) echo "Races need PostgreSQL: set DATABASE_URL=postgres://…"; exit 1;; esac
	SOAK=1 $(BIN)/pytest -n $(WORKERS) --dist loadgroup -q

quality: .venv/.test setup  ## axe, weight and width of every page, and Lighthouse where npm can fetch it
	$(BIN)/python -m tests.quality --lighthouse=if-available

pictures: .venv/.test setup  ## photograph the pages for docs/guides (Chromium)
	$(BIN)/python -m tests.pictures

translations: .venv/.test
	$(BIN)/python manage.py sync_translations --settings talent.settings.test

lock:  ## resolve the lock files anew (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 -q \
		--custom-compile-command "make lock" pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 -q \
		--custom-compile-command "make lock" pyproject.toml --group test -c requirements.lock -o requirements-test.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 -q \
		--custom-compile-command "make lock" pyproject.toml --group test --group benchmark -c requirements-test.lock \
		-o requirements-benchmark.lock

clean:  ## remove what was built, and the demo's data
	rm -rf .venv node_modules var
