# Everything needs only Python >= 3.11 with pip; each target sets up the rest itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
READY_DEV := $(VENV)/ready-dev
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: setup setup-dev run demo test soak lint bench lock

setup: $(READY)

# What tests, lint and bench need beside it.
setup-dev: $(READY_DEV)

$(READY): requirements.lock
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -r requirements.lock
	touch $(READY)

$(READY_DEV): requirements-dev.lock $(READY)
	$(INSTALL) -r requirements-dev.lock
	touch $(READY_DEV)

run: setup
	$(BIN)/python -m bot run

# A city of invented people and cases, in data/demo: everything to look at, nothing real.
demo: setup
	$(BIN)/python -m bot demo

# Whoever is done first takes over what the other has not begun; what was compiled is kept for the processes that start.
test: setup-dev
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 --dist worksteal

# Long trials under load: kills, a database that is restarted or replaced, restarts in turn. Figures as they come.
soak: setup-dev
	$(BIN)/python -m pytest tests/soak --log-cli-level=INFO

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.locale_keys

bench: setup-dev
	$(BIN)/python -m tests.bench

# After changing the dependencies in pyproject.toml (needs uv: pip install uv). The second holds the versions of the first.
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --quiet pyproject.toml
lock:
	$(COMPILE) -o requirements.lock
	$(COMPILE) --group dev -c requirements.lock -o requirements-dev.lock
