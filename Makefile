# Every target sets up what it needs.  PYTHON=... chooses the interpreter.

CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11
BIN := .venv/bin
NEEDS := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test lint types tests bench golden map clean
.DELETE_ON_ERROR:

help:
	@echo 'make demo    check the example note and show one derivation'
	@echo 'make test    lint, types and every test'
	@echo 'make lint    ruff and mypy alone'
	@echo 'make bench   how long the library, one claim and whole processes take'
	@echo 'make golden  write what the pages print, what each theorem trusts, which spoils stay true, anew'
	@echo 'make map     write the map and the catalogue of the derivations anew'
	@echo 'make clean   remove the environment and what was built'

# The example note is full of mistakes on purpose: the demo succeeds when the check finds some (exit 1).
demo: .venv/.core
	@echo '$$ rmsprop-sym check docs/examples/rmsprop-notes.md'
	@$(BIN)/rmsprop-sym check docs/examples/rmsprop-notes.md; test $$? -eq 1
	@echo '$$ rmsprop-sym derive first_step'
	@$(BIN)/rmsprop-sym derive first_step

test: lint types tests

lint: .venv/.test
	$(BIN)/ruff check .

types: .venv/.test
	$(BIN)/mypy

tests: .venv/.test
	$(BIN)/pytest -n auto --dist worksteal --cov=rmsprop_sym.kernel --cov-branch --cov-report=term --cov-fail-under=100

bench: .venv/.core
	@$(BIN)/python tests/benchmarks/bench.py

golden: .venv/.test
	BLESS=1 $(BIN)/pytest -q tests/test_docs.py tests/test_derivations.py tests/test_false_lines.py -k 'page or trusts or whole'

map: .venv/.test
	$(BIN)/rmsprop-sym derive --map -o derivations/README.md
	BLESS=1 $(BIN)/pytest -q tests/test_library.py -k fresh

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage

.venv/.python:
	@set -e; \
	for python in $(or $(PYTHON),$(CANDIDATES)); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  "$$python" -c 'import venv, ensurepip' 2>/dev/null || { without=$$python; continue; }; \
	  "$$python" -m venv .venv && touch $@ && exit 0; \
	done; \
	if [ -n "$$without" ]; then echo "rmsprop_sym: $$without has no venv; install it (on Debian and Ubuntu the package python3-venv)." >&2; \
	else echo "rmsprop_sym: no Python from 3.11 on among: $(or $(PYTHON),$(CANDIDATES)); install one, or say make PYTHON=/path/to/python." >&2; fi; \
	exit 1

.venv/.core: .venv/.python $(NEEDS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/.test: .venv/.python $(NEEDS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@ .venv/.core
