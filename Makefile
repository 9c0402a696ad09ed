# What can be done here; `make` alone tells it.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

# Without its bytecode each process starts seconds later; a machine may forbid writing it.
unexport PYTHONDONTWRITEBYTECODE

# Minutes of kills and crashes: .ci/run runs these, at length.
LONG := tests/processes/test_kills.py tests/processes/test_crash_points.py

.DEFAULT_GOAL := help
.PHONY: help demo test check run lock guard approve pictures bench figures nightly

help: ## tell what there is
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(INSTALLED) ## a whole alert without Telegram and without a token; at a terminal the town stays open
	$(BIN)/spoedgroep practise

test: $(INSTALLED) ## run the tests; flows must be covered in every branch
	$(BIN)/pytest -n 2 tests/flows --cov --cov-report=term-missing:skip-covered
	$(BIN)/pytest -n 2 --ignore tests/flows $(patsubst %,--ignore %,$(LONG))

check: $(INSTALLED) ## everything that must hold: form, lint, types, who imports whom, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

run: $(INSTALLED) ## run the bot with the settings of the environment and .env
	$(BIN)/spoedgroep run

guard: $(INSTALLED) ## the figures of the guard on typed text, of both halves of its corpus
	$(BIN)/python -m tests.flows.guard.figures

approve: $(INSTALLED) ## accept the pictures and pages of the month as they are drawn now
	APPROVE=1 $(BIN)/pytest -q tests/reports/test_picture.py tests/reports/test_sheet.py

pictures: $(INSTALLED) ## take the pictures of guide and README anew, from the practice page; needs chromium
	$(BIN)/python -m tests.page.pictures

bench: $(INSTALLED) .venv-bench/.installed ## how fast presses go, beside other bots; the figures of a month; the practice page. QUICK=1 for two minutes
	$(BIN)/python -m tests.bench.everything $(if $(QUICK),--quick)
ifndef QUICK
	$(BIN)/python -m tests.bench.month
	$(BIN)/python -m tests.dataset.speed
	$(BIN)/pytest -q -s tests/page/test_figures.py
endif

# aiogram is there only to be compared with. Without the network it is left out, and that is said.
.venv-bench/.installed: tests/bench/requirements.lock
	-$(PYTHON) -m venv .venv-bench && .venv-bench/bin/pip install --quiet \
		--disable-pip-version-check --no-deps --require-hashes -r $< && touch $@
	@test -f $@ || { rm -rf .venv-bench; echo "aiogram is left out: it could not be fetched"; }

figures: $(INSTALLED) ## what is lost, how late, how soon: all figures of docs/betrouwbaarheid.md, in half an hour
	$(BIN)/python -m tests.figures

nightly: $(INSTALLED) ## the same with a thousand kills and eight hours of simulation
	$(BIN)/python -m tests.figures --kills 1000 --minutes 480
	$(BIN)/python -m tests.simulation.mutants --known

# It may be run just because a package is not there yet: only uv itself is needed.
lock: ## choose the versions of all packages anew, with their hashes
	test -x $(BIN)/uv || $(MAKE) --no-print-directory $(INSTALLED)
	$(BIN)/uv pip compile --quiet --generate-hashes --universal --no-emit-index-url \
		--no-annotate --no-header --extra dev pyproject.toml -o requirements.lock

# Once for each lock: what is installed is what its hashes say, and nothing else. The lock is whole, so
# nothing is looked up beside it: an extra such as coverage[toml] made pip reach for a newer release,
# which has no hash here. `pip check` says whether something is missing.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/pip check --disable-pip-version-check
	@touch $@
