# Everything needs only Python >= 3.11 with pip; each target sets up the rest itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: setup run test lint bench lock

setup: $(READY)

$(READY): requirements.lock
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $(READY)

run: setup
	$(BIN)/python -m bot run

test: setup
	$(BIN)/python -m pytest -n 2

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.locale_keys

bench: setup
	$(BIN)/python -m tests.bench

# After changing the dependencies in pyproject.toml (needs uv: pip install uv).
lock:
	uv pip compile --universal --python-version 3.11 --group dev --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --quiet pyproject.toml -o requirements.lock
