# The commands of this project. Each one sets up what it needs; `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.SUFFIXES:

VENV ?= .venv
BIN := $(VENV)/bin
SCHEME ?= home-office-2022
OUT ?= runs/$(SCHEME)
REPORT_ARGS ?=
JOBS ?= 2
# Logs, coverage data and the small runs of the tests.
BUILD ?= build

# Rooms whose branch coverage must reach the bound, each on its own, by the tests of these rooms alone: tracing lines
# takes as long again as the tests, so that the tests of commands, pages and files from outside run without it.
COVERED := scheme people model measures study
COVERAGE_BOUND := 95
MEASURED_TESTS := $(addprefix tests/,$(COVERED))
# Tests that run a second time with numba's compiler off, so that lines inside kernels are counted.
UNCOMPILED_TESTS := tests/people tests/model $(wildcard tests/measures/test_trail*.py)
# A run that is small enough to be made by every test of the commands.
SMALL := --people 200 --draws 2 --days 60

.PHONY: help report test lint types layers tests coverage docs smoke benchmark requirements clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

# A checkout that was moved needs its environment made again.
ifneq ($(file <$(VENV)/place),$(CURDIR))
$(VENV)/ready-run $(VENV)/ready-dev: moved
.PHONY: moved
moved:
endif

$(VENV)/ready-run: requirements/run.txt requirements/build.txt pyproject.toml tools/set-up.sh
	@tools/set-up.sh $(VENV) run
	@touch $@

$(VENV)/ready-dev: requirements/dev.txt pyproject.toml tools/set-up.sh
	@tools/set-up.sh $(VENV) dev
	@touch $(VENV)/ready-run $@

report: $(VENV)/ready-run ## run the main job and say where its report is (SCHEME=, OUT=, REPORT_ARGS=)
	@if [ -f "$(OUT)/manifest.json" ]; then \
	    echo "This run is finished already. The report is $(OUT)/report.html"; \
	else \
	    $(BIN)/custodes run $(SCHEME) --out "$(OUT)" $(REPORT_ARGS); \
	fi

test: $(VENV)/ready-dev ## set up, check, test, and build the documentation
	@$(MAKE) lint
	@$(MAKE) types
	@$(MAKE) layers
	@$(MAKE) tests
	@$(MAKE) coverage
	@$(MAKE) docs
	@$(MAKE) smoke
	@tail -q -n 1 $(BUILD)/pytest-*.log

lint: $(VENV)/ready-dev ## ruff: rules and layout
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/ready-dev ## mypy, strict
	$(BIN)/mypy

layers: $(VENV)/ready-dev ## imports go down only
	$(BIN)/lint-imports --no-cache

tests: $(VENV)/ready-dev ## every test, with branch coverage, and the examples in docstrings
	@mkdir -p $(BUILD)
	@rm -f $(BUILD)/coverage*
	COVERAGE_FILE=$(BUILD)/coverage.compiled $(BIN)/pytest -n $(JOBS) --cov --cov-report= $(MEASURED_TESTS) \
	    2>&1 | tee $(BUILD)/pytest-measured.log
	$(BIN)/pytest -n $(JOBS) --doctest-modules src tests $(addprefix --ignore=,$(MEASURED_TESTS)) \
	    2>&1 | tee $(BUILD)/pytest-others.log
	NUMBA_DISABLE_JIT=1 COVERAGE_FILE=$(BUILD)/coverage.uncompiled $(BIN)/pytest -n $(JOBS) --cov --cov-report= \
	    -m "not compiled" $(UNCOMPILED_TESTS) 2>&1 | tee $(BUILD)/pytest-uncompiled.log

coverage: $(VENV)/ready-dev ## hold the coverage of the last tests against the bound, room by room
	@COVERAGE_FILE=$(BUILD)/coverage $(BIN)/coverage combine --keep --quiet $(BUILD)/coverage.*compiled*
	@for room in $(COVERED); do \
	    echo "Branch coverage of $$room:"; \
	    COVERAGE_FILE=$(BUILD)/coverage $(BIN)/coverage report --include="src/custodes/$$room/*" \
	        --fail-under=$(COVERAGE_BOUND) --skip-covered --show-missing; \
	done

docs: $(VENV)/ready-dev ## build the documentation; a warning is an error
	$(BIN)/sphinx-build -E -W -n --keep-going -q -b html docs docs/_build/html

smoke: $(VENV)/ready-dev ## the first README command on a small run, twice, and verified
	@rm -rf $(BUILD)/smoke
	@$(MAKE) report OUT=$(BUILD)/smoke REPORT_ARGS="$(SMALL) --quiet"
	@test -s $(BUILD)/smoke/report.html
	@$(MAKE) report OUT=$(BUILD)/smoke
	@$(BIN)/custodes verify $(BUILD)/smoke

benchmark: $(VENV)/ready-dev ## measure speed and memory against the budgets (NAME= for one of benchmarks/)
	@for name in $(or $(NAME),chain serve intervals unicity stays fixes kept_trail default_run location_runs exact_run large_world csv_records audit_positions read_csv scores compare sensitivity); do \
	    echo "$$name:"; $(BIN)/python benchmarks/$$name.py; \
	done

requirements: ## pin again what requirements/*.in ask for (needs uv)
	@for name in run build dev; do \
	    uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	        $$(for other in run build; do [ "$$other" = "$$name" ] && break; echo "--constraints requirements/$$other.txt"; done) \
	        requirements/$$name.in --output-file requirements/$$name.txt; \
	done

clean: ## remove what was built; runs/ and the environment stay
	rm -rf $(BUILD) docs/_build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
