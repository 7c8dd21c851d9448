# The doors of the project: make demo, make test, make check.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
EVENTS ?= 10000
KILLS ?= 200
SEED ?=
SPY ?= py-spy
TYPES := .cache/slack_types

.DEFAULT_GOAL := help
.PHONY: help demo test slack-types campaigns crash latency bench flame check format lint types contracts knowledge coverage report lock schema clean

help:  ## what each command does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/' | column -t -s:

demo: $(VENV)/.runtime  ## talk to the bot through a local Slack, no account needed
	@$(BIN)/python -m bot demo

test: $(VENV)/.dev  ## the tests; what they ran of the code is kept for `make report`
	$(BIN)/pytest -n auto --dist loadfile --cov --cov-report= --cov-fail-under=0

slack-types:  ## Slack's own types as a JSON schema, which tests/playground compares with (needs npm)
	npm install --silent --no-save --no-package-lock --no-audit --no-fund --prefix $(TYPES) @slack/types@3 ts-json-schema-generator@2
	$(TYPES)/node_modules/.bin/ts-json-schema-generator --no-type-check --type KnownBlock \
		--path $(TYPES)/node_modules/@slack/types/dist/index.d.ts --out $(TYPES)/schema.json

campaigns: $(VENV)/.dev  ## the tests that take minutes or need the machine to themselves
	$(BIN)/pytest -m slow

crash: $(VENV)/.dev  ## the crash campaign: nothing lost, nothing doubled (EVENTS=, KILLS=, SEED=)
	$(BIN)/python -m benchmarks.crash --database sqlite --events $(EVENTS) --kills $(KILLS) $(SEED)
	$(BIN)/python -m benchmarks.crash --database postgresql --events $(EVENTS) --kills $(KILLS) --replicas 2 $(SEED)
	$(BIN)/python -m benchmarks.troubles worker $(SEED)
	$(BIN)/python -m benchmarks.troubles database --away 3 $(SEED)
	$(BIN)/python -m benchmarks.troubles database --away 30 $(SEED)

latency: $(VENV)/.dev  ## how fast events are acknowledged and answered
	$(BIN)/python -m benchmarks.latency --database sqlite
	$(BIN)/python -m benchmarks.latency --database postgresql

bench: $(VENV)/.dev  ## ours beside other bots under one load: a table of ratios
	$(BIN)/python -m benchmarks.bots

flame: $(VENV)/.dev  ## draws docs/flame.svg: where the time of an answer goes (SPY=, needs py-spy and its rights)
	$(BIN)/python -m benchmarks.flame --py-spy $(SPY)

check: format lint types contracts knowledge coverage  ## everything that CI checks

format: $(VENV)/.dev  ## is the code formatted?
	$(BIN)/ruff format --check .

lint: $(VENV)/.dev
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev  ## who may import whom
	$(BIN)/lint-imports

knowledge: $(VENV)/.runtime  ## is the knowledge whole, that of the examples too?
	@for folder in knowledge/product_vs_program knowledge/examples/*/; do $(BIN)/python -m knowledge $$folder || exit 1; done

coverage: test report  ## the tests, and how much of the code they run

report:  ## how much of the code the last `make test` ran
	$(BIN)/coverage report
	$(BIN)/coverage report --include='knowledge/*,intents/*,bot/advisor/*' --fail-under=100

lock: $(VENV)/.dev  ## choose the exact versions anew
	$(BIN)/uv pip compile pyproject.toml --generate-hashes --python-version 3.11 --universal --no-header -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --generate-hashes --python-version 3.11 --universal --no-header -q -o requirements-dev.lock

clean:
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .coverage

$(VENV)/.runtime: requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what WhichPM needs (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
