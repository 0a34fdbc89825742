PORT ?= 8000
export PORT

.PHONY: run test test-fast check bench screenshots golden install

run: .venv/installed  ## the demo on http://127.0.0.1:$(PORT)/
	@scripts/run

test: install  ## every test on SQLite, and on PostgreSQL where POSTGRES_URL names a server
	@scripts/test

test-fast: install  ## within a minute, between two thoughts: rules, forms and services on SQLite, nothing started
	@scripts/test fast

check: install  ## linters, types, migrations, locks, and the long sweeps
	@scripts/lint && scripts/test check

bench: install .venv/installed-bench  ## measurements, printed
	@.venv/bin/python -m benchmarks

screenshots: install  ## the pictures of the README, taken anew (needs chromium and poppler-utils)
	@SCREENSHOTS=1 .venv/bin/python -m pytest --quiet -m pictures tests

golden: install  ## the golden reports, and the pictures of the published cases, taken anew (needs poppler-utils)
	@GOLDEN=1 .venv/bin/python -m pytest --quiet -m golden tests/pdf

install: .venv/installed-dev

.venv/installed: requirements.txt
	@scripts/install requirements.txt && touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@scripts/install requirements-dev.txt && touch $@

.venv/installed-bench: benchmarks/requirements.txt .venv/installed-dev
	@scripts/install benchmarks/requirements.txt && touch $@
