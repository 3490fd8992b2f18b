# make demo and make test set everything up on a fresh machine; they need python3 (3.11 to 3.13).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed-for
.DEFAULT_GOAL := help
.PHONY: help setup chromium demo test check gate gate-quick bench docs clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

demo: ## read the bundled example pages and show the incidents
	@test -x $(BIN)/reportedly || $(MAKE) --no-print-directory install EXTRAS=
	@$(BIN)/reportedly demo

setup: ## the virtual environment for development, made anew when pyproject.toml changes
	@$(MAKE) --no-print-directory install EXTRAS='[dev]'

.PHONY: install
install: python
	@want="$$(cksum < pyproject.toml) $(EXTRAS)"; \
	if [ "$$(cat $(STAMP) 2>/dev/null)" != "$$want" ]; then \
	  test -x $(BIN)/python || $(PYTHON) -m venv $(VENV); \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.$(EXTRAS)' && \
	  echo "$$want" > $(STAMP); \
	fi

.PHONY: python
python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "$(PYTHON) is missing: install Python 3.11, 3.12 or 3.13, with its venv module." >&2; \
	  exit 1; }
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || { \
	  echo "$(PYTHON) is not Python 3.11 to 3.13 with venv: name another, make PYTHON=python3.12" >&2; \
	  exit 1; }

# The browser tests drive the distribution's Chromium; where it cannot be installed here they say how.
chromium:
	@if ! { command -v chromium || command -v chromium-browser || command -v google-chrome; } \
	  >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing chromium for the browser tests ..."; \
	  { apt-get install -y -qq chromium || { apt-get update -qq && apt-get install -y -qq chromium; }; } \
	    >/dev/null 2>&1 || echo "chromium could not be installed: the browser tests will say so" >&2; \
	fi

test: setup chromium ## every test
	@$(BIN)/python -m pytest -n auto

check: setup ## ruff, mypy strict, the layout test, the generated docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_layout.py tests/test_docs.py

gate: setup ## quality against its floors (needs ../shared)
	$(BIN)/python -m gate

gate-quick: setup ## the part of the gate that takes a minute
	$(BIN)/python -m gate --quick

bench: python ## speed beside peers, as ratios, in an environment of its own (needs ../shared)
	@test -x $(VENV)-bench/bin/python || $(PYTHON) -m venv $(VENV)-bench
	@$(VENV)-bench/bin/python -m pip install --quiet --disable-pip-version-check -e . -r bench/peers.txt
	@$(VENV)-bench/bin/python -m bench $(BENCH)

docs: setup ## the references, the tour's outputs and the picture of the demo, from the code
	$(BIN)/python docs/generate.py

clean: ## remove what was made here, but no casebook
	rm -rf $(VENV) $(VENV)-bench build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
