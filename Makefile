# Every target sets up what it needs.  PYTHON=... chooses the interpreter.

CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11
BIN := .venv/bin
NEEDS := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test lint types tests quality bench golden mutants adapters map fuzz clean
.DELETE_ON_ERROR:

help:
	@echo 'make demo    check the example note and show one derivation'
	@echo 'make test    lint, types and every test'
	@echo 'make lint    ruff and mypy alone'
	@echo 'make quality count how the checker does on the corpus of notes'
	@echo 'make bench   how long the library, one claim and whole processes take'
	@echo 'make golden  write what the pages print, what each theorem trusts, which spoils stay true, anew'
	@echo 'make mutants put faults into four libraries, print which are caught, and write the page'
	@echo 'make adapters hold every library to its rule, TensorFlow and Paddle too, and write docs/reference/libraries.md'
	@echo 'make map     write the map and the catalogue of the derivations anew'
	@echo 'make fuzz    throw odd texts at the reader, for FUZZ=600 seconds'
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

# The kernel is covered by its own tests alone; to count the lines of all others would double their time.
tests: .venv/.test
	$(BIN)/pytest -q -n auto --cov=rmsprop_sym.kernel --cov-branch --cov-report=term --cov-fail-under=100 tests/kernel
	$(BIN)/pytest -n auto --dist worksteal --ignore=tests/kernel

bench: .venv/.core
	@$(BIN)/python tests/benchmarks/bench.py

quality: .venv/.test
	@PYTHONPATH=tests $(BIN)/python -m corpus

golden: .venv/.test
	BLESS=1 $(BIN)/pytest -q tests/test_docs.py tests/test_derivations.py tests/test_false_lines.py tests/test_quality.py \
	  tests/crosscheck/test_golden.py -k 'page or trusts or whole or fresh'

mutants: .venv/.test
	PYTHONPATH=tests $(BIN)/python -m mutants docs/reference/mutants.md

adapters: .venv/.adapters
	$(BIN)/python docs/libraries.py

map: .venv/.test
	$(BIN)/rmsprop-sym derive --map -o derivations/README.md
	BLESS=1 $(BIN)/pytest -q tests/test_library.py -k fresh

FUZZ := 600

# What is found is kept in .fuzz: the texts that led somewhere new, and those that the reader did not stand.
fuzz: .venv/.core
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fuzz]' || \
	  { echo 'rmsprop_sym: the fuzzer atheris cannot be installed for this Python; Linux and macOS have it for 3.11 to 3.13.' >&2; exit 1; }
	@mkdir -p .fuzz
	$(BIN)/python tests/fuzz/fuzz_reader.py -max_total_time=$(FUZZ) -max_len=400 -timeout=30 -print_final_stats=1 -verbosity=1 \
	  -dict=tests/fuzz/words.dict -artifact_prefix=.fuzz/refused- .fuzz tests/fuzz/seeds

clean:
	rm -rf .venv .fuzz build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage

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

# tf-keras asks for a package named tensorflow, which tensorflow-cpu is; Paddle for another opt_einsum than JAX has.
.venv/.adapters: .venv/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[tensorflow]' httpx safetensors
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps 'tf-keras>=2.20,<2.21' 'paddlepaddle>=3.3,<4'
	@touch $@

.venv/.test: .venv/.python $(NEEDS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,torch,jax,keras,lowfloat]'
	@touch $@ .venv/.core
