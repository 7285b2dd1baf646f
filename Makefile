# Every target is a thin line over scripts/ or xtask; `make help` lists them. ARGS reach the program:
#   make run ARGS="--listen 127.0.0.1:8080"

.PHONY: help run build test lint bench table
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' Makefile

run: ## build and start the demonstration: made-up people, simulated national systems
	@scripts/run $(ARGS)

build: ## build the release binary target/release/motcua, assets inside
	@scripts/build

test: ## every test: rules, use cases on SQLite and PostgreSQL, journeys in a browser
	@scripts/test $(ARGS)

lint: ## formatting, house rules, clippy on both halves
	@scripts/lint

table: ## drive every procedure along all its branches and write docs/all-procedures.md (minutes)
	@scripts/table

bench: ## load the release server on SQLite and PostgreSQL and print figures (minutes)
	@scripts/bench $(ARGS)
