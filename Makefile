# The two commands: `make serve` and `make test`. Everything else is a part of them.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-test kb train serve test check lint types imports bench bench-imports bench-search bench-pathways bench-nlu lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

setup: $(VENV)/.run ## environment from the hash-locked requirements
setup-test: $(VENV)/.test

$(BIN)/python:
	@bash tools/make_venv.sh $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@bash tools/install.sh $(VENV) $(if $(wildcard $(VENV)/.test),test,run)
	@touch $@

$(VENV)/.test: requirements/test.txt pyproject.toml | $(BIN)/python
	@bash tools/install.sh $(VENV) test
	@touch $(VENV)/.run

kb: $(VENV)/.run ## knowledge base, built when a fact changed
	@$(BIN)/jalon kb build

train: kb ## model, trained when its data changed
	@bash tools/train.sh $(BIN)

serve: train ## the assistant at http://127.0.0.1:8000 (PORT=… HOST=…)
	@exec $(BIN)/jalon serve

lint: setup-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check . || (echo "→ ruff format ." && false)

types: setup-test
	@$(BIN)/mypy knowledge bot actions

imports: setup-test
	@$(BIN)/lint-imports

check: lint types imports ## lint, types, imports, knowledge, training data
	@$(BIN)/jalon kb build
	@$(BIN)/jalon kb check
	@$(BIN)/python -m knowledge.sources_page --check
	@$(BIN)/python -m bot.lint

test: setup-test check train ## every check and test that CI runs
	@bash tools/chromium.sh
	@$(BIN)/python -m pytest

bench: setup-test train ## full turns beside a stock Rasa assistant, in one run
	@$(BIN)/python -m bench.turns

bench-imports: setup-test ## cost of importing the official files (DONNEES=folder)
	@$(BIN)/python -m bench.imports $(if $(DONNEES),--donnees $(DONNEES))

bench-search: setup-test ## search by name beside a LIKE scan and rapidfuzz over everything
	@$(BIN)/python -m bench.search

bench-pathways: setup-test kb ## cost of a pathway question, beside a naive search
	@$(BIN)/python -m bench.pathways

bench-nlu: setup-test kb ## the same questions read by Jalon, stock Rasa (DIET) and NLP.js (two hours, once)
	@$(BIN)/python -m bench.nlu

lock: $(BIN)/python ## compile the hash-locked requirements again
	@bash tools/lock.sh $(VENV)

clean: ## forget what was built (environment, base, model)
	@rm -rf $(VENV) var models .rasa
